using System.Globalization;

namespace DiffGen.Compiler.IR;

/// <summary>What an expression is applied to: a constant or a value defined elsewhere.</summary>
internal abstract record Operand(Scalar Type);

/// <summary>A literal. <paramref name="Text"/> is how it is written in C#, by its source text where there is one.</summary>
internal sealed record Constant(Scalar Type, double Number, string Text) : Operand(Type)
{
    /// <summary>A real constant that the compiler itself makes, written the shortest way that reads back the same.</summary>
    public static Constant Real(Scalar type, double number) =>
        new(type, number, type == Scalar.Single
            ? ((float)number).ToString("R", CultureInfo.InvariantCulture) + "f"
            : number.ToString("R", CultureInfo.InvariantCulture));

    public static Constant Int(int number) =>
        new(Scalar.Int32, number, number.ToString(CultureInfo.InvariantCulture));

    public static Constant Bool(bool value) => new(Scalar.Bool, value ? 1 : 0, value ? "true" : "false");

    /// <summary>The zero (or <c>false</c>) of a type.</summary>
    public static Constant Zero(Scalar type) => type switch
    {
        Scalar.Bool => Bool(false),
        Scalar.Single or Scalar.Double => Real(type, 0),
        _ => new Constant(type, 0, "0"),
    };

    public bool Is(double number) => Number == number;

    public bool IsZero => Type == Scalar.Bool ? Number == 0 : BitConverter.DoubleToInt64Bits(Number) == 0;
}

/// <summary>
/// A value in static single assignment form: defined once, by a statement, a loop counter or a parameter.
/// <paramref name="Name"/> is the user's word for it, or the word the compiler wants to see printed; null for a temporary.
/// </summary>
internal sealed record Value(int Id, Scalar Type, string? Name) : Operand(Type)
{
    public bool Equals(Value? other) =>
        other is not null && Id == other.Id && Type == other.Type && Name == other.Name;

    public override int GetHashCode() => Id;

    public override string ToString() => (Name ?? "t") + "#" + Id.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Hands out the numbers of values and arrays; one for a function, so that numbers never clash.</summary>
internal sealed class IdSource(int next)
{
    public int Next { get; private set; } = next;

    public int Take() => Next++;

    public Value Value(Scalar type, string? name = null) => new(Take(), type, name);
}
