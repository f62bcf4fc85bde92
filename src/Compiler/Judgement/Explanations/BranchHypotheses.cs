using DiffGen.Compiler.Diagnostics;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Judgement.Explanations;

/// <summary>Right on one side of a branch only.</summary>
internal static class BranchHypotheses
{
    public static string? OneSide(Evidence evidence)
    {
        Function primal = evidence.Contest.Hand.Primal;
        Branch[] branches = [.. Walk.Statements(primal.Body).OfType<Branch>().Where(b => !b.IsGuard)];
        if (branches.Length == 0)
            return null;
        var number = new Dictionary<Branch, int>(BranchesByReference.Instance);
        foreach (Branch branch in branches)
            number[branch] = number.Count;
        var seen = new List<(bool[] Then, bool[] Else, bool Differs)>();
        foreach (Sample sample in evidence.Samples)
        {
            bool[] then = new bool[branches.Length], otherwise = new bool[branches.Length];
            evidence.Contest.Trace(sample.Point, (branch, taken) =>
            {
                if (number.TryGetValue(branch, out int n))
                    (taken ? then : otherwise)[n] = true;
            });
            seen.Add((then, otherwise, sample.Differs));
        }
        PrimalText text = PrimalText.Of(primal);
        for (int b = 0; b < branches.Length; b++)
        {
            foreach (bool side in new[] { true, false })
            {
                bool Meets((bool[] Then, bool[] Else, bool Differs) s) => (side ? s.Then : s.Else)[b];
                bool Avoids((bool[] Then, bool[] Else, bool Differs) s) => !Meets(s) && (side ? s.Else : s.Then)[b];
                // Where it is avoided all is right, and where it is met mostly nothing is: of empty arrays there is nothing to be wrong.
                if (seen.Count(Avoids) >= 2 && seen.Where(Avoids).All(s => !s.Differs) && seen.Any(Meets) && seen.Where(Meets).Count(s => s.Differs) * 4 >= seen.Count(Meets) * 3)
                    return "it is right only where '" + (text.Of(branches[b].Condition) ?? branches[b].Origin?.Line ?? "the condition") + "' is " + (side ? "false" : "true");
            }
        }
        return null;
    }

    private sealed class BranchesByReference : IEqualityComparer<Branch>
    {
        public static readonly BranchesByReference Instance = new();

        public bool Equals(Branch? a, Branch? b) => ReferenceEquals(a, b);

        public int GetHashCode(Branch branch) => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(branch);
    }
}
