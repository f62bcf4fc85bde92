using DiffGen.Compiler.Analysis;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Differentiation;

/// <summary>What all parts of one tangent transform share: the tangent ẋ of every value and array that has one, along one direction.</summary>
internal sealed class TangentContext(
    Function function, IdSource ids, ActivityAnalysis activity, VanishingAnalysis vanishing, CancellationToken cancellation)
{
    private readonly Dictionary<Value, Expression> _definitions =
        Walk.Statements(function.Body).OfType<Let>().ToDictionary(l => l.Target, l => l.Expression);

    private readonly Dictionary<Value, Operand> _tangents = [];
    private readonly Dictionary<ArrayVariable, ArrayVariable> _arrays = [];
    private readonly Dictionary<Value, string> _named = [];

    public Function Function => function;

    public IdSource Ids => ids;

    public ActivityAnalysis Activity => activity;

    public VanishingAnalysis Vanishing => vanishing;

    public CancellationToken Cancellation => cancellation;

    /// <summary>What tells the names of this direction's tangents from those of the others: <c>xDot1</c>; empty where it is the only one.</summary>
    public string Suffix { get; init; } = "";

    /// <summary>Whether the tangents of returned arrays are returned, too; otherwise they are read off when all has run.</summary>
    public bool ReturnsTangents { get; init; } = true;

    /// <summary>What computes a value of the primal; null if it is no expression.</summary>
    public Expression? Definition(Operand operand) => operand is Value value && _definitions.TryGetValue(value, out Expression? expression) ? expression : null;

    /// <summary>The tangent of an operand; null stands for an exact 0.</summary>
    public Operand? this[Operand operand] => operand is Value value && _tangents.TryGetValue(value, out Operand? tangent) ? tangent : null;

    /// <summary>The tangent of an operand, or the constant 0.</summary>
    public Operand OrZero(Operand operand) => this[operand] ?? Constant.Zero(operand.Type);

    /// <summary>Defines a value's tangent; one that was computed without a name is called after the value.</summary>
    public void Set(Value value, Operand tangent)
    {
        _tangents[value] = tangent;
        if (tangent is Value { Name: null } nameless && value.Name is not null && !_named.ContainsKey(nameless))
            _named.Add(nameless, Named(value.Name));
    }

    public void Set(ArrayVariable array, ArrayVariable tangent) => _arrays[array] = tangent;

    /// <summary>A new value that is the tangent of another one.</summary>
    public Value Define(Value value)
    {
        Value tangent = ids.Value(value.Type, value.Name is null ? null : Named(value.Name));
        _tangents[value] = tangent;
        return tangent;
    }

    /// <summary>Whether an array has a tangent: one that carries derivatives, or is returned.</summary>
    public bool HasTangent(ArrayVariable array) => activity.IsActive(array) || (ReturnsTangents && array.Role == ArrayRole.Result);

    /// <summary>The array that holds the tangents of another's elements, of the same shape.</summary>
    public ArrayVariable TangentOf(ArrayVariable array)
    {
        if (!_arrays.TryGetValue(array, out ArrayVariable? tangent))
        {
            ArrayRole role = array.Role == ArrayRole.Parameter || (array.Role == ArrayRole.Result && !ReturnsTangents) ? ArrayRole.Scratch : array.Role;
            _arrays[array] = tangent = new ArrayVariable(ids.Take(), Named(array.Name), array.Element, array.Form, role);
        }
        return tangent;
    }

    /// <summary>A function with the names given to its tangents.</summary>
    public Function Named(Function function) => function.Named(_named);

    private string Named(string primal) => Names.Tangent(primal) + Suffix;
}
