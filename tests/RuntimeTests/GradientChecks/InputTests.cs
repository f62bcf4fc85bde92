using DiffGen.Runtime;

namespace DiffGen.RuntimeTests.GradientChecks;

/// <summary>Inputs of every form, several at once, and what happens to them.</summary>
public sealed class InputTests
{
    [Fact]
    public void EveryFormOfInputIsNamedAndChecked()
    {
        double[] a = [1, 2];
        double[,] b = { { 1, 2, 3 }, { 4, 5, 6 } };
        var c = new double[1, 2, 2] { { { 1, 2 }, { 3, 4 } } };
        double[][] d = [[], [1, 2], [], [3]];
        double e = 7;
        float[] f = [1.5f];
        float[,] g = { { 2.5f } };
        var h = new float[1, 1, 1] { { { 3 } } };
        float[][] i = [[0.5f]];
        float j = 2;
        double Product() =>
            (a[0] * a[1] * b[0, 1] * b[1, 2]) + (c[0, 1, 0] * d[1][1] * d[3][0] * e) + ((double)f[0] * g[0, 0] * h[0, 0, 0] * i[0][0] * j);

        GradientCheckResult result = GradientCheck.Of(Product)
            .With("a", a, [a[1] * 12, a[0] * 12])
            .With("b", b, new double[,] { { 0, 12, 0 }, { 0, 0, 4 } })
            .With("c", c, new double[1, 2, 2] { { { 0, 0 }, { 2 * 3 * e, 0 } } })
            .With("d", d, [[], [0, 3 * 3 * e], [], [3 * 2 * e]])
            .With("e", () => e, v => e = v, 3 * 2 * 3)
            .With("f", f, [2.5f * 3 * 0.5f * 2])
            .With("g", g, new float[,] { { 1.5f * 3 * 0.5f * 2 } })
            .With("h", h, new float[1, 1, 1] { { { 1.5f * 2.5f * 0.5f * 2 } } })
            .With("i", i, [[1.5f * 2.5f * 3 * 2]])
            .With("j", () => j, v => j = v, 1.5f * 2.5f * 3 * 0.5f)
            .Run();

        Assert.True(result.Passed, result.ToString());
        Assert.Equal(
            [
                "a[0]", "a[1]", "b[0, 0]", "b[0, 1]", "b[0, 2]", "b[1, 0]", "b[1, 1]", "b[1, 2]", "c[0, 0, 0]", "c[0, 0, 1]", "c[0, 1, 0]", "c[0, 1, 1]",
                "d[1][0]", "d[1][1]", "d[3][0]", "e", "f[0]", "g[0, 0]", "h[0, 0, 0]", "i[0][0]", "j",
            ],
            result.Components.Select(component => component.Name));
    }

    [Fact]
    public void InputsArePutBack()
    {
        double[] x = [1.1, 2.2];
        double y = 3.3;
        bool throws = false;
        GradientCheck check = GradientCheck.Of(() => throws ? throw new FormatException() : x[0] * x[1] * y)
            .With("x", x, [2.2 * 3.3, 1.1 * 3.3]).With("y", () => y, v => y = v, 1.1 * 2.2);
        check.Run().ThrowIfFailed();
        check.RunAlongDirections().ThrowIfFailed();
        Assert.Equal([1.1, 2.2, 3.3], [.. x, y]);

        int calls = 0;
        GradientCheck canceled = GradientCheck.Of(() => calls++ > 20 ? throw new OperationCanceledException() : x[0]).With("x", x, [1, 0]);
        Assert.Throws<OperationCanceledException>(canceled.Run);
        Assert.Equal([1.1, 2.2], x);
    }

    [Fact]
    public void AFunctionMayWriteItsInputs()
    {
        double[] x = [1, 2, 3];
        GradientCheck check = GradientCheck.Of(() =>
        {
            for (int i = 1; i < x.Length; i++)
                x[i] += x[i - 1] * x[i - 1];
            return x[^1];
        }).With("x", x, [2 * (2 + 1) * 2 * 1, 2 * (2 + 1), 1]);
        check.Run().ThrowIfFailed();
        check.RunAlongDirections().ThrowIfFailed();
        Assert.Equal([1, 2, 3], x);
    }

    [Fact]
    public void TheArraysOfTheShortFormsAreCopied()
    {
        double[] x = [1, 2];
        var seen = new List<double[]>();
        GradientCheck.Compare(v => { seen.Add(v); return v[0] * v[1]; }, x, [2, 1]).ThrowIfFailed();
        Assert.DoesNotContain(seen, v => ReferenceEquals(v, x));
    }

    [Fact]
    public void ArgumentsAreChecked()
    {
        Func<double[], double> f = x => x[0];
        Assert.Throws<ArgumentNullException>("function", () => GradientCheck.Of((Func<double>)null!));
        Assert.Throws<ArgumentNullException>("function", () => GradientCheck.Of((Func<float>)null!));
        Assert.Throws<ArgumentNullException>("function", () => GradientCheck.Compare(null!, new double[1], new double[1]));
        Assert.Throws<ArgumentNullException>("x", () => GradientCheck.Compare(f, (double[])null!, new double[1]));
        Assert.Throws<ArgumentNullException>("gradient", () => GradientCheck.Compare(f, [1], (double[])null!));
        Assert.Throws<ArgumentException>("derivative", () => GradientCheck.Compare(f, [1], new double[2]));
        Assert.Throws<ArgumentException>("derivative", () => GradientCheck.Of(() => 1.0).With("x", new double[1, 2], new double[2, 1]));
        Assert.Throws<ArgumentException>("derivative", () => GradientCheck.Of(() => 1.0).With("x", [new double[1]], new double[][] { [] }));
        Assert.Throws<ArgumentNullException>("values", () => GradientCheck.Of(() => 1.0).With("x", new double[]?[] { null }!, new double[][] { [] }));
        Assert.Throws<ArgumentNullException>("options", () => GradientCheck.Of(() => 1.0).Run(null!));
        foreach (double tolerance in (double[])[0, -1, 1, double.NaN])
            Assert.Throws<ArgumentOutOfRangeException>("RelativeTolerance", () => GradientCheck.Of(() => 1.0).Run(new() { RelativeTolerance = tolerance }));
        Assert.Throws<ArgumentOutOfRangeException>("Directions", () => GradientCheck.Of(() => 1.0).RunAlongDirections(new() { Directions = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>("MaximumRows", () => GradientCheck.Of(() => 1.0).Run(new() { MaximumRows = 0 }));
    }

    [Fact]
    public void ATightToleranceFailsWhatALooseOnePasses()
    {
        GradientCheck check = GradientCheck.Of(() => 1.0).With("y", () => 0.0, _ => { }, 0);
        double x = 2;
        check = GradientCheck.Of(() => x * x).With("x", () => x, v => x = v, 4.04);
        Assert.True(check.Run(new() { RelativeTolerance = 0.02 }).Passed);
        Assert.False(check.Run(new() { RelativeTolerance = 0.005 }).Passed);
    }
}
