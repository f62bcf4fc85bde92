using System.Diagnostics;
using System.Globalization;
using DiffGen.Compiler.Frontend;
using DiffGen.RobustnessTests.Limits;
using DiffGen.RobustnessTests.Mutants;

namespace DiffGen.RobustnessTests;

/// <summary>
/// <c>--large [--stages]</c> and <c>--cancel [--points n] [--roslyn]</c> time large programs, as a whole or by stages, and how soon they can be stopped, or Roslyn while it
/// is asked about them;
/// <c>--all [--only name] [--every n [--first k] [--parts p]] [--jobs j]</c> tries every mutant of every sample and test program, or one in n of them, p times over beginning
/// with another one, and prints those that fail; without any of these the tests run.
/// </summary>
internal static class Program
{
    private const int KindsPrinted = 20;

    public static int Main(string[] args)
    {
        if (args.Contains("--large"))
            return Large(Option(args, "--only") ?? "", args.Contains("--stages"));
        if (args.Contains("--cancel"))
            return Cancel(Option(args, "--only") ?? "", Number(args, "--points", 20), args.Contains("--roslyn"));
        if (!args.Contains("--all"))
            return Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args).GetAwaiter().GetResult();
        string only = Option(args, "--only") ?? "";
        int every = Number(args, "--every", 1), first = Number(args, "--first", 0);
        return TryAll([.. Subject.All().Where(s => s.Name.Contains(only, StringComparison.Ordinal))],
            every, [.. Enumerable.Range(first, Number(args, "--parts", 1)).Select(k => k % every)], Number(args, "--jobs", Environment.ProcessorCount));
    }

    private static string? Option(string[] args, string name)
    {
        int at = Array.IndexOf(args, name);
        return at < 0 ? null : args[at + 1];
    }

    private static int Number(string[] args, string name, int otherwise) =>
        Option(args, name) is { } number ? int.Parse(number, CultureInfo.InvariantCulture) : otherwise;

    private static int Large(string only, bool stages)
    {
        Console.WriteLine("  lower compile     text   answer");
        foreach ((string name, Func<string> program) in LargePrograms.All.Where(p => p.Key.Contains(only, StringComparison.Ordinal)))
        {
            var method = Stages.Method(program());
            string line = Stages.OnStack(1 << 20, () =>
            {
                var clock = ThreadClock.Start();
                LoweredMethod lowered = Stages.Lower(method, CancellationToken.None);
                double lower = clock.Elapsed.TotalMilliseconds;
                if (stages)
                    return $"{name}: {lowered.Model.Function.NextId} {StageClock.Of(lowered.Model, worthTelling: 20)}";
                clock = ThreadClock.Start();
                string text = Stages.Compile(lowered.Model, CancellationToken.None).Text;
                string answer = lowered.Problems.Count > 0 ? lowered.Problems[0].Message : text.Contains("DIFF9001", StringComparison.Ordinal) ? text[..2000] : "";
                return FormattableString.Invariant($"{lower,7:F0} {clock.Elapsed.TotalMilliseconds,7:F0} {text.Length,8}   {name}: {answer}");
            });
            Console.WriteLine(line);
        }
        return 0;
    }

    private static int Cancel(string only, int points, bool ofRoslyn)
    {
        foreach ((string name, Func<string> text) in LargePrograms.All.Where(p => p.Key.Contains(only, StringComparison.Ordinal)))
        {
            var program = Stages.Method(text());
            Interruption slowest = Interruption.Slowest(ofRoslyn ? Interruption.OfRoslyn(program) : Interruption.OfDiffGen(program), points);
            Console.WriteLine(FormattableString.Invariant(
                $"{slowest.Latency.TotalMilliseconds,5:F0} ms  {name}, cancelled at {slowest.At:P0}, stopped by {slowest.StoppedBy}"));
        }
        return 0;
    }

    private static int TryAll(Subject[] subjects, int every, int[] parts, int jobs)
    {
        var clock = Stopwatch.StartNew();
        int mutants = parts.Sum(first => Hunt.Count(subjects, every, first));
        TimeSpan before = Environment.CpuUsage.TotalTime;
        var hunt = new Hunt();
        var told = new HashSet<string>();
        foreach (int first in parts)
        {
            hunt.Run(subjects, every, first, jobs, h => Progress(h, mutants, clock.Elapsed));
            Console.Error.Write("\r\e[K");
            Console.WriteLine(FormattableString.Invariant($"{first} of {every}: {hunt.Tried} mutants of {subjects.Length} programs in {clock.Elapsed.TotalSeconds:F0} s, ")
                + FormattableString.Invariant($"{(Environment.CpuUsage.TotalTime - before).TotalMilliseconds / hunt.Tried:F1} ms of processor time each: {hunt.Compiled} are C#, ")
                + FormattableString.Invariant($"{hunt.Differentiated} of them are differentiated; the slowest took {hunt.Slowest.Time.TotalMilliseconds:F0} ms ")
                + $"({hunt.Slowest.Mutant?.Subject.Name}: {hunt.Slowest.Mutant?.What}); {hunt.Casualties.Count} failed");
            foreach (IGrouping<string, Casualty> kind in hunt.Casualties.GroupBy(Kind).Where(k => told.Count < KindsPrinted && told.Add(k.Key)))
            {
                Casualty shortest = kind.MinBy(c => c.Mutant.Text.Length)!;
                Console.WriteLine($"\n===== {kind.Count()} × {kind.Key}\n{shortest.Mutant.Subject.Name}: {shortest.Mutant.What}\n{shortest.Failure}\n-----\n{shortest.Mutant.Text}");
            }
        }
        return hunt.Casualties.Count == 0 ? 0 : 1;
    }

    // Faults that are told in the same words are one; names and numbers are left out.
    private static string Kind(Casualty casualty) =>
        System.Text.RegularExpressions.Regex.Replace(casualty.Failure.Split('\n')[0], @"'[^']*'|\d+", "…");

    private static void Progress(Hunt hunt, int mutants, TimeSpan elapsed)
    {
        if (Console.IsErrorRedirected || (hunt.Tried % 50 != 0 && hunt.Tried != mutants))
            return;
        int filled = (int)(40L * hunt.Tried / mutants);
        Console.Error.Write($"\r[{new string('#', filled)}{new string('.', 40 - filled)}] {hunt.Tried}/{mutants}, {hunt.Casualties.Count} failed, "
            + $"{hunt.Tried / elapsed.TotalSeconds:F0}/s ");
    }
}
