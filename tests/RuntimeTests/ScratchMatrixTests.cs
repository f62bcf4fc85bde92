using DiffGen.Runtime;

namespace DiffGen.RuntimeTests;

public class ScratchMatrixTests
{
    [Fact]
    public void ElementsAreApart()
    {
        double[]? rented = null;
        ScratchMatrix<double> m = ScratchMatrix<double>.Take(ref rented, 3, 4);
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 4; j++)
                m[i, j] = (10 * i) + j;
        }
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 4; j++)
                Assert.Equal((10 * i) + j, m[i, j]);
        }
        m[2, 3] += 1;
        Assert.Equal(24, m[2, 3]);
        Scratch.Return(rented);
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, -1)]
    [InlineData(3, 0)]
    [InlineData(0, 4)]
    [InlineData(2, 4)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public void BothSubscriptsAreChecked(int i, int j)
    {
        Assert.Throws<IndexOutOfRangeException>(() =>
        {
            double[]? rented = null;
            return ScratchMatrix<double>.Take(ref rented, 3, 4)[i, j];
        });
    }

    [Theory]
    [InlineData(-1, 2)]
    [InlineData(2, -1)]
    [InlineData(-2, -2)]
    [InlineData(65536, 65536)]
    public void ExtentsThatNoArrayHasFail(int rows, int columns)
    {
        double[]? rented = null;
        Assert.Throws<OverflowException>(() => { ScratchMatrix<double>.Take(ref rented, rows, columns); });
        Assert.Null(rented);
    }

    [Fact]
    public void KnowsItsExtents()
    {
        double[]? rented = null;
        ScratchMatrix<double> m = ScratchMatrix<double>.Take(ref rented, 0, 5);
        Assert.Equal((0, 5), (m.GetLength(0), m.GetLength(1)));
        Assert.Throws<IndexOutOfRangeException>(() => default(ScratchMatrix<double>).GetLength(2));
        Assert.Throws<IndexOutOfRangeException>(() => default(ScratchMatrix<double>)[0, 0]);
        Scratch.Return(rented);
    }

    [Fact]
    public void IsClearedWhenAskedTo()
    {
        double[]? rented = null;
        Scratch.Take(ref rented, 100).Fill(1);
        ScratchMatrix<double> m = ScratchMatrix<double>.TakeCleared(ref rented, 2, 2);
        Assert.Equal(0, m[1, 1]);
        m[0, 1] = 5;
        m.Clear();
        Assert.Equal(0, m[0, 1]);
        Scratch.Return(rented);
    }

    [Fact]
    public void AllocatesNothing() => Assert.Equal(0, Allocation.Of(() =>
    {
        double[]? rented = null;
        ScratchMatrix<double>.TakeCleared(ref rented, 20, 30)[19, 29] = 1;
        Scratch.Return(rented);
    }));
}
