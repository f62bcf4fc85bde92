using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Differentiation;

/// <summary>
/// The statements that some adjoints are computed by, if these can be computed before the statement being reversed: pure
/// arithmetic that uses nothing of it.
/// </summary>
internal sealed class EarlySlice
{
    private readonly Region _region;
    private readonly AdjointContext _context;
    private readonly Dictionary<Value, Let> _movable = [];
    private readonly HashSet<Value> _late = [];
    private readonly List<Let> _included = [];
    private readonly HashSet<Value> _done = [];

    public EarlySlice(Region region, AdjointContext context)
    {
        _region = region;
        _context = context;
        Statement[] late = [
            .. Enumerable.Range(region.Position, region.Forward.Length - region.Position).SelectMany(At),
            .. region.Reverse.Statements];
        foreach (Statement statement in late)
        {
            foreach (Value value in Walk.Definitions(statement))
                _late.Add(value);
            if (statement is Let let && IsPure(let.Expression))
                _movable[let.Target] = let;
        }
    }

    /// <summary>Adds what an operand is computed by; false if that is not possible early.</summary>
    public bool TryInclude(Operand operand)
    {
        if (operand is not Value value || !_late.Contains(value) || _done.Contains(value))
            return true;
        if (!_movable.TryGetValue(value, out Let? let) || !Walk.Operands(let).All(TryInclude))
            return false;
        _done.Add(value);
        _included.Add(let);
        return true;
    }

    /// <summary>Moves the statements from where they stand to before the statement being reversed.</summary>
    public void Move()
    {
        if (_included.Count == 0)
            return;
        var moved = new HashSet<Statement>(_included, Analysis.ReferenceComparer.Instance);
        _region.Reverse.RemoveAll(moved.Contains);
        for (int i = _region.Position; i < _region.Forward.Length; i++)
        {
            _region.Before[i].RemoveAll(moved.Contains);
            _region.After[i].RemoveAll(moved.Contains);
            if (_region.Forward[i] is { } statement && moved.Contains(statement))
                _region.Forward[i] = null;
        }
        _region.Before[_region.Position].AddRange(_included);
    }

    private IEnumerable<Statement> At(int index) =>
        [.. _region.Before[index], .. _region.Forward[index] is { } kept ? new[] { kept } : [], .. _region.After[index]];

    private bool IsPure(Expression expression) => expression is not Load load
        || (_context.Overwrites.IsNeverWritten(load.Array) && !_context.IsAdjoint(load.Array) && load.Array.Role == ArrayRole.Parameter);
}
