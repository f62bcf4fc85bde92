using DiffGen;

namespace Constructs;

public static partial class StaticNumberFunctions
{
    [Differentiable]
    public static double Value(double x, float y) => double.Exp(x) + float.Tanh(y);
}
