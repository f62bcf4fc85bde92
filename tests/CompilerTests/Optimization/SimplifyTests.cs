using DiffGen.Compiler.Optimization;
using Xunit;

namespace DiffGen.CompilerTests.Optimization;

public class SimplifyTests
{
    private const string Head = "function F(x0: double, y1: double, n2: int)\n";

    private static void Becomes(string before, string after) => Rewriting.Becomes(Simplify.Pass, Head + before, Head + after);

    [Theory]
    [InlineData("x0 * 1.0")]
    [InlineData("1.0 * x0")]
    [InlineData("x0 / 1.0")]
    [InlineData("x0 - 0.0")]
    public void DropsNeutralElementsThatAreExact(string expression) =>
        Becomes($"  %3 = {expression}\n  return %3", "  return x0");

    [Theory]
    [InlineData("x0 + 0.0")]
    [InlineData("0.0 * x0")]
    [InlineData("0.0 - x0")]
    [InlineData("x0 * 2.0")]
    [InlineData("x0 / -2.0")]
    public void KeepsWhatIsNotExactInThePrimal(string expression) =>
        Becomes($"  %3 = {expression}\n  return %3", $"  %3 = {expression}\n  return %3");

    [Fact]
    public void NeverTakesZeroTimesSomethingForZeroInTheAdjoint() =>
        Becomes("  adjoint:\n  %3 = 0.0 * x0\n  return %3", "  %3 = 0.0 * x0\n  return %3");

    [Theory]
    [InlineData("x0 + 0.0")]
    [InlineData("0.0 + x0")]
    public void DropsStructuralZerosInTheAdjoint(string expression) =>
        Becomes($"  adjoint:\n  %3 = {expression}\n  return %3", "  return x0");

    [Theory]
    [InlineData("-7 / 2", -3)]
    [InlineData("7 / -2", -3)]
    [InlineData("-7 % 2", -1)]
    public void ComputesIntegersAsCSharpDoes(string expression, int value) =>
        Becomes($"  %3 = {expression}\n  %4 = n2 + %3\n  %5 = (double)%4\n  return %5", $"  %4 = n2 + {value}\n  %5 = (double)%4\n  return %5");

    [Fact]
    public void MakesAddingANegativeASubtraction() => Becomes(
        "  %3 = -y1\n  %4 = x0 + %3\n  return %4",
        "  %3 = -y1\n  %4 = x0 - y1\n  return %4");

    [Fact]
    public void MakesSubtractingANegativeAnAddition() => Becomes(
        "  %3 = -y1\n  %4 = x0 - %3\n  return %4",
        "  %3 = -y1\n  %4 = x0 + y1\n  return %4");

    [Fact]
    public void DropsADoubleNegation() => Becomes("  %3 = -x0\n  %4 = -%3\n  return %4", "  %3 = -x0\n  return x0");

    [Fact]
    public void MovesSignsOutwardsInTheAdjoint() => Becomes(
        "  adjoint:\n  %3 = -x0\n  %4 = %3 * y1\n  %5 = 2.0 * %4\n  return %5",
        "  %3 = -x0\n  %6 = x0 * y1\n  %4 = -%6\n  %7 = 2.0 * %6\n  %5 = -%7\n  return %5");

    [Fact]
    public void LeavesSignsOfThePrimalWhereTheUserPutThem() => Becomes(
        "  %3 = -x0\n  %4 = %3 * y1\n  return %4",
        "  %3 = -x0\n  %4 = %3 * y1\n  return %4");

    [Fact]
    public void JoinsConstantFactorsInTheAdjoint() => Becomes(
        "  adjoint:\n  %3 = x0 * 3.0\n  %4 = 2.0 * %3\n  return %4",
        "  %3 = 3.0 * x0\n  %4 = 6 * x0\n  return %4");

    [Fact]
    public void HalvesOfDoublesAreGone() => Becomes(
        "  adjoint:\n  %3 = 2.0 * x0\n  %4 = %3 * 0.5\n  return %4",
        "  %3 = 2.0 * x0\n  return x0");

    [Fact]
    public void DoublesASumOfEqualTermsInTheAdjoint() => Becomes(
        "  adjoint:\n  %3 = x0 + x0\n  return %3",
        "  %3 = 2 * x0\n  return %3");

    [Fact]
    public void FoldsIntegers() => Becomes(
        "  %3 = 2 + 3\n  %4 = n2 + %3\n  %5 = %4 - 6\n  return %5",
        "  %4 = n2 + 5\n  %5 = n2 - 1\n  return %5");

    [Fact]
    public void LeavesADivisionByZeroToThrow() => Becomes("  %3 = 1 / 0\n  return n2", "  %3 = 1 / 0\n  return n2");

    [Fact]
    public void LeavesAnOverflowToWrapAround() => Becomes(
        "  %3 = 2147483647 + 1\n  return %3",
        "  %3 = 2147483647 + 1\n  return %3");

    [Fact]
    public void TakesTheBranchThatIsCertain() => Becomes(
        "  %3 = 1 < 2\n  if %3 (r6: %4 | %5)\n    %4 = x0 * y1\n  else\n    %5 = x0 + y1\n  return r6".Replace("(r6: %4 | %5)", "(r6: x0 | y1)", StringComparison.Ordinal),
        "  %4 = x0 * y1\n  return x0");

    [Fact]
    public void DropsALoopThatNeverRuns() => Becomes(
        "  for i3 = 0; < 0; += 1 (s4: x0 -> %6 -> s5)\n    %6 = s4 * s4\n  return s5",
        "  return x0");

    [Fact]
    public void DropsAdditionsOfZeroInTheAdjoint() => Rewriting.Becomes(Simplify.Pass,
        "function F(dx0: Vector<double>)\n  adjoint:\n  %1 = extent dx0.0\n  for i2 = 0; < %1; += 1\n    dx0[i2] += 0.0",
        "function F(dx0: Vector<double>)\n  %1 = extent dx0.0\n  for i2 = 0; < %1; += 1\n");

    [Fact]
    public void KnowsTheExtentOfALocalArray() => Becomes(
        "  allocate t3[n2]\n  %4 = extent t3.0\n  return %4",
        "  allocate t3[n2]\n  return n2");

    [Fact]
    public void MeasuresAParameterInPlaceOfItsDerivative()
    {
        const string before = "function F(x0: Vector<double>, dx1: Vector<double>)\n  %2 = extent dx1.0\n  return %2";
        Rewriting.Becomes(Simplify.Pass, before,
            "function F(x0: Vector<double>, dx1: Vector<double>)\n  %2 = extent x0.0\n  return %2");
    }
}
