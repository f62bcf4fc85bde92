using DiffGen.Compiler.Optimization;
using Xunit;

namespace DiffGen.CompilerTests.Optimization;

public class RemoveDeadCodeTests
{
    private const string Head = "function F(x0: double, y1: Vector<double>, n2: int)\n";

    private static void Becomes(string before, string after) => Rewriting.Becomes(RemoveDeadCode.Pass, Head + before, Head + after);

    [Fact]
    public void RemovesWhatOnlyDeadValuesUse() => Becomes("  %3 = x0 * x0\n  %4 = %3 + x0\n  return x0", "  return x0");

    [Fact]
    public void RemovesAValueThatOnlyKeepsItselfAlive() => Becomes(
        "  for i3 = 0; < n2; += 1 (s4: 0.0 -> %6 -> s5) (t7: 0.0 -> %9 -> t8)\n    %6 = s4 + x0\n    %9 = t7 + s4\n  return s5",
        "  for i3 = 0; < n2; += 1 (s4: 0.0 -> %6 -> s5)\n    %6 = s4 + x0\n  return s5");

    [Fact]
    public void KeepsAHandedOnValueThatAnotherOneNeeds() => Becomes(
        "  for i3 = 0; < n2; += 1 (s4: 0.0 -> t7 -> s5) (t7: x0 -> %9 -> t8)\n    %9 = t7 * x0\n  return s5",
        "  for i3 = 0; < n2; += 1 (s4: 0.0 -> t7 -> s5) (t7: x0 -> %9 -> t8)\n    %9 = t7 * x0\n  return s5");

    [Fact]
    public void RemovesALocalArrayThatIsNeverRead() => Becomes(
        "  allocate t3[n2]\n  for i4 = 0; < n2; += 1\n    t3[i4] = x0\n  return x0",
        "  return x0");

    [Fact]
    public void KeepsWritesToTheCallersArrays() => Becomes(
        "  for i3 = 0; < n2; += 1\n    y1[i3] = x0",
        "  for i3 = 0; < n2; += 1\n    y1[i3] = x0\n");

    [Fact]
    public void RemovesMergesAndBranchesThatDoNothing() => Becomes(
        "  %3 = n2 < 2\n  if %3 (a6: %4 | x0)\n    %4 = x0 * x0\n  return x0",
        "  return x0");

    [Fact]
    public void KeepsTheTapeBalanced() => Becomes(
        "  push x0\n  %3 = pop\n  return x0",
        "  push x0\n  %3 = pop\n  return x0");
}
