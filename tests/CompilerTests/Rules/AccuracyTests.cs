using Xunit;

namespace DiffGen.CompilerTests.Rules;

/// <summary>Places where the formula of a textbook loses digits, overflows or underflows; references in 40-digit arithmetic.</summary>
public sealed class AccuracyTests
{
    // Ten roundings of 2⁻⁵³, rounded up.
    private const double Tolerance = 2e-15;

    [Theory]
    [InlineData("Acosh", 1 + 9.094947017729282e-13, 741455.2001892966)] // 1 + 2⁻⁴⁰
    [InlineData("Asin", 1 - 9.094947017729282e-13, 741455.2001896339)]
    [InlineData("Acos", -1 + 9.094947017729282e-13, -741455.2001896339)]
    [InlineData("Atanh", 1 - 9.094947017729282e-13, 549755813888.25)]
    [InlineData("ExpM1", -40, 4.248354255291589e-18)]
    [InlineData("Exp2M1", -60, 6.012093432122359e-19)]
    [InlineData("Exp10M1", -20, 2.3025850929940458e-20)]
    [InlineData("Acosh", 1e300, 1e-300)]
    [InlineData("Cbrt", 1e-300, 3.3333333333333333e199)]
    public void UnaryPartialsKeepTheirDigits(string name, double x, double expected) =>
        Close(expected, RuleProbe.Of("double", name, 1).Partial(0, x));

    [Theory]
    [InlineData("Atan2", 0, 1e150, 1e150, 5e-151)] // the squares must be numbers, too
    [InlineData("Atan2", 1, 1e150, 1e150, -5e-151)]
    [InlineData("Atan2", 0, 1e-150, 1e-150, 5e149)]
    [InlineData("Atan2", 1, 1e-150, 1e-150, -5e149)]
    [InlineData("Atan2", 1, 3e-150, 0, -3.3333333333333333e149)]
    [InlineData("Hypot", 0, 3e200, 4e200, 0.6)]
    [InlineData("Hypot", 1, 3e-200, 4e-200, 0.8)]
    [InlineData("ScaleB", 0, 1e-300, 1000, 1.0715086071862673e301)]
    [InlineData("RootN", 0, 1e-300, 3, 3.3333333333333333e199)]
    public void BinaryPartialsNeitherOverflowNorUnderflow(string name, int k, double x, double y, double expected) =>
        Close(expected, RuleProbe.Of("double", name, 2).Partial(k, x, y));

    private static void Close(double expected, double actual) => Assert.Equal(1, actual / expected, Tolerance);
}
