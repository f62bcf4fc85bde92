using DiffGen.Compiler.Optimization;
using Xunit;

namespace DiffGen.CompilerTests.Optimization;

/// <summary>PromoteAccumulations, AssignInsteadOfAccumulate and SkipClearing.</summary>
public class AccumulationTests
{
    private const string Head = "function F(c0: double, n1: int, x2: Vector<double>, dx3: Vector<double>, A4: Rank2<double>, dA5: Rank2<double>)\n";

    private static void Promotes(string before, string after) => Rewriting.Becomes(PromoteAccumulations.Pass, Head + before, Head + after);

    private static void Assigns(string before, string after) =>
        Rewriting.Becomes(AssignInsteadOfAccumulate.Pass, Head + before, Head + after);

    [Fact]
    public void AddsUpInAScalarWhatGoesToOneElement() => Promotes(
        "  adjoint:\n  %6 = extent dx3.0\n  for i7 = 0; < %6; += 1\n    for j8 = 0; < n1; += 1\n      %9 = x2[j8]\n      dx3[i7] += %9\n",
        "  %6 = extent dx3.0\n  for i7 = 0; < %6; += 1\n    for j8 = 0; < n1; += 1 (dx_i10: 0 -> dx_i12 -> dx_i11)\n      %9 = x2[j8]\n      dx_i12 = dx_i10 + %9\n    dx3[i7] += dx_i11\n");

    [Fact]
    public void SubtractsWhatIsNegative() => Promotes(
        "  adjoint:\n  %6 = extent dx3.0\n  for i7 = 0; < %6; += 1\n    for j8 = 0; < n1; += 1\n      %9 = x2[j8]\n      %10 = -%9\n      dx3[i7] += %10\n",
        "  %6 = extent dx3.0\n  for i7 = 0; < %6; += 1\n    for j8 = 0; < n1; += 1 (dx_i11: 0 -> dx_i13 -> dx_i12)\n      %9 = x2[j8]\n      %10 = -%9\n      dx_i13 = dx_i11 - %9\n    dx3[i7] += dx_i12\n");

    [Fact]
    public void DoesNotTouchAnElementThatMayNotExist()
    {
        const string program = "  adjoint:\n  for i6 = 0; < 7; += 1\n    for j7 = 0; < n1; += 1\n      %8 = x2[j7]\n      dx3[i6] += %8\n";
        Promotes(program, program.Replace("  adjoint:\n", "", StringComparison.Ordinal));
    }

    [Fact]
    public void DoesNotPromoteWhatTheLoopReads()
    {
        const string program = "  adjoint:\n  %6 = extent dx3.0\n  for i7 = 0; < %6; += 1\n    for j8 = 0; < n1; += 1\n      %9 = dx3[j8]\n      dx3[i7] += %9\n";
        Promotes(program, program.Replace("  adjoint:\n", "", StringComparison.Ordinal));
    }

    [Fact]
    public void KeepsTheOrderOfSumsOfThePrimal()
    {
        const string program = "  %6 = extent dx3.0\n  for i7 = 0; < %6; += 1\n    for j8 = 0; < n1; += 1\n      %9 = x2[j8]\n      dx3[i7] += %9\n";
        Promotes(program, program);
    }

    [Fact]
    public void AssignsWhatIsAddedOnceToAClearedArray() => Assigns(
        "  adjoint:\n  clear dx3\n  %6 = extent x2.0\n  for i7 = 0; < %6; += 1\n    dx3[i7] += c0\n",
        "  %6 = extent x2.0\n  for i7 = 0; < %6; += 1\n    dx3[i7] = c0\n");

    [Fact]
    public void AssignsInANestOverBothDimensions() => Assigns(
        "  adjoint:\n  clear dA5\n  %6 = extent A4.0\n  %7 = extent A4.1\n  for j8 = 0; < %7; += 1\n    for i9 = 0; < %6; += 1\n      dA5[i9, j8] += c0\n",
        "  %6 = extent A4.0\n  %7 = extent A4.1\n  for j8 = 0; < %7; += 1\n    for i9 = 0; < %6; += 1\n      dA5[i9, j8] = c0\n");

