using DiffGen.Compiler.Analysis;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Optimization;

/// <summary>
/// Adds up in a scalar what a loop adds to one and the same element: for j { a[i] += vⱼ } ⟹ s = 0; for j { s += vⱼ } a[i] += s.
/// </summary>
/// <remarks>
/// Only where the loop does nothing else with the array than add to it, and where the element exists even if the loop does not run.
/// The order of the sum changes, so this is for the adjoint sweep alone.
/// </remarks>
internal sealed class PromoteAccumulations
{
    public static readonly Pass Pass = new(nameof(PromoteAccumulations), Run);

    private readonly AffineAnalysis _analysis;
    private readonly IdSource _ids;

    private PromoteAccumulations(Function function, CancellationToken ct)
    {
        _analysis = AffineAnalysis.Of(function, ct);
        _ids = new IdSource(function.NextId);
    }

    public static Function Run(Function function, CancellationToken ct)
    {
        var pass = new PromoteAccumulations(function, ct);
        Block body = InnermostFirst.Visit(function.Body, new ElementsInRange(new Shapes(function), pass._analysis.Definition), pass.Visit, ct);
        return function with { Body = body, NextId = pass._ids.Next };
    }

    private void Visit(Iteration loop, ElementsInRange range, List<Statement> output)
    {
        var sums = new List<(Accumulate Accumulate, Carried Carried)>();
        var body = new List<Statement>();
        foreach (Statement statement in loop.Body.Statements)
        {
            if (statement is not Accumulate accumulate || !MayMove(accumulate, loop, range))
            {
                body.Add(statement);
                continue;
            }
            int known = sums.FindIndex(s => s.Accumulate.Array == accumulate.Array && _analysis.SameElement(s.Accumulate.Indices, accumulate.Indices));
            if (known < 0)
            {
                known = sums.Count;
                string name = accumulate.Array.Name + string.Concat(accumulate.Indices.Select(i => i is Value { Name: { } n } ? "_" + n : ""));
                Value inside = _ids.Value(accumulate.Array.Element, name);
                Constant zero = Constant.Zero(accumulate.Array.Element);
                sums.Add((accumulate, new Carried(inside, zero, inside, _ids.Value(inside.Type, name))));
            }
            Carried sum = sums[known].Carried;
            Value next = _ids.Value(sum.Inside.Type, sum.Inside.Name);
            body.Add(new Let(next, Add(sum.Next, accumulate.Value)) { Origin = accumulate.Origin });
            sums[known] = (sums[known].Accumulate, sum with { Next = next });
        }
        output.Add(loop with
        {
            Body = new Block(body.ToEquatableArray()),
            Carried = [.. loop.Carried, .. sums.Select(s => s.Carried)],
        });
        foreach ((Accumulate accumulate, Carried sum) in sums)
        {
            Accumulate moved = accumulate with { Value = sum.After };
            output.Add(moved);
            range.Passed(moved);
        }
    }

    // s + (-t) is s - t, which is exact.
    private Binary Add(Operand sum, Operand value) => _analysis.Definition(value) is Unary { Operator: UnaryOperator.Negate } negation
        ? new Binary(BinaryOperator.Subtract, sum, negation.A)
        : new Binary(BinaryOperator.Add, sum, value);

    private bool MayMove(Accumulate accumulate, Iteration loop, ElementsInRange range) =>
        accumulate.Origin?.Sweep == Sweep.Adjoint
        && accumulate.Indices.All(i => IsDefinedBefore(loop, i))
        && (range.Contains(accumulate.Array, accumulate.Indices) || range.SurelyRuns(loop))
        && Walk.Statements(loop.Body).All(s => s is Accumulate
            || (Walk.Reads(s) != accumulate.Array && Walk.Writes(s) != accumulate.Array));

    private bool IsDefinedBefore(Iteration loop, Operand index) => index is not Value value
        || (_analysis.IsInvariant(value, loop.Counter) && !Walk.Statements(loop.Body).Any(s => Walk.Definitions(s).Contains(value)));
}
