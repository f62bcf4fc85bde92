using DiffGen;

namespace Constructs;

public static partial class SinglePrecision
{
    [Differentiable]
    public static float Value(float x, float a)
    {
        float t = x * a;
        return (t * t) + 0.5f;
    }
}
