using DiffGen.Compiler.IR;
using DiffGen.Compiler.Optimization;
using Xunit;

namespace DiffGen.CompilerTests.Optimization;

public class CountedLoopsTests
{
    private const string Head = "function F(n0: int, a1: Vector<double>)\n";

    [Fact]
    public void CountsALoopWhoseNumberGoesUpToALimit() => Rewriting.Becomes(CountedLoops.Pass,
        Head + "  %2 = 3 < n0\n  while go3 %4 -> %5 (go3: %2 -> %8 -> go9) (i6: 3 -> i7 -> i10)\n    a1[i6] = 1.0\n    i7 = i6 + 2\n    %8 = i7 < n0\n",
        Head + "  %2 = 3 < n0\n  for i11 = 3; < n0; += 2 (%12: 3 -> %13 -> i10)\n    a1[i11] = 1.0\n    i7 = i11 + 2\n    %8 = i7 < n0\n    %13 = %12 + 2\n");

    [Fact]
    public void CountsDownToALimitOnTheLeft() => Rewriting.Becomes(CountedLoops.Pass,
        Head + "  %2 = 0 <= n0\n  while go3 %4 -> %5 (go3: %2 -> %8 -> go9) (i6: n0 -> i7 -> i10)\n    a1[i6] = 1.0\n    i7 = i6 - 1\n    %8 = 0 <= i7\n",
        Head + "  %2 = 0 <= n0\n  for i11 = n0; >= 0; += -1 (%12: n0 -> %13 -> i10)\n    a1[i11] = 1.0\n    i7 = i11 - 1\n    %8 = 0 <= i7\n    %13 = %12 + -1\n");

    [Theory]
    [InlineData("  %2 = 0 < n0\n  while go3 %4 -> %5 (go3: %2 -> %8 -> go9) (i6: 0 -> i7 -> i10)\n    i7 = i6 - 1\n    %8 = i7 < n0\n")] // away from the limit
    [InlineData("  %2 = 0 < n0\n  while go3 %4 -> %5 (go3: %2 -> %8 -> go9) (i6: 0 -> i7 -> i10)\n    i7 = i6 * 2\n    %8 = i7 < n0\n")] // no constant step
    [InlineData("  %2 = 0 < n0\n  while go3 %4 -> %5 (go3: %2 -> %8 -> go9) (i6: 0 -> i7 -> i10) (m11: n0 -> m12 -> m13)\n    i7 = i6 + 1\n    m12 = m11 - 1\n    %8 = i7 < m12\n")] // the limit moves
    [InlineData("  %2 = 1 < n0\n  while go3 %4 -> %5 (go3: %2 -> %8 -> go9) (i6: 0 -> i7 -> i10)\n    i7 = i6 + 1\n    %8 = i7 < n0\n")] // another first test
    [InlineData("  %2 = 0 != n0\n  while go3 %4 -> %5 (go3: %2 -> %8 -> go9) (i6: 0 -> i7 -> i10)\n    i7 = i6 + 1\n    %8 = i7 != n0\n")] // runs past a limit below the start
    [InlineData("  while go3 %4 -> %5 (go3: true -> %8 -> go9) (i6: 0 -> i7 -> i10)\n    i7 = i6 + 1\n    %8 = i7 < n0\n")] // runs once at least
    public void LeavesOthersAlone(string body)
    {
        // Not all of them end, so they are not run.
        Function function = IrParser.Parse(Head + body);
        Assert.Equal(function, CountedLoops.Pass.Run(function, TestContext.Current.CancellationToken));
    }
}
