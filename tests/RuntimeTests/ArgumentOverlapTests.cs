using System.Runtime.InteropServices;
using DiffGen.Runtime;

namespace DiffGen.RuntimeTests;

public class ArgumentOverlapTests
{
    private static readonly double[] s_memory = new double[10];

    [Theory]
    [InlineData(0, 10, 0, 10)]
    [InlineData(0, 5, 4, 5)]
    [InlineData(4, 5, 0, 5)]
    [InlineData(2, 6, 3, 1)]
    public void SpansThatShareAnElementOverlap(int a, int lengthOfA, int b, int lengthOfB) =>
        Overlaps(() => Arguments.Disjoint<double>(s_memory.AsSpan(a, lengthOfA), s_memory.AsSpan(b, lengthOfB), "dx"));

    [Theory]
    [InlineData(0, 5, 5, 5)]
    [InlineData(0, 0, 0, 10)]
    [InlineData(3, 4, 5, 0)]
    [InlineData(0, 0, 0, 0)]
    public void SpansThatShareNoneAreDisjoint(int a, int lengthOfA, int b, int lengthOfB) =>
        Arguments.Disjoint<double>(s_memory.AsSpan(a, lengthOfA), s_memory.AsSpan(b, lengthOfB), "dx");

    [Fact]
    public void AMatrixOverlapsItselfAndNoOther()
    {
        double[,] a = new double[2, 3];
        double[,] b = new double[2, 3];
        Overlaps(() => Arguments.Disjoint(Arguments.Elements(a), Arguments.Elements(a), "dx"));
        Arguments.Disjoint(Arguments.Elements(a), Arguments.Elements(b), "dx");
    }

    [Fact]
    public void AnArrayOfThreeDimensionsOverlapsItselfAndNoOther()
    {
        float[,,] a = new float[2, 3, 4];
        float[,,] b = new float[2, 3, 4];
        Overlaps(() => Arguments.Disjoint(Arguments.Elements(a), Arguments.Elements(a), "dx"));
        Arguments.Disjoint(Arguments.Elements(a), Arguments.Elements(b), "dx");
    }

    [Fact]
    public void AnEmptyMatrixIsDisjointFromItself()
    {
        double[,] a = new double[0, 3];
        double[,,] b = new double[2, 0, 3];
        Arguments.Disjoint(Arguments.Elements(a), Arguments.Elements(a), "dx");
        Arguments.Disjoint(Arguments.Elements(b), Arguments.Elements(b), "dx");
        Arguments.Disjoint<double>(Arguments.Elements(a), s_memory, "dx");
    }

    [Fact]
    public void ASpanOverAMatrixOverlapsItFromTheFirstElementToTheLast()
    {
        double[,] a = new double[2, 3];
        Overlaps(() => Arguments.Disjoint<double>(Arguments.Elements(a), MemoryMarshal.CreateSpan(ref a[0, 0], 1), "dx"));
        Overlaps(() => Arguments.Disjoint<double>(MemoryMarshal.CreateSpan(ref a[1, 2], 1), Arguments.Elements(a), "dx"));
        Arguments.Disjoint<double>(Arguments.Elements(a), s_memory, "dx");
        Arguments.Disjoint<double>(s_memory, Arguments.Elements(a), "dx");
    }

    [Fact]
    public void ASpanOverThreeDimensionsOverlapsThemFromTheFirstElementToTheLast()
    {
        double[,,] a = new double[2, 3, 2];
        Overlaps(() => Arguments.Disjoint<double>(Arguments.Elements(a), MemoryMarshal.CreateSpan(ref a[0, 0, 0], 1), "dx"));
        Overlaps(() => Arguments.Disjoint<double>(MemoryMarshal.CreateSpan(ref a[1, 2, 1], 1), Arguments.Elements(a), "dx"));
    }

    [Fact]
    public void RowsOverlapASpanOfOneOfThem()
    {
        double[][] rows = [new double[2], new double[3]];
        Overlaps(() => Arguments.DisjointRows<double>(rows, rows[1].AsSpan(2), "dx"));
        Overlaps(() => Arguments.DisjointRows<double>(rows[0].AsSpan(0, 1), rows, "dx"));
        Arguments.DisjointRows<double>(rows, s_memory, "dx");
        Arguments.DisjointRows<double>(s_memory, rows, "dx");
    }

    [Fact]
    public void RowsAreDisjointFromAMatrix()
    {
        double[][] rows = [new double[2]];
        double[,] a = new double[2, 3];
        Arguments.DisjointRows(rows, Arguments.Elements(a), "dx");
        Arguments.DisjointRows(Arguments.Elements(a), rows, "dx");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(1000)]
    public void OneSharedRowIsFoundWhereverItStands(int count)
    {
        double[][] a = Rows(count);
        for (int at = 0; at < count; at += Math.Max(1, count / 5))
        {
            double[][] b = Rows(count);
            Arguments.DisjointRows(a, b, "dx");
            b[count - 1 - at] = a[at];
            Overlaps(() => Arguments.DisjointRows(a, b, "dx"));
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(22)]
    [InlineData(23)]
    [InlineData(1000)]
    public void ARowThatStandsTwiceIsFoundWhereverItStands(int count)
    {
        for (int at = 1; at < count; at += Math.Max(1, count / 5))
        {
            double[][] rows = Rows(count);
            Arguments.DistinctRows(rows, "dx");
            rows[at] = rows[at / 2];
            Overlaps(() => Arguments.DistinctRows(rows, "dx"));
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(100)]
    public void EmptyRowsMayBeShared(int count)
    {
        double[][] rows = Rows(count);
        rows[0] = rows[count - 1] = [];
        Arguments.DistinctRows(rows, "dx");
        Arguments.DisjointRows(rows, [.. Rows(count - 1), rows[0]], "dx");
    }

    [Fact]
    public void ReadRowsMayRepeat()
    {
        double[] row = [1];
        Arguments.DisjointRows([.. Enumerable.Repeat(row, 1000)], Rows(1000), "dx");
    }

    [Fact]
    public void ChecksAllocateNothing()
    {
        double[][] rows = Rows(1000);
        double[][] others = Rows(1000);
        double[,] matrix = new double[2, 3];
        Assert.Equal(0, Allocation.Of(() =>
        {
            Arguments.Disjoint<double>(Arguments.Elements(matrix), s_memory, "x");
            Arguments.DisjointRows<double>(rows, s_memory, "x");
            Arguments.DisjointRows(rows, others, "x");
            Arguments.DistinctRows(rows, "x");
        }));
    }

    private static double[][] Rows(int count) => [.. Enumerable.Range(0, count).Select(_ => new double[1])];

    private static void Overlaps(Action act) => Assert.Equal("dx", Assert.Throws<ArgumentException>(act).ParamName);
}
