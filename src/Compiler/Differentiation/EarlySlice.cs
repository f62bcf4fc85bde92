using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Differentiation;

/// <summary>
/// The statements that some adjoints are computed by, if these can be computed before the statement being reversed: pure
/// arithmetic that uses nothing of it.
/// </summary>
internal sealed class EarlySlice
{
    private readonly AdjointContext _context;
    private readonly LateStatements _late;
    private readonly List<Let> _included = [];
    private readonly HashSet<Value> _done = [];

    public EarlySlice(Region region, AdjointContext context)
    {
        _context = context;
        _late = region.Late;
        _late.Update();
    }

    /// <summary>Adds what an operand is computed by; false if that is not possible early.</summary>
    public bool TryInclude(Operand operand)
    {
        if (operand is not Value value || !_late.Defines(value) || _done.Contains(value))
            return true;
        if (_late.Definition(value) is not { } let || !IsPure(let.Expression) || !Walk.Operands(let).All(TryInclude))
            return false;
        _done.Add(value);
        _included.Add(let);
        return true;
    }

    /// <summary>Moves the statements from where they stand to before the statement being reversed.</summary>
    public void Move()
    {
        if (_included.Count > 0)
            _late.Move(_included);
    }

    private bool IsPure(Expression expression) => expression is not Load load
        || (_context.Overwrites.IsNeverWritten(load.Array) && !_context.IsAdjoint(load.Array) && load.Array.Role == ArrayRole.Parameter);
}
