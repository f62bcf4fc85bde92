using System.Diagnostics;
using System.Globalization;
using DiffGen.RandomPrograms.Generation;
using DiffGen.RandomPrograms.Reduction;
using DiffGen.RandomPrograms.Running;

namespace DiffGen.RandomPrograms;

/// <summary>
/// <c>--programs n --seed s [--print] [--without Pass]</c> checks n programs, from seed s on, and prints the smallest form of each that fails;
/// without <c>--programs</c> the tests run.
/// </summary>
internal static class Program
{
    private const int BatchSize = 200;

    public static int Main(string[] args)
    {
        if (!args.Contains("--programs"))
            return Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args).GetAwaiter().GetResult();
        int programs = Option(args, "--programs", 1000), seed = Option(args, "--seed", 1);
        int without = Array.IndexOf(args, "--without");
        return Hunt(programs, seed, args.Contains("--print"), without < 0 ? [] : [args[without + 1]], Option(args, "--reduce", 5));
    }

    private static int Option(string[] args, string name, int otherwise)
    {
        int at = Array.IndexOf(args, name);
        return at < 0 ? otherwise : int.Parse(args[at + 1], CultureInfo.InvariantCulture);
    }

    private static int Hunt(int programs, int seed, bool print, string[] disabled, int reduce)
    {
        var clock = Stopwatch.StartNew();
        var kinds = new Dictionary<FailureKind, int>();
        int points = 0, thrown = 0, kinks = 0, large = 0, failures = 0, unchecked_ = 0;
        for (int done = 0; done < programs;)
        {
            RandomProgram[] batch = [.. Enumerable.Range(seed + done, Math.Min(BatchSize, programs - done)).Select(ProgramGenerator.Generate)];
            if (print)
                Console.WriteLine(string.Join("\n", batch.Select(p => p.Source)));
            IReadOnlyList<Outcome> outcomes = Batch.Check(batch, disabled);
            done += batch.Length;
            for (int i = 0; i < batch.Length; i++)
            {
                Outcome o = outcomes[i];
                (points, thrown, kinks, large) = (points + o.Checked, thrown + o.Thrown, kinks + o.Kinks, large + o.Large);
                unchecked_ += o.Checked == 0 ? 1 : 0;
                if (o.Failure is not { } failure)
                    continue;
                failures++;
                kinds[failure.Kind] = kinds.GetValueOrDefault(failure.Kind) + 1;
                Console.Error.Write("\r" + new string(' ', 78) + "\r");
                Console.WriteLine($"seed {batch[i].Seed}: {failure.Kind}: {failure.Message}");
                if (kinds[failure.Kind] <= reduce)
                    Console.WriteLine(Reducer.Smallest(batch[i], failure, disabled).Source);
            }
            Progress(done, programs, failures, clock.Elapsed);
        }
        Console.Error.WriteLine();
        Console.WriteLine($"{programs} programs in {clock.Elapsed.TotalSeconds:F0} s: {points} points compared; not compared: {thrown} where the program "
            + $"throws, {kinks} near a branch or kink, {large} too large; {unchecked_} programs without a point");
        foreach (var (kind, count) in kinds.OrderBy(k => k.Key))
            Console.WriteLine($"  {kind}: {count}");
        return failures == 0 ? 0 : 1;
    }

    private static void Progress(int done, int programs, int failures, TimeSpan elapsed)
    {
        int filled = (int)(40L * done / programs);
        Console.Error.Write($"\r[{new string('#', filled)}{new string('.', 40 - filled)}] {done}/{programs}, {failures} failed, {elapsed.TotalMilliseconds / done:F1} ms each ");
    }
}
