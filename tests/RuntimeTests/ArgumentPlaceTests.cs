using System.Runtime.InteropServices;
using DiffGen.Runtime;

namespace DiffGen.RuntimeTests;

/// <summary>Parameters by reference that are one variable, an element of an array, or a field.</summary>
public class ArgumentPlaceTests
{
    private struct Pair
    {
        public double First;
        public double Second;
    }

    private sealed class Holder
    {
        public double Before = 1;
        public double Value = 2;
        public double After = 3;
    }

    [Fact]
    public void AVariableIsItselfAndNoOther()
    {
        double a = 1, b = 2;
        Overlaps(() => Arguments.Disjoint("dx", out a, out a));
        Arguments.Disjoint("dx", out a, out b);
        Assert.Equal((1, 2), (a, b));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void TheVariableThatIsTheSameIsFoundWhereverItStands(int place)
    {
        double[] v = [1, 2, 3, 4];
        Arguments.Disjoint("dx", out v[3], out v[0], out v[1]);
        Arguments.Disjoint("dx", out v[3], out v[0], out v[1], out v[2]);
        Overlaps(() => Arguments.Disjoint("dx", out v[place], out v[0], out v[1], out v[2]));
        if (place < 2)
            Overlaps(() => Arguments.Disjoint("dx", out v[place], out v[0], out v[1]));
        Assert.Equal([1, 2, 3, 4], v);
    }

    [Fact]
    public void NeighboursAreDisjoint()
    {
        var holder = new Holder();
        float[] f = [1, 2];
        Arguments.Disjoint("dx", out holder.Value, out holder.Before);
        Arguments.Disjoint("dx", out holder.Value, out holder.After);
        Arguments.Disjoint("dx", out f[0], out f[1]);
        Arguments.Disjoint("dx", out f[1], out f[0]);
        Overlaps(() => Arguments.Disjoint("dx", out holder.Value, out holder.Value));
    }

    [Fact]
    public void AFieldIsAPartOfItsStruct()
    {
        Pair pair = default, other = default;
        Overlaps(() => Arguments.Disjoint("dx", out pair, out pair.First));
        Overlaps(() => Arguments.Disjoint("dx", out pair.Second, out pair));
        Overlaps(() => Arguments.DisjointFromInput("dx", out pair, in pair.Second));
        Arguments.Disjoint("dx", out pair, out other.First);
        Arguments.Disjoint("dx", out pair.Second, out other);
    }

    [Fact]
    public void WhatIsReadByReferenceMustNotBeWritten()
    {
        double a = 1, b = 2;
        Overlaps(() => Arguments.DisjointFromInput("dx", out a, in a));
        Arguments.DisjointFromInput("dx", out a, in b);
        Assert.Equal((1, 2), (a, b));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public void AnElementIsFoundFromTheFirstToTheLast(int at)
    {
        double[] v = [1, 2, 3, 4, 5], other = new double[3];
        double outside = 6;
        Overlaps(() => Arguments.NotAnElement<double, double>("dx", out v[at], v));
        Overlaps(() => Arguments.NotAnElement<double, double>("dx", out v[at], other, v.AsSpan(at, 1)));
        Overlaps(() => Arguments.NotAnElement<double, double>("dx", out v[at], other, other, (ReadOnlySpan<double>)v));
        Overlaps(() => Arguments.NotAnElement<double, double>("dx", out v[at], other, other, other, v));
        Overlaps(() => Arguments.DisjointFromInput<double, double>("dx", v, in v[at]));
        Arguments.NotAnElement<double, double>("dx", out v[at], other, v.AsSpan(0, at), v.AsSpan(at + 1), v.AsSpan(at, 0));
        Arguments.NotAnElement<double, double>("dx", out outside, v, other);
        Arguments.DisjointFromInput<double, double>("dx", v, in outside);
        Assert.Equal([1, 2, 3, 4, 5], v);
    }

    [Fact]
    public void AnElementOfAMatrixOrCubeIsFoundFromTheFirstToTheLast()
    {
        double[,] a = new double[2, 3], empty = new double[0, 3];
        double[,,] c = new double[2, 1, 2];
        double outside = 0;
        Overlaps(() => Arguments.NotAnElement<double, double>("dx", out a[0, 0], a));
        Overlaps(() => Arguments.NotAnElement<double, double>("dx", out a[1, 2], a));
        Overlaps(() => Arguments.NotAnElement<double, double>("dx", out c[0, 0, 0], c));
        Overlaps(() => Arguments.NotAnElement<double, double>("dx", out c[1, 0, 1], c));
        Overlaps(() => Arguments.DisjointFromInput<double, double>("dx", a, in a[1, 0]));
        Arguments.NotAnElement<double, double>("dx", out outside, a, c, empty);
        Arguments.NotAnElement<double, double>("dx", out a[0, 0], c, empty, new double[2, 3]);
    }

    [Fact]
    public void AnElementOfARowIsFound()
    {
        double[]?[] rows = [[1, 2], null, [], [3]];
        Overlaps(() => Arguments.NotAnElement<double, double>("dx", out rows[0]![1], rows));
        Overlaps(() => Arguments.NotAnElement<double, double>("dx", out rows[3]![0], rows));
        double outside = 0;
        Arguments.NotAnElement<double, double>("dx", out outside, rows);
    }

    [Fact]
    public void AFieldOfAnElementIsFound()
    {
        Pair[] pairs = new Pair[3];
        Overlaps(() => Arguments.NotAnElement<double, Pair>("dx", out pairs[2].Second, pairs));
        Overlaps(() => Arguments.NotAnElement<double, Pair>("dx", out pairs[0].First, pairs.AsSpan(0, 1)));
        Overlaps(() => Arguments.NotAnElement<Pair, Pair>("dx", out pairs[1], pairs));
        Arguments.NotAnElement<double, Pair>("dx", out pairs[1].First, pairs.AsSpan(0, 1), pairs.AsSpan(2));
    }

    [Fact]
    public void AStructIsNoElementOfItsNeighbours()
    {
        Pair[] pairs = new Pair[3];
        Span<double> numbers = MemoryMarshal.Cast<Pair, double>(pairs.AsSpan());
        Arguments.NotAnElement<Pair, double>("dx", out pairs[1], numbers.Slice(0, 2), numbers.Slice(4));
        Overlaps(() => Arguments.NotAnElement<Pair, double>("dx", out pairs[1], MemoryMarshal.Cast<Pair, double>(pairs.AsSpan()).Slice(3, 1)));
    }

    [Fact]
    public void NullHoldsNothing()
    {
        double a = 0;
        Arguments.NotAnElement<double, double>("dx", out a, (double[]?)null, (double[,]?)null, (double[,,]?)null, (double[][]?)null);
    }

    [Fact]
    public void DiscardsAreVariablesOfTheirOwn()
    {
        Arguments.Disjoint<double>("dx", out _, out _, out _);
        Arguments.Disjoint("dx", out double _, out Pair _);
    }

    [Fact]
    public void ChecksAllocateNothing()
    {
        double[] v = new double[3];
        double[][] rows = [[1], [2, 3]];
        double[,] matrix = new double[2, 3];
        double a = 0, b = 0;
        Assert.Equal(0, Allocation.Of(() =>
        {
            Arguments.Disjoint("x", out a, out b, out v[0]);
            Arguments.DisjointFromInput("x", out a, in b);
            Arguments.NotAnElement<double, double>("x", out a, v, rows, matrix);
        }));
    }

    private static void Overlaps(Action act) => Assert.Equal("dx", Assert.Throws<ArgumentException>(act).ParamName);
}
