namespace Newton;

/// <summary>Minimises by Newton's method, each system H·p = −g solved by conjugate gradients that only ever multiply by H.</summary>
/// <remarks>
/// Nocedal and Wright, Numerical Optimization, 2nd edition, algorithm 7.1 (line search Newton–CG): the system is solved only as well as it is
/// worth, to a residual of min(1/100, √‖g‖)·‖g‖, which makes the last steps converge faster than linearly; where H has negative curvature
/// along a direction of the iteration, what was found until then is the step.
/// </remarks>
internal sealed class TruncatedNewton(Problem problem)
{
    private readonly double[] _x = [.. problem.Start];
    private readonly double[] _g = new double[problem.Start.Length], _hv = new double[problem.Start.Length], _scratch = new double[problem.Start.Length];

    /// <summary>How often value and gradient were computed.</summary>
    public int Gradients { get; private set; }

    /// <summary>How often the Hessian was multiplied by a direction.</summary>
    public int Products { get; private set; }

    /// <summary>Runs until ‖g‖ ≤ tolerance·(1 + ‖g₀‖).</summary>
    /// <param name="tolerance">The relative size of the gradient that counts as 0.</param>
    /// <param name="maximumSteps">Where to give up.</param>
    /// <param name="report">Called with each step.</param>
    /// <returns>Whether it converged.</returns>
    public bool Run(double tolerance, int maximumSteps, Action<NewtonStep> report)
    {
        double value = Gradient();
        double target = tolerance * (1 + Norm(_g));
        report(new NewtonStep(0, value, Norm(_g), 0, 0, false));
        for (int step = 1; step <= maximumSteps; step++)
        {
            if (Norm(_g) <= target)
                return true;
            int before = Products;
            bool curvesDown = Direction(out double[] p);
            double length = Search(p, value);
            if (length == 0)
                return false;
            value = Gradient();
            report(new NewtonStep(step, value, Norm(_g), Products - before, length, curvesDown));
        }
        return Norm(_g) <= target;
    }

    private double Gradient()
    {
        Gradients++;
        return problem.Gradient(_x, _g);
    }

    /// <summary>Solves H·p = −g, roughly; says whether it met negative curvature.</summary>
    private bool Direction(out double[] p)
    {
        double norm = Norm(_g);
        double enough = Math.Min(0.01, Math.Sqrt(norm)) * norm;
        p = new double[_g.Length];
        double[] r = [.. _g], d = [.. _g.Select(g => -g)];
        double rr = Dot(r, r);
        for (int j = 0; j < 10 * _g.Length; j++)
        {
            Products++;
            problem.HessianVectorProduct(_x, d, _scratch, _hv);
            double curvature = Dot(d, _hv);
            if (curvature <= 1e-14 * Dot(d, d))
            {
                if (j == 0)
                    Add(p, 1, d);
                return true;
            }
            double a = rr / curvature;
            Add(p, a, d);
            Add(r, a, _hv);
            double next = Dot(r, r);
            if (Math.Sqrt(next) <= enough)
                break;
            double b = next / rr;
            for (int i = 0; i < d.Length; i++)
                d[i] = -r[i] + b * d[i];
            rr = next;
        }
        return false;
    }

    /// <summary>Goes along p, half as far each time, until the value has fallen by a share of what the slope promises (Armijo).</summary>
    private double Search(double[] p, double value)
    {
        double slope = Dot(_g, p);
        double[] from = [.. _x];
        for (double length = 1; length > 1e-12; length /= 2)
        {
            for (int i = 0; i < from.Length; i++)
                _x[i] = from[i] + length * p[i];
            // Near the minimum the value changes by less than its rounding error; there the step itself decides.
            double rounding = 1e-14 * Math.Abs(value);
            if (problem.Value(_x) <= value + 1e-4 * length * slope + rounding)
                return length;
        }
        from.CopyTo(_x, 0);
        return 0;
    }

    private static double Norm(double[] a) => Math.Sqrt(Dot(a, a));

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    private static void Add(double[] to, double factor, double[] a)
    {
        for (int i = 0; i < to.Length; i++)
            to[i] += factor * a[i];
    }
}

/// <summary>A step of Newton's method: where it led, what it took, and whether it met negative curvature.</summary>
internal sealed record NewtonStep(int Number, double Value, double Slope, int Products, double Length, bool CurvesDown);
