using DiffGen.NumericTests.Harness;

namespace DiffGen.NumericTests.Programs.Practice;

/// <summary>Steps in time, iterations until convergence, filters.</summary>
public static partial class Ode
{
    private static void Field(ReadOnlySpan<double> y, ReadOnlySpan<double> p, Span<double> dy)
    {
        dy[0] = p[0] * y[0] - p[1] * y[0] * y[1];
        dy[1] = p[2] * y[0] * y[1] - p[3] * y[1];
    }

    [Differentiable(Derivatives.All)]
    public static double LotkaVolterra(double[] p, double[] y0, int steps, double h)
    {
        Span<double> y = stackalloc double[2], k1 = stackalloc double[2], k2 = stackalloc double[2], tmp = stackalloc double[2];
        y[0] = y0[0]; y[1] = y0[1];
        double loss = 0;
        for (int s = 0; s < steps; s++)
        {
            Field(y, p, k1);
            for (int i = 0; i < 2; i++) tmp[i] = y[i] + 0.5 * h * k1[i];
            Field(tmp, p, k2);
            for (int i = 0; i < 2; i++) y[i] += h * k2[i];
            loss += (y[0] - 1) * (y[0] - 1) + y[1];
        }
        return loss;
    }

    [Differentiable(Derivatives.All)]
    public static double KeplerNewton(double meanAnomaly, double e)
    {
        double E = meanAnomaly;
        int it = 0;
        double delta;
        do
        {
            delta = (E - e * Math.Sin(E) - meanAnomaly) / (1 - e * Math.Cos(E));
            E -= delta;
        } while (Math.Abs(delta) > 1e-12 && ++it < 50);
        return E;
    }

    [Differentiable(Derivatives.All)]
    public static double Kalman(double q, double r, double x0, [Constant] double[] z)
    {
        (double m, double v) state = (x0, 1.0);
        double nll = 0;
        foreach (double obs in z)
        {
            state.v += q;
            double s = state.v + r, innovation = obs - state.m, gain = state.v / s;
            nll += 0.5 * (Math.Log(2 * Math.PI * s) + innovation * innovation / s);
            state = (state.m + gain * innovation, (1 - gain) * state.v);
        }
        return nll;
    }

    public static IEnumerable<object?[]> LotkaVolterraInputs(Numbers n) =>
        from steps in new[] { 0, 1, 2, 10 } select new object?[] { n.Vector(4, 0.5, 1.5), n.Vector(2, 0.5, 1.5), steps, 0.05 };

    public static IEnumerable<object?[]> KeplerNewtonInputs(Numbers n) =>
        from e in new[] { 0.1, 0.5, 0.8 } select new object?[] { 1 + n.Scalar(), e };

    public static IEnumerable<object?[]> KalmanInputs(Numbers n) =>
        from count in new[] { 0, 1, 2, 6 } select new object?[] { 0.3, 0.6, 0.2, n.Vector(count) };
}
