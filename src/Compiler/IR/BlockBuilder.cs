namespace DiffGen.Compiler.IR;

/// <summary>Collects the statements of a block.</summary>
internal sealed class BlockBuilder(IdSource ids)
{
    private readonly List<Statement> _statements = [];

    public IdSource Ids => ids;

    /// <summary>Stamped on every statement that has none of its own.</summary>
    public Origin? Origin { get; set; }

    public IReadOnlyList<Statement> Statements => _statements;

    public void Add(Statement statement) =>
        _statements.Add(statement.Origin is null && Origin is not null ? statement with { Origin = Origin } : statement);

    public int RemoveAll(Predicate<Statement> match) => _statements.RemoveAll(match);

    public Value Let(Expression expression, string? name = null)
    {
        Value target = ids.Value(expression.Type, name);
        Add(new Let(target, expression));
        return target;
    }

    public Value Binary(BinaryOperator op, Operand a, Operand b, string? name = null) => Let(new Binary(op, a, b), name);

    public Value Load(ArrayVariable array, EquatableArray<Operand> indices, string? name = null) =>
        Let(new Load(array, indices), name);

    public Block ToBlock() => new(_statements.ToEquatableArray());
}
