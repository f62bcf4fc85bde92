using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Emission;

/// <summary>The numeric conversions that C# makes by itself.</summary>
internal static class Conversions
{
    public static bool IsImplicit(Scalar from, Scalar to) => from == to || from switch
    {
        Scalar.SByte => to is Scalar.Int16 or Scalar.Int32 or Scalar.Int64 or Scalar.Single or Scalar.Double,
        Scalar.Byte => to is Scalar.Int16 or Scalar.UInt16 or Scalar.Int32 or Scalar.UInt32 or Scalar.Int64 or Scalar.UInt64
            or Scalar.Single or Scalar.Double,
        Scalar.Int16 => to is Scalar.Int32 or Scalar.Int64 or Scalar.Single or Scalar.Double,
        Scalar.UInt16 => to is Scalar.Int32 or Scalar.UInt32 or Scalar.Int64 or Scalar.UInt64 or Scalar.Single or Scalar.Double,
        Scalar.Int32 => to is Scalar.Int64 or Scalar.Single or Scalar.Double,
        Scalar.UInt32 => to is Scalar.Int64 or Scalar.UInt64 or Scalar.Single or Scalar.Double,
        Scalar.Int64 or Scalar.UInt64 => to is Scalar.Single or Scalar.Double,
        Scalar.Single => to is Scalar.Double,
        _ => false,
    };
}
