using DiffGen.NumericTests.Harness;

namespace DiffGen.NumericTests.Programs;

/// <summary>Tangents that are exactly 0 before a function whose derivative is infinite there.</summary>
internal static partial class Vanishing
{
    [Differentiable(Derivatives.All)]
    public static double Norm(double[] x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += x[i] * x[i];
        return Math.Sqrt(sum);
    }

    public static IEnumerable<object?[]> NormInputs(Numbers n) => [[n.Vector(0)], [n.AwayFromZero(3)]];

    [Differentiable(Derivatives.All), At(-0.5, 2), At(0.5, 2)]
    public static double RootOfPositive(double x, double y) => y * Math.Sqrt(Math.Max(x, 0));

    [Differentiable(Derivatives.All), At(-0.5, 2), At(0.5, 2)]
    public static double RootOfBranch(double x, double y)
    {
        double t = 0;
        if (x > 0)
            t = x;
        return y + Math.Pow(t, 0.75);
    }

    [Differentiable(Derivatives.All)]
    public static void Roots(double[] x, [Constant] int[] kept, double[] y)
    {
        for (int i = 0; i < y.Length; i++)
            y[i] = 0;
        for (int k = 0; k < kept.Length; k++)
            y[kept[k]] = x[kept[k]] * x[kept[k]];
        for (int i = 0; i < y.Length; i++)
            y[i] = Math.Sqrt(y[i]);
    }

    public static IEnumerable<object?[]> RootsInputs(Numbers n) => [[n.AwayFromZero(4), new[] { 2, 0 }, n.Vector(4)], [n.Vector(2), Array.Empty<int>(), n.Vector(2)]];
}
