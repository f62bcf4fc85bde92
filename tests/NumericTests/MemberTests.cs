using DiffGen.NumericTests.Harness;

namespace DiffGen.NumericTests;

/// <summary>Members that are arrays, objects that are not there, and objects that change while a derivative runs.</summary>
public sealed partial class MemberTests
{
    private sealed partial class Filter
    {
        public double[] Weights = [1, 2, 3];
        public double[,]? Matrix = { { 1, 2, 3 } };
        public double Gain = 1;
        public Filter? Next;

        [Differentiable]
        public void Apply(double[] y)
        {
            for (int i = 0; i < y.Length; i++)
                y[i] *= y[i] * Weights[i] * Gain;
        }

        [Differentiable]
        public double Mixed(double[] y)
        {
            double sum = 0;
            for (int i = 0; i < y.Length; i++)
                sum += y[i] * Matrix![0, i];
            return sum;
        }

        [Differentiable]
        public double Both(double x) => x > 0 ? x * Next!.Gain : x;
    }

    [Fact]
    public void AnArrayThatIsWrittenMustNotBeAField()
    {
        var filter = new Filter();

        Assert.Equal("y", Assert.Throws<ArgumentException>(() => filter.ApplyAdjoint(filter.Weights, new double[3])).ParamName);
        Assert.Equal([1, 2, 3], filter.Weights);
    }

    [Fact]
    public void ADerivativeMustNotBeAField()
    {
        var filter = new Filter();
        double[] y = [4, 5, 6];

        Assert.Equal("dy", Assert.Throws<ArgumentException>(() => filter.ApplyAdjoint(y, filter.Weights)).ParamName);
        Assert.Equal([4, 5, 6], y);
        Assert.Equal([1, 2, 3], filter.Weights);
    }

    [Fact]
    public void AnArrayThatIsOnlyReadMayBeAField()
    {
        var filter = new Filter { Matrix = new double[,] { { 1, 2, 3 } } };
        double[] dy = new double[3];

        Assert.Equal(14, filter.MixedGradient(filter.Weights, dy));
        Assert.Equal([1, 2, 3], dy);
    }

    [Fact]
    public void AnArrayThatIsNotThereIsRefusedBeforeAnythingIsWritten()
    {
        var filter = new Filter { Weights = null!, Matrix = null };
        double[] y = [1, 2], dy = [3, 4];

        Assert.Throws<NullReferenceException>(() => filter.Apply(y));
        Assert.Throws<NullReferenceException>(() => filter.ApplyAdjoint(y, dy));
        Assert.Throws<ArgumentNullException>(() => filter.MixedGradient(y, dy));
        Assert.Equal([1, 2], y);
        Assert.Equal([3, 4], dy);
    }

    [Fact]
    public void AnObjectThatIsNotThereIsNoZero()
    {
        var filter = new Filter();

        Assert.Throws<NullReferenceException>(() => filter.BothGradient(1, out _));
        filter.Next = new Filter { Gain = 7 };
        Assert.Equal(7, filter.BothGradient(1, out double dx));
        Assert.Equal(7, dx);
    }

    [Fact]
    public async Task AFieldThatAnotherThreadSetsIsReadOnce()
    {
        var filter = new Filter { Weights = [1] };
        double[] y = new double[1], dy = new double[1];
        using var stop = new CancellationTokenSource();
        Task setter = Task.Run(
            () =>
            {
                for (double gain = 1; !stop.IsCancellationRequested; gain = 3 - gain)
                    filter.Gain = gain;
            },
            TestContext.Current.CancellationToken);
        for (int round = 0; round < 100_000; round++)
        {
            y[0] = 1;
            dy[0] = 1;
            filter.ApplyAdjoint(y, dy);
            // y = y²·g, dy = 2·y·g, with the same g.
            Assert.Equal(2 * y[0], dy[0]);
        }
        await stop.CancelAsync();
        await setter;
    }

    [Fact]
    public void InstancesKeepTheirOwnConstants()
    {
        Filter one = new() { Gain = 2 }, other = new() { Gain = 5 };
        foreach ((Filter filter, double gain) in new[] { (one, 2.0), (other, 5.0), (one, 2.0) })
        {
            double[] y = [1], dy = [1];
            filter.ApplyAdjoint(y, dy);
            Assert.Equal(2 * gain, dy[0]);
        }
    }
}
