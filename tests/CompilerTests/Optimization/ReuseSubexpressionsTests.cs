using DiffGen.Compiler.Optimization;
using Xunit;

namespace DiffGen.CompilerTests.Optimization;

public class ReuseSubexpressionsTests
{
    private const string Head = "function F(x0: double, n1: int, a2: Vector<double>, b3: Vector<double>)\n";

    private static void Becomes(string before, string after) => Rewriting.Becomes(ReuseSubexpressions.Pass, Head + before, Head + after);

    private static void Keeps(string program) => Becomes(program, program);

    [Fact]
    public void ComputesNothingTwice() => Becomes(
        "  %4 = x0 * x0\n  %5 = x0 * x0\n  %6 = %4 + %5\n  return %6",
        "  %4 = x0 * x0\n  %6 = %4 + %4\n  return %6");

    [Fact]
    public void KnowsThatSumsAndProductsCommute() => Becomes(
        "  %4 = x0 + 2.0\n  %5 = %4 * x0\n  %6 = 2.0 + x0\n  %7 = x0 * %6\n  %8 = %5 - %7\n  return %8",
        "  %4 = x0 + 2.0\n  %5 = %4 * x0\n  %8 = %5 - %5\n  return %8");

    [Fact]
    public void DifferencesDoNotCommute() => Keeps("  %4 = x0 - 2.0\n  %5 = 2.0 - x0\n  %6 = %4 * %5\n  return %6");

    [Fact]
    public void PrefersTheUsersName() => Becomes(
        "  %4 = x0 * x0\n  y5 = x0 * x0\n  %6 = %4 + y5\n  return %6",
        "  y4 = x0 * x0\n  %6 = y4 + y4\n  return %6");

    [Fact]
    public void LoadsAnElementOnce() => Becomes(
        "  for i4 = 0; < n1; += 1\n    %5 = a2[i4]\n    %6 = a2[i4]\n    %7 = %5 * %6\n    b3[i4] = %7\n",
        "  for i4 = 0; < n1; += 1\n    %5 = a2[i4]\n    %7 = %5 * %5\n    b3[i4] = %7\n");

    [Fact]
    public void LoadsAgainBehindAStore() => Keeps(
        "  for i4 = 1; < n1; += 1\n    %5 = a2[i4]\n    a2[0] = x0\n    %6 = a2[i4]\n    b3[i4] = %6\n    b3[0] = %5\n");

    [Fact]
    public void LoadsAgainInTheNextTrip() => Keeps(
        "  %4 = a2[0]\n  for i5 = 0; < n1; += 1\n    %6 = a2[0]\n    %7 = %6 + %4\n    a2[0] = %7\n  %8 = a2[0]\n  b3[0] = %8\n");

    [Fact]
    public void LoadsAgainBehindABranchThatMayWrite() => Keeps(
        "  %4 = a2[0]\n  %5 = n1 < 2\n  if %5\n    a2[0] = x0\n  %6 = a2[0]\n  %7 = %4 + %6\n  return %7");

    [Fact]
    public void WritingToAnotherArrayIsNoObstacle() => Becomes(
        "  %4 = a2[0]\n  b3[0] = x0\n  %5 = a2[0]\n  %6 = %4 + %5\n  return %6",
        "  %4 = a2[0]\n  b3[0] = x0\n  %6 = %4 + %4\n  return %6");

    [Fact]
    public void UsesTheStoredValueInsteadOfLoadingIt() => Becomes(
        "  %4 = x0 * x0\n  a2[0] = %4\n  %5 = a2[0]\n  return %5",
        "  %4 = x0 * x0\n  a2[0] = %4\n  return %4");

    [Fact]
    public void DoesNotReuseWhatOnlyOneBranchComputes() => Keeps(
        "  %4 = n1 < 2\n  if %4 (m7: %5 | x0)\n    %5 = x0 * x0\n  %6 = x0 * x0\n  %8 = m7 + %6\n  return %8");
}
