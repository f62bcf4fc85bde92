using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Differentiation;

/// <summary>How derivative quantities are called in generated code.</summary>
internal static class Names
{
    /// <summary>x → <c>xBar</c>; a temporary has no name and neither has its adjoint.</summary>
    public static string? Adjoint(Value value) => value.Name is null ? null : value.Name + "Bar";

    public static string Adjoint(ArrayVariable array) => array.Name + "Bar";

    /// <summary>x → <c>xDot</c>; a temporary has no name and neither has its tangent.</summary>
    public static string? Tangent(Value value) => value.Name is null ? null : Tangent(value.Name);

    public static string Tangent(ArrayVariable array) => Tangent(array.Name);

    public static string Tangent(string name) => name + "Dot";

    /// <summary>x.y → <c>XY</c>: a parameter, or a number in one, as the last part of a name.</summary>
    public static string Word(string parameter) => string.Concat(parameter.Split('.').Select(p => p.Substring(0, 1).ToUpperInvariant() + p.Substring(1)));

    /// <summary>x → <c>xTape</c>: the values of x from all trips; a nameless element is called after its array.</summary>
    public static string Recorded(Value value, Statement? definition) =>
        (value.Name ?? (definition is Let { Expression: Load load } ? load.Array.Name : "t")) + "Tape";

    /// <summary>The first of wanted, wanted1, wanted2, … that is not taken; it is taken then.</summary>
    public static string Free(string wanted, ISet<string> taken)
    {
        string name = wanted;
        for (int suffix = 1; !taken.Add(name); suffix++)
            name = wanted + suffix.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return name;
    }
}
