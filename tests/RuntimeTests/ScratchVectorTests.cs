using DiffGen.Runtime;

namespace DiffGen.RuntimeTests;

public class ScratchVectorTests
{
    [Fact]
    public void ElementsAreReadAndWritten()
    {
        double[]? rented = null;
        ScratchVector<double> v = ScratchVector<double>.TakeCleared(ref rented, 3);
        v[1] += 2.5;
        Assert.Equal((3, 0.0, 2.5, 0.0), (v.Length, v[0], v[1], v[2]));
        v.Clear();
        Assert.Equal(0, v[1]);
        Scratch.Return(rented);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void ASubscriptOutOfRangeFailsAsThatOfAnArrayDoes(int index)
    {
        double[]? rented = null;
        Assert.Throws<IndexOutOfRangeException>(() => ScratchVector<double>.Take(ref rented, 3)[index]);
        Scratch.Return(rented);
    }

    [Fact]
    public void CopiesStandForThemselves()
    {
        double[] x = [1, 2];
        double[]? first = null, second = null;
        ScratchVector<double> a = ScratchVector<double>.TakeCopy(ref first, x), b = ScratchVector<double>.TakeCopy(ref second, a);
        a[0] = 5;
        Assert.Equal((1.0, 5.0, 1.0, 2.0), (x[0], a[0], b[0], b[1]));
        Scratch.Return(first);
        Scratch.Return(second);
    }

    [Fact]
    public void ALoopThatDoesNotRunNeedsNoRoom()
    {
        int[]? rented = null;
        Assert.Equal(0, ScratchVector<int>.TakeForTrips(ref rented, -2).Length);
        Assert.Throws<OverflowException>(() => ScratchVector<int>.Take(ref rented, -2).Length);
        Scratch.Return(rented);
    }
}
