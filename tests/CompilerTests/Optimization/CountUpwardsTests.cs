using DiffGen.Compiler.Optimization;
using Xunit;

namespace DiffGen.CompilerTests.Optimization;

public class CountUpwardsTests
{
    private const string Head = "function F(n0: int, a1: Vector<double>, b2: Vector<double>)\n";
    private const string Last = "  %3 = n0 - 1\n";
    private const string Down = "  for i4 = %3; >= 0; += -1";
    private const string Up = "  for i4 = 0; < n0; += 1";

    private static void Turns(string rest) =>
        Rewriting.Becomes(CountUpwards.Pass, Head + "  adjoint:\n" + Last + Down + rest, Head + Last + Up + rest);

    private static void Keeps(string rest) =>
        Rewriting.Becomes(CountUpwards.Pass, Head + "  adjoint:\n" + Last + Down + rest, Head + Last + Down + rest);

    [Fact]
    public void CountsUpWhereEachTripHasItsOwnElements() => Turns("\n    %5 = a1[i4]\n    a1[i4] = 0.0\n    b2[i4] += %5\n");

    [Fact]
    public void CountsUpWhereTripsOnlyAdd() => Turns("\n    %5 = a1[i4]\n    b2[0] += %5\n");

    [Fact]
    public void CountsUpWhereASumIsHandedOn() => Turns(" (s6: 0.0 -> s7 -> s8)\n    %5 = a1[i4]\n    s7 = s6 - %5\n  return s8");

    [Fact]
    public void CountsUpWhereAnInnerLoopAddsToTheSum() => Turns(
        " (s6: 0.0 -> s8 -> s9)\n    for j10 = 0; < n0; += 1 (s11: s6 -> s7 -> s8)\n      %5 = a1[j10]\n      s7 = s11 - %5\n  return s9");

    [Fact]
    public void KeepsTheOrderWhereATripSeesTheOneBefore() => Keeps("\n    %5 = a1[i4]\n    %6 = i4 - 1\n    b2[%6] += %5\n    a1[0] = 0.0\n");

    [Fact]
    public void KeepsTheOrderWherePartialSumsAreUsed() => Keeps(" (s6: 0.0 -> s7 -> s8)\n    %5 = a1[i4]\n    s7 = s6 + %5\n    b2[i4] = s7\n  return s8");

    [Fact]
    public void KeepsTheOrderWhereWhatIsHandedOnIsNotASum() => Keeps(" (s6: 1.0 -> s7 -> s8)\n    %5 = a1[i4]\n    s7 = %5 - s6\n  return s8");
}
