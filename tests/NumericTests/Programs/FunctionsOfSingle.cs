using DiffGen.NumericTests.Harness;

namespace DiffGen.NumericTests.Programs;

/// <summary>Every static function of <c>float</c>, away from kinks and edges.</summary>
public static partial class FunctionsOfSingle
{
    [Differentiable, At(0.3), At(-0.7)]
    public static float Exp(float x) => x * float.Exp(x);

    [Differentiable, At(0.3), At(-0.7)]
    public static float Sinh(float x) => x * float.Sinh(x);

    [Differentiable, At(0.3), At(-0.7)]
    public static float Cosh(float x) => x * float.Cosh(x);

    [Differentiable, At(0.3), At(-0.7)]
    public static float Tanh(float x) => x * float.Tanh(x);

    [Differentiable, At(0.3), At(-0.7)]
    public static float Asinh(float x) => x * float.Asinh(x);

    [Differentiable, At(0.3), At(-0.7)]
    public static float Sin(float x) => x * float.Sin(x);

    [Differentiable, At(0.3), At(-0.7)]
    public static float Cos(float x) => x * float.Cos(x);

    [Differentiable, At(0.3), At(-0.7)]
    public static float Tan(float x) => x * float.Tan(x);

    [Differentiable, At(0.3), At(-0.7)]
    public static float Atan(float x) => x * float.Atan(x);

    [Differentiable, At(0.3), At(-0.7)]
    public static float Abs(float x) => x * float.Abs(x);

    [Differentiable, At(0.3), At(-0.7)]
    public static float ExpM1(float x) => x * float.ExpM1(x);

    [Differentiable, At(0.3), At(-0.7)]
    public static float Exp2(float x) => x * float.Exp2(x);

    [Differentiable, At(0.3), At(-0.7)]
    public static float Exp2M1(float x) => x * float.Exp2M1(x);

    [Differentiable, At(0.3), At(-0.7)]
    public static float Exp10(float x) => x * float.Exp10(x);

    [Differentiable, At(0.3), At(-0.7)]
    public static float Exp10M1(float x) => x * float.Exp10M1(x);

    [Differentiable, At(0.3), At(-0.7)]
    public static float SinPi(float x) => x * float.SinPi(x);

    [Differentiable, At(0.3), At(-0.7)]
    public static float CosPi(float x) => x * float.CosPi(x);

    [Differentiable, At(0.3), At(-0.7)]
    public static float AtanPi(float x) => x * float.AtanPi(x);

    [Differentiable, At(0.3), At(-0.7)]
    public static float DegreesToRadians(float x) => x * float.DegreesToRadians(x);

    [Differentiable, At(0.3), At(-0.7)]
    public static float RadiansToDegrees(float x) => x * float.RadiansToDegrees(x);

    [Differentiable, At(0.2), At(-0.1)]
    public static float TanPi(float x) => x * float.TanPi(x);

    [Differentiable, At(0.4), At(2.5)]
    public static float Log(float x) => x * float.Log(x);

    [Differentiable, At(0.4), At(2.5)]
    public static float Log2(float x) => x * float.Log2(x);

    [Differentiable, At(0.4), At(2.5)]
    public static float Log10(float x) => x * float.Log10(x);

    [Differentiable, At(0.4), At(2.5)]
    public static float Sqrt(float x) => x * float.Sqrt(x);

    [Differentiable, At(0.4), At(2.5)]
    public static float Cbrt(float x) => x * float.Cbrt(x);

    [Differentiable, At(0.4), At(2.5)]
    public static float LogP1(float x) => x * float.LogP1(x);

    [Differentiable, At(0.4), At(2.5)]
    public static float Log2P1(float x) => x * float.Log2P1(x);

    [Differentiable, At(0.4), At(2.5)]
    public static float Log10P1(float x) => x * float.Log10P1(x);

    [Differentiable, At(1.5), At(3.2)]
    public static float Acosh(float x) => x * float.Acosh(x);

    [Differentiable, At(0.4), At(-0.5)]
    public static float Asin(float x) => x * float.Asin(x);

    [Differentiable, At(0.4), At(-0.5)]
    public static float Acos(float x) => x * float.Acos(x);

    [Differentiable, At(0.4), At(-0.5)]
    public static float Atanh(float x) => x * float.Atanh(x);

    [Differentiable, At(0.4), At(-0.5)]
    public static float AsinPi(float x) => x * float.AsinPi(x);

