using DiffGen.NumericTests.Harness;

namespace DiffGen.NumericTests.Programs;

/// <summary>Functions with points where the derivative does not exist.</summary>
public static partial class Kinks
{
    [Differentiable, At(0.7)]
    public static double Abs(double x) => Math.Abs(x);

    [Differentiable, At(0.7)]
    public static double Sign(double x) => x * Math.Sign(x);

    [Differentiable, At(0.7, 0.2)]
    public static double Max(double x, double y) => Math.Max(x, y);

    [Differentiable, At(0.7, 0.2)]
    public static double Min(double x, double y) => Math.Min(x, y);

    [Differentiable, At(0.7, 0.2)]
    public static double MaxOfMax(double x, double y) => Math.Max(Math.Max(x, y), y);

    [Differentiable, At(0.7)]
    public static double LosingRoot(double y) => Math.Max(1, Math.Sqrt(y));

    [Differentiable, At(0.7)]
    public static double LosingLogarithm(double y) => Math.Min(-Math.Log(y), 5);

    [Differentiable, At(0.7)]
    public static double LosingRootInAVariable(double y)
    {
        double root = Math.Sqrt(y);
        double scaled = 0.5 * root + 0.1;
        return Math.Max(1, scaled);
    }

    [Differentiable, At(0.7)]
    public static double LosingRootInAnArray(double y)
    {
        double[] root = new double[2];
        root[0] = Math.Sqrt(y);
        root[1] = 1;
        return Math.Max(root[1], root[0]);
    }

    [Differentiable, At(0.7)]
    public static double LosingRootInAHelper(double y) => Larger(1, Math.Sqrt(y));

    private static double Larger(double a, double b) => Math.Max(a, b);

    [Differentiable(Derivatives.All)]
    public static double LosingRootsInALoop(double[] x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double root = Math.Sqrt(x[i]);
            sum += Math.Max(1, root);
        }
        return sum;
    }

    public static IEnumerable<object?[]> LosingRootsInALoopInputs(Numbers n) => [[n.Vector(0)], [n.Vector(3, 1.5, 3)]];

    [Differentiable, At(0.7)]
    public static double ClampedRoot(double y) => Math.Clamp(Math.Sqrt(y), 0.5, 2);

    [Differentiable, At(0.7)]
    public static double Clamp(double x) => Math.Clamp(x, -1, 1);

    [Differentiable, At(0.7)]
    public static double Rounded(double x) =>
        x + Math.Floor(x) + Math.Ceiling(x) + Math.Round(x) + Math.Truncate(x) + (int)x + (long)x;

    [Differentiable, At(0.7, 0.2)]
    public static double Pow(double x, double y) => Math.Pow(x, y);

    [Differentiable, At(0.7)]
    public static double Root(double x) => Math.Sqrt(x);

    [Differentiable, At(0.7)]
    public static double Logarithm(double x) => Math.Log(x);

    [Differentiable, At(0.7)]
    public static double UntakenConditional(double x) => x > 0 ? Math.Log(x) : 0;

    [Differentiable, At(0.7)]
    public static double UntakenIf(double x)
    {
        double y = 0;
        if (x > 0)
            y += Math.Log(x);
        return y;
    }

    [Differentiable, At(0.7)]
    public static double UntakenThroughAnArray(double x)
    {
        double[] log = new double[1];
        log[0] = Math.Log(x);
        return x > 0 ? log[0] : 0;
    }

    [Differentiable, At(0.7)]
    public static double UntakenThroughAVariable(double x)
    {
        double log = Math.Log(x);
        return x > 0 ? log : 0;
    }

    [Differentiable(Derivatives.All)]
    public static double UntakenInALoop(double[] x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double root = Math.Sqrt(x[i]);
            if (x[i] > 0)
                sum += root * 0.5;
        }
        return sum;
    }

    public static IEnumerable<object?[]> UntakenInALoopInputs(Numbers n) => [[n.Vector(0)], [n.Vector(3, 1.5, 3)]];

    [Differentiable, At(0.7, 0.2)]
    public static double LargerOf(double x, double y) => x > y ? x : y;

    [Differentiable, At(0.7)]
    public static double LosingExponential(double x) => Math.Min(1, Math.Exp(x));
}
