using System.Globalization;
using DiffGen.RandomPrograms.Generation;
using DiffGen.RandomPrograms.Running;

namespace DiffGen.RandomPrograms;

/// <summary>
/// <c>--programs n [--kinds all] [--seed s] [--jobs j] [--reduce r] [--without Pass]</c> checks n programs, from seed s on, with j workers, and prints the
/// smallest form of the first r that fail; <c>--seed s --print</c> prints one; without arguments of ours the tests run.
/// </summary>
internal static class Program
{
    public static int Main(string[] args)
    {
        int seed = Option(args, "--seed", 1);
        bool all = Array.IndexOf(args, "--kinds") is >= 0 and var kinds && args[kinds + 1] == "all";
        if (args.Contains("--print"))
            return Print(ProgramGenerator.Generate(seed, all));
        if (!args.Contains("--programs"))
            return Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args).GetAwaiter().GetResult();
        int without = Array.IndexOf(args, "--without");
        var hunt = new Hunt(seed, Option(args, "--programs", 1000))
        {
            AllKinds = all,
            BatchSize = Option(args, "--batch", 100),
            Jobs = Option(args, "--jobs", 1),
            Reduce = Option(args, "--reduce", 5),
            Disabled = without < 0 ? null : args[without + 1],
        };
        return hunt.Run();
    }

    private static int Option(string[] args, string name, int otherwise)
    {
        int at = Array.IndexOf(args, name);
        return at < 0 ? otherwise : int.Parse(args[at + 1], CultureInfo.InvariantCulture);
    }

    private static int Print(RandomProgram program)
    {
        Console.WriteLine(program.Source);
        foreach (string pass in program.Disabled)
            Console.WriteLine("// without " + pass);
        Console.WriteLine(Batch.Generated(program));
        return 0;
    }
}
