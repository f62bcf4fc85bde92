using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Interpretation;

/// <summary>Calls that may throw: the framework's checks of numbers, <c>ArgumentOutOfRangeException.ThrowIfNegative(n)</c> and kin.</summary>
internal static class Guards
{
    private const string Start = "global::System.ArgumentOutOfRangeException.ThrowIf";

    public static bool Throws(Throw guard, Func<Operand, Number> value)
    {
        string text = guard.Parts[0];
        int end = text.IndexOf('<');
        if (!text.StartsWith(Start, StringComparison.Ordinal) || end < 0 || guard.Operands.Count == 0)
            throw new FaultException(FaultKind.Unknown, "'" + text + "…' is not interpreted");
        double Number(int i) => guard.Operands[i].Type.IsReal() ? value(guard.Operands[i]).Real
            : guard.Operands[i].Type == Scalar.UInt64 ? unchecked((ulong)value(guard.Operands[i]).Integer) : value(guard.Operands[i]).Integer;
        double a = Number(0), b = guard.Operands.Count > 1 ? Number(1) : 0;
        return text.Substring(Start.Length, end - Start.Length) switch
        {
            "Negative" => a < 0 || (a == 0 && 1 / a < 0),
            "NegativeOrZero" => a <= 0,
            "Zero" => a == 0,
            "Equal" => a.Equals(b),
            "NotEqual" => !a.Equals(b),
            "GreaterThan" => a.CompareTo(b) > 0,
            "GreaterThanOrEqual" => a.CompareTo(b) >= 0,
            "LessThan" => a.CompareTo(b) < 0,
            "LessThanOrEqual" => a.CompareTo(b) <= 0,
            _ => throw new FaultException(FaultKind.Unknown, "'" + text + "…' is not interpreted"),
        };
    }
}
