using DiffGen.NumericTests.Harness;

namespace DiffGen.NumericTests.Programs;

/// <summary>Methods that call themselves: with loops, and handed arrays that are gone when their adjoints run (found by random program 30490337).</summary>
public static partial class Recursion
{
    public static IEnumerable<object?[]> Inputs(Numbers n) => from e in Extents.Few select new object?[] { n.Vector(e) };

    /// <summary>The seed of the adjoint got its name in the body alone, and was taken for another number that has no tangent.</summary>
    [Differentiable(Derivatives.All)]
    public static double LoopBesideTheCall(double[] x)
    {
        double s = 1;
        for (int i = 0; i < x.Length; i++)
            s = s * x[i] + Doubled(x[i], 2);
        return s;
    }

    private static double Doubled(double v, int depth)
    {
        double t = 0;
        for (int k = 0; k < 2; k++)
            t += v * v;
        return depth == 0 ? t : t + Doubled(v * 0.5, depth - 1);
    }

    /// <summary>Made in a loop whose trips depend on each other, as long as the trip says, and only cleared.</summary>
    [Differentiable(Derivatives.All)]
    public static double ClearedInALoop(double[] x)
    {
        double s = 1;
        for (int i = 0; i < x.Length; i++)
        {
            double[] w = new double[i + 2];
            s = s * x[i] * x[i] + Sum(w, x[i], 2);
        }
        return s;
    }

    private static double Sum(double[] w, double v, int depth)
    {
        double t = 0;
        for (int k = 0; k < w.Length; k++)
            t += (w[k] + 0.1 * w.Length) * v + v * v;
        return depth == 0 ? t : t + Sum(w, v * 0.5, depth - 1);
    }

    /// <summary>Filled in a loop with what depends on the inputs; read and written by the routine.</summary>
    [Differentiable(Derivatives.All)]
    public static double FilledInALoop(double[] x)
    {
        double s = 1;
        for (int i = 0; i < x.Length; i++)
        {
            double[] w = new double[i + 1];
            for (int k = 0; k < w.Length; k++)
                w[k] = x[k] * s;
            s = 0.5 * s * x[i] + Halve(w, i);
        }
        return s;
    }

    private static double Halve(double[] w, int last)
    {
        if (last < 0)
            return w[0] * w[w.Length - 1];
        w[last] = Math.Sin(w[last]) + 0.5 * w[0];
        return w[last] * Halve(w, last - 1);
    }

    /// <summary>Made in a branch in a loop, written in place; the routine has one of its own.</summary>
    [Differentiable(Derivatives.All)]
    public static double MadeInABranchAndInTheRoutine(double[] x)
    {
        double s = 1;
        for (int i = 0; i < x.Length; i++)
        {
            if (i % 2 == 0)
            {
                double[] w = { x[i], 2, s };
                s = s * x[i] + Deeper(w, 3);
            }
        }
        return s;
    }

    private static double Deeper(double[] w, int depth)
    {
        double[] next = new double[depth + 2];
        for (int k = 0; k < next.Length; k++)
            next[k] = w[k % w.Length] * w[0] * 0.5;
        w[depth % w.Length] = next[depth] + next[1];
        return depth == 0 ? w[0] + w[w.Length - 1] : next[0] * w[2] + Deeper(w, depth - 1);
    }

    /// <summary>Constants in an array of the routine's own, as long as a parameter says.</summary>
    [Differentiable(Derivatives.All)]
    public static double ConstantsHandedDown(double[] x)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++)
            s = 0.3 * s * s + Outer(x[i], i);
        return s;
    }

    private static double Outer(double v, int depth)
    {
        double[] c = new double[depth + 1];
        for (int k = 0; k < c.Length; k++)
            c[k] = k - 1.5;
        return depth < 1 ? v * c[0] : Inner(c, v, depth) + v * Outer(v * c[depth], depth - 1);
    }

    private static double Inner(double[] c, double v, int depth) => depth == 0 ? v : c[depth] * v * v + c.Length * Inner(c, v * c[0], depth - 1);

    /// <summary>Scratch memory of the caller's that is only written (found by random program 30696625).</summary>
    [Differentiable(Derivatives.All)]
    public static double OnlyWritten(double[] x, [Constant] double[] scratch)
    {
        Reset(scratch, scratch.Length - 1);
        double s = 0;
        for (int i = 0; i < x.Length; i++)
            s += x[i] * x[i];
        return s;
    }

    private static void Reset(double[] scratch, int last)
    {
        if (last < 0)
            return;
        scratch[last] = 2.75;
        Reset(scratch, last - 1);
    }

    public static IEnumerable<object?[]> OnlyWrittenInputs(Numbers n) => from e in Extents.Few select new object?[] { n.Vector(e), n.Vector(2) };

    /// <summary>Two calls, one of which is multiplied.</summary>
    [Differentiable(Derivatives.All)]
    public static double Fibonacci(double x, int n) => n < 2 ? x : Fibonacci(x * 0.9, n - 1) + Fibonacci(x, n - 2) * x;

    public static IEnumerable<object?[]> FibonacciInputs(Numbers n) => from depth in new[] { 0, 1, 2, 3, 6 } select new object?[] { n.Scalar(), depth };

    /// <summary>A binary tree that lies in an array.</summary>
    [Differentiable(Derivatives.All)]
    public static double Tree(double[] w, double x) => Node(w, 0, x);

    private static double Node(double[] w, int i, double x)
    {
        if (i >= w.Length)
            return x;
        double left = Node(w, (2 * i) + 1, x * w[i]), right = Node(w, (2 * i) + 2, x + w[i]), s = 0;
        for (int k = 0; k < 2; k++)
            s += left * right;
        return Math.Tanh(s);
    }

    public static IEnumerable<object?[]> TreeInputs(Numbers n) => from e in new[] { 0, 1, 2, 3, 5 } select new object?[] { n.Vector(e), n.Scalar() };

    /// <summary>∫ e^(−p·t²) dt, by Simpson's rule on halves of halves.</summary>
    [Differentiable(Derivatives.All)]
    public static double Integral(double a, double b, double p, int depth)
    {
        double Function(double t) => Math.Exp(-p * t * t);
        double middle = 0.5 * (a + b);
        return depth == 0 ? (b - a) / 6 * (Function(a) + (4 * Function(middle)) + Function(b)) : Integral(a, middle, p, depth - 1) + Integral(middle, b, p, depth - 1);
    }

    public static IEnumerable<object?[]> IntegralInputs(Numbers n) => from depth in new[] { 0, 1, 3 } select new object?[] { n.Scalar(), n.Scalar(), n.Scalar(), depth };
}
