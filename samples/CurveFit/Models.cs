using DiffGen;

namespace CurveFit;

/// <summary>The eight models: each fills y with what the parameters b predict at every x.</summary>
internal static partial class Models
{
    [Differentiable(Derivatives.Jacobian)]
    public static void Misra1a(double[] b, [Constant] double[] x, double[] y)
    {
        for (int i = 0; i < x.Length; i++)
            y[i] = b[0] * (1 - Math.Exp(-b[1] * x[i]));
    }

    [Differentiable(Derivatives.Jacobian)]
    public static void Chwirut2(double[] b, [Constant] double[] x, double[] y)
    {
        for (int i = 0; i < x.Length; i++)
            y[i] = Math.Exp(-b[0] * x[i]) / (b[1] + b[2] * x[i]);
    }

    [Differentiable(Derivatives.Jacobian)]
    public static void Gauss2(double[] b, [Constant] double[] x, double[] y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = b[0] * Math.Exp(-b[1] * x[i])
                + Peak(b[2], b[3], b[4], x[i])
                + Peak(b[5], b[6], b[7], x[i]);
        }
    }

    [Differentiable(Derivatives.Jacobian)]
    public static void Mgh17(double[] b, [Constant] double[] x, double[] y)
    {
        for (int i = 0; i < x.Length; i++)
            y[i] = b[0] + b[1] * Math.Exp(-x[i] * b[3]) + b[2] * Math.Exp(-x[i] * b[4]);
    }

    /// <summary>A ratio of two cubic polynomials; Hahn1 and Thurber.</summary>
    [Differentiable(Derivatives.Jacobian)]
    public static void Rational(double[] b, [Constant] double[] x, double[] y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            double above = b[0] + x[i] * (b[1] + x[i] * (b[2] + x[i] * b[3]));
            double below = 1 + x[i] * (b[4] + x[i] * (b[5] + x[i] * b[6]));
            y[i] = above / below;
        }
    }

    [Differentiable(Derivatives.Jacobian)]
    public static void Rat43(double[] b, [Constant] double[] x, double[] y)
    {
        for (int i = 0; i < x.Length; i++)
            y[i] = b[0] / Math.Pow(1 + Math.Exp(b[1] - b[2] * x[i]), 1 / b[3]);
    }

    [Differentiable(Derivatives.Jacobian)]
    public static void Eckerle4(double[] b, [Constant] double[] x, double[] y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            double t = (x[i] - b[2]) / b[1];
            y[i] = b[0] / b[1] * Math.Exp(-0.5 * t * t);
        }
    }

    private static double Peak(double height, double centre, double width, double x)
    {
        double t = (x - centre) / width;
        return height * Math.Exp(-t * t);
    }
}
