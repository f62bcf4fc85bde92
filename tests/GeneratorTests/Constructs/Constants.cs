using DiffGen;

namespace Constructs;

public static partial class Constants
{
    private const double Half = 0.5;

    [Differentiable]
    public static double Value(double x)
    {
        const double Third = 1.0 / 3;
        return (Half * x) + (Third * x * x) + (1e-3 * System.Math.PI);
    }
}
