namespace DiffGen.NumericTests;

/// <summary>Bodies of declared derivatives compute what the generated derivative of the same method does.</summary>
public class DeclaredTests
{
    private static readonly double[] s_x = [0.7, -1.3, 2.1];
    private static readonly double[] s_w = [0.2, -0.4, 0.9];

    [Fact]
    public void AGradientOfSomeParametersIsThatPartOfTheWholeGradient()
    {
        double[] dx = [9, 9, 9], dw = [9, 9, 9], only = [9, 9, 9];
        double value = Declared.EnergyGradient(s_x, s_w, 0.3, dx, dw, out double dphi);
        Declared.Force(s_x, s_w, 0.3, only);
        Assert.Equal(dx, only);
        Assert.Equal(value, Declared.Torque(s_x, s_w, 0.3, out double torque));
        Assert.Equal(dphi, torque, 1e-15);
    }

    [Fact]
    public void AnAdjointAddsToWhatItsBuffersHold()
    {
        double[] dw = [1, 2, 3], expected = [1, 2, 3], dx = [0, 0, 0];
        double dphi = 0;
        double value = Declared.EnergyAdjoint(s_x, s_w, 0.3, 2, dx, expected, ref dphi);
        Assert.Equal(value, Declared.Weights(s_x, s_w, 0.3, 2, dw));
        Assert.Equal(expected, dw);
    }

    [Fact]
    public void ADirectionThatIsLeftOutIsZero()
    {
        double[] direction = [0.5, -0.25, 1];
        Declared.EnergyTangent(s_x, s_w, 0.3, [0, 0, 0], direction, 0, out double expected);
        Declared.Change(s_x, s_w, 0.3, direction, out double tangent);
        Assert.Equal(expected, tangent, 1e-15);
    }

    [Fact]
    public void AnOutputThatIsLeftOutHasNoSeed()
    {
        double[] y = [1, 2, 3], same = [1, 2, 3], dy = [0, 0, 0];
        double drate = 0, expected = 0;
        Declared.SmoothAdjoint(same, 0.5, out double sameLast, dy, ref expected, 1.5);
        Declared.LastByRate(y, 0.5, out double last, ref drate, 1.5);
        Assert.Equal((sameLast, expected), (last, drate));
        Assert.Equal(same, y);
    }

    [Fact]
    public void TheTangentOfAnArrayThatIsWrittenGoesInAndOut()
    {
        double[] y = [1, 2, 3], same = [1, 2, 3], yDot = [0.1, 0.2, 0.3], expected = [0.1, 0.2, 0.3];
        Declared.SmoothTangent(same, 0.5, out _, expected, 0.7, out double expectedLast);
        Declared.AlongRate(y, 0.5, out _, yDot, 0.7, out double lastDot);
        Assert.Equal(expected, yDot);
        Assert.Equal(expectedLast, lastDot);
    }

    [Fact]
    public void ADirectionOfAnArrayThatIsWrittenMayBeLeftOut()
    {
        double[] y = [1, 2, 3], same = [1, 2, 3];
        Declared.SmoothTangent(same, 0.5, out _, new double[3], 0.7, out double expected);
        Declared.LastAlongRate(y, 0.5, out _, 0.7, out double lastDot);
        Assert.Equal(expected, lastDot);
        Assert.NotEqual(0, lastDot);
    }

    [Fact]
    public void WithoutItsValueAMethodStillThrows()
    {
        Declared.Sloped(2, [1, 2, 3], 1, out double da);
        Assert.Equal(4, da);
        Assert.Throws<IndexOutOfRangeException>(() => Declared.Sloped(2, [1, 2], 1, out _));
        Assert.Throws<DivideByZeroException>(() => Declared.Sloped(2, [1, 2, 3], 0, out _));
        Assert.Throws<IndexOutOfRangeException>(() => Declared.SlopedAlong(2, [1, 2], 1, 1, out _));
    }

    [Fact]
    public void AReturnedArrayNeedsNotBeReturned()
    {
        double dx = 0, expected = 0;
        Declared.PowersAdjoint(0.8, 4, [1, 2, 3, 4], ref expected);
        Declared.PowersWithoutThem(0.8, 4, [1, 2, 3, 4], ref dx);
        Assert.Equal(expected, dx);
        Declared.PowersAlong(0.8, 4, 0.5, out double[] tangent);
        Declared.PowersTangent(0.8, 4, 0.5, out double[] same);
        Assert.Equal(same, tangent);
    }

    [Fact]
    public void StructsAreDerivativesToo()
    {
        var v = new Vec { X = 0.3, Y = 0.4 };
        double value = Declared.LengthGradient(v, 2, out Vec expected, out double da);
        Assert.Equal(value, Declared.Direction(v, 2, out Vec dv));
        Assert.Equal(expected, dv);
        Declared.LengthScale(v, 2, out double only);
        Assert.Equal(da, only);
        Vec[] points = [v, new Vec { X = -1, Y = 2 }];
        Vec[] dpoints = new Vec[2], same = new Vec[2];
        Declared.TotalGradient(points, same);
        Declared.TotalByPoint(points, dpoints);
        Assert.Equal(same, dpoints);
    }

