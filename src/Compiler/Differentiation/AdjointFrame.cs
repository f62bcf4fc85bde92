using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Differentiation;

/// <summary>How contributions to values from outside a region leave it.</summary>
internal enum FrameKind
{
    /// <summary>The function body: nothing is outside.</summary>
    Function,

    /// <summary>A loop body: sums carried from trip to trip.</summary>
    Loop,

    /// <summary>A branch: the sum so far plus what the branch adds, merged after it.</summary>
    Branch,

    /// <summary>A branch whose primal and adjoint run together: a sum of its own, added afterwards.</summary>
    FusedBranch,
}

/// <summary>
/// The adjoints known so far in one region of the reverse sweep: v̄ = Σ over the uses of v of (adjoint of the use)·∂use/∂v,
/// one term for each use that the sweep has met.
/// </summary>
internal sealed class AdjointFrame(AdjointFrame? outer, FrameKind kind, ISet<Value> local, IdSource ids)
{
    private readonly Dictionary<Value, Operand> _current = [];
    private readonly Dictionary<Value, Value> _starts = [];
    private readonly List<Value> _imported = [];

    /// <summary>Values from outside the region that got contributions inside, in the order in which they first did.</summary>
    public IReadOnlyList<Value> Imported => _imported;

    /// <summary>The adjoint of a value as far as it is known; null stands for an exact 0.</summary>
    public Operand? this[Value value] => _current.TryGetValue(value, out Operand? adjoint) ? adjoint : null;

    /// <summary>What an imported adjoint is called at the start of a trip.</summary>
    public Value StartOf(Value imported) => _starts[imported];

    public void Set(Value value, Operand adjoint) => _current[value] = adjoint;

    /// <summary>v̄ += contribution</summary>
    public void Add(Operand target, Operand contribution, BlockBuilder block)
    {
        if (target is not Value value)
            return;
        Operand? before = SoFar(value);
        _current[value] = before is null ? contribution : block.Binary(BinaryOperator.Add, before, contribution);
    }

    /// <summary>The adjoint to add to, brought in from outside the region if need be.</summary>
    public Operand? SoFar(Value value)
    {
        if (_current.TryGetValue(value, out Operand? adjoint))
            return adjoint;
        if (local.Contains(value) || kind == FrameKind.Function)
            return null;
        if (!_imported.Contains(value))
            _imported.Add(value);
        switch (kind)
        {
            case FrameKind.Loop:
                Value start = ids.Value(value.Type, Names.Adjoint(value));
                _starts[value] = start;
                _current[value] = start;
                return start;
            case FrameKind.Branch:
                return outer!.SoFar(value);
            default:
                return null;
        }
    }
}
