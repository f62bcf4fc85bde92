using DiffGen.NumericTests.Harness;

namespace DiffGen.NumericTests.Programs;

/// <summary>Every static function of <c>double</c>, away from kinks and edges.</summary>
public static partial class FunctionsOfDouble
{
    [Differentiable(Derivatives.All), At(0.3), At(-0.7), At(0.0)]
    public static double Exp(double x) => x * double.Exp(x);

    [Differentiable(Derivatives.All), At(0.3), At(-0.7), At(0.0)]
    public static double Sinh(double x) => x * double.Sinh(x);

    [Differentiable(Derivatives.All), At(0.3), At(-0.7), At(0.0)]
    public static double Cosh(double x) => x * double.Cosh(x);

    [Differentiable(Derivatives.All), At(0.3), At(-0.7), At(0.0)]
    public static double Tanh(double x) => x * double.Tanh(x);

    [Differentiable(Derivatives.All), At(0.3), At(-0.7), At(0.0)]
    public static double Asinh(double x) => x * double.Asinh(x);

    [Differentiable(Derivatives.All), At(0.3), At(-0.7), At(0.0)]
    public static double Sin(double x) => x * double.Sin(x);

    [Differentiable(Derivatives.All), At(0.3), At(-0.7), At(0.0)]
    public static double Cos(double x) => x * double.Cos(x);

    [Differentiable(Derivatives.All), At(0.3), At(-0.7), At(0.0)]
    public static double Tan(double x) => x * double.Tan(x);

    [Differentiable(Derivatives.All), At(0.3), At(-0.7), At(0.0)]
    public static double Atan(double x) => x * double.Atan(x);

    [Differentiable(Derivatives.All), At(0.3), At(-0.7)]
    public static double Abs(double x) => x * double.Abs(x);

    [Differentiable(Derivatives.All), At(0.3), At(-0.7), At(0.0)]
    public static double ExpM1(double x) => x * double.ExpM1(x);

    [Differentiable(Derivatives.All), At(0.3), At(-0.7), At(0.0)]
    public static double Exp2(double x) => x * double.Exp2(x);

    [Differentiable(Derivatives.All), At(0.3), At(-0.7), At(0.0)]
    public static double Exp2M1(double x) => x * double.Exp2M1(x);

    [Differentiable(Derivatives.All), At(0.3), At(-0.7), At(0.0)]
    public static double Exp10(double x) => x * double.Exp10(x);

    [Differentiable(Derivatives.All), At(0.3), At(-0.7), At(0.0)]
    public static double Exp10M1(double x) => x * double.Exp10M1(x);

    [Differentiable(Derivatives.All), At(0.3), At(-0.7), At(0.0)]
    public static double SinPi(double x) => x * double.SinPi(x);

    [Differentiable(Derivatives.All), At(0.3), At(-0.7), At(0.0)]
    public static double CosPi(double x) => x * double.CosPi(x);

    [Differentiable(Derivatives.All), At(0.3), At(-0.7), At(0.0)]
    public static double AtanPi(double x) => x * double.AtanPi(x);

    [Differentiable(Derivatives.All), At(0.3), At(-0.7), At(0.0)]
    public static double DegreesToRadians(double x) => x * double.DegreesToRadians(x);

    [Differentiable(Derivatives.All), At(0.3), At(-0.7), At(0.0)]
    public static double RadiansToDegrees(double x) => x * double.RadiansToDegrees(x);

    [Differentiable(Derivatives.All), At(0.2), At(-0.1), At(0.0)]
    public static double TanPi(double x) => x * double.TanPi(x);

    [Differentiable(Derivatives.All), At(0.4), At(2.5), At(1.0)]
    public static double Log(double x) => x * double.Log(x);

    [Differentiable(Derivatives.All), At(0.4), At(2.5), At(1.0)]
    public static double Log2(double x) => x * double.Log2(x);

    [Differentiable(Derivatives.All), At(0.4), At(2.5), At(1.0)]
    public static double Log10(double x) => x * double.Log10(x);

