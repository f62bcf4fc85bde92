using DiffGen.NumericTests.Harness;

namespace DiffGen.NumericTests.Programs;

/// <summary>One function of four inputs, with every choice of those that are constant, except all.</summary>
public static partial class Subsets
{
    [Differentiable(Derivatives.All)]
    public static double NoneConstant(double a, double[] b, double[,] c, double d) => Energy(a, b, c, d);

    [Differentiable(Derivatives.All)]
    public static double ConstantA([Constant] double a, double[] b, double[,] c, double d) => Energy(a, b, c, d);

    [Differentiable(Derivatives.All)]
    public static double ConstantB(double a, [Constant] double[] b, double[,] c, double d) => Energy(a, b, c, d);

    [Differentiable(Derivatives.All)]
    public static double ConstantAB([Constant] double a, [Constant] double[] b, double[,] c, double d) => Energy(a, b, c, d);

    [Differentiable(Derivatives.All)]
    public static double ConstantC(double a, double[] b, [Constant] double[,] c, double d) => Energy(a, b, c, d);

    [Differentiable(Derivatives.All)]
    public static double ConstantAC([Constant] double a, double[] b, [Constant] double[,] c, double d) => Energy(a, b, c, d);

    [Differentiable(Derivatives.All)]
    public static double ConstantBC(double a, [Constant] double[] b, [Constant] double[,] c, double d) => Energy(a, b, c, d);

    [Differentiable(Derivatives.All)]
    public static double ConstantABC([Constant] double a, [Constant] double[] b, [Constant] double[,] c, double d) => Energy(a, b, c, d);

    [Differentiable(Derivatives.All)]
    public static double ConstantD(double a, double[] b, double[,] c, [Constant] double d) => Energy(a, b, c, d);

    [Differentiable(Derivatives.All)]
    public static double ConstantAD([Constant] double a, double[] b, double[,] c, [Constant] double d) => Energy(a, b, c, d);

    [Differentiable(Derivatives.All)]
    public static double ConstantBD(double a, [Constant] double[] b, double[,] c, [Constant] double d) => Energy(a, b, c, d);

    [Differentiable(Derivatives.All)]
    public static double ConstantABD([Constant] double a, [Constant] double[] b, double[,] c, [Constant] double d) => Energy(a, b, c, d);

    [Differentiable(Derivatives.All)]
    public static double ConstantCD(double a, double[] b, [Constant] double[,] c, [Constant] double d) => Energy(a, b, c, d);

    [Differentiable(Derivatives.All)]
    public static double ConstantACD([Constant] double a, double[] b, [Constant] double[,] c, [Constant] double d) => Energy(a, b, c, d);

    [Differentiable(Derivatives.All)]
    public static double ConstantBCD(double a, [Constant] double[] b, [Constant] double[,] c, [Constant] double d) => Energy(a, b, c, d);

    private static double Energy(double a, double[] b, double[,] c, double d)
    {
        double energy = a * d;
        for (int i = 0; i < b.Length; i++)
        {
            double t = Math.Sin(a * b[i]);
            for (int j = 0; j < b.Length; j++)
                t += c[i, j] * b[j] * d;
            energy += t * t + energy * d;
        }
        return energy;
    }

    public static IEnumerable<object?[]> Inputs(Numbers n) =>
        from e in new[] { 0, 1, 3 } select new object?[] { n.Scalar(), n.Vector(e), n.Matrix(e, e), n.Scalar() };
}
