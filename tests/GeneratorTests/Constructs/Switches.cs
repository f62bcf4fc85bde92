using DiffGen;

namespace Constructs;

public static partial class Switches
{
    [Differentiable]
    public static double Value(double[] x, int[] kinds, double a)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            switch (kinds[i])
            {
                case 0:
                    sum += x[i];
                    break;
                case 1:
                case 2:
                    sum += x[i] * x[i];
                    break;
                case > 9:
                    continue;
                default:
                    sum *= a;
                    break;
            }
            sum += x[i] switch { < 0 => -x[i] * a, >= 1 and < 2 => a, _ => x[i] * x[i] };
        }
        return sum;
    }
}