    [Differentiable(Derivatives.All), At(0.4), At(2.5), At(1.0)]
    public static double Sqrt(double x) => x * double.Sqrt(x);

    [Differentiable(Derivatives.All), At(0.4), At(2.5), At(1.0)]
    public static double Cbrt(double x) => x * double.Cbrt(x);

    [Differentiable(Derivatives.All), At(0.4), At(2.5), At(0.0)]
    public static double LogP1(double x) => x * double.LogP1(x);

    [Differentiable(Derivatives.All), At(0.4), At(2.5), At(0.0)]
    public static double Log2P1(double x) => x * double.Log2P1(x);

    [Differentiable(Derivatives.All), At(0.4), At(2.5), At(0.0)]
    public static double Log10P1(double x) => x * double.Log10P1(x);

    [Differentiable(Derivatives.All), At(1.5), At(3.2)]
    public static double Acosh(double x) => x * double.Acosh(x);

    [Differentiable(Derivatives.All), At(0.4), At(-0.5), At(0.0)]
    public static double Asin(double x) => x * double.Asin(x);

    [Differentiable(Derivatives.All), At(0.4), At(-0.5), At(0.0)]
    public static double Acos(double x) => x * double.Acos(x);

    [Differentiable(Derivatives.All), At(0.4), At(-0.5), At(0.0)]
    public static double Atanh(double x) => x * double.Atanh(x);

    [Differentiable(Derivatives.All), At(0.4), At(-0.5), At(0.0)]
    public static double AsinPi(double x) => x * double.AsinPi(x);

    [Differentiable(Derivatives.All), At(0.4), At(-0.5), At(0.0)]
    public static double AcosPi(double x) => x * double.AcosPi(x);

    [Differentiable(Derivatives.All), At(2.5, 3.5), At(0.4, 0.6), At(1.0, 2.0)]
    public static double LogToBase(double x, double b) => double.Log(x, b);

    [Differentiable(Derivatives.All), At(5.3, 2.2), At(-4.1, 1.5)]
    public static double Remainder(double x, double y) => double.Ieee754Remainder(x, y);

    [Differentiable(Derivatives.All), At(1.7, 2.3), At(0.6, -1.5), At(1.0, 2.0), At(2.0, 0.0), At(2.0, 1.0)]
    public static double Pow(double x, double y) => double.Pow(x, y);

    [Differentiable(Derivatives.All), At(0.8), At(1.9)]
    public static double PowOfConstantExponents(double x) => double.Pow(x, 2) - double.Pow(x, 3) * double.Pow(x, 1) + double.Pow(x, 0) - double.Pow(x, -2) + double.Pow(x, 2.5);

    [Differentiable(Derivatives.All), At(0.0), At(-1.5)]
    public static double PowOfNaturalExponents(double x) => double.Pow(x, 2) - double.Pow(x, 3) + 0.5 * double.Pow(x, 4) - double.Pow(x, 5);

    [Differentiable(Derivatives.All), At(0.8), At(1.9), At(1.0)]
    public static double PowOfConstantBase(double x) => double.Pow(2, x) + double.Pow(0, x);

    [Differentiable(Derivatives.All), At(0.3, 0.8), At(-0.5, -1.2), At(0.6, -0.4), At(0.0, 1.5), At(1.5, 0.0), At(-0.5, 0.0)]
    public static double Atan2(double y, double x) => double.Atan2(y, x);

    [Differentiable(Derivatives.All), At(0.3, 0.8), At(-0.5, -1.2), At(0.0, 1.5), At(1.5, 0.0), At(-0.5, 0.0)]
    public static double Atan2Pi(double y, double x) => double.Atan2Pi(y, x);

    [Differentiable(Derivatives.All), At(0.3, 0.8), At(-0.5, 1.2), At(0.0, 0.8), At(0.3, 0.0)]
    public static double Hypot(double x, double y) => double.Hypot(x, y);

    [Differentiable(Derivatives.All), At(0.7, 3), At(2.5, 4), At(1.5, -2)]
    public static double RootN(double x, int n) => x * double.RootN(x, n);

