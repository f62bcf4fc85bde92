using System.Diagnostics;
using DiffGen.Compiler.Frontend.Declared;
using DiffGen.Compiler.Judgement;
using DiffGen.JudgementTests.Harness;

namespace DiffGen.JudgementTests;

/// <summary>
/// <c>--mutants [every]</c> judges mutants of right derivations, one of so many; <c>--right n</c> judges the right ones with n seeds; <c>--judge folder [--seeds n]</c> prints the verdict on every derivative with a body in the files of a folder; <c>--times folder…</c> measures how long they take; without arguments of ours the tests run.
/// </summary>
internal static class Program
{
    public static int Main(string[] args) => args.FirstOrDefault() switch
    {
        "--judge" => Judge(args[1], args.Length > 3 ? int.Parse(args[3], System.Globalization.CultureInfo.InvariantCulture) : 1),
        "--mutants" => Mutants(args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 1),
        "--right" => Right(int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture)),
        "--users" => Users(),
        "--repeat" => Repeat(args[1], int.Parse(args[2], System.Globalization.CultureInfo.InvariantCulture), args[3..]),
        "--times" => Times(args[1..]),
        _ => Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args).GetAwaiter().GetResult(),
    };

    private static int Judge(string folder, int seeds)
    {
        string[] files = File.Exists(folder) ? [folder] : [.. Directory.GetFiles(folder, "*.cs").Order(StringComparer.Ordinal)];
        var project = new JudgedProject([.. files.Select(f => JudgedProject.Parse(File.ReadAllText(f)))]);
        foreach (DeclaredDerivative declared in project.Derivatives())
        {
            for (int seed = 1; seed <= seeds; seed++)
            {
                TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
                Verdict verdict = project.Judge(declared, new JudgeOptions((ulong)seed));
                Console.WriteLine($"{(Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds,6:0.0} ms  {JudgedProject.Text(verdict, declared)}");
            }
        }
        return 0;
    }

    private static int Times(string[] folders)
    {
        foreach (JudgeTimes times in JudgeTimes.Of(JudgedProject.OfFolders(folders)))
            Console.WriteLine(times);
        return 0;
    }

    private static int Users()
    {
        (JudgedProject project, UserProgram[] programs) = UserPrograms.All();
        foreach (UserProgram program in programs)
            Console.WriteLine((program.Change.Length == 0 ? "right" : "wrong: " + program.Change) + "\n    " + JudgedProject.Text(project.Judge(program.Declared), program.Declared));
        return 0;
    }

    private static int Repeat(string name, int times, string[] folders)
    {
        var project = JudgedProject.OfFolders(folders);
        DeclaredDerivative declared = project.Derivatives().Single(d => d.Method.ContainingType.Name + "." + d.Method.Name == name);
        (HandDerivative? hand, _) = project.Read(declared);
        for (int i = 0; i < times; i++)
            Compiler.Judgement.Judge.Of(hand!, new JudgeOptions(), default);
        return 0;
    }

    private static int Mutants(int every)
    {
        int all = 0, different = 0, found = 0, explained = 0, wrong = 0;
        foreach (JudgedMutant mutant in MutantRun.All(every))
        {
            all++;
            different += mutant.IsDifferent ? 1 : 0;
            found += mutant is { IsDifferent: true, Verdict: Verdict.Differs } ? 1 : 0;
            explained += mutant is { IsDifferent: true, Verdict: Verdict.Differs { Explanation: not null } } ? 1 : 0;
            bool isWrong = mutant.IsDifferent ? mutant.IsProved || mutant.Verdict is Verdict.NoDifference or Verdict.Proved : mutant.Verdict is Verdict.Differs;
            wrong += isWrong ? 1 : 0;
            Console.WriteLine((isWrong ? "WRONG " : "") + (mutant.IsDifferent ? "" : "(same) ") + mutant.Name + " | " + mutant.Error + "\n    " + mutant.Text);
        }
        Console.WriteLine($"{all} mutants, {different} compute something else, {found} of them are found, {explained} explained; {wrong} wrong verdicts.");
        return wrong == 0 ? 0 : 1;
    }

    private static int Right(int seeds)
    {
        JudgedProject project = JudgedProject.OfFolders("tests/JudgementTests/Derivations", "tests/JudgementTests/Right");
        int runs = 0, wrong = 0, open = 0;
        foreach (DeclaredDerivative declared in project.Derivatives())
        {
            for (int seed = 1; seed <= seeds; seed++)
            {
                // The formulas are the same for every seed.
                Verdict verdict = project.Judge(declared, new JudgeOptions((ulong)seed) { Proves = seed == 1 });
                runs++;
                open += verdict is Verdict.Unchecked ? 1 : 0;
                if (verdict is not Verdict.Differs)
                    continue;
                wrong++;
                Console.WriteLine($"WRONG {declared.Method.ContainingType.Name}, seed {seed}: {JudgedProject.Text(verdict, declared)}");
            }
        }
        Console.WriteLine($"{runs} runs on right derivations: {wrong} called different, {open} not checked.");
        return wrong == 0 ? 0 : 1;
    }
}
