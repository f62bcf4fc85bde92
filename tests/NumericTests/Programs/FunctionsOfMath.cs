using DiffGen.NumericTests.Harness;

namespace DiffGen.NumericTests.Programs;

/// <summary>Every function of <c>System.Math</c>, away from kinks and edges.</summary>
public static partial class FunctionsOfMath
{
    [Differentiable(Derivatives.All), At(0.3), At(-0.7), At(0.0)]
    public static double Exp(double x) => x * Math.Exp(x);

    [Differentiable(Derivatives.All), At(0.3), At(-0.7), At(0.0)]
    public static double Sinh(double x) => x * Math.Sinh(x);

    [Differentiable(Derivatives.All), At(0.3), At(-0.7), At(0.0)]
    public static double Cosh(double x) => x * Math.Cosh(x);

    [Differentiable(Derivatives.All), At(0.3), At(-0.7), At(0.0)]
    public static double Tanh(double x) => x * Math.Tanh(x);

    [Differentiable(Derivatives.All), At(0.3), At(-0.7), At(0.0)]
    public static double Asinh(double x) => x * Math.Asinh(x);

    [Differentiable(Derivatives.All), At(0.3), At(-0.7), At(0.0)]
    public static double Sin(double x) => x * Math.Sin(x);

    [Differentiable(Derivatives.All), At(0.3), At(-0.7), At(0.0)]
    public static double Cos(double x) => x * Math.Cos(x);

    [Differentiable(Derivatives.All), At(0.3), At(-0.7), At(0.0)]
    public static double Tan(double x) => x * Math.Tan(x);

    [Differentiable(Derivatives.All), At(0.3), At(-0.7), At(0.0)]
    public static double Atan(double x) => x * Math.Atan(x);

    [Differentiable(Derivatives.All), At(0.3), At(-0.7)]
    public static double Abs(double x) => x * Math.Abs(x);

    [Differentiable(Derivatives.All), At(0.4), At(2.5), At(1.0)]
    public static double Log(double x) => x * Math.Log(x);

    [Differentiable(Derivatives.All), At(0.4), At(2.5), At(1.0)]
    public static double Log2(double x) => x * Math.Log2(x);

    [Differentiable(Derivatives.All), At(0.4), At(2.5), At(1.0)]
    public static double Log10(double x) => x * Math.Log10(x);

    [Differentiable(Derivatives.All), At(0.4), At(2.5), At(1.0)]
    public static double Sqrt(double x) => x * Math.Sqrt(x);

    [Differentiable(Derivatives.All), At(0.4), At(2.5), At(1.0)]
    public static double Cbrt(double x) => x * Math.Cbrt(x);

    [Differentiable(Derivatives.All), At(1.5), At(3.2)]
    public static double Acosh(double x) => x * Math.Acosh(x);

    [Differentiable(Derivatives.All), At(0.4), At(-0.5), At(0.0)]
    public static double Asin(double x) => x * Math.Asin(x);

    [Differentiable(Derivatives.All), At(0.4), At(-0.5), At(0.0)]
    public static double Acos(double x) => x * Math.Acos(x);

    [Differentiable(Derivatives.All), At(0.4), At(-0.5), At(0.0)]
    public static double Atanh(double x) => x * Math.Atanh(x);

    [Differentiable(Derivatives.All), At(2.5, 3.5), At(0.4, 0.6), At(1.0, 2.0)]
    public static double LogToBase(double x, double b) => Math.Log(x, b);

    [Differentiable(Derivatives.All), At(5.3, 2.2), At(-4.1, 1.5)]
    public static double Remainder(double x, double y) => Math.IEEERemainder(x, y);

    [Differentiable(Derivatives.All), At(1.7, 2.3), At(0.6, -1.5), At(1.0, 2.0), At(2.0, 0.0), At(2.0, 1.0)]
    public static double Pow(double x, double y) => Math.Pow(x, y);