    [Differentiable(Derivatives.All), At(0.3, 0.8, 0.4), At(-0.5, 1.2, 1.3), At(0.0, 0.0, 0.0)]
    public static double Lerp(double a, double b, double t) => double.Lerp(a, b, t);

    [Differentiable(Derivatives.All), At(0.3, 0.8, 0.4), At(0.0, 0.0, 0.0)]
    public static double MultiplyAddEstimate(double a, double b, double c) => double.MultiplyAddEstimate(a, b, c);

    [Differentiable(Derivatives.All), At(0.3, 0.8, 0.4), At(-1.3, 0.2, 2), At(0.0, 0.0, 0.0)]
    public static double FusedMultiplyAdd(double a, double b, double c) => double.FusedMultiplyAdd(a, b, c);

    [Differentiable(Derivatives.All), At(0.7, 3), At(-1.2, -2)]
    public static double ScaleB(double x, int n) => x * double.ScaleB(x, n);

    [Differentiable(Derivatives.All), At(5.3), At(0.3)]
    public static double ILogB(double x) => x * double.ILogB(x);

    [Differentiable(Derivatives.All), At(0.5, -2), At(-0.5, -2), At(0.7, 1), At(-0.7, 1)]
    public static double CopySign(double x, double y) => x * double.CopySign(x, y);

    [Differentiable(Derivatives.All), At(0.4, -1.3), At(-0.2, 0.9), At(1.5, 0.6)]
    public static double Max(double x, double y) => x * double.Max(x, y);

    [Differentiable(Derivatives.All), At(0.4, -1.3), At(-0.2, 0.9), At(1.5, 0.6)]
    public static double Min(double x, double y) => x * double.Min(x, y);

    [Differentiable(Derivatives.All), At(0.4, -1.3), At(-0.2, 0.9), At(1.5, 0.6)]
    public static double MaxMagnitude(double x, double y) => x * double.MaxMagnitude(x, y);

    [Differentiable(Derivatives.All), At(0.4, -1.3), At(-0.2, 0.9), At(1.5, 0.6)]
    public static double MinMagnitude(double x, double y) => x * double.MinMagnitude(x, y);

    [Differentiable(Derivatives.All), At(0.4, -1.3), At(-0.2, 0.9), At(1.5, 0.6)]
    public static double MaxNumber(double x, double y) => x * double.MaxNumber(x, y);

    [Differentiable(Derivatives.All), At(0.4, -1.3), At(-0.2, 0.9), At(1.5, 0.6)]
    public static double MinNumber(double x, double y) => x * double.MinNumber(x, y);

    [Differentiable(Derivatives.All), At(0.4, -1.3), At(-0.2, 0.9), At(1.5, 0.6)]
    public static double MaxMagnitudeNumber(double x, double y) => x * double.MaxMagnitudeNumber(x, y);

    [Differentiable(Derivatives.All), At(0.4, -1.3), At(-0.2, 0.9), At(1.5, 0.6)]
    public static double MinMagnitudeNumber(double x, double y) => x * double.MinMagnitudeNumber(x, y);

    [Differentiable(Derivatives.All), At(0.4, -1.3), At(-0.2, 0.9), At(1.5, 0.6)]
    public static double MaxNative(double x, double y) => x * double.MaxNative(x, y);

    [Differentiable(Derivatives.All), At(0.4, -1.3), At(-0.2, 0.9), At(1.5, 0.6)]
    public static double MinNative(double x, double y) => x * double.MinNative(x, y);

    [Differentiable(Derivatives.All), At(0.4, -1, 1), At(-1.4, -1, 1), At(1.4, -1, 1)]
    public static double Clamp(double x, double low, double high) => x * double.Clamp(x, low, high);

    [Differentiable(Derivatives.All), At(0.4, -1, 1), At(-1.4, -1, 1), At(1.4, -1, 1)]
    public static double ClampNative(double x, double low, double high) => x * double.ClampNative(x, low, high);

    [Differentiable(Derivatives.All), At(1.3), At(-2.6)]
    public static double Floor(double x) => x * double.Floor(x);

