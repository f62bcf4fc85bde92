using DiffGen.Runtime;

namespace DiffGen.RuntimeTests;

public class TapeTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(100_000)]
    public void GivesBackTheLastFirst(int count)
    {
        Tape<int> tape = default;
        for (int i = 0; i < count; i++)
            tape.Push(i);
        for (int i = count - 1; i >= 0; i--)
            Assert.Equal(i, tape.Pop());
        tape.Return();
    }

    [Fact]
    public void PushesAndPopsInAnyMixture()
    {
        Tape<double> tape = default;
        tape.Push(1);
        tape.Push(2);
        Assert.Equal(2, tape.Pop());
        tape.Push(3);
        Assert.Equal(3, tape.Pop());
        Assert.Equal(1, tape.Pop());
        tape.Return();
    }

    [Fact]
    public void AnEmptyTapeHasNothingToGive()
    {
        Assert.Throws<InvalidOperationException>(() => default(Tape<double>).Pop());
        Tape<double> tape = default;
        tape.Push(1);
        tape.Pop();
        Assert.Throws<InvalidOperationException>(() => tape.Pop());
        tape.Push(4);
        Assert.Equal(4, tape.Pop());
        tape.Return();
    }

    [Fact]
    public void MayBeReturnedTwiceAndUsedAgain()
    {
        Tape<bool> tape = default;
        tape.Return();
        tape.Push(true);
        tape.Return();
        tape.Return();
        Assert.Throws<InvalidOperationException>(() => tape.Pop());
        tape.Push(true);
        Assert.True(tape.Pop());
        tape.Return();
    }

    [Fact]
    public void AllocatesNothing() => Assert.Equal(0, Allocation.Of(() =>
    {
        Tape<double> tape = default;
        for (int i = 0; i < 10_000; i++)
            tape.Push(i);
        for (int i = 0; i < 10_000; i++)
            tape.Pop();
        tape.Return();
    }));
}