    [Differentiable(Derivatives.All), At(0.8), At(1.9)]
    public static double PowOfConstantExponents(double x) => Math.Pow(x, 2) - Math.Pow(x, 3) * Math.Pow(x, 1) + Math.Pow(x, 0) - Math.Pow(x, -2) + Math.Pow(x, 2.5);

    [Differentiable(Derivatives.All), At(0.0), At(-1.5)]
    public static double PowOfNaturalExponents(double x) => Math.Pow(x, 2) - Math.Pow(x, 3) + 0.5 * Math.Pow(x, 4) - Math.Pow(x, 5);

    [Differentiable(Derivatives.All), At(0.8), At(1.9), At(1.0)]
    public static double PowOfConstantBase(double x) => Math.Pow(2, x) + Math.Pow(0, x);

    [Differentiable(Derivatives.All), At(0.3, 0.8), At(-0.5, -1.2), At(0.6, -0.4), At(0.0, 1.5), At(1.5, 0.0), At(-0.5, 0.0)]
    public static double Atan2(double y, double x) => Math.Atan2(y, x);

    [Differentiable(Derivatives.All), At(0.3, 0.8, 0.4), At(-1.3, 0.2, 2), At(0.0, 0.0, 0.0)]
    public static double FusedMultiplyAdd(double a, double b, double c) => Math.FusedMultiplyAdd(a, b, c);

    [Differentiable(Derivatives.All), At(0.7, 3), At(-1.2, -2)]
    public static double ScaleB(double x, int n) => x * Math.ScaleB(x, n);

    [Differentiable(Derivatives.All), At(5.3), At(0.3)]
    public static double ILogB(double x) => x * Math.ILogB(x);

    [Differentiable(Derivatives.All), At(0.5, -2), At(-0.5, -2), At(0.7, 1), At(-0.7, 1)]
    public static double CopySign(double x, double y) => x * Math.CopySign(x, y);

    [Differentiable(Derivatives.All), At(0.4, -1.3), At(-0.2, 0.9), At(1.5, 0.6)]
    public static double Max(double x, double y) => x * Math.Max(x, y);

    [Differentiable(Derivatives.All), At(0.4, -1.3), At(-0.2, 0.9), At(1.5, 0.6)]
    public static double Min(double x, double y) => x * Math.Min(x, y);

    [Differentiable(Derivatives.All), At(0.4, -1.3), At(-0.2, 0.9), At(1.5, 0.6)]
    public static double MaxMagnitude(double x, double y) => x * Math.MaxMagnitude(x, y);

    [Differentiable(Derivatives.All), At(0.4, -1.3), At(-0.2, 0.9), At(1.5, 0.6)]
    public static double MinMagnitude(double x, double y) => x * Math.MinMagnitude(x, y);

    [Differentiable(Derivatives.All), At(0.4, -1, 1), At(-1.4, -1, 1), At(1.4, -1, 1)]
    public static double Clamp(double x, double low, double high) => x * Math.Clamp(x, low, high);

    [Differentiable(Derivatives.All), At(1.3), At(-2.6)]
    public static double Floor(double x) => x * Math.Floor(x);

    [Differentiable(Derivatives.All), At(1.3), At(-2.6)]
    public static double Ceiling(double x) => x * Math.Ceiling(x);

    [Differentiable(Derivatives.All), At(1.3), At(-2.6)]
    public static double Truncate(double x) => x * Math.Truncate(x);

    [Differentiable(Derivatives.All), At(1.3), At(-2.6)]
    public static double Round(double x) => x * Math.Round(x);

    [Differentiable(Derivatives.All), At(1.3), At(-2.6)]
    public static double Sign(double x) => x * Math.Sign(x);

    [Differentiable(Derivatives.All), At(1.33), At(-2.62)]
    public static double RoundToDigits(double x) => x * Math.Round(0.1f * x, 1);
}
