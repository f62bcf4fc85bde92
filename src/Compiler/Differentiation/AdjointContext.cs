using DiffGen.Compiler.Analysis;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Differentiation;

/// <summary>What all parts of one reverse transform share.</summary>
internal sealed class AdjointContext(
    Function function,
    IdSource ids,
    ActivityAnalysis activity,
    OverwriteAnalysis overwrites,
    SelectionAnalysis selection,
    CancellationToken cancellation)
{
    private readonly Dictionary<ArrayVariable, ArrayVariable> _adjoints = [];
    private readonly Lazy<Dictionary<Value, Expression>> _definitions = new(() =>
        Walk.Statements(function.Body).OfType<Let>().ToDictionary(let => let.Target, let => let.Expression));

    public Function Function => function;

    public IdSource Ids => ids;

    public ActivityAnalysis Activity => activity;

    public OverwriteAnalysis Overwrites => overwrites;

    public SelectionAnalysis Selection => selection;

    public CancellationToken Cancellation => cancellation;

    /// <summary>Names for adjoint values that were computed before anybody knew what they are the adjoint of.</summary>
    public Dictionary<Value, string> Named { get; } = [];

    /// <summary>What the function computes a value by; null if it is not computed by one operation.</summary>
    public Expression? Definition(Operand operand) =>
        operand is Value value && _definitions.Value.TryGetValue(value, out Expression? expression) ? expression : null;

    public void SetAdjoint(ArrayVariable array, ArrayVariable adjoint) => _adjoints[array] = adjoint;

    /// <summary>The array that holds the adjoints of another's elements, of the same shape.</summary>
    public ArrayVariable AdjointOf(ArrayVariable array)
    {
        if (!_adjoints.TryGetValue(array, out ArrayVariable? adjoint))
        {
            adjoint = new ArrayVariable(ids.Take(), Names.Adjoint(array), array.Element, array.Form, ArrayRole.Scratch);
            _adjoints[array] = adjoint;
        }
        return adjoint;
    }

    public bool IsAdjoint(ArrayVariable array) => _adjoints.ContainsValue(array);

    /// <summary>Remembers a good name for an adjoint that is about to be used as v̄.</summary>
    public void Name(Operand adjoint, Value of)
    {
        if (adjoint is Value { Name: null } value && Names.Adjoint(of) is { } name && !Named.ContainsKey(value))
            Named.Add(value, name);
    }
}
