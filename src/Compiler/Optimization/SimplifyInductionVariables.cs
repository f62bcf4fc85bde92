using DiffGen.Compiler.Analysis;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Optimization;

/// <summary>
/// An integer that every trip changes by the same amount is a function of the counter:
/// Next = Inside + c ⟹ Inside = Initial + c·(counter − start)/step, so that no trip has to wait for the one before.
/// </summary>
/// <remarks>
/// Integers wrap around, and the two sides wrap to the same number. After = Initial + c·trips where the number of trips is known;
/// elsewhere what is left after the loop is still handed on, but nothing inside depends on it any more. Likewise where the trip that
/// ends a <see cref="While"/> hands on something else (<see cref="GoingOn"/>): <c>if (i >= n) break; …; i += 2</c>.
/// </remarks>
internal sealed class SimplifyInductionVariables
{
    public static readonly Pass Pass = new(nameof(SimplifyInductionVariables), Run);

    private readonly AffineAnalysis _analysis;
    private readonly IdSource _ids;
    private readonly Dictionary<Value, Operand> _closed = [];

    private SimplifyInductionVariables(Function function, CancellationToken ct)
    {
        _analysis = AffineAnalysis.Of(function, ct);
        _ids = new IdSource(function.NextId);
    }

    public static Function Run(Function function, CancellationToken ct)
    {
        var pass = new SimplifyInductionVariables(function, ct);
        Block body = pass.Visit(function.Body, ct);
        return function with { Body = body, NextId = pass._ids.Next };
    }

    private Block Visit(Block block, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return new Block(block.Statements.SelectMany(statement => statement switch
        {
            Iteration loop => Visit(loop, ct),
            Branch branch => [Closing().Rewrite(branch with { Then = Visit(branch.Then, ct), Else = Visit(branch.Else, ct) })],
            _ => [Closing().Rewrite(statement)],
        }).ToEquatableArray());
    }

    private List<Statement> Visit(Iteration loop, CancellationToken ct)
    {
        var before = new BlockBuilder(_ids) { Origin = loop.Origin };
        var first = new BlockBuilder(_ids) { Origin = loop.Origin };
        var after = new BlockBuilder(_ids) { Origin = loop.Origin };
        var kept = new List<Carried>();
        GoingOn? goingOn = loop is While conditional ? new GoingOn(conditional) : null;
        foreach (Carried carried in loop.Carried)
        {
            Operand? trips = null;
            AffineForm? always = Increment(loop, carried, carried.Next);
            if ((always ?? (goingOn is null ? null : Increment(loop, carried, goingOn.Resolve(carried.Next)))) is { } increment
                && Ordinal(loop, first) is { } ordinal)
            {
                Operand initial = Closing(carried.Initial), step = Materialize(before, increment);
                _closed.Add(carried.Inside, first.Binary(BinaryOperator.Add, initial, Multiply(first, step, ordinal), carried.Inside.Name));
                trips = always is null ? null : Trips(loop, before);
                if (trips is not null)
                    after.Add(new Let(carried.After, new Binary(BinaryOperator.Add, initial, Multiply(after, step, trips))));
            }
            if (trips is null)
                kept.Add(carried);
        }
        Block body = Visit(loop.Body, ct);
        var header = (Iteration)Closing().Rewrite(loop with { Body = Block.Empty, Carried = kept.ToEquatableArray() });
        return [.. before.Statements, header with { Body = new Block([.. first.Statements, .. body.Statements]) }, .. after.Statements];
    }

    // Other bounds could wrap around when they are subtracted.
    private Operand? Trips(Iteration loop, BlockBuilder block) => loop switch
    {
        While conditional => conditional.Trips,
        Loop { Start: Constant { IsZero: true }, Test: LoopTest.Less, Step: Constant { Number: 1 }, Limit: var end } => end is Constant limit
            ? Constant.Int(Math.Max(0, (int)limit.Number))
            : block.Let(new Call(new MathFunction("System.Math", "Max"), [Constant.Int(0), Closing(end)], end.Type)),
        _ => null,
    };

    // c in next = Inside + c, if that is the same in every trip.
    private AffineForm? Increment(Iteration loop, Carried carried, Operand handedOn)
    {
        if (carried.Inside.Type is not Scalar.Int32 || loop.Counter.Type != carried.Inside.Type)
            return null;
        AffineForm next = _analysis.Form(handedOn);
        AffineForm increment = next.Without(carried.Inside);
        return next.Coefficient(carried.Inside) == 1 && increment.Terms.All(t => IsDefinedBefore(loop, t.Symbol)) ? increment : null;
    }

    // An extent asked for inside the loop is the same in every trip, but its value is not yet there before the loop.
    private bool IsDefinedBefore(Iteration loop, Value symbol) => _analysis.IsInvariant(symbol, loop.Counter)
        && !Walk.Statements(loop.Body).Any(s => Walk.Definitions(s).Contains(symbol));

    // How many trips came before this one, (counter − start) / step; null where the difference could wrap around or does not divide.
    private Operand? Ordinal(Iteration iteration, BlockBuilder block) => iteration is not Loop loop ? iteration.Counter : (loop.Step, loop.Start, loop.Limit) switch
    {
        (Constant { Number: 1 }, Constant { IsZero: true }, _) => loop.Counter,
        (Constant { Number: 1 }, _, _) => block.Binary(BinaryOperator.Subtract, loop.Counter, Closing(loop.Start)),
        (Constant { Number: -1 }, _, _) => block.Binary(BinaryOperator.Subtract, Closing(loop.Start), loop.Counter),
        (Constant { Number: > 1 } step, Constant { IsZero: true }, _) => block.Binary(BinaryOperator.Divide, loop.Counter, step),
        (Constant { Number: > 1 } step, Constant { Number: > 0 }, _) =>
            block.Binary(BinaryOperator.Divide, block.Binary(BinaryOperator.Subtract, loop.Counter, loop.Start), step),
        (Constant { Number: < -1 } step, _, Constant { Number: >= 0 }) =>
            block.Binary(BinaryOperator.Divide, block.Binary(BinaryOperator.Subtract, Closing(loop.Start), loop.Counter), Constant.Int((int)-step.Number)),
        _ => null,
    };

    private Operand Materialize(BlockBuilder block, AffineForm form)
    {
        Operand? sum = null;
        foreach (AffineTerm term in form.Terms)
        {
            Operand product = Multiply(block, term.Symbol, Constant.Int(unchecked((int)term.Coefficient)));
            sum = sum is null ? product : block.Binary(BinaryOperator.Add, sum, product);
        }
        Constant constant = Constant.Int(unchecked((int)form.Constant));
        return sum is null ? constant : constant.IsZero ? sum : block.Binary(BinaryOperator.Add, sum, constant);
    }

    private static Operand Multiply(BlockBuilder block, Operand a, Operand b) =>
        a is Constant { Number: 1 } ? b : b is Constant { Number: 1 } ? a : block.Binary(BinaryOperator.Multiply, a, b);

    private Operand Closing(Operand operand) => Rewriter.Resolve(operand, _closed);

    private Rewriter Closing() => new(Closing);
}
