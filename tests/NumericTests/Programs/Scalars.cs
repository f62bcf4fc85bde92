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

    // Constants that C# would compute when it compiles, and refuse to, since they overflow.
    [Differentiable(Derivatives.All)]
    public static double Overflowing(double x)
    {
        ulong state = 12345;
        state = state * 6364136223846793005UL + 1442695040888963407UL;
        uint narrow = 4000000000;
        narrow = narrow * 3 + 7;
        narrow -= 4;
        int signed = (int)narrow;
        byte small = (byte)signed;
        ulong below = 3;
        below -= 5;
        long least = long.MinValue;
        least = -least;
        uint zero = 0;
        if (x > 1e9)
            narrow /= zero;
        return x * x * (state >> 11) + Math.Sin(x * small) * signed + narrow * x + (below >> 3) * x * x + least * x;
    }

    public static IEnumerable<object?[]> OverflowingInputs(Numbers n) => from x in new[] { 0.01, 0.3, 1.7, -3.1 } select new object?[] { x };

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
