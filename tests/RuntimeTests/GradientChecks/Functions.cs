using DiffGen.Runtime;

namespace DiffGen.RuntimeTests.GradientChecks;

/// <summary>Functions of one vector with gradients that were derived by hand, and points.</summary>
internal static class Functions
{
    public sealed record Case(Func<double[], double> Value, Func<double[], double[]> Gradient, double[] X);

    public static readonly Dictionary<string, Case> All = new()
    {
        ["quadratic"] = new(x => Sum(x, (t, i) => (i + 1) * t * t), x => Each(x, (t, i) => 2 * (i + 1) * t), [1, -2, 3.5]),
        ["linear"] = new(x => Sum(x, (t, i) => (i - 1) * t), x => Each(x, (_, i) => i - 1), [0.3, -7, 1e5]),
        ["constant"] = new(_ => 3.25, x => new double[x.Length], [0, 1, -1]),
        ["zero"] = new(_ => 0, x => new double[x.Length], [0, 1]),
        ["nothing to compare"] = new(_ => 1, _ => [], []),
        ["Rosenbrock"] = new(
            x => (100 * Square(x[1] - x[0] * x[0])) + Square(1 - x[0]),
            x => [(-400 * x[0] * (x[1] - x[0] * x[0])) - (2 * (1 - x[0])), 200 * (x[1] - x[0] * x[0])],
            [-1.2, 1]),
        ["at the minimum"] = new(
            x => (100 * Square(x[1] - x[0] * x[0])) + Square(1 - x[0]),
            _ => [0, 0],
            [1, 1]),
        ["exponentials"] = new(x => Sum(x, (t, _) => Math.Exp(t)), x => Each(x, (t, _) => Math.Exp(t)), [-3, -1, 0, 2, 4]),
        ["logarithm near its pole"] = new(x => Sum(x, (t, _) => Math.Log(t)), x => Each(x, (t, _) => 1 / t), [1e-6, 0.1, 1, 1e6]),
        ["pole beside the point"] = new(x => Sum(x, (t, _) => 1 / t), x => Each(x, (t, _) => -1 / (t * t)), [0.01, -0.3, 5]),
        ["periods much shorter than the number"] = new(x => Sum(x, (t, _) => Math.Sin(t)), x => Each(x, (t, _) => Math.Cos(t)), [1e5, 123.4, 0.1]),
        ["high frequency"] = new(x => Sum(x, (t, _) => Math.Sin(1000 * t)), x => Each(x, (t, _) => 1000 * Math.Cos(1000 * t)), [1, 0.2]),
        ["huge values"] = new(x => 1e200 * x[0] * x[0], x => [2e200 * x[0]], [3]),
        ["tiny values"] = new(x => 1e-200 * x[0] * x[0], x => [2e-200 * x[0]], [3]),
        ["huge numbers"] = new(x => Math.Sin(1e-150 * x[0]), x => [1e-150 * Math.Cos(1e-150 * x[0])], [2e150]),
        ["tiny numbers"] = new(x => Math.Sin(1e150 * x[0]), x => [1e150 * Math.Cos(1e150 * x[0])], [2e-150]),
        ["scales far apart"] = new(x => 1 + (x[0] * x[0]) + x[1], x => [2 * x[0], 1], [1e-20, 1e6]),
        ["much larger than what changes it"] = new(x => 1e8 + Math.Sin(x[0]), x => [Math.Cos(x[0])], [0.7]),
        ["a wide range of slopes"] = new(x => (1e-9 * x[0] * x[0]) + (x[1] * x[1]), x => [2e-9 * x[0], 2 * x[1]], [1, 1]),
        ["zero slope at zero"] = new(x => Math.Cos(x[0]) + Math.Pow(x[1], 4), _ => [0, 0], [0, 0]),
    };

    public static TheoryData<string> Names() => [.. All.Keys];

    public static GradientCheckResult Check(string name, Action<double[]>? spoil = null)
    {
        Case @case = All[name];
        double[] gradient = @case.Gradient(@case.X);
        spoil?.Invoke(gradient);
        return GradientCheck.Compare(@case.Value, @case.X, gradient);
    }

    public static double Square(double t) => t * t;

    public static double Sum(double[] x, Func<double, int, double> term) => x.Select(term).Sum();

    public static double[] Each(double[] x, Func<double, int, double> derivative) => [.. x.Select(derivative)];
}
