namespace DiffGen.Mutation.Mutants;

/// <summary>Wrong partial derivatives.</summary>
internal static class RuleMutants
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        new("the derivative of a difference by what is subtracted has the wrong sign", "Rules/OperatorRules.cs",
            "(a, b, Ω, s) => -s", "(a, b, Ω, s) => s"),
        new("the partial derivatives of a product are exchanged", "Rules/OperatorRules.cs",
            "(a, b, Ω, s) => s * b, (a, b, Ω, s) => s * a", "(a, b, Ω, s) => s * a, (a, b, Ω, s) => s * b"),
        new("the derivative of a quotient by the divisor has the numerator in place of the quotient", "Rules/OperatorRules.cs",
            "-(s / b * Ω)", "-(s / b * a)"),
        new("the derivative of x % y by y is left out", "Rules/OperatorRules.cs",
            "-(s * ((x - Ω) / y))", "s - s"),
        new("the derivative of the square root lacks its factor 1/2", "Rules/PowerRules.cs",
            "0.5 * s / Ω", "s / Ω"),
        new("the derivative of a power by the base has the exponent of the power", "Rules/PowerRules.cs",
            "y.In(b) * x.In(b).Apply(\"Pow\", y.In(b) - 1)", "y.In(b) * x.In(b).Apply(\"Pow\", y.In(b))"),
        new("the derivative of the cosine has the wrong sign", "Rules/TrigonometricRules.cs",
            "Unary(\"Cos\", (x, Ω) => -x.Apply(\"Sin\"))", "Unary(\"Cos\", (x, Ω) => x.Apply(\"Sin\"))"),
        new("the derivative of the tangent is written with x in place of the result", "Rules/TrigonometricRules.cs",
            "Unary(\"Tan\", (x, Ω) => 1 + Ω * Ω)", "Unary(\"Tan\", (x, Ω) => 1 + x * x)"),
        new("the derivative of Max goes to the argument that loses", "Rules/SelectionRules.cs",
            "(x, y, Ω, s) => Unless(x < y, x, y, s),\n            (x, y, Ω, s) => Unless(x > y, x, y, s), expensive",
            "(x, y, Ω, s) => Unless(x > y, x, y, s),\n            (x, y, Ω, s) => Unless(x < y, x, y, s), expensive"),
        new("the derivative of the logarithm to a base, by x, forgets the base", "Rules/LogarithmicRules.cs",
            "s / (x * b.Apply(\"Log\"))", "s / x"),
        new("the derivative of tanh is 1 + Ω²", "Rules/HyperbolicRules.cs",
            "1 - Ω * Ω", "1 + Ω * Ω"),
    ];
}
