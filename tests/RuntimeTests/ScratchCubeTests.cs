using DiffGen.Runtime;

namespace DiffGen.RuntimeTests;

public class ScratchCubeTests
{
    [Fact]
    public void ElementsAreApart()
    {
        int[]? rented = null;
        ScratchCube<int> a = ScratchCube<int>.Take(ref rented, 2, 3, 4);
        for (int n = 0; n < 24; n++)
            a[n / 12, n / 4 % 3, n % 4] = n;
        for (int n = 0; n < 24; n++)
            Assert.Equal(n, a[n / 12, n / 4 % 3, n % 4]);
        Scratch.Return(rented);
    }

    [Theory]
    [InlineData(-1, 0, 0)]
    [InlineData(0, -1, 0)]
    [InlineData(0, 0, -1)]
    [InlineData(2, 0, 0)]
    [InlineData(0, 3, 0)]
    [InlineData(0, 0, 4)]
    public void EverySubscriptIsChecked(int i, int j, int k) => Assert.Throws<IndexOutOfRangeException>(() =>
    {
        double[]? rented = null;
        return ScratchCube<double>.Take(ref rented, 2, 3, 4)[i, j, k];
    });

    [Theory]
    [InlineData(-1, 2, 2)]
    [InlineData(2, -1, 2)]
    [InlineData(2, 2, -1)]
    [InlineData(2048, 2048, 2048)]
    public void ExtentsThatNoArrayHasFail(int planes, int rows, int columns)
    {
        double[]? rented = null;
        Assert.Throws<OverflowException>(() => { ScratchCube<double>.Take(ref rented, planes, rows, columns); });
    }

    [Fact]
    public void AnExtentOfZeroMakesItEmptyWhateverTheOthers()
    {
        double[]? rented = null;
        ScratchCube<double> a = ScratchCube<double>.Take(ref rented, 100_000, 100_000, 0);
        Assert.Equal((100_000, 100_000, 0), (a.GetLength(0), a.GetLength(1), a.GetLength(2)));
        Assert.Throws<IndexOutOfRangeException>(() => default(ScratchCube<double>).GetLength(3));
        Scratch.Return(rented);
    }

    [Fact]
    public void IsClearedWhenAskedTo()
    {
        double[]? rented = null;
        Scratch.Take(ref rented, 100).Fill(1);
        ScratchCube<double> a = ScratchCube<double>.TakeCleared(ref rented, 2, 2, 2);
        Assert.Equal(0, a[1, 1, 1]);
        a[0, 1, 0] = 5;
        a.Clear();
        Assert.Equal(0, a[0, 1, 0]);
        Scratch.Return(rented);
    }
}
