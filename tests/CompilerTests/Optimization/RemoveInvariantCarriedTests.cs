using DiffGen.Compiler.Optimization;
using Xunit;

namespace DiffGen.CompilerTests.Optimization;

public class RemoveInvariantCarriedTests
{
    private const string Head = "function F(x0: double, n1: int, y2: Vector<double>)\n";

    private static void Becomes(string before, string after) => Rewriting.Becomes(RemoveInvariantCarried.Pass, Head + before, Head + after);

    [Fact]
    public void TheAdjointOfASumIsTheSeed() => Becomes(
        "  for i3 = 0; < n1; += 1 (sBar4: x0 -> sBar4 -> sBar5)\n    y2[i3] += sBar4\n  return sBar5",
        "  for i3 = 0; < n1; += 1\n    y2[i3] += x0\n  return x0");

    [Fact]
    public void SeesThroughInnerLoopsAndBranches() => Becomes(
        "  for i3 = 0; < n1; += 1 (s4: x0 -> m8 -> s5)\n    for j9 = 0; < n1; += 1 (u6: s4 -> u6 -> u7)\n      y2[j9] += u6\n"
        + "    %10 = i3 < 2\n    if %10 (m8: u7 | s4)\n      y2[i3] += u7\n  return s5",
        "  for i3 = 0; < n1; += 1\n    for j9 = 0; < n1; += 1\n      y2[j9] += x0\n"
        + "    %10 = i3 < 2\n    if %10\n      y2[i3] += x0\n  return x0");

    [Fact]
    public void KeepsOneOfTwoThatGoTogether() => Becomes(
        "  for i3 = 0; < n1; += 1 (s4: x0 -> %8 -> s5) (t6: x0 -> %8 -> t7)\n    %8 = s4 * t6\n  return t7",
        "  for i3 = 0; < n1; += 1 (s4: x0 -> %8 -> t5)\n    %8 = s4 * s4\n  return t5".Replace("t5", "s5", StringComparison.Ordinal));

    [Fact]
    public void KeepsWhatChanges() => Becomes(
        "  for i3 = 0; < n1; += 1 (s4: x0 -> %6 -> s5)\n    %6 = s4 * x0\n  return s5",
        "  for i3 = 0; < n1; += 1 (s4: x0 -> %6 -> s5)\n    %6 = s4 * x0\n  return s5");

    [Fact]
    public void ANamelessInitialValueTakesTheNameOver() => Becomes(
        "  %3 = x0 * x0\n  for i4 = 0; < n1; += 1 (tBar5: %3 -> tBar5 -> tBar6)\n    y2[i4] += tBar5\n",
        "  tBar3 = x0 * x0\n  for i4 = 0; < n1; += 1\n    y2[i4] += tBar3\n");
}