    [Differentiable, At(0.4), At(-0.5)]
    public static float AcosPi(float x) => x * float.AcosPi(x);

    [Differentiable, At(2.5, 3.5), At(0.4, 0.6)]
    public static float LogToBase(float x, float b) => float.Log(x, b);

    [Differentiable, At(5.3, 2.2), At(-4.1, 1.5)]
    public static float Remainder(float x, float y) => float.Ieee754Remainder(x, y);

    [Differentiable, At(1.7, 2.3), At(0.6, -1.5)]
    public static float Pow(float x, float y) => float.Pow(x, y);

    [Differentiable, At(0.8), At(1.9)]
    public static float PowOfConstantExponents(float x) => float.Pow(x, 2) - float.Pow(x, 3) * float.Pow(x, 1) + float.Pow(x, 0) - float.Pow(x, -2) + float.Pow(x, 2.5f);

    [Differentiable, At(0.8), At(1.9)]
    public static float PowOfConstantBase(float x) => float.Pow(2, x) + float.Pow(0, x);

    [Differentiable, At(0.3, 0.8), At(-0.5, -1.2), At(0.6, -0.4)]
    public static float Atan2(float y, float x) => float.Atan2(y, x);

    [Differentiable, At(0.3, 0.8), At(-0.5, -1.2)]
    public static float Atan2Pi(float y, float x) => float.Atan2Pi(y, x);

    [Differentiable, At(0.3, 0.8), At(-0.5, 1.2)]
    public static float Hypot(float x, float y) => float.Hypot(x, y);

    [Differentiable, At(0.7, 3), At(2.5, 4), At(1.5, -2)]
    public static float RootN(float x, int n) => x * float.RootN(x, n);

    [Differentiable, At(0.3, 0.8, 0.4), At(-0.5, 1.2, 1.3)]
    public static float Lerp(float a, float b, float t) => float.Lerp(a, b, t);

    [Differentiable, At(0.3, 0.8, 0.4)]
    public static float MultiplyAddEstimate(float a, float b, float c) => float.MultiplyAddEstimate(a, b, c);

    [Differentiable, At(0.3, 0.8, 0.4), At(-1.3, 0.2, 2)]
    public static float FusedMultiplyAdd(float a, float b, float c) => float.FusedMultiplyAdd(a, b, c);

    [Differentiable, At(0.7, 3), At(-1.2, -2)]
    public static float ScaleB(float x, int n) => x * float.ScaleB(x, n);

    [Differentiable, At(5.3), At(0.3)]
    public static float ILogB(float x) => x * float.ILogB(x);

    [Differentiable, At(0.5, -2), At(-0.5, -2), At(0.7, 1), At(-0.7, 1)]
    public static float CopySign(float x, float y) => x * float.CopySign(x, y);

    [Differentiable, At(0.4, -1.3), At(-0.2, 0.9), At(1.5, 0.6)]
    public static float Max(float x, float y) => x * float.Max(x, y);

    [Differentiable, At(0.4, -1.3), At(-0.2, 0.9), At(1.5, 0.6)]
    public static float Min(float x, float y) => x * float.Min(x, y);

    [Differentiable, At(0.4, -1.3), At(-0.2, 0.9), At(1.5, 0.6)]
    public static float MaxMagnitude(float x, float y) => x * float.MaxMagnitude(x, y);

    [Differentiable, At(0.4, -1.3), At(-0.2, 0.9), At(1.5, 0.6)]
    public static float MinMagnitude(float x, float y) => x * float.MinMagnitude(x, y);

    [Differentiable, At(0.4, -1.3), At(-0.2, 0.9), At(1.5, 0.6)]
    public static float MaxNumber(float x, float y) => x * float.MaxNumber(x, y);

    [Differentiable, At(0.4, -1.3), At(-0.2, 0.9), At(1.5, 0.6)]
    public static float MinNumber(float x, float y) => x * float.MinNumber(x, y);

    [Differentiable, At(0.4, -1.3), At(-0.2, 0.9), At(1.5, 0.6)]
    public static float MaxMagnitudeNumber(float x, float y) => x * float.MaxMagnitudeNumber(x, y);

    [Differentiable, At(0.4, -1.3), At(-0.2, 0.9), At(1.5, 0.6)]
    public static float MinMagnitudeNumber(float x, float y) => x * float.MinMagnitudeNumber(x, y);

    [Differentiable, At(0.4, -1.3), At(-0.2, 0.9), At(1.5, 0.6)]
    public static float MaxNative(float x, float y) => x * float.MaxNative(x, y);

