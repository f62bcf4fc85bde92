using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Optimization;

/// <summary>
/// Where F throws, its derivative must: what nobody needs (<see cref="RemoveDeadCode"/>) but could throw leaves a check behind. An element that is
/// read or written: its subscripts; an integer division: its divisor; a local array: its size.
/// </summary>
/// <remarks>For what F does only, not for what its derivative does besides. What is known not to fail is not checked (<see cref="RemoveKnownChecks"/>).</remarks>
internal sealed class KeepExceptions
{
    public static readonly Pass Pass = new(nameof(KeepExceptions), Run);

    private readonly Shapes _shapes;
    private readonly RemoveDeadCode _needed;
    private readonly IdSource _ids;
    private bool _added;

    private KeepExceptions(Function function, CancellationToken ct)
    {
        _shapes = new Shapes(function);
        _needed = RemoveDeadCode.Analyse(function, ct);
        _ids = new IdSource(function.NextId);
    }

    private static Function Run(Function function, CancellationToken ct)
    {
        var pass = new KeepExceptions(function, ct);
        Block body = pass.Visit(function.Body, ct);
        if (!pass._added)
            return function;
        Function guarded = function with { Body = body, NextId = pass._ids.Next };
        return RemoveKnownChecks.Pass.Run(Simplify.Run(ReuseSubexpressions.Run(guarded, ct), ct), ct);
    }

    private Block Visit(Block block, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var output = new List<Statement>();
        foreach (Statement statement in block.Statements)
        {
            if (statement.Origin is not { IsDerivative: true } && !_needed.Needs(statement))
                output.AddRange(Guards(statement));
            output.Add(Walk.WithBlocks(statement, b => Visit(b, ct)));
        }
        return new Block(output.ToEquatableArray());
    }

    private IReadOnlyList<Statement> Guards(Statement statement)
    {
        var block = new BlockBuilder(_ids) { Origin = statement.Origin };
        switch (statement)
        {
            case Let { Expression: Load load }:
                Within(load.Array, load.Indices, block);
                break;
            case Store s:
                Within(s.Array, s.Indices, block);
                break;
            case Accumulate s:
                Within(s.Array, s.Indices, block);
                break;
            case Allocate s:
                foreach (Operand extent in s.Extents.Where(e => e is not Constant))
                    block.Add(new Check(Constant.Int(0), extent, extent));
                break;
            case Let { Expression: Binary { Operator: BinaryOperator.Divide or BinaryOperator.Remainder, B: not Constant { IsZero: false } } e } when e.Type.IsInteger():
                var fails = new Throw(["new global::System.DivideByZeroException()"], [], Always: true) { Origin = statement.Origin };
                block.Add(new Branch(block.Binary(BinaryOperator.Equal, e.B, Constant.Zero(e.B.Type)), new Block([fails]), Block.Empty, []));
                break;
        }
        _added |= block.Statements.Count > 0;
        return block.Statements;
    }

    private void Within(ArrayVariable array, EquatableArray<Operand> indices, BlockBuilder block)
    {
        for (int d = 0; d < indices.Count; d++)
        {
            var extent = new Extent(array, d, array.Form == ArrayForm.Jagged && d == 1 ? indices[0] : null);
            Operand size = _shapes.KnownExtent(extent) ?? block.Let(extent);
            block.Add(new Check(indices[d], Constant.Int(1), size));
        }
    }
}
