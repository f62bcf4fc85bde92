using DiffGen.Compiler.Optimization;
using Xunit;

namespace DiffGen.CompilerTests.Optimization;

public class SimplifyInductionVariablesTests
{
    private const string Head = "function F(n0: int, m1: int, a2: Vector<double>)\n";

    // Dead code is removed too, to see what is still handed on.
    private static void Becomes(string before, string after) =>
        Rewriting.Becomes([SimplifyInductionVariables.Pass, Simplify.Pass, RemoveDeadCode.Pass], Head + before, Head + after);

    [Fact]
    public void AnIncrementedIndexFollowsTheCounter() => Becomes(
        "  for i3 = 0; < n0; += 1 (k4: m1 -> %6 -> k5)\n    a2[k4] = 1.0\n    %6 = k4 + 2\n",
        "  for i3 = 0; < n0; += 1\n    %7 = 2 * i3\n    k8 = m1 + %7\n    a2[k8] = 1.0\n");

    [Fact]
    public void CountsTripsOfALoopWithAStep() => Becomes(
        "  for i3 = 3; < n0; += 2 (k4: 0 -> %6 -> k5)\n    a2[k4] = 1.0\n    %6 = k4 + m1\n",
        "  for i3 = 3; < n0; += 2\n    %7 = i3 - 3\n    %8 = %7 / 2\n    k9 = m1 * %8\n    a2[k9] = 1.0\n");

    [Fact]
    public void CountsTripsBackwards() => Becomes(
        "  for i3 = n0; > 0; += -1 (k4: 0 -> %6 -> k5)\n    a2[k4] = 1.0\n    %6 = k4 + 1\n",
        "  for i3 = n0; > 0; += -1\n    k7 = n0 - i3\n    a2[k7] = 1.0\n");

    [Fact]
    public void WhatIsLeftAfterTheLoopIsAFunctionOfTheTrips() => Becomes(
        "  for i3 = 0; < n0; += 1 (k4: m1 -> %6 -> k5)\n    a2[i3] = 1.0\n    %6 = k4 + 2\n  return k5",
        "  %9 = System.Math.Max(0, n0)\n  for i3 = 0; < n0; += 1\n    a2[i3] = 1.0\n  %10 = 2 * %9\n  k5 = m1 + %10\n  return k5");

    [Fact]
    public void HandsOnWhatIsAskedForWhereTripsAreNotCounted() => Becomes(
        "  for i3 = 1; < n0; += 1 (k4: m1 -> %6 -> k5)\n    a2[i3] = 1.0\n    %6 = k4 + 1\n  return k5",
        "  for i3 = 1; < n0; += 1 (k4: m1 -> %6 -> k5)\n    %7 = i3 - 1\n    k8 = m1 + %7\n    a2[i3] = 1.0\n    %6 = k8 + 1\n  return k5");

    [Fact]
    public void LeavesAnIncrementThatDependsOnTheTrip() => Becomes(
        "  for i3 = 0; < n0; += 1 (k4: m1 -> %6 -> k5)\n    a2[k4] = 1.0\n    %6 = k4 + i3\n",
        "  for i3 = 0; < n0; += 1 (k4: m1 -> %6 -> k5)\n    a2[k4] = 1.0\n    %6 = k4 + i3\n");

    [Fact]
    public void AnIndexThroughTwoLoopsIsAFunctionOfBothCounters() => Rewriting.Becomes(
        [SimplifyInductionVariables.Pass, HoistInvariants.IntegersPass, SimplifyInductionVariables.Pass, Simplify.Pass, RemoveDeadCode.Pass],
        Head + "  for i3 = 0; < n0; += 1 (k4: 0 -> k8 -> k5)\n    for j6 = 0; < m1; += 1 (k7: k4 -> %9 -> k8)\n      a2[k7] = 1.0\n      %9 = k7 + 1\n",
        Head + "  %11 = System.Math.Max(0, m1)\n  for i3 = 0; < n0; += 1\n    k12 = %11 * i3\n    for j6 = 0; < m1; += 1\n      k10 = k12 + j6\n      a2[k10] = 1.0\n");

    [Fact]
    public void ATripThatEndsTheLoopNeedNotStepTheIndex() => Becomes(
        "  while again3 %4 -> %5 (k6: 0 -> k7 -> k8) (again3: true -> %9 -> again10)\n    %11 = n0 > m1\n    if %11 (k7: k6 | %12)\n    else\n      a2[k6] = 1.0\n      %12 = k6 + 2\n    %9 = !%11\n",
        "  while again3 %4 -> %5 (again3: true -> %9 -> again10)\n    k13 = 2 * %4\n    %11 = n0 > m1\n    if %11\n    else\n      a2[k13] = 1.0\n    %9 = !%11\n");

    [Fact]
    public void ATripThatGoesOnMustStepTheIndex()
    {
        const string loop = "  while again3 %4 -> %5 (k6: 0 -> k7 -> k8) (again3: true -> %9 -> again10)\n    %11 = n0 > m1\n    if %11 (k7: k6 | %12)\n    else\n      a2[k6] = 1.0\n      %12 = k6 + 2\n    %9 = n0 < m1\n";
        Becomes(loop, loop);
    }

    [Fact]
    public void BothSidesOfABranchMayStepTheIndexAlike() => Becomes(
        "  %3 = n0 > m1\n  for i4 = 0; < n0; += 1 (k5: m1 -> k6 -> k7)\n    a2[k5] = 1.0\n    if %3 (k6: %8 | %9)\n      %8 = k5 + 1\n    else\n      a2[0] = 2.0\n      %10 = k5 + 2\n      %9 = %10 - 1\n",
        "  %3 = n0 > m1\n  for i4 = 0; < n0; += 1\n    k11 = m1 + i4\n    a2[k11] = 1.0\n    if %3\n    else\n      a2[0] = 2.0\n");
}