    [Differentiable, At(0.4, -1.3), At(-0.2, 0.9), At(1.5, 0.6)]
    public static float MinNative(float x, float y) => x * float.MinNative(x, y);

    [Differentiable, At(0.4, -1, 1), At(-1.4, -1, 1), At(1.4, -1, 1)]
    public static float Clamp(float x, float low, float high) => x * float.Clamp(x, low, high);

    [Differentiable, At(0.4, -1, 1), At(-1.4, -1, 1), At(1.4, -1, 1)]
    public static float ClampNative(float x, float low, float high) => x * float.ClampNative(x, low, high);

    [Differentiable, At(1.3), At(-2.6)]
    public static float Floor(float x) => x * float.Floor(x);

    [Differentiable, At(1.3), At(-2.6)]
    public static float Ceiling(float x) => x * float.Ceiling(x);

    [Differentiable, At(1.3), At(-2.6)]
    public static float Truncate(float x) => x * float.Truncate(x);

    [Differentiable, At(1.3), At(-2.6)]
    public static float Round(float x) => x * float.Round(x);

    [Differentiable, At(1.3), At(-2.6)]
    public static float Sign(float x) => x * float.Sign(x);

    [Differentiable, At(1.33), At(-2.62)]
    public static float RoundToDigits(float x) => x * float.Round(0.1f * x, 1);

    [Differentiable, At(0.7, 2), At(0.7, -1.4), At(0.7, 3)]
    public static float IsEvenInteger(float x, [Constant] float n) => float.IsEvenInteger(n) ? x * x : 2 * x;

    [Differentiable, At(0.7, 2), At(0.7, -1.4), At(0.7, 3)]
    public static float IsFinite(float x, [Constant] float n) => float.IsFinite(n) ? x * x : 2 * x;

    [Differentiable, At(0.7, 2), At(0.7, -1.4), At(0.7, 3)]
    public static float IsInfinity(float x, [Constant] float n) => float.IsInfinity(n) ? x * x : 2 * x;

    [Differentiable, At(0.7, 2), At(0.7, -1.4), At(0.7, 3)]
    public static float IsInteger(float x, [Constant] float n) => float.IsInteger(n) ? x * x : 2 * x;

    [Differentiable, At(0.7, 2), At(0.7, -1.4), At(0.7, 3)]
    public static float IsNaN(float x, [Constant] float n) => float.IsNaN(n) ? x * x : 2 * x;

    [Differentiable, At(0.7, 2), At(0.7, -1.4), At(0.7, 3)]
    public static float IsNegative(float x, [Constant] float n) => float.IsNegative(n) ? x * x : 2 * x;

    [Differentiable, At(0.7, 2), At(0.7, -1.4), At(0.7, 3)]
    public static float IsNegativeInfinity(float x, [Constant] float n) => float.IsNegativeInfinity(n) ? x * x : 2 * x;

    [Differentiable, At(0.7, 2), At(0.7, -1.4), At(0.7, 3)]
    public static float IsNormal(float x, [Constant] float n) => float.IsNormal(n) ? x * x : 2 * x;

    [Differentiable, At(0.7, 2), At(0.7, -1.4), At(0.7, 3)]
    public static float IsOddInteger(float x, [Constant] float n) => float.IsOddInteger(n) ? x * x : 2 * x;

    [Differentiable, At(0.7, 2), At(0.7, -1.4), At(0.7, 3)]
    public static float IsPositive(float x, [Constant] float n) => float.IsPositive(n) ? x * x : 2 * x;

    [Differentiable, At(0.7, 2), At(0.7, -1.4), At(0.7, 3)]
    public static float IsPositiveInfinity(float x, [Constant] float n) => float.IsPositiveInfinity(n) ? x * x : 2 * x;

    [Differentiable, At(0.7, 2), At(0.7, -1.4), At(0.7, 3)]
    public static float IsPow2(float x, [Constant] float n) => float.IsPow2(n) ? x * x : 2 * x;

    [Differentiable, At(0.7, 2), At(0.7, -1.4), At(0.7, 3)]
    public static float IsRealNumber(float x, [Constant] float n) => float.IsRealNumber(n) ? x * x : 2 * x;

    [Differentiable, At(0.7, 2), At(0.7, -1.4), At(0.7, 3)]
    public static float IsSubnormal(float x, [Constant] float n) => float.IsSubnormal(n) ? x * x : 2 * x;
}
