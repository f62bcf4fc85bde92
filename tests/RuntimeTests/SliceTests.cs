using DiffGen.Runtime;

namespace DiffGen.RuntimeTests;

/// <summary>Rows and columns without copying; older platforms have none.</summary>
public class SliceTests
{
    // The element i, j, k is 100·i + 10·j + k.
    private static double[,] Matrix(int rows, int columns)
    {
        var m = new double[rows, columns];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
                m[i, j] = (10 * i) + j;
        }
        return m;
    }

    private static double[,,] Cube(int n0, int n1, int n2)
    {
        var c = new double[n0, n1, n2];
        for (int i = 0; i < n0; i++)
        {
            for (int j = 0; j < n1; j++)
            {
                for (int k = 0; k < n2; k++)
                    c[i, j, k] = (100 * i) + (10 * j) + k;
            }
        }
        return c;
    }

    private static double[] Elements(StridedSpan<double> span)
    {
        var elements = new double[span.Length];
        for (int i = 0; i < span.Length; i++)
            elements[i] = span[i];
        return elements;
    }

    [Fact]
    public void ARowOfAMatrixHasItsElements() => Assert.Equal([20, 21, 22, 23], Slice.Row(Matrix(3, 4), 2).ToArray());

    [Fact]
    public void AColumnOfAMatrixHasItsElements() => Assert.Equal([3, 13, 23], Elements(Slice.Along0(Matrix(3, 4), 3)));

    [Fact]
    public void ARowOfACubeHasItsElements() => Assert.Equal([120, 121, 122, 123], Slice.Row(Cube(2, 3, 4), 1, 2).ToArray());

    [Fact]
    public void TheFirstDimensionOfACubeHasItsElements() => Assert.Equal([23, 123], Elements(Slice.Along0(Cube(2, 3, 4), 2, 3)));

    [Fact]
    public void TheSecondDimensionOfACubeHasItsElements() => Assert.Equal([103, 113, 123], Elements(Slice.Along1(Cube(2, 3, 4), 1, 3)));

    [Fact]
    public void ARowOfAnArrayOfRowsHasItsElements() => Assert.Equal([3.0, 4, 5], Slice.Row(new double[][] { [1, 2], [3, 4, 5] }, 1).ToArray());

    [Fact]
    public void OtherTypesOfElementsHaveTheirOwnSize()
    {
        float[,] m = { { 1, 2, 3 }, { 4, 5, 6 } };
        Assert.Equal([4f, 5f, 6f], Slice.Row(m, 1).ToArray());
        Assert.Equal(6f, Slice.Along0(m, 2)[1]);
    }

    [Fact]
    public void WritesGoToTheArray()
    {
        double[,] m = Matrix(3, 4);
        double[,,] c = Cube(2, 3, 4);
        double[][] rows = [[1, 2], [3]];
        Slice.Row(m, 1)[2] = -1;
        Slice.Along0(m, 3)[2] += -100;
        Slice.Row(c, 1, 2)[3] = -2;
        Slice.Along0(c, 0, 1)[1] = -3;
        Slice.Along1(c, 0, 2)[1] = -4;
        Slice.Row(rows, 1)[0] = -5;
        Assert.Equal((-1, -77), (m[1, 2], m[2, 3]));
        Assert.Equal((-2, -3, -4), (c[1, 2, 3], c[1, 0, 1], c[0, 1, 2]));
        Assert.Equal(-5, rows[1][0]);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public void WhereThereIsNoSuchRowOrColumnTheSliceIsEmpty(int out3)
    {
        Assert.Equal(0, Slice.Row(Matrix(3, 4), out3).Length);
        Assert.Equal(0, Slice.Along0(Matrix(4, 3), out3).Length);
        Assert.Equal(0, Slice.Row(new double[][] { [1], [2], [3] }, out3).Length);
        Assert.Equal(0, Slice.Row(Cube(3, 4, 4), out3, 0).Length);
        Assert.Equal(0, Slice.Row(Cube(4, 3, 4), 0, out3).Length);
        Assert.Equal(0, Slice.Along0(Cube(4, 3, 4), out3, 0).Length);
        Assert.Equal(0, Slice.Along0(Cube(4, 4, 3), 0, out3).Length);
        Assert.Equal(0, Slice.Along1(Cube(3, 4, 4), out3, 0).Length);
        Assert.Equal(0, Slice.Along1(Cube(4, 4, 3), 0, out3).Length);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public void ASubscriptOutOfRangeThrows(int out3)
    {
        Assert.Throws<IndexOutOfRangeException>(() => Slice.Along0(Matrix(3, 4), 1)[out3]);
        Assert.Throws<IndexOutOfRangeException>(() => Slice.Row(Matrix(4, 3), 1)[out3]);
        Assert.Throws<IndexOutOfRangeException>(() => Slice.Along0(Cube(3, 4, 4), 1, 1)[out3]);
        Assert.Throws<IndexOutOfRangeException>(() => Slice.Along1(Cube(4, 3, 4), 1, 1)[out3]);
    }

    [Fact]
    public void AnElementOfAnEmptySliceThrows()
    {
        Assert.Throws<IndexOutOfRangeException>(() => Slice.Along0(Matrix(3, 4), 4)[0]);
        Assert.Throws<IndexOutOfRangeException>(() => Slice.Row(Matrix(3, 4), 3)[0]);
        Assert.Throws<IndexOutOfRangeException>(() => default(StridedSpan<double>)[0]);
    }

    [Fact]
    public void ExtentsOfZeroGiveEmptySlices()
    {
        Assert.Equal(0, Slice.Row(Matrix(3, 0), 1).Length);
        Assert.Equal(0, Slice.Row(Matrix(0, 3), 0).Length);
        Assert.Equal(0, Slice.Along0(Matrix(0, 3), 1).Length);
        Assert.Equal(0, Slice.Along0(Matrix(3, 0), 0).Length);
        Assert.Equal(0, Slice.Row(Cube(2, 2, 0), 1, 1).Length);
        Assert.Equal(0, Slice.Along0(Cube(0, 2, 2), 1, 1).Length);
        Assert.Equal(0, Slice.Along1(Cube(2, 0, 2), 1, 1).Length);
        Assert.Equal(0, Slice.Row(Array.Empty<double[]>(), 0).Length);
    }

    [Fact]
    public void ARowThatIsNullIsEmpty() => Assert.Equal(0, Slice.Row(new double[][] { null! }, 0).Length);
}
