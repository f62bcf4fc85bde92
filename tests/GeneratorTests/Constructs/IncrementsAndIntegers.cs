using DiffGen;

namespace Constructs;

public static partial class IncrementsAndIntegers
{
    [Differentiable]
    public static double Value(double x, int n)
    {
        int k = (n % 3) + 1;
        k++;
        k <<= 1;
        x++;
        return x * k;
    }
}
