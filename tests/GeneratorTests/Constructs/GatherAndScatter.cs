using DiffGen;

namespace Constructs;

public static partial class GatherAndScatter
{
    [Differentiable]
    public static double Value(double[] table, int[] index, double[] weights)
    {
        double sum = 0;
        for (int i = 0; i < index.Length; i++)
            sum += table[index[i]] * weights[i];
        return sum;
    }
}
