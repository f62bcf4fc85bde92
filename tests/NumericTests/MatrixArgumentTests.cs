namespace DiffGen.NumericTests;

/// <summary>What FJacobian and FHessian check before anything is written.</summary>
public sealed partial class MatrixArgumentTests
{
    private const double Untouched = 7;

    private static partial class Program
    {
        [Differentiable(Derivatives.Jacobian)]
        public static void Scaled(double[] x, double factor, double[] y)
        {
            for (int i = 0; i < x.Length; i++)
                y[i] = factor * x[i] * x[i];
        }

        [Differentiable(Derivatives.Hessian | Derivatives.Jacobian)]
        public static double Bilinear(double[,] a, double b, double[] hessian, double[] jacobian)
        {
            double sum = 0;
            for (int i = 0; i < a.GetLength(0); i++)
            {
                for (int j = 0; j < a.GetLength(1); j++)
                    sum += a[i, j] * hessian[i] * jacobian[j] * b;
            }
            return sum;
        }

        [Differentiable(Derivatives.Jacobian)]
        public static double Counted(double[] x, int[] calls, double[] trace)
        {
            calls[0]++;
            double sum = 0;
            for (int i = 0; i < x.Length; i++)
            {
                trace[i] += x[i] * x[i];
                sum += trace[i];
                if (x[i] < 0)
                    throw new InvalidOperationException("negative");
            }
            return sum;
        }
    }

    [Theory]
    [InlineData(2, 4)]
    [InlineData(3, 3)]
    [InlineData(4, 3)]
    public void AMatrixOfAnotherShapeIsNotFilled(int rows, int columns)
    {
        double[] y = [0, 0, 0];
        var jacobian = new double[rows, columns];

        var thrown = Assert.Throws<ArgumentException>("jacobian", () => Program.ScaledJacobian([1, 2, 3], 2, y, jacobian));

        Assert.Contains("[3, 4]", thrown.Message, StringComparison.Ordinal);
        Assert.Equal([0, 0, 0], y);
        Assert.All(jacobian.Cast<double>(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void AMissingMatrixIsNamed()
    {
        double[] y = [Untouched];

        Assert.Throws<ArgumentNullException>("jacobian", () => Program.ScaledJacobian([1], 2, y, null!));
        Assert.Equal([Untouched], y);
    }

    [Fact]
    public void AMatrixMayNotBeAnArgument()
    {
        var a = new double[1, 4] { { 1, 2, 3, 4 } };

        Assert.Throws<ArgumentException>("jacobian1", () => Program.BilinearJacobian(a, 1, [1], [1, 1, 1, 1], a));
        Assert.Equal([1, 2, 3, 4], a.Cast<double>());
    }

    [Fact]
    public void AnOutputMayNotBeAnInput()
    {
        double[] x = [1];

        Assert.Throws<ArgumentException>("y", () => Program.ScaledJacobian(x, 2, x, new double[1, 2]));
    }

    [Fact]
    public void TakenNamesGetASuffix()
    {
        double value = Program.BilinearHessian(new double[,] { { 2 } }, 3, [5], [7], new double[4, 4]);

        Assert.Equal(210, value);
        Assert.Throws<ArgumentException>("hessian1", () => Program.BilinearHessian(new double[,] { { 2 } }, 3, [5], [7], new double[6, 6]));
    }

    [Fact]
    public void ParametersFollowOneAnotherRowByRow()
    {
        var hessian = new double[4, 4];

        Program.BilinearHessian(new double[,] { { 2 } }, 5, [7], [11], hessian);

        // a, b, hessian[0], jacobian[0]
        Assert.Equal([0, 77, 55, 35, 77, 0, 22, 14, 55, 22, 0, 10, 35, 14, 10, 0], hessian.Cast<double>());
    }

    [Fact]
    public void WhatTheMethodChangesIsChangedOnce()
    {
        // Wide and high: by rows and by columns.
        int[] calls = [0];
        double[] trace = [1, 1, 1, 1, 1, 1, 1];

        Program.CountedJacobian([1, 2, 3, 4, 5, 6, 7], calls, trace, new double[8, 7]);

        Assert.Equal([1], calls);
        Assert.Equal([2, 5, 10, 17, 26, 37, 50], trace);
    }

    [Fact]
    public void WhereTheMethodThrowsSoDoesTheJacobian()
    {
        int[] calls = [0];
        double[] trace = [0, 0];

        Assert.Throws<InvalidOperationException>(() => Program.CountedJacobian([-1, 1], calls, trace, new double[3, 2]));

        Assert.Equal([1], calls);
        Assert.Equal([1, 0], trace);
    }

    [Fact]
    public void NothingIsAllocated()
    {
        double[] x = new double[9], y = new double[9];
        var jacobian = new double[9, 10];
        for (int i = 0; i < 20; i++)
            Program.ScaledJacobian(x, 2, y, jacobian);
        long before = GC.GetAllocatedBytesForCurrentThread();

        for (int i = 0; i < 100; i++)
            Program.ScaledJacobian(x, 2, y, jacobian);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
