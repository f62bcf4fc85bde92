using DiffGen;

public static partial class Example
{
    [Differentiable(Derivatives.Gradient)]
    public static double Mirrored(double[] x)
    {
        double sum = 0;
        for (int i = 0, j = x.Length - 1; i < j; i++, j--)
            sum += x[i] * x[j];
        return sum;
    }
}
