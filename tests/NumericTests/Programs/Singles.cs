using DiffGen.NumericTests.Harness;

namespace DiffGen.NumericTests.Programs;

/// <summary>Single precision throughout, and mixed with double precision.</summary>
public static partial class Singles
{
    [Differentiable(Derivatives.All)]
    public static float Loss(float[] x, float[,] a, float[][] rows, float scale)
    {
        float sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            float t = 0.5f;
            for (int j = 0; j < x.Length; j++)
                t += a[i, j] * x[j];
            t = MathF.Tanh(t) * scale;
            sum += t * t + rows[i][0] / 3;
        }
        return sum;
    }

    public static IEnumerable<object?[]> LossInputs(Numbers n) =>
        from e in Extents.Few
        let a = n.Matrix(e, e)
        select new object?[] { n.Singles(e), ToSingle(a), Enumerable.Range(0, e).Select(_ => n.Singles(2)).ToArray(), n.Single() };

    private static float[,] ToSingle(double[,] a)
    {
        var single = new float[a.GetLength(0), a.GetLength(1)];
        for (int i = 0; i < a.GetLength(0); i++)
        {
            for (int j = 0; j < a.GetLength(1); j++)
                single[i, j] = (float)a[i, j];
        }
        return single;
    }

    [Differentiable(Derivatives.All)]
    public static void InPlace(Span<float> x, ReadOnlySpan<float> y)
    {
        for (int i = 1; i < x.Length; i++)
        {
            x[i] += x[i - 1] * y[i];
            x[i] *= 1.5f;
            x[i] /= 2 + y[i];
        }
    }

    public static IEnumerable<object?[]> InPlaceInputs(Numbers n) => from e in Extents.Few select new object?[] { n.Singles(e), n.Singles(e) };

    [Differentiable(Derivatives.All)]
    public static double SumInDouble(float[] x, double a)
    {
        double sum = 0;
        float last = 0.25f;
        for (int i = 0; i < x.Length; i++)
        {
            last = (float)(a * x[i]) + last * x[i];
            sum += last * a + (double)x[i] * x[i];
            last += x[i];
        }
        return sum;
    }

    public static IEnumerable<object?[]> SumInDoubleInputs(Numbers n) => from e in Extents.Few select new object?[] { n.Singles(e), n.Scalar() };

    [Differentiable(Derivatives.All)]
    public static float RoundedAtTheEnd(double[] x)
    {
        float[] t = new float[x.Length];
        for (int i = 0; i < x.Length; i++)
            t[i] = (float)(x[i] * x[i]);
        float sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += t[i] * (float)x[i];
        return sum;
    }

    public static IEnumerable<object?[]> RoundedAtTheEndInputs(Numbers n) => from e in Extents.Few select new object?[] { n.Vector(e) };
}
