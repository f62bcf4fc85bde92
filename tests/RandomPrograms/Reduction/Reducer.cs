using System.Diagnostics;
using DiffGen.RandomPrograms.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DiffGen.RandomPrograms.Reduction;

/// <summary>Finds a small program that fails in the same way: takes any edit that keeps the failure, until none does or a minute is over.</summary>
internal static class Reducer
{
    private const int AtOnce = 16;
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    public static RandomProgram Smallest(RandomProgram program, Failure failure)
    {
        var clock = Stopwatch.StartNew();
        RandomProgram whole = program with { Disabled = [] };
        if (program.Disabled.Count > 0 && Batch.Check([whole])[0].Failure?.Kind == failure.Kind)
            program = whole;
        while (clock.Elapsed < s_limit && Step(program, failure, clock) is { } smaller)
            program = smaller;
        return program;
    }

    private static RandomProgram? Step(RandomProgram program, Failure failure, Stopwatch clock)
    {
        SyntaxNode root = CSharpSyntaxTree.ParseText(program.Source).GetRoot();
        var seen = new HashSet<string> { program.Source };
        foreach (string[] texts in Edits.Of(root).Select(e => e.ToFullString()).Where(t => t.Length < program.Source.Length && seen.Add(t)).Chunk(AtOnce))
        {
            if (clock.Elapsed > s_limit)
                break;
            RandomProgram[] candidates = [.. texts.Select((t, i) => Renamed(program with { Source = t }, "R" + i))];
            IReadOnlyList<Outcome> outcomes = Batch.Check(candidates);
            int found = outcomes.ToList().FindIndex(o => o.Failure?.Kind == failure.Kind);
            if (found >= 0)
                return Renamed(candidates[found], program.ClassName);
        }
        return null;
    }

    private static RandomProgram Renamed(RandomProgram program, string name) => program with
    {
        ClassName = name,
        Source = program.Source.Replace("class " + program.ClassName, "class " + name, StringComparison.Ordinal),
    };
}
