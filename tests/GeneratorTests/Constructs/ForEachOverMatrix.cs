using DiffGen;

public static partial class ForEachOverMatrix
{
    [Differentiable]
    public static double SumOfSquaresUpToALargeOne(double[,] m, double large)
    {
        double sum = 0;
        foreach (double v in m)
        {
            if (v > large)
                break;
            sum += v * v;
        }
        return sum;
    }
}
