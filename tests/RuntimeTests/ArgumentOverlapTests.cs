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
        Overlaps(() => Arguments.Disjoint<double>("dx", s_memory.AsSpan(a, lengthOfA), s_memory.AsSpan(b, lengthOfB)));

    [Theory]
    [InlineData(0, 5, 5, 5)]
    [InlineData(0, 0, 0, 10)]
    [InlineData(3, 4, 5, 0)]
    [InlineData(0, 0, 0, 0)]
    public void SpansThatShareNoneAreDisjoint(int a, int lengthOfA, int b, int lengthOfB) =>
        Arguments.Disjoint<double>("dx", s_memory.AsSpan(a, lengthOfA), s_memory.AsSpan(b, lengthOfB));

    [Fact]
    public void AMatrixOverlapsItselfAndNoOther()
    {
        double[,] a = new double[2, 3];
        double[,] b = new double[2, 3];
        Overlaps(() => Arguments.Disjoint<double>("dx", a, a));
        Arguments.Disjoint<double>("dx", a, b);
    }

    [Fact]
    public void AnArrayOfThreeDimensionsOverlapsItselfAndNoOther()
    {
        float[,,] a = new float[2, 3, 4];
        float[,,] b = new float[2, 3, 4];
        Overlaps(() => Arguments.Disjoint<float>("dx", a, a));
        Arguments.Disjoint<float>("dx", a, b);
    }

    [Fact]
    public void AnEmptyMatrixIsDisjointFromItself()
    {
        double[,] a = new double[0, 3];
        double[,,] b = new double[2, 0, 3];
        Arguments.Disjoint<double>("dx", a, a);
        Arguments.Disjoint<double>("dx", b, b);
        Arguments.Disjoint<double>("dx", a, s_memory);
    }

    [Fact]
    public void ASpanOverAMatrixOverlapsItFromTheFirstElementToTheLast()
    {
        double[,] a = new double[2, 3];
        Overlaps(() => Arguments.Disjoint<double>("dx", a, MemoryMarshal.CreateSpan(ref a[0, 0], 1)));
        Overlaps(() => Arguments.Disjoint<double>("dx", MemoryMarshal.CreateSpan(ref a[1, 2], 1), a));
        Arguments.Disjoint<double>("dx", a, s_memory);
        Arguments.Disjoint<double>("dx", s_memory, a);
    }

    [Fact]
    public void ASpanOverThreeDimensionsOverlapsThemFromTheFirstElementToTheLast()
    {
        double[,,] a = new double[2, 3, 2];
        Overlaps(() => Arguments.Disjoint<double>("dx", a, MemoryMarshal.CreateSpan(ref a[0, 0, 0], 1)));
        Overlaps(() => Arguments.Disjoint<double>("dx", MemoryMarshal.CreateSpan(ref a[1, 2, 1], 1), a));
    }

    [Fact]
    public void RowsOverlapASpanOfOneOfThem()
    {
        double[][] rows = [new double[2], new double[3]];
        Overlaps(() => Arguments.Disjoint<double>("dx", rows, rows[1].AsSpan(2)));
        Overlaps(() => Arguments.Disjoint<double>("dx", rows[0].AsSpan(0, 1), rows));
        Arguments.Disjoint<double>("dx", rows, s_memory);
        Arguments.Disjoint<double>("dx", s_memory, rows);
    }

    [Fact]
    public void RowsAreDisjointFromAMatrix()
    {
        double[][] rows = [new double[2]];
        double[,] a = new double[2, 3];
        Arguments.Disjoint<double>("dx", rows, a);
        Arguments.Disjoint<double>("dx", a, rows);
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
            Arguments.Disjoint<double>("dx", a, b);
            b[count - 1 - at] = a[at];
            Overlaps(() => Arguments.Disjoint<double>("dx", a, b));
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
        double[][] others = [.. Rows(count - 1), rows[0]];
        Arguments.Disjoint<double>("dx", rows, others);
    }

    [Fact]
    public void ReadRowsMayRepeat()
    {
        double[] row = [1];
        double[][] read = [.. Enumerable.Repeat(row, 1000)];
        Arguments.Disjoint<double>("dx", Rows(1000), read);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void TheArrayThatOverlapsIsFoundWhereverItStands(int place)
    {
        double[] written = new double[3];
        double[] At(int other) => other == place ? written : new double[3];
        Overlaps(() => Arguments.Disjoint<double>("dx", written, At(1), At(2), At(3), At(4), At(5), At(6), At(7), At(8)));
    }

    [Fact]
    public void ArraysThatAreReadMayOverlapOneAnother()
    {
        double[][] rows = [s_memory];
        Arguments.Disjoint<double>("dx", new double[3], s_memory, s_memory.AsSpan(2), rows, rows);
    }

    [Fact]
    public void ARowOverlapsTheVectorThatItIs()
    {
        double[][] rows = [new double[2], s_memory];
        Overlaps(() => Arguments.Disjoint<double>("dx", s_memory, rows));
        Overlaps(() => Arguments.Disjoint<double>("dx", rows, s_memory));
    }

    [Fact]
    public void NullHasNoElements()
    {
        double[]? vector = null;
        double[,]? matrix = null;
        double[,,]? cube = null;
        double[][]? rows = null;
        Arguments.Disjoint<double>("dx", s_memory, vector, matrix, cube, rows);
        Arguments.Disjoint<double>("dx", vector, vector, matrix, cube, rows, s_memory);
        Arguments.Disjoint<double>("dx", matrix, vector, matrix, cube, rows, s_memory);
        Arguments.Disjoint<double>("dx", cube, vector, matrix, cube, rows, s_memory);
        Arguments.Disjoint<double>("dx", rows, vector, matrix, cube, rows, s_memory);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(100)]
    public void ANullRowHasNoElements(int count)
    {
        double[]?[] a = Rows(count);
        double[]?[] b = Rows(count);
        a[0] = b[1] = null;
        Arguments.Disjoint<double>("dx", a, b, s_memory, new double[2, 2]);
        b[0] = a[1];
        Overlaps(() => Arguments.Disjoint<double>("dx", a, b));
    }

    [Fact]
    public void ChecksAllocateNothing()
    {
        double[][] rows = Rows(1000);
        double[][] others = Rows(1000);
        double[,] matrix = new double[2, 3];
        double[,,] cube = new double[2, 3, 1];
        Assert.Equal(0, Allocation.Of(() =>
        {
            Arguments.Disjoint<double>("x", matrix, s_memory, cube, rows);
            Arguments.Disjoint<double>("x", rows, s_memory, others, matrix, cube);
            Arguments.Disjoint<double>("x", s_memory, rows, matrix);
            Arguments.DistinctRows(rows, "x");
        }));
    }

    private static double[][] Rows(int count) => [.. Enumerable.Range(0, count).Select(_ => new double[1])];

    private static void Overlaps(Action act) => Assert.Equal("dx", Assert.Throws<ArgumentException>(act).ParamName);
}
