using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Emission;

/// <summary>Writes a <see cref="Check"/> as the comparison that arrays and spans make themselves, throwing what they throw.</summary>
internal static class RangeChecks
{
    /// <returns>Null if nothing can fail.</returns>
    public static string? Text(Check check, ExpressionWriter expressions)
    {
        bool isElement = check.Count is Constant { Number: 1 };
        var failures = new List<string>();
        if (check.Start is not Constant { Number: >= 0 })
            failures.Add(expressions.Text(check.Start, Precedence.Shift) + " < 0");
        if (check.Count is not Constant { Number: >= 0 })
            failures.Add(expressions.Text(check.Count, Precedence.Shift) + " < 0");
        string start = expressions.Text(check.Start, Precedence.Shift), extent = expressions.Text(check.Extent, Precedence.Shift);
        bool isSize = check.Start is Constant { Number: 0 } && check.Count.Equals(check.Extent);
        // Not Start + Count > Extent, which may be more than an int holds.
        if (!isSize)
            failures.Add(isElement ? start + " >= " + extent
                : check.Start is Constant { Number: 0 } ? expressions.Text(check.Count, Precedence.Shift) + " > " + extent
                : start + " > " + extent + " - " + expressions.Text(check.Count, Precedence.Multiplicative));
        return failures.Count == 0 ? null : "if (" + string.Join(" || ", failures) + ") throw new global::System."
            + (isElement ? "IndexOutOfRangeException" : "ArgumentOutOfRangeException") + "();";
    }
}
