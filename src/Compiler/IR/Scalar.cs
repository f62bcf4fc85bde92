namespace DiffGen.Compiler.IR;

/// <summary>The type of a value: the primitive numbers of C# and <c>bool</c>.</summary>
internal enum Scalar
{
    Bool,
    SByte,
    Byte,
    Int16,
    UInt16,
    Int32,
    UInt32,
    Int64,
    UInt64,
    Single,
    Double,
}

internal static class Scalars
{
    /// <summary>Whether values of the type can carry a derivative.</summary>
    public static bool IsReal(this Scalar type) => type is Scalar.Single or Scalar.Double;

    public static bool IsInteger(this Scalar type) => type is >= Scalar.SByte and <= Scalar.UInt64;

    /// <summary>The C# keyword of the type.</summary>
    public static string Keyword(this Scalar type) => type switch
    {
        Scalar.Bool => "bool",
        Scalar.SByte => "sbyte",
        Scalar.Byte => "byte",
        Scalar.Int16 => "short",
        Scalar.UInt16 => "ushort",
        Scalar.Int32 => "int",
        Scalar.UInt32 => "uint",
        Scalar.Int64 => "long",
        Scalar.UInt64 => "ulong",
        Scalar.Single => "float",
        _ => "double",
    };
}
