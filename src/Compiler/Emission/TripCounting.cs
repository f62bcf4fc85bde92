using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Emission;

/// <summary>Writes out the counters of <see cref="While"/> loops that are used: one more number, handed from trip to trip.</summary>
/// <remarks>
/// A loop that ran more often than an <c>int</c> can count would be reversed by a wrong number of trips, so the count is a checked one.
/// </remarks>
internal sealed class TripCounting
{
    private readonly HashSet<Operand> _used;
    private readonly IdSource _ids;

    private TripCounting(Function function)
    {
        _used = [.. Walk.Statements(function.Body).SelectMany(Walk.Operands), .. function.FinalOperands];
        _ids = new IdSource(function.NextId);
    }

    public static Function WriteOut(Function function)
    {
        if (!Walk.Statements(function.Body).OfType<While>().Any())
            return function;
        var counting = new TripCounting(function);
        Block body = counting.Visit(function.Body);
        return function with { Body = body, NextId = counting._ids.Next };
    }

    private Block Visit(Block block) => new(block.Statements.Select(s => s switch
    {
        While loop => Count(loop with { Body = Visit(loop.Body) }),
        _ => Walk.WithBlocks(s, Visit),
    }).ToEquatableArray());

    private While Count(While loop)
    {
        if (!_used.Contains(loop.Counter) && !_used.Contains(loop.Trips))
            return loop;
        string name = loop.Counter.Name ?? loop.Trips.Name ?? "trips";
        Value counter = loop.Counter with { Name = name }, next = _ids.Value(counter.Type, name);
        var increment = new Let(next, new Binary(BinaryOperator.AddChecked, counter, Constant.Int(1))) { Origin = loop.Origin };
        return loop with
        {
            Counter = _ids.Value(counter.Type),
            Trips = _ids.Value(counter.Type),
            Carried = [.. loop.Carried, new Carried(counter, Constant.Int(0), next, loop.Trips)],
            Body = new Block([.. loop.Body.Statements, increment]),
        };
    }
}
