using System.Diagnostics;
using DiffGen.Compiler.Frontend.Declared;
using DiffGen.Compiler.Judgement;
using DiffGen.JudgementTests.Harness;

namespace DiffGen.JudgementTests;

/// <summary>
/// <c>--judge folder [--seeds n]</c> prints the verdict on every derivative with a body in the files of a folder; without arguments of ours the tests run.
/// </summary>
internal static class Program
{
    public static int Main(string[] args) => args.FirstOrDefault() switch
    {
        "--judge" => Judge(args[1], args.Length > 3 ? int.Parse(args[3], System.Globalization.CultureInfo.InvariantCulture) : 1),
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
                var clock = Stopwatch.StartNew();
                Verdict verdict = project.Judge(declared, new JudgeOptions((ulong)seed));
                Console.WriteLine($"{clock.Elapsed.TotalMilliseconds,6:0.0} ms  {JudgedProject.Text(verdict, declared)}");
            }
        }
        return 0;
    }
}
