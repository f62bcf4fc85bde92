using DiffGen.Compiler.Optimization;
using Xunit;

namespace DiffGen.CompilerTests.Optimization;

public class HoistInvariantsTests
{
    private const string Head = "function F(x0: double, n1: int, m2: int, a3: Vector<double>, b4: Vector<double>)\n";

    private static void Becomes(string before, string after) => Rewriting.Becomes(HoistInvariants.Pass, Head + before, Head + after);

    private static void Keeps(string program) => Becomes(program, program);

    [Fact]
    public void MovesArithmeticOutOfAllLoopsItDoesNotDependOn() => Becomes(
        "  for i5 = 0; < n1; += 1\n    for j6 = 0; < m2; += 1\n      %7 = x0 * x0\n      %8 = n1 + i5\n      %9 = (double)%8\n      %10 = %9 * %7\n      a3[i5] += %10\n",
        "  %7 = x0 * x0\n  for i5 = 0; < n1; += 1\n    %8 = n1 + i5\n    %9 = (double)%8\n    %10 = %9 * %7\n    for j6 = 0; < m2; += 1\n      a3[i5] += %10\n");

    [Fact]
    public void MovesALoadWhoseIndexCountsOverTheArray() => Becomes(
        "  %5 = extent a3.0\n  for i6 = 0; < %5; += 1\n    for j7 = 0; < m2; += 1\n      %8 = a3[i6]\n      b4[j7] += %8\n",
        "  %5 = extent a3.0\n  for i6 = 0; < %5; += 1\n    %8 = a3[i6]\n    for j7 = 0; < m2; += 1\n      b4[j7] += %8\n");

    [Fact]
    public void LeavesALoadThatMayBeOutOfRangeWhenTheLoopDoesNotRun() => Keeps(
        "  for i5 = 0; < 7; += 1\n    for j6 = 0; < m2; += 1\n      %7 = a3[i5]\n      b4[j6] += %7\n");

    [Fact]
    public void MovesALoadOfAnElementThatWasUsedBefore() => Becomes(
        "  for i5 = 0; < n1; += 1\n    a3[i5] = x0\n    for j6 = 0; < m2; += 1\n      %7 = a3[i5]\n      b4[j6] += %7\n",
        "  for i5 = 0; < n1; += 1\n    a3[i5] = x0\n    %7 = a3[i5]\n    for j6 = 0; < m2; += 1\n      b4[j6] += %7\n");

    [Fact]
    public void MovesALoadOutOfALoopThatSurelyRuns() => Becomes(
        "  for j5 = 0; < 3; += 1\n    %6 = a3[n1]\n    b4[j5] += %6\n",
        "  %6 = a3[n1]\n  for j5 = 0; < 3; += 1\n    b4[j5] += %6\n");

    [Fact]
    public void LeavesALoadOfAnArrayThatTheLoopWrites() => Keeps(
        "  %5 = a3[0]\n  for j6 = 0; < m2; += 1\n    %7 = a3[0]\n    %8 = %7 + %5\n    a3[0] = %8\n");

    [Fact]
    public void LeavesADivisionThatMayThrow() => Keeps(
        "  for i5 = 0; < m2; += 1 (s6: 0 -> %9 -> s7)\n    %8 = 6 / n1\n    %9 = s6 + %8\n  return s7");

    [Fact]
    public void TheIntegersPassLeavesNumbersWhereTheUserWroteThem() => Rewriting.Becomes(HoistInvariants.IntegersPass,
        Head + "  for i5 = 0; < n1; += 1\n    %6 = extent a3.0\n    %7 = x0 * x0\n    for j8 = 0; < %6; += 1\n      b4[j8] += %7\n",
        Head + "  %6 = extent a3.0\n  for i5 = 0; < n1; += 1\n    %7 = x0 * x0\n    for j8 = 0; < %6; += 1\n      b4[j8] += %7\n");
}
