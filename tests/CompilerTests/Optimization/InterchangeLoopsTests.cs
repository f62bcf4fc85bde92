using DiffGen.Compiler.Optimization;
using Xunit;

namespace DiffGen.CompilerTests.Optimization;

public class InterchangeLoopsTests
{
    private const string Head = "function F(n0: int, m1: int, x2: Vector<double>, B3: Rank2<double>, A4: Rank2<double>, dA5: Rank2<double>)\n";

    private static void Becomes(string before, string after) => Rewriting.Becomes(InterchangeLoops.Pass, Head + before, Head + after);

    [Fact]
    public void ExchangesANestThatWalksDownColumns() => Becomes(
        "  adjoint:\n  for b6 = 0; < m1; += 1\n    for k7 = 0; < n0; += 1\n      %8 = B3[k7, b6]\n      dA5[k7, b6] += %8\n",
        "  %10 = 0 < m1\n  if %10\n    for k7 = 0; < n0; += 1\n      for b9 = 0; < m1; += 1\n        %8 = B3[k7, b9]\n        dA5[k7, b9] += %8\n");

    [Fact]
    public void KeepsWhatATripOfTheOuterLoopComputes() => Becomes(
        """
          adjoint:
          for b6 = 0; < m1; += 1
            %7 = (double)b6
            u8 = System.Math.Sin(%7)
            for k9 = 0; < n0; += 1
              %10 = B3[k9, b6]
              %11 = u8 * %10
              dA5[k9, b6] += %11
        """,
        """
          allocate us13[m1]
          for b6 = 0; < m1; += 1
            %7 = (double)b6
            u8 = System.Math.Sin(%7)
            us13[b6] = u8
          %15 = 0 < m1
          if %15
            for k9 = 0; < n0; += 1
              for b12 = 0; < m1; += 1
                u14 = us13[b12]
                %10 = B3[k9, b12]
                %11 = u14 * %10
                dA5[k9, b12] += %11
        """);

    [Fact]
    public void KeepsAValueThatTheOuterLoopHandsOn() => Becomes(
        """
          adjoint:
          for b6 = 0; < m1; += 1 (s7: 1.0 -> s8 -> s9)
            s8 = s7 * 0.5
            for k10 = 0; < n0; += 1
              dA5[k10, b6] += s7
          return s9
        """,
        """
          allocate ss12[m1]
          for b6 = 0; < m1; += 1 (s7: 1.0 -> s8 -> s9)
            s8 = s7 * 0.5
            ss12[b6] = s7
          %14 = 0 < m1
          if %14
            for k10 = 0; < n0; += 1
              for b11 = 0; < m1; += 1
                s13 = ss12[b11]
                dA5[k10, b11] += s13
          return s9
        """);

    [Fact]
    public void ReadsAgainWhatLiesInAnArray() => Becomes(
        "  adjoint:\n  for b6 = 0; < m1; += 1\n    u7 = x2[b6]\n    for k8 = 0; < n0; += 1\n      dA5[k8, b6] += u7\n",
        """
          for b6 = 0; < m1; += 1
            u7 = x2[b6]
          %11 = 0 < m1
          if %11
            for k8 = 0; < n0; += 1
              for b9 = 0; < m1; += 1
                u10 = x2[b9]
                dA5[k8, b9] += u10
        """);

    [Fact]
    public void KeepsAnElementThatTheOuterLoopOverwrites() => Becomes(
        "  adjoint:\n  for b6 = 0; < m1; += 1\n    u7 = x2[0]\n    x2[0] = 2.0\n    for k8 = 0; < n0; += 1\n      dA5[k8, b6] += u7\n",
        """
          allocate us10[m1]
          for b6 = 0; < m1; += 1
            u7 = x2[0]
            x2[0] = 2.0
            us10[b6] = u7
          %12 = 0 < m1
          if %12
            for k8 = 0; < n0; += 1
              for b9 = 0; < m1; += 1
                u11 = us10[b9]
                dA5[k8, b9] += u11
        """);

    [Fact]
    public void AsksNothingWhereALoopAroundRunsOnTheSameCondition() => Becomes(
        "  adjoint:\n  for a6 = 0; < m1; += 1\n    for b7 = 0; < m1; += 1\n      for k8 = 0; < n0; += 1\n        dA5[k8, b7] += 1.0\n",
        "  for a6 = 0; < m1; += 1\n    for k8 = 0; < n0; += 1\n      for b9 = 0; < m1; += 1\n        dA5[k8, b9] += 1.0\n");

    [Theory]
    [InlineData("  for k7 = 0; < n0; += 1\n      %8 = dA5[k7, b6]\n      dA5[k7, b6] += %8\n")]                       // reads what it adds to
    [InlineData("  %7 = dA5[0, b6]\n    for k8 = 0; < n0; += 1\n      dA5[k8, b6] += %7\n")]                         // the outer loop reads the sums
    [InlineData("  dA5[0, b6] = 2.0\n    for k7 = 0; < n0; += 1\n      dA5[k7, b6] += 1.0\n")]                       // the outer loop assigns to the sums
    [InlineData("  B3[0, b6] = 2.0\n    for k7 = 0; < n0; += 1\n      %8 = B3[k7, 0]\n      dA5[k7, b6] += %8\n")]   // the outer loop changes what is read
    [InlineData("  for k7 = 0; < b6; += 1\n      dA5[k7, b6] += 1.0\n")]                                             // a triangle
    [InlineData("  %7 = b6 * 2\n    for k8 = 0; < %7; += 1\n      dA5[k8, b6] += 1.0\n")]                            // a limit that the outer loop computes
    [InlineData("  for k7 = 0; < n0; += 1\n      dA5[b6, k7] += 1.0\n")]                                             // walks along rows as it is
    [InlineData("  for k7 = 0; < n0; += 1\n      x2[k7] += 1.0\n")]                                                  // no matrix at all
    [InlineData("  for k7 = 0; < n0; += 1\n      dA5[k7, b6] = 1.0\n")]                                              // assigns
    [InlineData("  for k7 = 0; < n0; += 1 (s8: 0.0 -> s9 -> s10)\n      s9 = s8 + 1.0\n      dA5[k7, b6] += s8\n")]  // hands a value on
    [InlineData("  for k7 = 0; < n0; += 1\n      dA5[k7, b6] += 1.0\n    x2[0] += 1.0\n")]                           // not the last statement
    [InlineData("  push 1.0\n    for k7 = 0; < n0; += 1\n      dA5[k7, b6] += 1.0\n")]                               // uses the tape
    public void LeavesOtherNestsAlone(string body)
    {
        string program = "  for b6 = 0; < m1; += 1\n  " + body;
        Becomes("  adjoint:\n" + program, program);
    }

    [Fact]
    public void KeepsTheOrderOfSumsOfThePrimal()
    {
        const string program = "  for b6 = 0; < m1; += 1\n    for k7 = 0; < n0; += 1\n      dA5[k7, b6] += 1.0\n";
        Becomes(program, program);
    }
}
