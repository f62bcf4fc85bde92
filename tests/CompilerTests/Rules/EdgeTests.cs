using Xunit;

namespace DiffGen.CompilerTests.Rules;

/// <summary>Partials where the derivative does not exist or is infinite: the conventions of the contract, exactly.</summary>
public sealed class EdgeTests
{
    private const double Inf = double.PositiveInfinity;
    private const double NaN = double.NaN;

    [Theory]
    [InlineData("Abs", 0, 0)]
    [InlineData("Abs", -0.0, 0)]
    [InlineData("Abs", Inf, 1)]
    [InlineData("Abs", -Inf, -1)]
    [InlineData("Sqrt", 0, Inf)]
    [InlineData("Sqrt", -0.0, -Inf)]
    [InlineData("Sqrt", Inf, 0)]
    [InlineData("Sqrt", -1, NaN)]
    [InlineData("Cbrt", 0, Inf)]
    [InlineData("Cbrt", -0.0, Inf)]
    [InlineData("Cbrt", Inf, 0)]
    [InlineData("Log", 0, Inf)]
    [InlineData("Log", -0.0, -Inf)]
    [InlineData("Log", Inf, 0)]
    [InlineData("Log2", 0, Inf)]
    [InlineData("Log10", 0, Inf)]
    [InlineData("Exp", 0, 1)]
    [InlineData("Exp", -Inf, 0)]
    [InlineData("Exp", Inf, Inf)]
    [InlineData("Sin", 0, 1)]
    [InlineData("Cos", 0, 0)]
    [InlineData("Tan", 0, 1)]
    [InlineData("Asin", 0, 1)]
    [InlineData("Asin", 1, Inf)]
    [InlineData("Asin", -1, Inf)]
    [InlineData("Asin", 2, NaN)]
    [InlineData("Acos", 0, -1)]
    [InlineData("Acos", 1, -Inf)]
    [InlineData("Acos", -1, -Inf)]
    [InlineData("Acos", -2, NaN)]
    [InlineData("Atan", 0, 1)]
    [InlineData("Atan", Inf, 0)]
    [InlineData("Atan", -Inf, 0)]
    [InlineData("Sinh", 0, 1)]
    [InlineData("Sinh", -Inf, Inf)]
    [InlineData("Cosh", 0, 0)]
    [InlineData("Cosh", -Inf, -Inf)]
    [InlineData("Tanh", 0, 1)]
    [InlineData("Tanh", Inf, 0)]
    [InlineData("Tanh", -Inf, 0)]
    [InlineData("Asinh", 0, 1)]
    [InlineData("Asinh", -Inf, 0)]
    [InlineData("Acosh", 1, Inf)]
    [InlineData("Acosh", Inf, 0)]
    [InlineData("Acosh", 0.5, NaN)]
    [InlineData("Acosh", -2, NaN)]
    [InlineData("Atanh", 0, 1)]
    [InlineData("Atanh", 1, Inf)]
    [InlineData("Atanh", -1, Inf)]
    public void UnaryFunctionsOfAllContainers(string name, double x, double expected) =>
        InAll(["System.Math", "System.MathF", "double", "float"], name, 0, [x], expected);

    [Theory]
    [InlineData("LogP1", -1, Inf)]
    [InlineData("Log2P1", -1, Inf)]
    [InlineData("Log10P1", -1, Inf)]
    [InlineData("LogP1", 0, 1)]
    [InlineData("ExpM1", 0, 1)]
    [InlineData("ExpM1", -Inf, 0)]
    [InlineData("Exp2M1", -Inf, 0)]
    [InlineData("Exp10M1", -Inf, 0)]
    [InlineData("Exp2", -Inf, 0)]
    [InlineData("Exp10", -Inf, 0)]
    [InlineData("SinPi", 0.5, 0)]
    [InlineData("CosPi", 1, 0)]
    [InlineData("TanPi", 0.5, Inf)]
    [InlineData("AsinPi", 1, Inf)]
    [InlineData("AcosPi", -1, -Inf)]
    [InlineData("AtanPi", Inf, 0)]
    public void UnaryFunctionsOfNumbers(string name, double x, double expected) => InAll(["double", "float"], name, 0, [x], expected);

