using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Emission;

/// <summary>Which branches can be written as an expression: <c>c ? a : b</c>, <c>a &amp;&amp; b</c>, <c>a || b</c>.</summary>
/// <remarks>
/// One result, and nothing inside but small computations for it alone. <c>if (x &gt; m) m = x;</c> stays a statement: one
/// of its two sides leaves the variable as it is.
/// </remarks>
internal sealed class BranchForms(IReadOnlyDictionary<int, int> useCounts)
{
    private const int LargestExpression = 12;

    public bool IsExpression(Branch branch) => branch.Merges.Count == 1 && Size(branch) <= LargestExpression && HasShape(branch);

    private bool HasShape(Branch branch)
    {
        Merge merge = branch.Merges[0];
        if (merge.Result.Name is { } name && (KeepsVariable(merge.Then, name) || KeepsVariable(merge.Else, name)))
            return false;
        return branch.Then.Statements.All(s => IsPart(s)) && branch.Else.Statements.All(s => IsPart(s));
    }

    private bool IsPart(Statement statement) => statement switch
    {
        Let s => s.Target.Name is null && (UseCount(s.Target) <= 1 || Inlining.IsCheap(s.Expression)),
        Branch s => s.Merges.Count == 1 && s.Merges[0].Result.Name is null && UseCount(s.Merges[0].Result) <= 1 && HasShape(s),
        _ => false,
    };

    private static bool KeepsVariable(Operand operand, string name) => operand is Value value && value.Name == name;

    private int UseCount(Value value) => useCounts.TryGetValue(value.Id, out int count) ? count : 0;

    private static int Size(Branch branch) =>
        1 + Walk.Statements(branch.Then).Concat(Walk.Statements(branch.Else)).Count(s => s is Let { Expression: not (Load or Extent) } or Branch);
}
