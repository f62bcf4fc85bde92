using System.Diagnostics;
using System.Runtime.CompilerServices;
using DiffGen.Mutation.Mutants;

namespace DiffGen.Mutation;

/// <summary>
/// Puts one fault after the other into the compiler and says which test finds it; exit code 1 if one is not found.
/// <c>--only words</c> tries those whose name or file contains the words, <c>--list</c> checks only that each still has its place.
/// <c>--near</c> tries only the tests nearest to each, which take seconds; what they do not find is as good as not tried.
/// <c>--sure</c> does not try first whether all tests pass without a fault.
/// <c>--open</c> tries those that no test is known to kill yet: a run that was interrupted goes on. The results go to <c>docs/mutants.md</c>.
/// </summary>
internal static class Program
{
    private const int Bar = 30;

    private static readonly Mutant[] Mutants =
    [
        .. RuleMutants.All, .. DifferentiationMutants.All, .. RecordingMutants.All, .. AnalysisMutants.All,
        .. OptimizationMutants.All, .. EmissionMutants.All, .. FrontendMutants.All,
    ];

    public static int Main(string[] args)
    {
        string repository = Repository();
        string[] lost = [.. Mutants.Select(m => Lost(m, repository)).OfType<string>()];
        foreach (string mutant in lost)
            Console.WriteLine(mutant);
        if (lost.Length > 0)
            return 1;
        if (args.Contains("--list"))
        {
            Console.WriteLine($"{Mutants.Length} mutants, each has its place");
            return 0;
        }
        int at = Array.IndexOf(args, "--only");
        string? only = at < 0 ? null : args[at + 1];
        var report = new Report(Path.Combine(repository, "docs", "mutants.md"));
        Mutant[] tried = [.. Mutants.Where(m => only is null || (m.Name + " " + m.File).Contains(only, StringComparison.OrdinalIgnoreCase))
            .Where(m => !args.Contains("--open") || !report.IsKilled(m))];

        var clock = Stopwatch.StartNew();
        var workspace = new Workspace();
        Console.Error.WriteLine("Building");
        bool near = args.Contains("--near");
        Suite[] suites = near ? [.. tried.Select(m => Suite.For(m).First()).DistinctBy(s => string.Join(' ', s.Arguments))] : [.. Suite.All];
        workspace.Prepare(repository, suites);
        // What fails without a fault would seem to kill everything. This also tells how long each suite takes.
        if (!args.Contains("--sure") && workspace.With(null, () => FirstKiller(workspace, suites)) is { } failing)
            throw new InvalidOperationException("Without any mutant there fails already: " + failing);

        var results = new List<(Mutant Mutant, string? Killer)>();
        foreach (Mutant mutant in tried)
        {
            Progress(results, tried.Length, mutant.Name, clock.Elapsed);
            string? killer;
            try
            {
                killer = workspace.With(mutant, () => FirstKiller(workspace, near ? Suite.For(mutant).Take(1) : Suite.For(mutant)));
            }
            catch (InvalidDataException e)
            {
                // A list that is wrong in one place is run to its end.
                Console.WriteLine(e.Message);
                killer = null;
            }
            results.Add((mutant, killer));
            if (killer is not null || !near)
                report.Tried(mutant, killer);
            report.Write(Mutants);
            Console.Error.Write("\r\e[K");
            Console.WriteLine($"{mutant.Name} ({mutant.File}) → {killer ?? "SURVIVED"}");
        }
        int survivors = results.Count(r => r.Killer is null);
        Console.WriteLine($"{results.Count - survivors} of {results.Count} mutants killed, {survivors} survived, in {clock.Elapsed.TotalMinutes:F0} minutes");
        return survivors == 0 ? 0 : 1;
    }

    private static string? Lost(Mutant mutant, string repository)
    {
        try
        {
            mutant.Apply(File.ReadAllText(Path.Combine(repository, mutant.Path)));
            return null;
        }
        catch (InvalidDataException e)
        {
            return e.Message;
        }
    }

    private static string? FirstKiller(Workspace workspace, IEnumerable<Suite> suites) => suites.Select(workspace.Killer).FirstOrDefault(k => k is not null);

    private static void Progress(List<(Mutant Mutant, string? Killer)> results, int all, string next, TimeSpan elapsed)
    {
        int filled = Bar * results.Count / all;
        Console.Error.Write($"\r\e[K[{new string('#', filled)}{new string('.', Bar - filled)}] {results.Count}/{all}, "
            + $"{results.Count(r => r.Killer is null)} survived, {elapsed.TotalMinutes:F0} min: {next}");
    }

    private static string Repository([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