    [Differentiable(Derivatives.All), At(1.3), At(-2.6)]
    public static double Ceiling(double x) => x * double.Ceiling(x);

    [Differentiable(Derivatives.All), At(1.3), At(-2.6)]
    public static double Truncate(double x) => x * double.Truncate(x);

    [Differentiable(Derivatives.All), At(1.3), At(-2.6)]
    public static double Round(double x) => x * double.Round(x);

    [Differentiable(Derivatives.All), At(1.3), At(-2.6)]
    public static double Sign(double x) => x * double.Sign(x);

    [Differentiable(Derivatives.All), At(1.33), At(-2.62)]
    public static double RoundToDigits(double x) => x * double.Round(0.1f * x, 1);

    [Differentiable(Derivatives.All), At(0.7, 2), At(0.7, -1.4), At(0.7, 3)]
    public static double IsEvenInteger(double x, [Constant] double n) => double.IsEvenInteger(n) ? x * x : 2 * x;

    [Differentiable(Derivatives.All), At(0.7, 2), At(0.7, -1.4), At(0.7, 3)]
    public static double IsFinite(double x, [Constant] double n) => double.IsFinite(n) ? x * x : 2 * x;

    [Differentiable(Derivatives.All), At(0.7, 2), At(0.7, -1.4), At(0.7, 3)]
    public static double IsInfinity(double x, [Constant] double n) => double.IsInfinity(n) ? x * x : 2 * x;

    [Differentiable(Derivatives.All), At(0.7, 2), At(0.7, -1.4), At(0.7, 3)]
    public static double IsInteger(double x, [Constant] double n) => double.IsInteger(n) ? x * x : 2 * x;

    [Differentiable(Derivatives.All), At(0.7, 2), At(0.7, -1.4), At(0.7, 3)]
    public static double IsNaN(double x, [Constant] double n) => double.IsNaN(n) ? x * x : 2 * x;

    [Differentiable(Derivatives.All), At(0.7, 2), At(0.7, -1.4), At(0.7, 3)]
    public static double IsNegative(double x, [Constant] double n) => double.IsNegative(n) ? x * x : 2 * x;

    [Differentiable(Derivatives.All), At(0.7, 2), At(0.7, -1.4), At(0.7, 3)]
    public static double IsNegativeInfinity(double x, [Constant] double n) => double.IsNegativeInfinity(n) ? x * x : 2 * x;

    [Differentiable(Derivatives.All), At(0.7, 2), At(0.7, -1.4), At(0.7, 3)]
    public static double IsNormal(double x, [Constant] double n) => double.IsNormal(n) ? x * x : 2 * x;

    [Differentiable(Derivatives.All), At(0.7, 2), At(0.7, -1.4), At(0.7, 3)]
    public static double IsOddInteger(double x, [Constant] double n) => double.IsOddInteger(n) ? x * x : 2 * x;

    [Differentiable(Derivatives.All), At(0.7, 2), At(0.7, -1.4), At(0.7, 3)]
    public static double IsPositive(double x, [Constant] double n) => double.IsPositive(n) ? x * x : 2 * x;

    [Differentiable(Derivatives.All), At(0.7, 2), At(0.7, -1.4), At(0.7, 3)]
    public static double IsPositiveInfinity(double x, [Constant] double n) => double.IsPositiveInfinity(n) ? x * x : 2 * x;

    [Differentiable(Derivatives.All), At(0.7, 2), At(0.7, -1.4), At(0.7, 3)]
    public static double IsPow2(double x, [Constant] double n) => double.IsPow2(n) ? x * x : 2 * x;

    [Differentiable(Derivatives.All), At(0.7, 2), At(0.7, -1.4), At(0.7, 3)]
    public static double IsRealNumber(double x, [Constant] double n) => double.IsRealNumber(n) ? x * x : 2 * x;

    [Differentiable(Derivatives.All), At(0.7, 2), At(0.7, -1.4), At(0.7, 3)]
    public static double IsSubnormal(double x, [Constant] double n) => double.IsSubnormal(n) ? x * x : 2 * x;
}
