using DiffGen.Compiler.Optimization;
using Xunit;

namespace DiffGen.CompilerTests.Optimization;

public class TakeSlicesTests
{
    private const string Head = "function F(n0: int, m1: int, x2: Vector<double>, M3: Rank2<double>, dM4: Rank2<double>, J5: Jagged<double>, C6: Rank3<double>)\n";

    private static void Becomes(string before, string after) => Rewriting.Becomes(TakeSlices.Pass, Head + before, Head + after);

    [Fact]
    public void TakesTheRowThatALoopRunsAlong() => Becomes(
        "  for i7 = 0; < n0; += 1\n    for j8 = 0; < m1; += 1\n      %9 = M3[i7, j8]\n      x2[i7] += %9\n",
        "  for i7 = 0; < n0; += 1\n    M_i10 = slice M3[i7, *]\n    for j8 = 0; < m1; += 1\n      %9 = M_i10[j8]\n      x2[i7] += %9\n");

    [Fact]
    public void TakesTheColumnThatALoopRunsAlong() => Becomes(
        "  for j7 = 0; < m1; += 1\n    for i8 = 0; < n0; += 1\n      %9 = M3[i8, j7]\n      x2[i8] += %9\n",
        "  for j7 = 0; < m1; += 1\n    M_j10 = slice M3[*, j7]\n    for i8 = 0; < n0; += 1\n      %9 = M_j10[i8]\n      x2[i8] += %9\n");

    [Fact]
    public void WritesADerivativeBufferThroughARow() => Becomes(
        "  for i7 = 0; < n0; += 1\n    for j8 = 0; < m1; += 1\n      dM4[i7, j8] = 1.0\n      dM4[i7, j8] += 2.0\n",
        "  for i7 = 0; < n0; += 1\n    dM_i9 = slice dM4[i7, *]\n    for j8 = 0; < m1; += 1\n      dM_i9[j8] = 1.0\n      dM_i9[j8] += 2.0\n");

    [Fact]
    public void TakesARowOnceForAllLoopsThatUseIt() => Becomes(
        "  for i7 = 0; < n0; += 1\n    for j8 = 0; < m1; += 1\n      %9 = M3[i7, j8]\n      x2[i7] += %9\n    for j10 = 0; < m1; += 1\n      %11 = M3[i7, j10]\n      x2[i7] += %11\n",
        "  for i7 = 0; < n0; += 1\n    M_i12 = slice M3[i7, *]\n    for j8 = 0; < m1; += 1\n      %9 = M_i12[j8]\n      x2[i7] += %9\n    for j10 = 0; < m1; += 1\n      %11 = M_i12[j10]\n      x2[i7] += %11\n");

    [Fact]
    public void TakesARowAsFarOutAsItIsKnown() => Becomes(
        "  for i7 = 0; < n0; += 1\n    %8 = m1 > 1\n    if %8\n      for j9 = 0; < m1; += 1\n        for k10 = 0; < m1; += 1\n          %11 = M3[i7, k10]\n          x2[i7] += %11\n",
        "  for i7 = 0; < n0; += 1\n    %8 = m1 > 1\n    M_i12 = slice M3[i7, *]\n    if %8\n      for j9 = 0; < m1; += 1\n        for k10 = 0; < m1; += 1\n          %11 = M_i12[k10]\n          x2[i7] += %11\n");

    [Fact]
    public void TakesARowThatASubscriptMovesAlongInJumps() => Becomes(
        "  for j7 = 0; < m1; += 1\n    %8 = j7 / 2\n    %9 = M3[0, %8]\n    x2[0] += %9\n",
        "  M10 = slice M3[0, *]\n  for j7 = 0; < m1; += 1\n    %8 = j7 / 2\n    %9 = M10[%8]\n    x2[0] += %9\n");

    [Fact]
    public void DoesNotFailForARowThatDoesNotExist() => Becomes(
        "  for i7 = 0; < 9; += 1\n    %8 = i7 < n0\n    if %8\n      for j9 = 0; < m1; += 1\n        %10 = M3[i7, j9]\n        x2[i7] += %10\n",
        "  for i7 = 0; < 9; += 1\n    %8 = i7 < n0\n    M_i11 = slice M3[i7, *]\n    if %8\n      for j9 = 0; < m1; += 1\n        %10 = M_i11[j9]\n        x2[i7] += %10\n");

    [Fact]
    public void TakesARowOfAnArrayOfRows() => Becomes(
        "  for i7 = 0; < n0; += 1\n    for j8 = 0; < m1; += 1\n      %9 = J5[i7, j8]\n      x2[i7] += %9\n",
        "  for i7 = 0; < n0; += 1\n    J_i10 = slice J5[i7, *]\n    for j8 = 0; < m1; += 1\n      %9 = J_i10[j8]\n      x2[i7] += %9\n");

    [Fact]
    public void TakesAnyDimensionOfACube() => Becomes(
        "  for i7 = 0; < n0; += 1\n    for j8 = 0; < m1; += 1\n      %9 = C6[i7, j8, 1]\n      x2[i7] += %9\n",
        "  for i7 = 0; < n0; += 1\n    C_i10 = slice C6[i7, *, 1]\n    for j8 = 0; < m1; += 1\n      %9 = C_i10[j8]\n      x2[i7] += %9\n");

    [Theory]
    [InlineData("  for i7 = 0; < n0; += 1\n    %8 = M3[i7, i7]\n    x2[i7] += %8\n")]                                                      // the diagonal
    [InlineData("  for i7 = 0; < n0; += 1\n    for j8 = 0; < m1; += 1\n      %9 = M3[0, 0]\n      x2[i7] += %9\n")]                        // one element
    [InlineData("  %7 = M3[0, 0]\n  x2[0] = %7\n")]                                                                                        // no loop
    [InlineData("  for i7 = 0; < n0; += 1\n    for j8 = 0; < m1; += 1\n      %9 = M3[i7, j8]\n      M3[i7, j8] = %9\n")]                   // read and written
    [InlineData("  for i7 = 0; < n0; += 1\n    for j8 = 0; < m1; += 1\n      M3[i7, j8] = 1.0\n")]                                         // written, and not a derivative buffer
    [InlineData("  for i7 = 0; < n0; += 1\n    for j8 = 0; < m1; += 1\n      %9 = dM4[i7, j8]\n      dM4[i7, j8] += %9\n")]                // a buffer read and written
    [InlineData("  for j7 = 0; < m1; += 1\n    for i8 = 0; < n0; += 1\n      %9 = J5[i8, j7]\n      x2[i8] += %9\n")]                      // no columns in an array of rows
    [InlineData("  for i7 = 0; < n0; += 1\n    x2[i7] = 1.0\n")]                                                                           // a vector
    [InlineData("  allocate t7[n0, m1]\n  for i8 = 0; < n0; += 1\n    for j9 = 0; < m1; += 1\n      t7[i8, j9] = 1.0\n")]                  // an array of the function's own
    public void LeavesOtherAccessesAlone(string program) => Becomes(program, program);
}
