using DiffGen.Compiler.Analysis;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Optimization;

/// <summary>
/// Where an array is cleared and the next thing that happens to it is a nest of loops that adds to each element exactly
/// once, the nest assigns, and nothing has to be cleared: 0 + v = v.
/// </summary>
/// <remarks>
/// Each element once: the subscripts are the counters of the loops of the nest, each of them once, each loop runs over the whole extent
/// of its dimension, and the addition is unconditional.
/// </remarks>
internal sealed class AssignInsteadOfAccumulate
{
    public static readonly Pass Pass = new(nameof(AssignInsteadOfAccumulate), Run);

    private readonly AffineAnalysis _analysis;
    private readonly Shapes _shapes;

    private AssignInsteadOfAccumulate(Function function)
    {
        _analysis = AffineAnalysis.Of(function);
        _shapes = new Shapes(function);
    }

    public static Function Run(Function function, CancellationToken ct) =>
        function with { Body = new AssignInsteadOfAccumulate(function).Visit(function.Body, ct) };

    private Block Visit(Block block, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var statements = block.Statements.ToList();
        for (int i = 0; i < statements.Count; i++)
        {
            ArrayVariable? cleared = statements[i] switch
            {
                Clear s => s.Array,
                Allocate { Cleared: true } s => s.Array,
                _ => null,
            };
            int nest = cleared is null ? -1 : statements.FindIndex(i + 1, s => Touches(s, cleared));
            if (nest < 0 || statements[nest] is not Loop loop || AddsOnce(loop, cleared!) is not { } accumulate)
                continue;
            statements[nest] = Assign(loop, accumulate);
            if (statements[i] is Allocate allocate)
                statements[i] = allocate with { Cleared = false };
            else
                statements.RemoveAt(i--);
        }
        return new Block(statements.Select(s => s switch
        {
            Loop loop => loop with { Body = Visit(loop.Body, ct) },
            Branch branch => branch with { Then = Visit(branch.Then, ct), Else = Visit(branch.Else, ct) },
            _ => s,
        }).ToEquatableArray());
    }

    private static bool Touches(Statement statement, ArrayVariable array) =>
        Walk.Statements([statement]).Any(s => Walk.Reads(s) == array || Walk.Writes(s) == array);

    private Accumulate? AddsOnce(Loop nest, ArrayVariable array)
    {
        var loops = new List<Loop>();
        Statement? statement = nest;
        while (statement is Loop loop)
        {
            loops.Add(loop);
            List<Statement> touching = [.. loop.Body.Statements.Where(s => Touches(s, array))];
            statement = touching.Count == 1 ? touching[0] : null;
        }
        return statement is Accumulate { Origin.Sweep: Sweep.Adjoint } accumulate && accumulate.Indices.Count == loops.Count
            && loops.All(l => RunsOverDimension(l, accumulate)) ? accumulate : null;
    }

    private bool RunsOverDimension(Loop loop, Accumulate accumulate)
    {
        int dimension = accumulate.Indices.Items.IndexOf(loop.Counter);
        if (dimension < 0)
            return false;
        bool IsExtent(Operand operand) =>
            _shapes.IsExtent(operand, _analysis.Definition, accumulate.Array, dimension, accumulate.Indices[0]);
        return loop switch
        {
            { Start: Constant { IsZero: true }, Test: LoopTest.Less, Step: Constant { Number: 1 } } => IsExtent(loop.Limit),
            { Limit: Constant { Number: 0 }, Test: LoopTest.GreaterOrEqual, Step: Constant { Number: -1 } }
                or { Limit: Constant { Number: -1 }, Test: LoopTest.Greater, Step: Constant { Number: -1 } } =>
                _analysis.Definition(loop.Start) is Binary { Operator: BinaryOperator.Subtract, B: Constant { Number: 1 } } last && IsExtent(last.A),
            _ => false,
        };
    }

    private static Loop Assign(Loop loop, Accumulate accumulate) => loop with
    {
        Body = new Block(loop.Body.Statements.Select(s => s switch
        {
            Loop inner when Touches(inner, accumulate.Array) => Assign(inner, accumulate),
            Accumulate a when a.Array == accumulate.Array => new Store(a.Array, a.Indices, a.Value) { Origin = a.Origin },
            _ => s,
        }).ToEquatableArray()),
    };
}
