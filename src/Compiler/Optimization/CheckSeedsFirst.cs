using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Optimization;

/// <summary>
/// Checks the shape of a seed before anything is written, where the extents of the array that F makes later are known by then: a wrong
/// seed is refused at the door, and what the caller has passed is as it was.
/// </summary>
internal static class CheckSeedsFirst
{
    public static readonly Pass Pass = new(nameof(CheckSeedsFirst), Run);

    private static Function Run(Function function, CancellationToken ct)
    {
        Statement[] statements = [.. function.Body.Statements];
        int first = Array.FindIndex(statements, WritesForTheCaller);
        if (first < 0 || !statements.Skip(first).Any(s => s is CheckShape))
            return function;
        var early = new List<Statement>();
        for (int i = first; i < statements.Length; i++)
        {
            ct.ThrowIfCancellationRequested();
            if (statements[i] is CheckShape check && Needed(check, statements, first, i) is { } needed)
                early.AddRange([.. needed.Except(early), check]);
        }
        var moved = new HashSet<Statement>(early);
        return function with { Body = new Block([.. statements.Take(first), .. early, .. statements.Skip(first).Where(s => !moved.Contains(s))]) };
    }

    private static bool WritesForTheCaller(Statement statement) => Walk.Statements([statement])
        .Any(s => s is OutsideCall || Walk.Writes(s) is { Role: ArrayRole.Parameter });

    /// <summary>
    /// What computes the extents after the first write; null if it reads elements, which may have changed, is not plain arithmetic, or measures
    /// an array that is not there yet.
    /// </summary>
    private static List<Statement>? Needed(CheckShape check, Statement[] statements, int first, int at)
    {
        var values = new HashSet<Value>(check.Extents.OfType<Value>());
        var needed = new List<Statement>();
        var made = new HashSet<ArrayVariable>(statements.Skip(first).OfType<Allocate>().Select(a => a.Array));
        for (int i = at - 1; i >= first; i--)
        {
            if (!Walk.Definitions(statements[i]).Any(values.Contains))
                continue;
            if (statements[i] is not Let { Expression: Extent { Row: null } or Unary or IR.Convert or Binary { Operator: <= BinaryOperator.Multiply } } let
                || let.Expression is Extent { Array: var measured } && made.Contains(measured))
            {
                return null;
            }
            values.UnionWith(Walk.Operands(let.Expression).OfType<Value>());
            needed.Insert(0, let);
        }
        return needed;
    }
}