    [Theory]
    [InlineData("Pow", 0, 0.0, 1, 1)]
    [InlineData("Pow", 0, 0.0, 2, 0)]
    [InlineData("Pow", 0, 0.0, 0, 0)]
    [InlineData("Pow", 0, 0.0, 0.5, Inf)]
    [InlineData("Pow", 0, 0.0, -1, -Inf)]
    [InlineData("Pow", 0, 2, 0, 0)]
    [InlineData("Pow", 0, Inf, 0, 0)]
    [InlineData("Pow", 0, NaN, 0, 0)]
    [InlineData("Pow", 0, -2, 3, 12)]
    [InlineData("Pow", 0, -2, 2, -4)]
    [InlineData("Pow", 0, -2, -1, -0.25)]
    [InlineData("Pow", 0, -2, 0.5, NaN)]
    [InlineData("Pow", 1, 0, 2, 0)]
    [InlineData("Pow", 1, 0, 0, 0)]
    [InlineData("Pow", 1, 0, -1, 0)]
    [InlineData("Pow", 1, -0.0, 3, 0)]
    [InlineData("Pow", 1, 1, 7, 0)]
    [InlineData("Pow", 1, -2, 2, NaN)]
    [InlineData("Atan2", 0, 0, 2, 0.5)]
    [InlineData("Atan2", 1, 0, 2, 0)]
    [InlineData("Atan2", 0, 2, 0, 0)]
    [InlineData("Atan2", 1, 2, 0, -0.5)]
    [InlineData("Atan2", 0, 0, -2, -0.5)]
    [InlineData("Atan2", 1, -2, 0, 0.5)]
    [InlineData("Atan2", 0, 0, 0, NaN)]
    [InlineData("Atan2", 0, 1, Inf, NaN)]
    [InlineData("Atan2", 1, Inf, 1, NaN)]
    [InlineData("Max", 0, 3, 3, 0.5)]
    [InlineData("Max", 1, 3, 3, 0.5)]
    [InlineData("Max", 0, 0.0, -0.0, 0.5)]
    [InlineData("Max", 1, 0.0, -0.0, 0.5)]
    [InlineData("Max", 0, NaN, 1, 1)]
    [InlineData("Max", 1, 1, NaN, 1)]
    [InlineData("Max", 0, Inf, 1, 1)]
    [InlineData("Max", 1, Inf, 1, 0)]
    [InlineData("Max", 0, Inf, Inf, 0.5)]
    [InlineData("Min", 0, 3, 3, 0.5)]
    [InlineData("Min", 1, 3, 3, 0.5)]
    [InlineData("Min", 0, NaN, 1, 1)]
    [InlineData("Min", 1, 1, NaN, 1)]
    [InlineData("Min", 0, -Inf, 1, 1)]
    [InlineData("Min", 1, -Inf, 1, 0)]
    [InlineData("MaxMagnitude", 0, -3, -3, 0.5)]
    [InlineData("MaxMagnitude", 0, -3, 3, 0)]
    [InlineData("MaxMagnitude", 1, -3, 3, 1)]
    [InlineData("MinMagnitude", 1, 3, 3, 0.5)]
    [InlineData("MinMagnitude", 0, -3, 3, 1)]
    [InlineData("MinMagnitude", 1, -3, 3, 0)]
    [InlineData("MaxMagnitude", 0, NaN, 3, 1)]
    [InlineData("CopySign", 0, 0, -1, 0)]
    [InlineData("CopySign", 0, 2, -0.0, -1)]
    [InlineData("CopySign", 0, -2, -0.0, 1)]
    [InlineData("CopySign", 0, -2, 0.0, -1)]
    [InlineData("Log", 0, 0, 2, Inf)]
    public void BinaryFunctionsOfAllContainers(string name, int k, double x, double y, double expected) =>
        InAll(["System.Math", "System.MathF", "double", "float"], name, k, [x, y], expected);

    [Theory]
    [InlineData("Hypot", 0, 0, 0, NaN)]
    [InlineData("Hypot", 0, 0, -2, 0)]
    [InlineData("Hypot", 1, 0, -2, -1)]
    [InlineData("Atan2Pi", 0, 2, 0, 0)]
    [InlineData("Atan2Pi", 1, 0, 2, 0)]
    [InlineData("RootN", 0, 0, 1, 1)]
    [InlineData("RootN", 0, 0, 2, Inf)]
    [InlineData("RootN", 0, -0.0, 3, Inf)]
    [InlineData("RootN", 0, Inf, 3, 0)]
    [InlineData("RootN", 0, Inf, 1, 1)]
    [InlineData("RootN", 0, -4, 2, NaN)]
    [InlineData("MaxNumber", 0, NaN, 1, 0)]
    [InlineData("MaxNumber", 1, NaN, 1, 1)]
    [InlineData("MaxNumber", 0, 1, 1, 0.5)]
    [InlineData("MinNumber", 0, 1, NaN, 1)]
    [InlineData("MinNumber", 1, 1, NaN, 0)]
    [InlineData("MinNumber", 1, 1, 1, 0.5)]
    [InlineData("MaxMagnitudeNumber", 0, NaN, -1, 0)]
    [InlineData("MaxMagnitudeNumber", 1, NaN, -1, 1)]
    [InlineData("MaxMagnitudeNumber", 1, -3, 3, 1)]
    [InlineData("MinMagnitudeNumber", 0, -1, NaN, 1)]
    [InlineData("MinMagnitudeNumber", 0, -1, -1, 0.5)]
    [InlineData("MaxNative", 0, 2, 2, 0.5)]
    [InlineData("MinNative", 1, 2, 2, 0.5)]
    public void BinaryFunctionsOfNumbers(string name, int k, double x, double y, double expected) =>
        InAll(["double", "float"], name, k, [x, y], expected);

