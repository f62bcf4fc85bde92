using DiffGen;

public static partial class RowsOfOneLength
{
    [Differentiable]
    public static double Smooth(double[] x, int rounds)
    {
        var levels = new double[rounds + 1][];
        for (int r = 0; r < levels.Length; r++)
            levels[r] = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
            levels[0][i] = x[i] * x[i];
        for (int r = 1; r <= rounds; r++)
        {
            double[] before = levels[r - 1], after = levels[r];
            for (int i = 1; i < x.Length; i++)
                after[i] = before[i] * before[i - 1];
        }
        double sum = 0;
        foreach (double v in levels[rounds])
            sum += v;
        return sum;
    }
}
