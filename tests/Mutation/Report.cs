using System.Globalization;
using System.Text.RegularExpressions;

namespace DiffGen.Mutation;

/// <summary>The page that says which test found which fault. Rows of mutants that are not tried again stay as they are.</summary>
internal sealed class Report
{
    private const int LongestKiller = 110;
    private const string Survived = "**survived**";
    private const string NotTried = "not tried yet";

    private static readonly Regex Row = new(@"^\| (.+?) \| `.+?` \| (.+) \|$", RegexOptions.Multiline);

    private readonly string _path;
    private readonly Dictionary<string, string> _killers;

    public Report(string path)
    {
        _path = path;
        _killers = !File.Exists(path) ? [] : Row.Matches(File.ReadAllText(path)).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value);
    }

    /// <summary>Whether a test is known that finds it.</summary>
    public bool IsKilled(Mutant mutant) => KillerOf(mutant) is not (Survived or NotTried);

    public void Tried(Mutant mutant, string? killer) => _killers[Cell(mutant.Name)] = killer is null ? Survived : Cell(Short(killer));

    public void Write(IReadOnlyCollection<Mutant> mutants)
    {
        int survived = mutants.Count(m => KillerOf(m) == Survived), open = mutants.Count(m => KillerOf(m) == NotTried);
        var page = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        page.WriteLine("# Mutants\n");
        page.WriteLine("Would the tests notice if the compiler were wrong? `tests/Mutation` puts one fault after the other into it, by replacing a piece of");
        page.WriteLine("its text, and runs the tests until one fails. The faults are chosen by hand. This page is written by\n");
        page.WriteLine("```\ndotnet run --project tests/Mutation -c Release\n```\n");
        page.WriteLine($"{mutants.Count} mutants: {mutants.Count - survived - open} killed, {survived} survived"
            + (open == 0 ? "." : $", {open} not tried yet.") + " Named is the first test that failed; most mutants fail more.");
        foreach (var folder in mutants.GroupBy(m => m.File.Split('/')[0]))
        {
            page.WriteLine($"\n## {folder.Key}\n\n| the fault | in | killed by |\n|---|---|---|");
            foreach (Mutant mutant in folder)
                page.WriteLine($"| {Cell(mutant.Name)} | `{mutant.File[(folder.Key.Length + 1)..]}` | {KillerOf(mutant)} |");
        }
        File.WriteAllText(_path, page.ToString());
    }

    private string KillerOf(Mutant mutant) => _killers.TryGetValue(Cell(mutant.Name), out string? known) ? known : NotTried;

    private static string Short(string killer) => killer.Length <= LongestKiller ? killer : killer[..(LongestKiller - 1)] + "…";

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
