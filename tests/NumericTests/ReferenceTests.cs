using DiffGen.NumericTests.Programs;

namespace DiffGen.NumericTests;

/// <summary>
/// Promise 3 for parameters by reference: F would see through one what it has written through another, a derivative would not, so that
/// these calls are refused, by name, before anything is written.
/// </summary>
public sealed partial class ReferenceTests
{
    [Differentiable]
    private static double Product(double a, double b, double c) => a * b * c;

    [Differentiable]
    private static void Swap(ref double x, ref double y)
    {
        x = x * y;
        y = x + y;
    }

    [Differentiable]
    private static void Update(in double x, ref double y, out double z)
    {
        y = y * y * x;
        z = x * y;
    }

    [Differentiable]
    private static double Reads(in double x, in double y, ref double z) => x * y * z;

    [Differentiable(Derivatives.All)]
    private static double Line(double[] x, double slope)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += slope * x[i] * x[i];
        return sum;
    }

    [Differentiable]
    private static void Scale(double[] x, in double by)
    {
        for (int i = 0; i < x.Length; i++)
            x[i] *= by;
    }

    [Differentiable]
    private static void Sum(Span<double> x, ref double sum)
    {
        foreach (double t in x)
            sum = 2 * sum + t * t;
    }

    [Differentiable]
    private static void Total(Span<double> x, ref double sum)
    {
        foreach (double t in x)
            sum += t * t;
    }

    [Differentiable]
    private static void Push(Vec3[] p, ref Vec3 by, in double step)
    {
        for (int i = 0; i < p.Length; i++)
            by.X = 2 * by.X + step * p[i].Y;
    }

    [Differentiable]
    private static void Shift(ref Vec3 v, double step, ref double length)
    {
        v.X += step;
        length = 2 * length + v.X * v.Y;
    }

    [Differentiable]
    private static double Counted(double[] x, int[] at, ref int count)
    {
        double sum = 0;
        foreach (int i in at)
        {
            count++;
            sum += x[i] * count;
        }
        return sum;
    }

    private sealed partial class Motor
    {
        public double Rate = 2;
        public readonly Motor? Other;
        public Vec3 At = new(1, 2, 3);

        public double Twice => 2 * Rate;

        public Motor(Motor? other) => Other = other;

        [Differentiable]
        public double Turn(ref double y)
        {
            y *= 2;
            return y * Twice;
        }

        [Differentiable]
        public void Move(ref Vec3 y) => y.X *= At.X * Other!.Rate;

        [Differentiable]
        public double Gain(double y) => y * y * Rate;
    }

    private double _a = 0.5, _b = 0.25;

    [Fact]
    public void DerivativesOfNumbersAreVariablesOfTheirOwn()
    {
        IsRefused("db", () => ProductGradient(1, 2, 3, out _a, out _a, out _b));
        IsRefused("dc", () => ProductGradient(1, 2, 3, out _a, out _b, out _b));
        IsRefused("dc", () => ProductGradient(1, 2, 3, out _a, out _b, out _a));
        IsRefused("dc", () => ProductAdjoint(1, 2, 3, 1, ref _a, ref _b, ref _a));
    }

    [Fact]
    public void DiscardsAreVariablesOfTheirOwn() => Assert.Equal(6, ProductGradient(1, 2, 3, out _, out _, out _));

    [Fact]
    public void OneVariableIsNotUpdatedThroughTwoReferences()
    {
        double d = 1, e = 1;
        IsRefused("y", () => SwapAdjoint(ref _a, ref _a, ref d, ref e));
        IsRefused("dy", () => SwapAdjoint(ref _a, ref _b, ref d, ref d));
        IsRefused("dx", () => SwapAdjoint(ref _a, ref _b, ref _a, ref e));
        IsRefused("dy", () => SwapAdjoint(ref _a, ref _b, ref e, ref _a));
        IsRefused("y", () => SwapTangent(ref _a, ref _a, ref d, ref e));
        IsRefused("yDot", () => SwapTangent(ref _a, ref _b, ref d, ref _b));
        Assert.Equal((1, 1), (d, e));
    }

    [Fact]
    public void WhatIsReadByReferenceIsNotWritten()
    {
        double d = 1, e = 1, f = 0.5;
        IsRefused("y", () => UpdateAdjoint(_a, ref _a, out _b, ref d, ref e, 1));
        IsRefused("z", () => UpdateAdjoint(_a, ref _b, out _a, ref d, ref e, 1));
        IsRefused("z", () => UpdateAdjoint(f, ref _a, out _a, ref d, ref e, 1));
        IsRefused("dx", () => UpdateAdjoint(_a, ref _b, out f, ref _a, ref e, 1));
        IsRefused("dy", () => UpdateAdjoint(f, ref _b, out _a, ref d, ref _a, 1));
        IsRefused("zDot", () => UpdateTangent(f, ref _b, out _a, 1, ref d, out _a));
        IsRefused("zDot", () => UpdateTangent(_a, ref _b, out f, 1, ref d, out _a));
        Assert.Equal((1, 1, 0.5), (d, e, f));
    }

    [Fact]
    public void WhatIsOnlyReadMayBeOneVariable()
    {
        double z = 0.5, dx = 0, dy = 0, dz = 0;

        Assert.Equal(0.125, ReadsAdjoint(z, z, ref z, 2, ref dx, ref dy, ref dz));

        Assert.Equal((0.5, 0.5, 0.5), (dx, dy, dz));
    }

    [Fact]
    public void TheDerivativeOfANumberIsNoElement()
    {
        double[] x = [0.5, 0.25], dx = [1, 1];
        AreRefused("dslope", x, () => LineGradient(x, 1, dx, out x[1]));
        AreRefused("dslope", dx, () => LineGradient(x, 1, dx, out dx[0]));
        AreRefused("dslope", x, () => LineAdjoint(x, 1, 1, dx, ref x[0]));
        AreRefused("tangent", x, () => LineTangent(x, 1, dx, 1, out x[0]));
        AreRefused("tangent", dx, () => LineTangent(x, 1, dx, 1, out dx[1]));
        AreRefused("dslopeDot", dx, () => LineHessianVectorProduct(x, 1, x, 1, new double[2], out _, dx, out dx[1]));
    }

    [Fact]
    public void AnArrayThatIsWrittenDoesNotHoldAnInput()
    {
        double[] x = [0.5, 0.25], dx = [1, 1];
        AreRefused("x", x, () => ScaleAdjoint(x, x[0], dx, ref _a));
        AreRefused("dx", x, () => ScaleAdjoint(x, dx[1], dx, ref _a));
        AreRefused("x", x, () => ScaleTangent(x, x[1], dx, 1));
    }

    [Fact]
    public void AReferenceThatIsWrittenIsNoElement()
    {
        double[] x = [0.5, 0.25], dx = [1, 1];
        AreRefused("sum", x, () => SumAdjoint(x, ref x[1], dx, ref _a));
        AreRefused("dsum", x, () => SumAdjoint(x, ref _a, dx, ref x[1]));
        AreRefused("dsum", dx, () => SumAdjoint(x, ref _a, dx, ref dx[1]));
        AreRefused("dx", dx, () => SumAdjoint(x, ref dx[0], dx, ref _a));
        AreRefused("sum", x, () => SumTangent(x, ref x[0], dx, ref _a));
    }

    [Fact]
    public void ASeedThatStaysAsItIsIsStillRead()
    {
        double[] x = [0.5, 0.25], dx = [1, 1];
        AreRefused("dx", dx, () => TotalAdjoint(x, ref _a, dx, ref dx[1]));
        AreRefused("sum", dx, () => TotalAdjoint(x, ref _a, dx, ref _a));

        TotalAdjoint(x, ref _a, dx, ref x[1]);
        Assert.Equal((0.8125, 1.25, 1.125), (_a, dx[0], dx[1]));
    }

    [Fact]
    public void NeighboursInOneArrayAreAllowed()
    {
        double[] x = [0.5, 0.25, 0, 1, 1, 1];

        SumAdjoint(x.AsSpan(0, 2), ref x[2], x.AsSpan(3, 2), ref x[5]);

        Assert.Equal([0.5, 0.25, 0.5625, 3, 1.5, 4], x);
    }

    [Fact]
    public void AFieldOfAnElementIsNotWritten()
    {
        Vec3[] p = [new(1, 2, 3), new(4, 5, 6)], dp = new Vec3[2];
        Vec3 by = default, dby = default;
        double step = 1, dstep = 0;
        IsRefused("by", () => PushAdjoint(p, ref p[1], step, dp, ref dby, ref dstep));
        IsRefused("by", () => PushAdjoint(p, ref by, by.Y, dp, ref dby, ref dstep));
        IsRefused("dstep", () => PushAdjoint(p, ref by, step, dp, ref dby, ref p[0].Y));
        IsRefused("dstep", () => PushAdjoint(p, ref by, step, dp, ref dby, ref dby.Z));
        IsRefused("dby", () => PushAdjoint(p, ref by, step, dp, ref dp[0], ref dstep));
        Assert.Equal((0, 0, 0), (by.X, dby.X, dp[0].X));

        // Read elements may be read by reference as well.
        PushAdjoint(p, ref by, p[0].Z, dp, ref dby, ref dstep);
        Assert.Equal(27, by.X);
    }

    [Fact]
    public void AFieldOfAStructIsNotWrittenBeside()
    {
        Vec3 v = new(1, 2, 3), dv = default;
        double length = 0, dstep = 0, dlength = 1;
        IsRefused("length", () => ShiftAdjoint(ref v, 1, ref v.Y, ref dv, ref dstep, ref dlength));
        IsRefused("dlength", () => ShiftAdjoint(ref v, 1, ref length, ref dv, ref dstep, ref dv.X));
        IsRefused("dstep", () => ShiftAdjoint(ref v, 1, ref length, ref dv, ref v.X, ref dlength));
        IsRefused("dv", () => ShiftAdjoint(ref v, 1, ref length, ref v, ref dstep, ref dlength));
        Assert.Equal((1, 2, 0, 0), (v.X, v.Y, length, dv.X));
    }

    [Fact]
    public void AnIntegerThatIsCountedIsNoIndex()
    {
        int[] at = [0, 1];
        Assert.Equal("count", Assert.Throws<ArgumentException>(() => CountedGradient([1, 2], at, ref at[1], new double[2])).ParamName);
        Assert.Equal([0, 1], at);
    }

    [Fact]
    public void AReferenceThatIsWrittenIsNoField()
    {
        var motor = new Motor(new Motor(null));
        double dy = 0;
        Vec3 dv = new(1, 1, 1);
        IsRefused("y", () => motor.TurnAdjoint(ref motor.Rate, 1, ref dy));
        IsRefused("y", () => motor.MoveAdjoint(ref motor.At, ref dv));
        Assert.Equal((2, 1), (motor.Rate, motor.At.X));

        // What was read before it is written may be.
        Assert.Equal(18, motor.GainGradient(3, out motor.Rate));
        Assert.Equal(12, motor.Rate);
    }

    private void IsRefused(string name, Action call)
    {
        Assert.Equal(name, Assert.Throws<ArgumentException>(call).ParamName);
        Assert.Equal((0.5, 0.25), (_a, _b));
    }

    private void AreRefused(string name, double[] elements, Action call)
    {
        double[] before = [.. elements];
        IsRefused(name, call);
        Assert.Equal(before, elements);
    }
}
