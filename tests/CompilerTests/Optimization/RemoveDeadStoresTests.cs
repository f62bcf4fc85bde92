using DiffGen.Compiler.Optimization;
using Xunit;

namespace DiffGen.CompilerTests.Optimization;

public class RemoveDeadStoresTests
{
    private const string Head = "function F(c0: double, n1: int, x2: Vector<double>)\n  allocate cleared t3[n1]\n";

    private static void Removes(string program, string store)
    {
        Rewriting.Becomes(RemoveDeadStores.Pass, Head + "  adjoint:\n" + program, Head + program.Replace(store, "", StringComparison.Ordinal));
        Assert.Contains(store, program, StringComparison.Ordinal);
    }

    private static void Keeps(string program) => Rewriting.Becomes(RemoveDeadStores.Pass, Head + "  adjoint:\n" + program, Head + program);

    [Fact]
    public void AnAdjointThatNobodyLooksAtAgainNeedNotBeCleared() => Removes(
        "  for i4 = 0; < n1; += 1\n    %5 = t3[i4]\n    t3[i4] = 0.0\n    x2[i4] += %5\n",
        "    t3[i4] = 0.0\n");

    [Fact]
    public void TheNextTripMayLookAtIt() => Keeps(
        "  %4 = n1 - 1\n  for i5 = %4; >= 1; += -1\n    %6 = t3[i5]\n    t3[i5] = 0.0\n    %7 = i5 - 1\n    t3[%7] += c0\n    x2[i5] += %6\n");

    [Fact]
    public void TheSameElementInEveryTripIsLookedAtAgain() => Keeps(
        "  for i4 = 0; < n1; += 1\n    %5 = t3[0]\n    t3[0] = 0.0\n    x2[i4] += %5\n");

    [Fact]
    public void AnOuterLoopComesBackToTheSameElement() => Keeps(
        "  for k4 = 0; < 2; += 1\n    for i5 = 0; < n1; += 1\n      %6 = t3[i5]\n      t3[i5] = 0.0\n      x2[i5] += %6\n");

    [Fact]
    public void ALaterLoopMayLookAtIt() => Keeps(
        "  for i4 = 0; < n1; += 1\n    %5 = t3[i4]\n    t3[i4] = 0.0\n    x2[i4] += %5\n  %6 = t3[0]\n  return %6");

    [Fact]
    public void TheCallerLooksAtItsOwnArrays() => Keeps("  for i4 = 0; < n1; += 1\n    x2[i4] = 0.0\n");

    [Fact]
    public void AnArrayOfOneTripIsNotSeenByTheNext() => Removes(
        "  for i4 = 0; < n1; += 1\n    allocate cleared u5[2]\n    u5[0] += c0\n    %6 = u5[0]\n    u5[0] = 0.0\n    x2[i4] += %6\n",
        "    u5[0] = 0.0\n");
}
