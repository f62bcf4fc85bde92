using DiffGen.NumericTests.Harness;

namespace DiffGen.NumericTests.Programs;

/// <summary>What is returned when it is not one number: tuples and new arrays, from the method itself and through helpers.</summary>
public static partial class Returns
{
    public static IEnumerable<object?[]> Inputs(Numbers n) => new[] { 0, 1, 2, 3, 5 }.Select(k => new object?[] { n.Vector(k, 0.5, 1.5) });

    [Differentiable(Derivatives.All)]
    public static (double Mean, double Variance) Moments(double[] x)
    {
        double sum = 0, squares = 0;
        foreach (double v in x)
        {
            sum += v;
            squares += v * v;
        }
        double mean = sum / (x.Length + 1);
        return (mean, squares / (x.Length + 1) - mean * mean);
    }

    [Differentiable(Derivatives.All)]
    [At(0.3, 0.8), At(-0.3, 0.8), At(1.7, 0.4)]
    public static (double, (double Low, int Case), bool Crossed) Pieces(double x, double y)
    {
        if (x < 0)
            return (x * y, (y * y, 0), true);
        (double a, double b) t = x > 1 ? (Math.Log(x), y) : (x, y * x);
        t.a *= t.b;
        return (t.a + t.b, (t.a / y, 1), x > y);
    }

    [Differentiable(Derivatives.All)]
    [At(0.3, 0.8), At(1.7, 0.4)]
    public static (float, double) Singles(float x, double y) => (MathF.Sin(x) * x, x * y);

    [Differentiable(Derivatives.All)]
    public static (double Value, int Index) FirstLarge(double[] x)
    {
        double product = 1;
        for (int i = 0; i < x.Length; i++)
        {
            product *= x[i];
            if (x[i] > 1)
                return (product, i);
        }
        return (Math.Exp(product), -1);
    }

    [Differentiable(Derivatives.All)]
    public static (double Q, double P) Orbit(double[] x)
    {
        (double q, double p) s = (0.5, 0.25);
        for (int i = 0; i < x.Length; i++)
            s = Step(s, x[i]);
        var (q, p) = s;
        return (p * q, s.p - s.q);
    }

    private static (double, double) Step((double q, double p) s, double h) => (s.q + h * s.p, s.p - h * Math.Sin(s.q));

    [Differentiable(Derivatives.All)]
    public static double[] Squares(double[] x)
    {
        var y = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
            y[i] = x[i] * x[i];
        return y;
    }

    [Differentiable(Derivatives.All)]
    public static double[] RunningProduct(double[] x)
    {
        var y = new double[x.Length + 1];
        y[0] = 1;
        for (int i = 0; i < x.Length; i++)
            y[i + 1] = y[i] * x[i];
        return y;
    }

    [Differentiable(Derivatives.All)]
    public static float[] SinglesOf(double[] x)
    {
        var y = new float[x.Length];
        for (int i = 0; i < x.Length; i++)
            y[i] = (float)(x[i] * x[x.Length - 1 - i]);
        return y;
    }

    [Differentiable(Derivatives.All)]
    public static double[] Softmax(double[] x) => Normalised(Exponentials(x));

    private static double[] Exponentials(double[] x)
    {
        double[] e = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
            e[i] = Math.Exp(x[i]);
        return e;
    }

    private static double[] Normalised(double[] x)
    {
        double sum = 0;
        foreach (double v in x)
            sum += v;
        for (int i = 0; i < x.Length; i++)
            x[i] /= sum;
        return x;
    }

    [Differentiable(Derivatives.All)]
    public static double[] Network(double[] x)
    {
        double[] h = Layer(x, 0.5);
        h = Layer(h, -0.25);
        h = Layer(h, x.Length);
        return h;
    }

    private static double[] Layer(double[] h, double shift)
    {
        var next = new double[h.Length];
        for (int i = 0; i < h.Length; i++)
        {
            for (int j = 0; j <= i; j++)
                next[i] += h[j] * (i + 1 - j);
            next[i] = Math.Tanh(next[i] + shift);
        }
        return next;
    }

    [Differentiable(Derivatives.All)]
    public static double[,] Outer(double[] x)
    {
        var y = new double[x.Length, x.Length + 1];
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j <= x.Length; j++)
                y[i, j] = j == 0 ? x[i] : y[i, j - 1] * x[j - 1];
        }
        return y;
    }

    [Differentiable(Derivatives.All)]
    public static double[,,] Cube(double[] x)
    {
        var y = new double[2, x.Length, 3];
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                y[0, i, j] = x[i] * (j + 1);
                y[1, i, j] = y[0, i, j] * y[0, i, j];
                y[0, i, j] *= 0.5;
            }
        }
        return y;
    }

    [Differentiable(Derivatives.All)]
    public static double[] Pair([Constant] int[] at, double[] x) => [x[at[0]] * x[at[1]], x[at[1]]];

    public static IEnumerable<object?[]> PairInputs(Numbers n) => [[new[] { 0, 1 }, n.Vector(2)], [new[] { 1, 1 }, n.Vector(3)]];

    [Differentiable(Derivatives.All)]
    public static double[] MadeAfterAWrite(double[,] y, double a)
    {
        y[1, 0] = a * a;
        y[0, 1] *= 2;
        return [a * y[1, 0], 1];
    }

    public static IEnumerable<object?[]> MadeAfterAWriteInputs(Numbers n) => [[n.Matrix(2, 3), n.Scalar()]];

    [Differentiable(Derivatives.All)]
    public static double[] Everything(double[] x, double[] y, out double z, ref double w)
    {
        double[] r = new double[x.Length + 1];
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = x[i] * w + y[i] * y[i];
            r[i] = y[i] * y[i];
            r[i + 1] = w;
        }
        z = r[0] * w;
        w += z;
        return r;
    }

    [Differentiable(Derivatives.All)]
    public static (double A, double B) EverythingAsTuple(double[] x, double[] y, out double z, ref double w)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = x[i] * w;
            s += y[i];
        }
        z = s * w;
        w = z + s;
        return (s * s, w);
    }

    public static IEnumerable<object?[]> EverythingInputs(Numbers n) =>
        new[] { 0, 1, 2, 3 }.Select(k => new object?[] { n.Vector(k), n.Vector(k), 0.0, n.Scalar() });

    public static IEnumerable<object?[]> EverythingAsTupleInputs(Numbers n) => EverythingInputs(n);
}