    [Theory]
    [InlineData(-1, 1, 0, 0)] // on the lower bound
    [InlineData(1, 1, 0, 0)] // on the upper bound
    [InlineData(0, 1, 0, 0)]
    [InlineData(-2, 0, 1, 0)]
    [InlineData(2, 0, 0, 1)]
    [InlineData(-Inf, 0, 1, 0)]
    [InlineData(Inf, 0, 0, 1)]
    [InlineData(NaN, 1, 0, 0)]
    public void ClampGivesTheDerivativeToWhatItReturns(double x, double toX, double toLow, double toHigh)
    {
        string[] containers = ["System.Math", "double", "float"];
        InAll(containers, "Clamp", 0, [x, -1, 1], toX);
        InAll(containers, "Clamp", 1, [x, -1, 1], toLow);
        InAll(containers, "Clamp", 2, [x, -1, 1], toHigh);
        InAll(["double", "float"], "ClampNative", 0, [x, -1, 1], toX);
        InAll(["double", "float"], "ClampNative", 1, [x, -1, 1], toLow);
        InAll(["double", "float"], "ClampNative", 2, [x, -1, 1], toHigh);
    }

    [Fact]
    public void ClampBetweenEqualBoundsGivesTheDerivativeToTheArgumentOnThem()
    {
        InAll(["System.Math", "double", "float"], "Clamp", 0, [1, 1, 1], 1);
        InAll(["System.Math", "double", "float"], "Clamp", 1, [1, 1, 1], 0);
        InAll(["System.Math", "double", "float"], "Clamp", 2, [1, 1, 1], 0);
    }

    [Theory]
    [InlineData("Max", 0, new[] { 1.0, 2.0 })]
    [InlineData("Max", 1, new[] { 2.0, 1.0 })]
    [InlineData("Min", 0, new[] { 2.0, 1.0 })]
    [InlineData("Min", 1, new[] { 1.0, 2.0 })]
    [InlineData("MaxMagnitude", 0, new[] { 1.0, -2.0 })]
    [InlineData("MinMagnitude", 0, new[] { -2.0, 1.0 })]
    [InlineData("MaxNumber", 0, new[] { 1.0, 2.0 })]
    [InlineData("MinNumber", 1, new[] { 1.0, 2.0 })]
    [InlineData("MaxMagnitudeNumber", 1, new[] { -2.0, 1.0 })]
    [InlineData("MinMagnitudeNumber", 1, new[] { 1.0, -2.0 })]
    [InlineData("MaxNative", 0, new[] { 1.0, 2.0 })]
    [InlineData("MinNative", 0, new[] { 2.0, 1.0 })]
    [InlineData("Clamp", 0, new[] { 2.0, -1.0, 1.0 })]
    [InlineData("Clamp", 0, new[] { -2.0, -1.0, 1.0 })]
    [InlineData("Clamp", 1, new[] { 0.0, -1.0, 1.0 })]
    [InlineData("Clamp", 2, new[] { 0.0, -1.0, 1.0 })]
    [InlineData("ClampNative", 0, new[] { 2.0, -1.0, 1.0 })]
    [InlineData("Abs", 0, new[] { 0.0 })]
    [InlineData("CopySign", 0, new[] { 0.0, 1.0 })]
    [InlineData("Pow", 0, new[] { 0.0, 0.0 })]
    [InlineData("Pow", 1, new[] { 0.0, 2.0 })]
    public void WhatIsNotReturnedGetsAnExactZeroWhateverTheSeed(string name, int k, double[] x)
    {
        foreach (string container in new[] { "double", "float" })
        {
            foreach (double seed in new[] { 1, NaN, Inf, -Inf })
                Assert.Equal(0, RuleProbe.Of(container, name, x.Length).Scaled(k, x, seed));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(-1)]
    [InlineData(-2.5)]
    public void AConstantExponentGivesTheSameDerivativeAsAVariableOne(double y)
    {
        foreach (string container in RuleTableTests.ContainerNames)
        {
            RuleProbe probe = RuleProbe.Of(container, "Pow", 2);
            foreach (double x in new[] { -3, 0, 0.7, 2, Inf })
            {
                double expected = probe.Scaled(0, [x, y], 1.5);

                // Squares and cubes are multiplied out: one rounding more or less.
                double tolerance = double.IsFinite(expected) ? Math.Abs(expected) * (container is "float" or "System.MathF" ? 3e-7 : 5e-16) : 0;
                Assert.Equal(expected, probe.Scaled(0, [x, y], 1.5, argumentsAreConstants: true), tolerance);
            }
        }
    }

    [Fact]
    public void AConstantBaseGivesTheSameDerivativeAsAVariableOne()
    {
        RuleProbe probe = RuleProbe.Of("System.Math", "Pow", 2);
        foreach (double x in new[] { 0, 0.7, 2, -3 })
            Assert.Equal(probe.Scaled(1, [x, 1.5], 2), probe.Scaled(1, [x, 1.5], 2, argumentsAreConstants: true));
    }

    private static void InAll(string[] containers, string name, int k, double[] x, double expected)
    {
        foreach (string container in containers)
            Assert.Equal(expected == 0 ? 0 : expected, Unsigned(RuleProbe.Of(container, name, x.Length).Partial(k, x)));
    }

    // The sign of a zero derivative has no meaning.
    private static double Unsigned(double number) => number == 0 ? 0 : number;
}
