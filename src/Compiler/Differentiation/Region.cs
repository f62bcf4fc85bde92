using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Differentiation;

/// <summary>
/// A block of the primal being turned into two: the primal again, with what has to be recorded, and its adjoint.
/// </summary>
internal sealed class Region
{
    private readonly Dictionary<Value, int> _indices = [];

    public Region(Region? parent, Statement? owner, Block primal, bool shared, FrameKind kind, AdjointContext context)
    {
        Parent = parent;
        Owner = owner;
        Primal = primal;
        Shared = shared;
        Defined = [.. primal.Statements.SelectMany(Walk.Definitions), .. owner is null ? [] : Walk.InnerDefinitions(owner)];
        if (owner is null)
        {
            foreach (ScalarParameter parameter in context.Function.Leaves.OfType<ScalarParameter>())
                Defined.Add(parameter.Value);
        }
        Frame = new AdjointFrame(parent?.Frame, kind, Defined, context.Ids);
        Reverse = new BlockBuilder(context.Ids);
        int n = primal.Statements.Count;
        Position = n;
        Forward = [.. primal.Statements];
        Before = new List<Statement>[n];
        After = new List<Statement>[n];
        for (int i = 0; i < n; i++)
        {
            Before[i] = [];
            After[i] = [];
            foreach (Value value in Walk.Definitions(primal.Statements[i]))
                _indices[value] = i;
        }
    }

    public Region? Parent { get; }

    /// <summary>The loop or branch whose block this is; null for the function body.</summary>
    public Statement? Owner { get; }

    public Block Primal { get; }

    /// <summary>
    /// Whether primal and adjoint run in the same scope, so that the adjoint sees the primal's values: the function body, and
    /// loops and branches whose two sweeps are fused.
    /// </summary>
    public bool Shared { get; }

    /// <summary>The values of the primal that are visible in this block but not outside.</summary>
    public HashSet<Value> Defined { get; }

    public AdjointFrame Frame { get; }

    public BlockBuilder Reverse { get; }

    /// <summary>The statement that is being reversed.</summary>
    public int Position { get; set; }

    /// <summary>The primal's statements as they will run; null where one has been moved elsewhere.</summary>
    public Statement?[] Forward { get; }

    public List<Statement>[] Before { get; }

    public List<Statement>[] After { get; }

    public List<Statement> AtStart { get; } = [];

    public List<Statement> AtEnd { get; } = [];

    public IEnumerable<Statement> ForwardStatements()
    {
        foreach (Statement statement in AtStart)
            yield return statement;
        for (int i = 0; i < Forward.Length; i++)
        {
            foreach (Statement statement in Before[i])
                yield return statement;
            if (Forward[i] is { } kept)
                yield return kept;
            foreach (Statement statement in After[i])
                yield return statement;
        }
        foreach (Statement statement in AtEnd)
            yield return statement;
    }

    /// <summary>The innermost region around this one, itself included, whose adjoint sees the primal's values.</summary>
    public Region NearestShared()
    {
        Region region = this;
        while (!region.Shared)
            region = region.Parent!;
        return region;
    }

    /// <summary>The loop whose single trip the adjoint follows directly; null if that is the whole function.</summary>
    public Iteration? DirectLoop()
    {
        for (Region? region = this; region is not null; region = region.Parent)
        {
            if (region is { Shared: true, Owner: Iteration loop })
                return loop;
        }
        return null;
    }

    /// <summary>Where the statement stands that defines a value of this block; -1 for the counter and values carried in.</summary>
    public int IndexOf(Value value) => _indices.TryGetValue(value, out int index) ? index : -1;

    /// <summary>Makes known that the statement being reversed will define one more value.</summary>
    public void Define(Value value)
    {
        Defined.Add(value);
        _indices[value] = Position;
    }
}