    [Fact]
    public void ADeclaredMethodTakesThePlaceOfAGeneratedOne()
    {
        Assert.Equal(6, Declared.SquareGradient(3, out double dx) - 3);
        Assert.Equal(6, dx);
    }

    [Fact]
    public void BuffersAreCheckedAtTheDoorUnderTheirOwnNames()
    {
        Assert.Equal("dx", Assert.Throws<ArgumentException>(() => Declared.Force(s_x, s_w, 0.3, new double[2])).ParamName);
        Assert.Equal("dx", Assert.Throws<ArgumentNullException>(() => Declared.Force(s_x, s_w, 0.3, null!)).ParamName);
        Assert.Equal("dW", Assert.Throws<ArgumentException>(() => Declared.Weights(s_x, s_w, 0.3, 2, s_w)).ParamName);
    }

    [Fact]
    public void AMemberThatAParameterHidesIsRead()
    {
        new Spring(3).Force(0.5, out double dstiff);
        Assert.Equal(1.5, dstiff);
    }
}

public struct Vec
{
    public double X, Y;
}

internal static partial class Declared
{
    [Differentiable(Derivatives.All)]
    public static double Energy(double[] x, double[] w, double phi)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += Math.Exp(w[i]) * x[i] * x[i];
        return sum * Math.Sin(phi);
    }

    [GradientOf(nameof(Energy))]
    public static partial void Force(double[] x, double[] w, double phi, double[] dx);

    [GradientOf(nameof(Energy))]
    public static partial double Torque(double[] x, double[] w, double phi, out double dPhi);

    [AdjointOf(nameof(Energy))]
    public static partial double Weights(double[] x, double[] w, double phi, double seed, Span<double> dW);

    [TangentOf(nameof(Energy))]
    public static partial void Change(double[] x, double[] w, double phi, double[] wDot, out double tangent);

    [Differentiable(Derivatives.All)]
    public static void Smooth(Span<double> y, double rate, out double last)
    {
        last = 0;
        for (int i = 1; i < y.Length; i++)
            y[i] += rate * y[i - 1] * y[i - 1];
        if (y.Length > 0)
            last = y[y.Length - 1];
    }

    [AdjointOf(nameof(Smooth))]
    public static partial void LastByRate(Span<double> y, double rate, out double last, ref double dRate, double dLast);

    [TangentOf(nameof(Smooth))]
    public static partial void AlongRate(Span<double> y, double rate, out double last, Span<double> yDot, double rateDot, out double lastDot);

    [TangentOf(nameof(Smooth))]
    public static partial void LastAlongRate(Span<double> y, double rate, out double last, double rateDot, out double lastDot);

    public static double Slope(double a, double[] w, int n)
    {
        double sum = a * a;
        for (int i = 0; i < 3; i++)
            sum += w[i] * (2 / n);
        return sum;
    }

    [GradientOf(nameof(Slope))]
    public static partial void Sloped(double a, double[] w, int n, out double dA);

    [TangentOf(nameof(Slope))]
    public static partial void SlopedAlong(double a, double[] w, int n, double aDot, out double tangent);

    [Differentiable(Derivatives.All)]
    public static double[] Powers(double x, int n)
    {
        var result = new double[n];
        double p = 1;
        for (int i = 0; i < n; i++)
        {
            p *= x;
            result[i] = p;
        }
        return result;
    }

    [AdjointOf(nameof(Powers))]
    public static partial void PowersWithoutThem(double x, int n, double[] seed, ref double dx);

    [TangentOf(nameof(Powers))]
    public static partial void PowersAlong(double x, int n, double xDot, out double[] tangent);

    [Differentiable]
    public static double Length(Vec v, double a) => a * Math.Sqrt(v.X * v.X + v.Y * v.Y);

    [GradientOf(nameof(Length))]
    public static partial double Direction(Vec v, double a, out Vec dV);

    [GradientOf(nameof(Length))]
    public static partial void LengthScale(Vec v, double a, out double dA);

    [Differentiable]
    public static double Total(Vec[] points)
    {
        double sum = 0;
        foreach (Vec p in points)
            sum += p.X * p.Y * p.Y;
        return sum;
    }

    [GradientOf(nameof(Total))]
    public static partial void TotalByPoint(Vec[] points, Vec[] dPoints);

    [Differentiable]
    public static double Square(double x) => x * x;

    [GradientOf(nameof(Square))]
    public static partial double SquareGradient(double x, out double dx);
}

internal sealed partial class Spring(double stiffness)
{
    private readonly double _stiffness = stiffness;
    private readonly double dx = 1;

    private double Energy(double x) => _stiffness * x * x / 2 * dx;

    [GradientOf(nameof(Energy))]
    internal partial void Force(double x, out double dx);
}
