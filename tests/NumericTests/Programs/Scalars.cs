using DiffGen.NumericTests.Harness;

namespace DiffGen.NumericTests.Programs;

/// <summary>Scalars of every type as parameters and locals, and compound assignments to them.</summary>
public static partial class Scalars
{
    [Differentiable(Derivatives.All)]
    public static double Polynomial(double x, int degree, bool negate)
    {
        double power = 1, sum = 0;
        int k = 0;
        bool first = true;
        for (int i = 0; i <= degree; i++)
        {
            sum += first ? 0.5 : power / (k + 1);
            power *= x;
            k += 2;
            first = false;
        }
        return negate ? -sum : +sum;
    }

    public static IEnumerable<object?[]> PolynomialInputs(Numbers n) =>
        from degree in new[] { -1, 0, 1, 2, 5 }
        from negate in new[] { false, true }
        select new object?[] { n.Scalar(), degree, negate };

    [Differentiable(Derivatives.All)]
    public static double Compound(double x, double y)
    {
        double t = x;
        t += y * x;
        t -= 0.5 * x;
        t *= t + y;
        t /= 3 + y;
        t++;
        t %= 7 + x;
        t--;
        double u = t = t * y;
        u += t -= x;
        return u * t - -y;
    }

    [Differentiable(Derivatives.All)]
    public static double ChangedParameters(double x, double y)
    {
        x *= y;
        y = x + y * y;
        x -= y;
        return x * y;
    }

    [Differentiable(Derivatives.All)]
    public static double Mixed(double x, double y)
    {
        float single = (float)2.5;
        int whole = 3;
        long big = 4;
        return x * single + whole / 2 * y + big % 3 * x * y + 7 / whole;
    }

    public static IEnumerable<object?[]> Inputs(Numbers n) => [[n.Scalar(), n.Scalar()], [n.Scalar(1, 2), n.Scalar(-2, -1)]];
}