    [Fact]
    public void AssignsBackwardsToo() => Assigns(
        "  adjoint:\n  clear dx3\n  %6 = extent x2.0\n  %7 = %6 - 1\n  for i8 = %7; >= 0; += -1\n    dx3[i8] += c0\n",
        "  %6 = extent x2.0\n  %7 = %6 - 1\n  for i8 = %7; >= 0; += -1\n    dx3[i8] = c0\n");

    [Fact]
    public void AssignsToALocalAdjointOfTheLoopsLength() => Assigns(
        "  adjoint:\n  allocate cleared t6[n1]\n  for i7 = 0; < n1; += 1\n    t6[i7] += c0\n  %8 = t6[0]\n  return %8",
        "  allocate t6[n1]\n  for i7 = 0; < n1; += 1\n    t6[i7] = c0\n  %8 = t6[0]\n  return %8");

    [Theory]
    [InlineData("  %6 = extent x2.0\n  for i7 = 1; < %6; += 1\n    dx3[i7] += c0\n")]                                  // not the first
    [InlineData("  %6 = extent x2.0\n  for i7 = 0; < %6; += 2\n    dx3[i7] += c0\n")]                                  // every second
    [InlineData("  for i6 = 0; < n1; += 1\n    dx3[i6] += c0\n")]                                                      // not known to be all
    [InlineData("  %6 = extent A4.0\n  for i7 = 0; < %6; += 1\n    dx3[i7] += c0\n")]                                  // another extent
    [InlineData("  %6 = extent x2.0\n  for i7 = 0; < %6; += 1\n    for j8 = 0; < n1; += 1\n      dx3[i7] += c0\n")]    // several times
    [InlineData("  %6 = extent x2.0\n  for i7 = 0; < %6; += 1\n    dx3[i7] += c0\n    dx3[i7] += c0\n")]               // twice
    [InlineData("  %6 = extent x2.0\n  for i7 = 0; < %6; += 1\n    %8 = i7 < n1\n    if %8\n      dx3[i7] += c0\n")]   // not always
    [InlineData("  dx3[0] = c0\n  %6 = extent x2.0\n  for i7 = 0; < %6; += 1\n    dx3[i7] += c0\n")]                   // not the first access
    [InlineData("  %6 = extent A4.0\n  for i7 = 0; < %6; += 1\n    for j8 = 0; < %6; += 1\n      dA5[j8, i7] += c0\n")] // a square only
    public void AddsWhereNotEachElementIsMetOnce(string nest) =>
        Assigns("  adjoint:\n  clear dx3\n  clear dA5\n" + nest, "  clear dx3\n  clear dA5\n" + nest);

    [Fact]
    public void DoesNotClearWhatIsAssignedElementByElement() => Rewriting.Becomes(SkipClearing.Pass,
        Head + "  allocate cleared t6[n1]\n  for i7 = 0; < n1; += 1\n    t6[i7] = c0\n    t6[i7] += c0\n  %8 = t6[0]\n  return %8",
        Head + "  allocate t6[n1]\n  for i7 = 0; < n1; += 1\n    t6[i7] = c0\n    t6[i7] += c0\n  %8 = t6[0]\n  return %8");

    [Theory]
    [InlineData("  for i7 = 0; < n1; += 1\n    %8 = t6[i7]\n    t6[i7] = %8\n  return c0")]                        // read before
    [InlineData("  for i7 = 0; < n1; += 1\n    t6[i7] = c0\n    t6[0] += c0\n  return c0")]                        // another element
    [InlineData("  for i7 = 0; < n1; += 1\n    %8 = i7 < 2\n    if %8\n      t6[i7] = c0\n  return c0")]           // not always
    [InlineData("  for i7 = 1; < n1; += 1\n    t6[i7] = c0\n  return c0")]                                          // not all
    public void ClearsWhatMayBeReadBeforeItIsWritten(string rest) => Rewriting.Becomes(SkipClearing.Pass,
        Head + "  allocate cleared t6[n1]\n" + rest, Head + "  allocate cleared t6[n1]\n" + rest);
}
