using DiffGen.NumericTests.Harness;

namespace DiffGen.NumericTests.Programs;

/// <summary>Every function of <c>System.MathF</c>, away from kinks and edges.</summary>
public static partial class FunctionsOfMathF
{
    [Differentiable, At(0.3), At(-0.7)]
    public static float Exp(float x) => x * MathF.Exp(x);

    [Differentiable, At(0.3), At(-0.7)]
    public static float Sinh(float x) => x * MathF.Sinh(x);

    [Differentiable, At(0.3), At(-0.7)]
    public static float Cosh(float x) => x * MathF.Cosh(x);

    [Differentiable, At(0.3), At(-0.7)]
    public static float Tanh(float x) => x * MathF.Tanh(x);

    [Differentiable, At(0.3), At(-0.7)]
    public static float Asinh(float x) => x * MathF.Asinh(x);

    [Differentiable, At(0.3), At(-0.7)]
    public static float Sin(float x) => x * MathF.Sin(x);

    [Differentiable, At(0.3), At(-0.7)]
    public static float Cos(float x) => x * MathF.Cos(x);

    [Differentiable, At(0.3), At(-0.7)]
    public static float Tan(float x) => x * MathF.Tan(x);

    [Differentiable, At(0.3), At(-0.7)]
    public static float Atan(float x) => x * MathF.Atan(x);

    [Differentiable, At(0.3), At(-0.7)]
    public static float Abs(float x) => x * MathF.Abs(x);

    [Differentiable, At(0.4), At(2.5)]
    public static float Log(float x) => x * MathF.Log(x);

    [Differentiable, At(0.4), At(2.5)]
    public static float Log2(float x) => x * MathF.Log2(x);

    [Differentiable, At(0.4), At(2.5)]
    public static float Log10(float x) => x * MathF.Log10(x);

    [Differentiable, At(0.4), At(2.5)]
    public static float Sqrt(float x) => x * MathF.Sqrt(x);

    [Differentiable, At(0.4), At(2.5)]
    public static float Cbrt(float x) => x * MathF.Cbrt(x);

    [Differentiable, At(1.5), At(3.2)]
    public static float Acosh(float x) => x * MathF.Acosh(x);

    [Differentiable, At(0.4), At(-0.5)]
    public static float Asin(float x) => x * MathF.Asin(x);

    [Differentiable, At(0.4), At(-0.5)]
    public static float Acos(float x) => x * MathF.Acos(x);

    [Differentiable, At(0.4), At(-0.5)]
    public static float Atanh(float x) => x * MathF.Atanh(x);

    [Differentiable, At(2.5, 3.5), At(0.4, 0.6)]
    public static float LogToBase(float x, float b) => MathF.Log(x, b);

    [Differentiable, At(5.3, 2.2), At(-4.1, 1.5)]
    public static float Remainder(float x, float y) => MathF.IEEERemainder(x, y);

    [Differentiable, At(1.7, 2.3), At(0.6, -1.5)]
    public static float Pow(float x, float y) => MathF.Pow(x, y);

    [Differentiable, At(0.8), At(1.9)]
    public static float PowOfConstantExponents(float x) => MathF.Pow(x, 2) - MathF.Pow(x, 3) * MathF.Pow(x, 1) + MathF.Pow(x, 0) - MathF.Pow(x, -2) + MathF.Pow(x, 2.5f);

    [Differentiable, At(0.8), At(1.9)]
    public static float PowOfConstantBase(float x) => MathF.Pow(2, x) + MathF.Pow(0, x);

    [Differentiable, At(0.3, 0.8), At(-0.5, -1.2), At(0.6, -0.4)]
    public static float Atan2(float y, float x) => MathF.Atan2(y, x);

    [Differentiable, At(0.3, 0.8, 0.4), At(-1.3, 0.2, 2)]
    public static float FusedMultiplyAdd(float a, float b, float c) => MathF.FusedMultiplyAdd(a, b, c);

    [Differentiable, At(0.7, 3), At(-1.2, -2)]
    public static float ScaleB(float x, int n) => x * MathF.ScaleB(x, n);

    [Differentiable, At(5.3), At(0.3)]
    public static float ILogB(float x) => x * MathF.ILogB(x);

    [Differentiable, At(0.5, -2), At(-0.5, -2), At(0.7, 1), At(-0.7, 1)]
    public static float CopySign(float x, float y) => x * MathF.CopySign(x, y);

    [Differentiable, At(0.4, -1.3), At(-0.2, 0.9), At(1.5, 0.6)]
    public static float Max(float x, float y) => x * MathF.Max(x, y);

    [Differentiable, At(0.4, -1.3), At(-0.2, 0.9), At(1.5, 0.6)]
    public static float Min(float x, float y) => x * MathF.Min(x, y);

    [Differentiable, At(0.4, -1.3), At(-0.2, 0.9), At(1.5, 0.6)]
    public static float MaxMagnitude(float x, float y) => x * MathF.MaxMagnitude(x, y);

    [Differentiable, At(0.4, -1.3), At(-0.2, 0.9), At(1.5, 0.6)]
    public static float MinMagnitude(float x, float y) => x * MathF.MinMagnitude(x, y);

    [Differentiable, At(1.3), At(-2.6)]
    public static float Floor(float x) => x * MathF.Floor(x);

    [Differentiable, At(1.3), At(-2.6)]
    public static float Ceiling(float x) => x * MathF.Ceiling(x);

    [Differentiable, At(1.3), At(-2.6)]
    public static float Truncate(float x) => x * MathF.Truncate(x);

    [Differentiable, At(1.3), At(-2.6)]
    public static float Round(float x) => x * MathF.Round(x);

    [Differentiable, At(1.3), At(-2.6)]
    public static float Sign(float x) => x * MathF.Sign(x);

    [Differentiable, At(1.33), At(-2.62)]
    public static float RoundToDigits(float x) => x * MathF.Round(0.1f * x, 1);
}
