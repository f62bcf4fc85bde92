using DiffGen.NumericTests.Programs;

namespace DiffGen.NumericTests;

/// <summary>Overlaps that are only a part of an array, arrays that F writes, and overlaps that are allowed.</summary>
public sealed class OverlapTests
{
    private readonly double[] _memory = [.. Enumerable.Range(1, 12).Select(i => 0.1 * i)];

    private static readonly double[] Before = [.. Enumerable.Range(1, 12).Select(i => 0.1 * i)];

    [Fact]
    public void APartOfAnInputIsNoDerivative() =>
        IsRefused("dx", () => ArrayKinds.SpansGradient(_memory.AsSpan(0, 3), new double[3], _memory.AsSpan(2, 3), new double[3]));

    [Fact]
    public void APartOfAnotherInputIsNoDerivative() =>
        IsRefused("dx", () => ArrayKinds.SpansGradient(new double[3], _memory.AsSpan(0, 3), _memory.AsSpan(2, 3), new double[3]));

    [Fact]
    public void DerivativesThatShareAnElementAreRefused()
    {
        var refusal = Assert.Throws<ArgumentException>(
            () => ArrayKinds.SpansGradient(new double[3], new double[3], _memory.AsSpan(0, 3), _memory.AsSpan(2, 3)));

        Assert.Contains(refusal.ParamName, new[] { "dx", "dy" });
        Assert.Equal(Before, _memory);
    }

    [Fact]
    public void NeighboursInOneArrayAreAllowed() =>
        Assert.True(double.IsFinite(ArrayKinds.SpansGradient(
            _memory.AsSpan(0, 3), _memory.AsSpan(3, 3), _memory.AsSpan(6, 3), _memory.AsSpan(9, 3))));

    [Fact]
    public void ReadOnlyArgumentsMayOverlap()
    {
        double[] dx = new double[3], dy = new double[3], x = _memory[..3];

        ArrayKinds.SpansGradient(_memory.AsSpan(0, 3), _memory.AsSpan(0, 3), dx, dy);

        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(Math.Exp(x[i]), dx[i], 1e-15);
            Assert.Equal(x[i] * Math.Exp(x[i]), dy[i], 1e-15);
        }
    }

    [Fact]
    public void AnArrayThatIsWrittenMustNotOverlapAnInput() =>
        IsRefused("y", () => Parameters.OutputSpanAdjoint(
            _memory.AsSpan(0, 3), _memory.AsSpan(1, 3), 2, new double[3], new double[3], ref _scalar));

    [Fact]
    public void AnArrayThatIsWrittenMustNotBeAnInput()
    {
        double[] x = [1, 2];

        Assert.Equal("y", Assert.Throws<ArgumentException>(
            () => Parameters.ReturnsAndWritesGradient(x, x, 2, new double[2], new double[2], out _)).ParamName);
        Assert.Equal([1, 2], x);
    }

    [Fact]
    public void ScratchThatIsWrittenMustNotBeAnInput()
    {
        double[] x = [1, 2];

        Assert.Equal("scratch", Assert.Throws<ArgumentException>(
            () => Parameters.ConstantScratchGradient(x, x, 2, new double[2], out _)).ParamName);
        Assert.Equal([1, 2], x);
    }

    [Fact]
    public void ADerivativeMustNotBeScratch()
    {
        double[] x = [1, 2], scratch = [3, 4];

        Assert.Equal("dx", Assert.Throws<ArgumentException>(
            () => Parameters.ConstantScratchGradient(x, scratch, 2, scratch, out _)).ParamName);
        Assert.Equal([3, 4], scratch);
    }

    [Fact]
    public void ADerivativeMustNotBeAConstantInput()
    {
        double[] b = [1, 2];
        double[,] c = new double[2, 2];

        Assert.Equal("dc", Assert.Throws<ArgumentException>(
            () => Subsets.NoneConstantGradient(1, b, c, 2, out _, new double[2], c, out _)).ParamName);
        Assert.Equal("db", Assert.Throws<ArgumentException>(
            () => Subsets.NoneConstantGradient(1, b, c, 2, out _, b, new double[2, 2], out _)).ParamName);
    }

    [Fact]
    public void ARowOfAnInputIsNoRowOfADerivative()
    {
        double[][] x = [[1], [2, 3]], dx = [[0.5], x[1]];

        Assert.Equal("dx", Assert.Throws<ArgumentException>(() => ArrayKinds.RowsGradient(x, 1, dx, out _)).ParamName);
        Assert.Equal([2, 3], x[1]);
        Assert.Equal([0.5], dx[0]);
    }

    [Fact]
    public void RowsOfAnInputMayRepeat()
    {
        double[] row = [2, 3];
        double[][] dx = [new double[2], new double[2]];

        ArrayKinds.RowsGradient([row, row], 1, dx, out _);

        Assert.Equal(dx[0], dx[1]);
    }

    [Fact]
    public void RowsThatAreWrittenMustNotRepeat()
    {
        double[] row = [2, 3];

        Assert.Equal("a", Assert.Throws<ArgumentException>(
            () => InPlace.RowsAdjoint([row, row], new double[1, 2, 3], [new double[2], new double[2]], new double[1, 2, 3])).ParamName);
        Assert.Equal([2, 3], row);
    }

    private double _scalar = 1;

    private void IsRefused(string name, Action call)
    {
        Assert.Equal(name, Assert.Throws<ArgumentException>(call).ParamName);
        Assert.Equal(Before, _memory);
    }
}
