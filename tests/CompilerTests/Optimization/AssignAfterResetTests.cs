using DiffGen.Compiler.Optimization;
using Xunit;

namespace DiffGen.CompilerTests.Optimization;

public class AssignAfterResetTests
{
    private const string Head = "function F(n0: int, c1: double, y2: Vector<double>, xBar3: Vector<double>)\n";

    private static void Becomes(string before, string after) => Rewriting.Becomes(AssignAfterReset.Pass, Head + before, Head + after);

    [Fact]
    public void AssignsWhatIsAddedToAnElementJustReset() => Becomes(
        "  adjoint:\n  for i4 = 0; < n0; += 1\n    %5 = xBar3[i4]\n    xBar3[i4] = 0\n    %6 = %5 * c1\n    xBar3[i4] += %6\n",
        "  for i4 = 0; < n0; += 1\n    %5 = xBar3[i4]\n    %6 = %5 * c1\n    xBar3[i4] = %6\n");

    [Fact]
    public void SeesThatTwoSubscriptsAreTheSame() => Becomes(
        "  adjoint:\n  for i4 = 1; < n0; += 1\n    %5 = i4 - 1\n    %6 = i4 + 1\n    %7 = %6 - 2\n    xBar3[%5] = 0\n    xBar3[%7] += c1\n",
        "  for i4 = 1; < n0; += 1\n    %5 = i4 - 1\n    %6 = i4 + 1\n    %7 = %6 - 2\n    xBar3[%7] = c1\n");

    [Fact]
    public void GoesOnAddingAfterTheFirstSum() => Becomes(
        "  adjoint:\n  for i4 = 0; < n0; += 1\n    xBar3[i4] = 0\n    xBar3[i4] += c1\n    xBar3[i4] += 2.0\n",
        "  for i4 = 0; < n0; += 1\n    xBar3[i4] = c1\n    xBar3[i4] += 2.0\n");

    [Fact]
    public void PassesOverOtherArrays() => Becomes(
        "  adjoint:\n  for i4 = 0; < n0; += 1\n    xBar3[i4] = 0\n    %5 = y2[i4]\n    y2[i4] += c1\n    xBar3[i4] += %5\n",
        "  for i4 = 0; < n0; += 1\n    %5 = y2[i4]\n    y2[i4] += c1\n    xBar3[i4] = %5\n");

    [Theory]
    [InlineData("  %5 = i4 - 1\n    xBar3[i4] = 0\n    xBar3[%5] += c1\n")]                                 // another element
    [InlineData("  xBar3[i4] = 0\n    xBar3[0] += 2.0\n    xBar3[i4] += c1\n")]                              // something is added in between
    [InlineData("  xBar3[i4] = 0\n    %5 = xBar3[i4]\n    xBar3[i4] += c1\n    y2[i4] = %5\n")]              // read in between
    [InlineData("  xBar3[i4] = 0\n    for j5 = 0; < n0; += 1\n      xBar3[j5] += 2.0\n    xBar3[i4] += c1\n")] // a loop in between
    [InlineData("  xBar3[i4] = 0\n    for j5 = 0; < n0; += 1\n      xBar3[i4] += c1\n")]                     // added many times or never
    [InlineData("  xBar3[i4] = 0\n    %5 = c1 < 0.0\n    if %5\n      xBar3[i4] += c1\n")]                   // perhaps added
    [InlineData("  xBar3[i4] = 1.0\n    xBar3[i4] += c1\n")]                                                 // not set to 0
    [InlineData("  xBar3[i4] += c1\n    xBar3[i4] = 0\n")]                                                   // the other way round
    public void KeepsAResetThatIsNeeded(string body)
    {
        string program = "  for i4 = 1; < n0; += 1\n  " + body;
        Becomes("  adjoint:\n" + program, program);
    }

    [Fact]
    public void KeepsTheSignOfZeroInThePrimal()
    {
        const string program = "  for i4 = 0; < n0; += 1\n    xBar3[i4] = 0\n    xBar3[i4] += c1\n";
        Becomes(program, program);
    }
}
