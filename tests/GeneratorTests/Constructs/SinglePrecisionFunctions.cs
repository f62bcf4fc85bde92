using System;
using DiffGen;

namespace Constructs;

public static partial class SinglePrecisionFunctions
{
    [Differentiable]
    public static float Value(float x, float y) => MathF.Exp(x) * MathF.Sqrt(y);
}
