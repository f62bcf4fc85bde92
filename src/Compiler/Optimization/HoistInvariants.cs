using DiffGen.Compiler.Analysis;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Optimization;

/// <summary>
/// Moves out of a loop what is the same in every trip: operations whose operands are defined outside. A load moves only if nothing in the
/// loop writes to its array and its element exists also when the loop does not run; a division of integers only by a constant.
/// </summary>
internal sealed class HoistInvariants
{
    public static readonly Pass Pass = new(nameof(HoistInvariants), (f, ct) => Run(f, integersOnly: false, ct));

    public static readonly Pass IntegersPass = new("HoistIntegers", (f, ct) => Run(f, integersOnly: true, ct));

    private readonly AffineAnalysis _analysis;
    private readonly bool _integersOnly;

    private HoistInvariants(Function function, bool integersOnly, CancellationToken ct)
    {
        _analysis = AffineAnalysis.Of(function, ct);
        _integersOnly = integersOnly;
    }

    private static Function Run(Function function, bool integersOnly, CancellationToken ct)
    {
        var pass = new HoistInvariants(function, integersOnly, ct);
        var range = new ElementsInRange(new Shapes(function), pass._analysis.Definition);
        return function with { Body = InnermostFirst.Visit(function.Body, range, pass.Visit, ct) };
    }

    private void Visit(Iteration loop, ElementsInRange range, List<Statement> output)
    {
        // What changes from trip to trip: values, elements of arrays, arrays themselves.
        var inside = new HashSet<Value>(Walk.InnerDefinitions(loop));
        HashSet<ArrayVariable> written = [], made = [];
        foreach (Statement statement in Walk.Statements(loop.Body))
        {
            inside.UnionWith(Walk.Definitions(statement));
            if (Walk.Writes(statement) is { } array)
                written.Add(array);
            switch (statement)
            {
                case Allocate allocate:
                    made.Add(allocate.Array);
                    break;
                case Slice slice:
                    made.Add(slice.View);
                    break;
            }
        }
        // What the user's code throws first is thrown first.
        bool runs = range.SurelyRuns(loop) && !Walk.Statements(loop.Body).Any(s => s is Throw);
        var kept = new List<Statement>();
        foreach (Statement statement in loop.Body.Statements)
        {
            if (statement is Let let && !Walk.Operands(let.Expression).Any(o => o is Value v && inside.Contains(v))
                && MayMove(let.Expression, written, made, range, runs))
            {
                output.Add(let);
                range.Passed(let);
                inside.Remove(let.Target);
            }
            else
            {
                kept.Add(statement);
            }
        }
        output.Add(loop with { Body = new Block(kept.ToEquatableArray()) });
    }

    private bool MayMove(Expression expression, HashSet<ArrayVariable> written, HashSet<ArrayVariable> made, ElementsInRange range, bool runs) => expression switch
    {
        Extent e => !made.Contains(e.Array) && (e.Row is null || runs),
        _ when _integersOnly && !expression.Type.IsInteger() => false,
        Load when _integersOnly => false,
        // As cheap as reading what it was before the loop, and easier to read where it is used.
        Binary { Type: Scalar.Bool } e when e.A.Type.IsInteger() => false,
        Load e => !written.Contains(e.Array) && (runs || range.Contains(e.Array, e.Indices)),
        Binary { Operator: BinaryOperator.Divide or BinaryOperator.Remainder } e when e.Type.IsInteger() => runs || e.B is Constant { Number: > 0 },
        _ => true,
    };
}
