using System.Runtime.InteropServices;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Interpretation;

/// <summary>
/// What a value of the IR holds when it is interpreted: a <c>float</c> as the <c>double</c> that it is, an integer as a <c>long</c> (a
/// <c>ulong</c> as its bits), a <c>bool</c> as 0 or 1.
/// </summary>
[StructLayout(LayoutKind.Explicit)]
internal readonly struct Number
{
    [FieldOffset(0)]
    public readonly double Real;

    [FieldOffset(0)]
    public readonly long Integer;

    public Number(double real)
    {
        Integer = 0;
        Real = real;
    }

    public Number(long integer)
    {
        Real = 0;
        Integer = integer;
    }

    public bool IsTrue => Integer != 0;

    public static Number Of(bool value) => new(value ? 1L : 0L);

    public static Number Of(Constant constant) => constant.Type.IsReal()
        ? new Number(constant.Number)
        : new Number(constant.Type == Scalar.UInt64 ? unchecked((long)(ulong)constant.Number) : (long)constant.Number);
}
