namespace DiffGen.Compiler.IR;

/// <summary>Values that are to be replaced by others, collected by a pass and carried out once.</summary>
/// <remarks>
/// A value without a name that replaces a named one takes the name over: the reader knows it by that. Only what the primal
/// computes is not called an adjoint, though the two be equal.
/// </remarks>
internal sealed class Substitution
{
    private readonly Dictionary<Value, Operand> _replacements = [];
    private readonly Dictionary<Value, Value> _renamed = [];
    private readonly HashSet<Value> _primal;

    /// <param name="function">The function as it is before the substitution.</param>
    public Substitution(Function function) => _primal =
    [
        .. from statement in Walk.Statements(function.Body)
           where statement.Origin is not { IsDerivative: true }
           from value in Walk.Definitions(statement).Concat(Walk.InnerDefinitions(statement))
           select value,
    ];

    public bool IsEmpty => _replacements.Count == 0;

    public bool Replaces(Value value) => _replacements.ContainsKey(value);

    public void Replace(Value value, Operand by)
    {
        by = Resolve(by);
        _replacements.Add(value, by);
        if (value.Name is not null && by is Value { Name: null } nameless && !_renamed.ContainsKey(nameless)
            && (_primal.Contains(value) || !_primal.Contains(nameless)))
        {
            _renamed.Add(nameless, nameless with { Name = value.Name });
        }
    }

    /// <summary>What an operand is replaced by, under the name it has before the substitution.</summary>
    public Operand Resolve(Operand operand) => Rewriter.Resolve(operand, _replacements);

    public Function Apply(Function function)
    {
        if (IsEmpty)
            return function;
        Operand Final(Operand operand) => Resolve(operand) is Value value ? Rename(value) : Resolve(operand);
        return function.With(new Rewriter(Final, Rename).Rewrite(function.Body), Final).WithParameters(Rename);
    }

    private Value Rename(Value value) => _renamed.TryGetValue(value, out Value? renamed) ? renamed : value;
}
