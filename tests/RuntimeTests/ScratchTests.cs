using DiffGen.Runtime;

namespace DiffGen.RuntimeTests;

public class ScratchTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(100_000)]
    public void HasExactlyTheElementsAskedFor(int count)
    {
        double[]? rented = null;
        Assert.Equal(count, Scratch.Take(ref rented, count).Length);
        Scratch.Return(rented);
    }

    [Fact]
    public void ANegativeCountFailsAsANewArrayDoes()
    {
        double[]? rented = null;
        Assert.Throws<OverflowException>(() => Scratch.Take(ref rented, -1).Length);
        Assert.Null(rented);
        Scratch.Take(ref rented, 4);
        Assert.Throws<OverflowException>(() => Scratch.TakeCleared(ref rented, -1).Length);
        Assert.NotNull(rented);
        Scratch.Return(rented);
    }

    [Theory]
    [InlineData(7, 7)]
    [InlineData(0, 0)]
    [InlineData(-3, 0)]
    [InlineData(int.MinValue, 0)]
    public void ALoopThatDoesNotRunNeedsNoRoom(int trips, int count)
    {
        double[]? rented = null;
        Assert.Equal(count, Scratch.TakeForTrips(ref rented, trips).Length);
        Scratch.Return(rented);
    }

    [Fact]
    public void IsClearedWhenAskedTo()
    {
        double[]? rented = null;
        Scratch.Take(ref rented, 100).Fill(1);
        Assert.Equal(new double[50], Scratch.TakeCleared(ref rented, 50).ToArray());
        Scratch.Return(rented);
    }

    [Fact]
    public void UsesAnArrayAgainThatIsLongEnough()
    {
        int[]? rented = null;
        Scratch.Take(ref rented, 100);
        int[] first = rented!;
        Scratch.Take(ref rented, 10);
        Assert.Same(first, rented);
        Scratch.Return(rented);
    }

    [Fact]
    public void ExchangesAnArrayThatIsTooShort()
    {
        int[]? rented = null;
        Scratch.Take(ref rented, 10);
        int[] first = rented!;
        Assert.Equal(1000, Scratch.Take(ref rented, 1000).Length);
        Assert.NotSame(first, rented);
        Scratch.Return(rented);
    }

    [Fact]
    public void NothingRentedIsNothingToReturn() => Scratch.Return<double>(null);

    [Fact]
    public void AllocatesNothing() => Assert.Equal(0, Allocation.Of(() =>
    {
        double[]? rented = null;
        Scratch.Take(ref rented, 10)[9] = 1;
        Scratch.TakeCleared(ref rented, 1000)[999] = 1;
        Scratch.TakeForTrips(ref rented, 100)[99] = 1;
        Scratch.Return(rented);
    }));
}
