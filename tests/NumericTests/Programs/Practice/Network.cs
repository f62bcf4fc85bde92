using DiffGen.NumericTests.Harness;

namespace DiffGen.NumericTests.Programs.Practice;

/// <summary>A network whose layers take turns in two buffers.</summary>
public sealed partial class Network
{
    private readonly int[] _sizes = [2, 3, 2, 2];
    private readonly double _decay = 0.01;

    private static double Activate(double x) => x > 0 ? x : 0.1 * (Math.Exp(x) - 1);
    [Differentiable(Derivatives.All)]
    public double Loss(double[][] weights, [Constant] double[] input, int label)
    {
        double[] h = new double[16], next = new double[16];
        for (int i = 0; i < input.Length; i++) h[i] = input[i];
        for (int l = 0; l + 1 < _sizes.Length; l++)
        {
            for (int o = 0; o < _sizes[l + 1]; o++)
            {
                double s = weights[l][o * (_sizes[l] + 1) + _sizes[l]];
                for (int i = 0; i < _sizes[l]; i++) s += weights[l][o * (_sizes[l] + 1) + i] * h[i];
                next[o] = l + 2 < _sizes.Length ? Activate(s) : s;
            }
            (h, next) = (next, h);
        }
        int classes = _sizes[^1];
        double max = double.NegativeInfinity;
        for (int o = 0; o < classes; o++) max = Math.Max(max, h[o]);
        double sum = 0;
        for (int o = 0; o < classes; o++) sum += Math.Exp(h[o] - max);
        double loss = Math.Log(sum) + max - h[label];
        foreach (double[] layer in weights)
            foreach (double w in layer)
                loss += _decay * w * w;
        return loss;
    }

    public static IEnumerable<object?[]> LossInputs(Numbers n) =>
        from label in new[] { 0, 1 } select new object?[] { n.Rows(9, 8, 6), n.Vector(2), label };
}
