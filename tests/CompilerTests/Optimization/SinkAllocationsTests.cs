using DiffGen.Compiler.Optimization;
using Xunit;

namespace DiffGen.CompilerTests.Optimization;

public class SinkAllocationsTests
{
    private const string Head = "function F(n0: int, m1: int, A2: Rank2<double>, y3: Vector<double>)\n";

    private static readonly Pass Sinking = new(nameof(SinkAllocations), SinkAllocations.Run);

    private static void Becomes(string before, string after) => Rewriting.Becomes(Sinking, Head + before, Head + after);

    [Fact]
    public void MovesAnArrayIntoTheLoopThatFillsItAnewInEveryTrip() => Becomes(
        """
          allocate cleared t4[n0]
          for j5 = 0; < m1; += 1
            for i6 = 0; < n0; += 1
              %7 = A2[i6, j5]
              t4[i6] = %7
            for i8 = 0; < n0; += 1
              %9 = t4[i8]
              y3[i8] += %9
        """,
        """
          for j5 = 0; < m1; += 1
            allocate t4[n0]
            for i6 = 0; < n0; += 1
              %7 = A2[i6, j5]
              t4[i6] = %7
            for i8 = 0; < n0; += 1
              %9 = t4[i8]
              y3[i8] += %9
        """);

    [Fact]
    public void SeesThatOneElementIsWrittenFirst() => Becomes(
        "  allocate cleared t4[2]\n  for j5 = 0; < m1; += 1\n    t4[1] = 3.0\n    t4[1] += 2.0\n    %6 = t4[1]\n    A2[0, j5] = %6\n",
        "  for j5 = 0; < m1; += 1\n    allocate t4[2]\n    t4[1] = 3.0\n    t4[1] += 2.0\n    %6 = t4[1]\n    A2[0, j5] = %6\n");

    [Fact]
    public void SeesThatARowIsWrittenFirst() => Becomes(
        """
          allocate cleared t4[n0, m1]
          for i5 = 0; < n0; += 1
            for j6 = 0; < m1; += 1
              t4[i5, j6] = 2.0
            for j7 = 0; < m1; += 1
              %8 = t4[i5, j7]
              A2[i5, j7] = %8
        """,
        """
          for i5 = 0; < n0; += 1
            allocate t4[n0, m1]
            for j6 = 0; < m1; += 1
              t4[i5, j6] = 2.0
            for j7 = 0; < m1; += 1
              %8 = t4[i5, j7]
              A2[i5, j7] = %8
        """);

    [Fact]
    public void GoesAsDeepAsItCan() => Becomes(
        "  allocate cleared t4[1]\n  for i5 = 0; < n0; += 1\n    for j6 = 0; < m1; += 1\n      t4[0] = 3.0\n      %7 = t4[0]\n      A2[i5, j6] = %7\n",
        "  for i5 = 0; < n0; += 1\n    for j6 = 0; < m1; += 1\n      allocate t4[1]\n      t4[0] = 3.0\n      %7 = t4[0]\n      A2[i5, j6] = %7\n");

    private const string Fill = "  for j5 = 0; < m1; += 1\n    for i6 = 0; < n0; += 1\n      t4[i6] = 2.0\n";

    [Theory]
    [InlineData(Fill + "  %7 = t4[0]\n  y3[0] = %7\n")]                                                            // used after the loop
    [InlineData("  t4[0] = 1.0\n" + Fill)]                                                                         // used before the loop
    [InlineData("  for j5 = 0; < m1; += 1\n    %6 = t4[0]\n    t4[0] = 2.0\n    A2[0, j5] = %6\n")]                // read before it is written
    [InlineData("  for j5 = 0; < m1; += 1\n    t4[0] += 2.0\n")]                                                   // added to what was there
    [InlineData("  for j5 = 0; < m1; += 1\n    t4[0] = 2.0\n    %6 = t4[j5]\n    A2[0, j5] = %6\n")]               // another element
    [InlineData(Fill + "    %7 = t4[0]\n    A2[0, j5] = %7\n")]                                                    // the inner loop may not run
    [InlineData("  for j5 = 0; < m1; += 1\n    for i6 = 1; < n0; += 1\n      t4[i6] = 2.0\n    for i7 = 0; < n0; += 1\n      %8 = t4[i7]\n      A2[i7, j5] = %8\n")]   // all but one
    [InlineData("  for j5 = 0; < m1; += 1\n    %6 = j5 < 2\n    if %6\n      t4[0] = 2.0\n    %7 = t4[0]\n    A2[0, j5] = %7\n")]   // written in some trips only
    [InlineData("  for j5 = 0; < m1; += 1\n    %6 = extent t4.0\n    %7 = (double)%6\n    A2[0, j5] = %7\n")]      // its length is asked for
    [InlineData("  for i5 = 0; < n0; += 1\n    for j6 = 0; < m1; += 1\n      t4[i5] = 2.0\n    %7 = t4[i5]\n    y3[i5] = %7\n")]   // the same element in no trip or many
    public void LeavesAnArrayThatTripsMayShareOutside(string uses)
    {
        string program = "  allocate cleared t4[n0]\n" + uses;
        Becomes(program, program);
    }
}
