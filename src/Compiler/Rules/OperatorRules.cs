using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Rules;

/// <summary>The arithmetic operators on real numbers, as rows like those of functions.</summary>
internal static class OperatorRules
{
    private static readonly Rule Negate =
        Row.Unary("-", (x, Ω, s) => -s, expensive: false);

    private static readonly Rule Add =
        Row.Binary("+", (a, b, Ω, s) => s, (a, b, Ω, s) => s, expensive: false);

    private static readonly Rule Subtract =
        Row.Binary("-", (a, b, Ω, s) => s, (a, b, Ω, s) => -s, expensive: false);

    private static readonly Rule Multiply =
        Row.Binary("*", (a, b, Ω, s) => s * b, (a, b, Ω, s) => s * a, expensive: false);

    // Both partials begin with s / b, so that it is computed once.
    private static readonly Rule Divide =
        Row.Binary("/", (a, b, Ω, s) => s / b, (a, b, Ω, s) => -(s / b * Ω), singular: true, diverges: true, expensive: false);

    // x − n·y with n = x / y cut off to an integer, which is (x − Ω) / y.
    private static readonly Rule Remainder =
        Row.Binary("%", (x, y, Ω, s) => s, (x, y, Ω, s) => -(s * ((x - Ω) / y)), singular: true, diverges: true);

    /// <summary>Every operator that has a derivative.</summary>
    public static IReadOnlyList<Rule> Rows { get; } = [Negate, Add, Subtract, Multiply, Divide, Remainder];

    /// <summary>The row of an operator; null for those that do not apply to real numbers or give no real number.</summary>
    public static Rule? Find(UnaryOperator op) => op == UnaryOperator.Negate ? Negate : null;

    /// <inheritdoc cref="Find(UnaryOperator)"/>
    public static Rule? Find(BinaryOperator op) => op switch
    {
        BinaryOperator.Add => Add,
        BinaryOperator.Subtract => Subtract,
        BinaryOperator.Multiply => Multiply,
        BinaryOperator.Divide => Divide,
        BinaryOperator.Remainder => Remainder,
        _ => null,
    };
}
