using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Differentiation;

/// <summary>
/// Which of the loops around a value it depends on: <c>h[j]</c> is the same in every trip of the loop over i of <c>s += w[i, j] * h[j]</c>, so that
/// one place for each j is enough to keep it.
/// </summary>
/// <param name="loops">The loops around, from the outside in; the headers of all are known before the first trip of the outermost.</param>
/// <param name="isOutside">Whether a value is defined around all of them.</param>
internal sealed class TripDependence(IReadOnlyList<Loop> loops, Func<Value, bool> isOutside)
{
    // A chain longer than this is taken for one that differs.
    private const int MostSteps = 32;

    private readonly Dictionary<Value, HashSet<ArrayVariable>> _written = [];
    private Dictionary<Value, Statement>? _definitions;

    /// <summary>The loops in whose trips the value may differ; the innermost if there are none.</summary>
    public IReadOnlyList<Loop> Of(Value value)
    {
        Loop[] varying = [.. loops.Where(loop => !IsSame(value, loop, [], MostSteps))];
        return varying.Length > 0 ? varying : [loops[loops.Count - 1]];
    }

    /// <summary>Whether a value is the same in every trip of a loop, the counters of the others being what they are.</summary>
    private bool IsSame(Operand operand, Loop loop, HashSet<Value> seen, int steps)
    {
        if (operand is not Value value || !seen.Add(value))
            return true;
        if (steps == 0)
            return false;
        _definitions ??= Definitions();
        if (loops.Any(l => l.Counter.Equals(value)))
            return !loop.Counter.Equals(value);
        if (isOutside(value))
            return true;
        // Others are handed on by a loop, or put together by a branch, also for the adjoint alone.
        return _definitions.TryGetValue(value, out Statement? definition) && definition is Let let
            && (let.Expression switch { Load e => e.Array, Extent e => e.Array, _ => null } is not { } array || !Written(loop).Contains(array))
            && Walk.Operands(let).All(o => IsSame(o, loop, seen, steps - 1));
    }

    private HashSet<ArrayVariable> Written(Loop loop)
    {
        if (!_written.TryGetValue(loop.Counter, out HashSet<ArrayVariable>? written))
        {
            written = [.. Walk.Statements(loop.Body).Select(Walk.Writes).OfType<ArrayVariable>()];
            _written.Add(loop.Counter, written);
        }
        return written;
    }

    // Of everything that is defined in the loops, nested blocks included.
    private Dictionary<Value, Statement> Definitions()
    {
        var definitions = new Dictionary<Value, Statement>();
        foreach (Statement statement in Walk.Statements(loops[0].Body))
        {
            foreach (Value value in Walk.Definitions(statement).Concat(Walk.InnerDefinitions(statement)))
                definitions[value] = statement;
        }
        return definitions;
    }
}
