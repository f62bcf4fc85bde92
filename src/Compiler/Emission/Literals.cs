using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Emission;

/// <summary>Constants as C# text.</summary>
internal static class Literals
{
    /// <summary>Whether the text alone has another type than the constant: <c>2</c> for the double 2.</summary>
    public static bool IsLoose(Constant constant) => constant.Type switch
    {
        Scalar.Bool or Scalar.Int32 => false,
        _ => IsNumber(constant.Text) && !HasSuffix(constant.Text) && !(constant.Type == Scalar.Double && HasPoint(constant.Text)),
    };

    /// <summary>The text; if <paramref name="exact"/>, one that has the constant's type wherever it stands.</summary>
    public static string Write(Constant constant, bool exact)
    {
        if (constant.Type.IsReal() && (double.IsNaN(constant.Number) || double.IsInfinity(constant.Number)) && !IsName(constant.Text))
            return constant.Type.Keyword() + (double.IsNaN(constant.Number) ? ".NaN" : constant.Number > 0 ? ".PositiveInfinity" : ".NegativeInfinity");
        if (!IsLoose(constant))
            return constant.Text;
        // The integer -0 is 0.
        exact |= constant.Type.IsReal() && constant.Text == "-0";
        return constant.Type switch
        {
            // 0.1 without its f does not convert.
            Scalar.Single when exact || HasPoint(constant.Text) => constant.Text + "f",
            _ when !exact => constant.Text,
            Scalar.Double => constant.Text + (IsDecimal(constant.Text) ? ".0" : "d"),
            Scalar.Int64 => constant.Text + "L",
            Scalar.UInt32 => constant.Text + "u",
            Scalar.UInt64 => constant.Text + "ul",
            _ => "(" + constant.Type.Keyword() + ")" + (constant.Text[0] == '-' ? "(" + constant.Text + ")" : constant.Text),
        };
    }

    private static bool IsName(string text) => text.Contains('.') && char.IsLetter(text[0]) && text != "NaN";

    private static bool IsNumber(string text) => text.Length > 0 && (char.IsDigit(text[0]) || text[0] is '-' or '.');

    private static bool IsDecimal(string text) => text.TrimStart('-').All(c => char.IsDigit(c) || c == '_');

    private static bool IsRadix(string text) => text.TrimStart('-') is ['0', 'x' or 'X' or 'b' or 'B', ..];

    private static bool HasPoint(string text) => !IsRadix(text) && text.Any(c => c is '.' or 'e' or 'E');

    private static bool HasSuffix(string text) => text[text.Length - 1] is char last
        && (IsRadix(text) ? last is 'u' or 'U' or 'l' or 'L' : char.IsLetter(last));
}
