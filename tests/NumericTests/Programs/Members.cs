using DiffGen.NumericTests.Harness;

namespace DiffGen.NumericTests.Programs;

/// <summary>Fields, properties, static tables and methods of the same object.</summary>
public sealed partial class Members
{
    private static readonly double[] Nodes = [0.1, 0.4, 0.8, 0.3, 0.9, 0.2];
    private static readonly double[,] Matrix = { { 1, 0.5, 2 }, { -1, 0.3, 0.1 } };
    private static readonly float[][] Rows = [[1f, 2f], [0.5f], []];

    private readonly double[] _weights = [0.5, -1, 2, 0.25, 1.5, 0.75];
    private readonly int[] _order = [2, 0, 1, 1, 0, 2];
    private readonly bool _isSquared = true;
    private readonly Curve _curve = new(0.4) { Bend = 1.25 };
    private readonly (double Low, double High) _range = (0.2, 1.9);
    private double _rate = 0.7;
    private Vec3 _origin = new(0.3, -0.2, 0.7);

    private static readonly Vec3 Start = new(Nodes[1], 0.5, 2);

    private Vec3 Shifted => _origin + Start;

    public double Scale { get; init; } = 1.5;

    private double Rate => _rate * Scale;

    private Curve Own => _curve;

    public static IEnumerable<object?[]> Inputs(Numbers numbers)
    {
        for (int n = 0; n <= 3; n++)
            yield return [numbers.Vector(n)];
        yield return [numbers.Vector(6)];
    }

    [Differentiable(Derivatives.All)]
    public double Weighted(double[] x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += _weights[i] * Basis(x[i], i) * Rate + (_isSquared ? x[i] * x[i] : 1) * Nodes[i];
        return sum;
    }

    private double Basis(double t, int k) => k % 2 == 0 ? Math.Sin(t * Scale) : t * t * _weights[k];

    [Differentiable(Derivatives.All)]
    public double Gathered(double[] x)
    {
        double sum = 1;
        for (int i = 0; i < x.Length; i++)
            sum = sum * Math.Cos(x[i]) + x[_order[i] % x.Length] * this[i];
        return sum;
    }

    [Differentiable]
    public double Distances(double[] x)
    {
        double sum = 0;
        foreach (double t in x)
            sum += (new Vec3(t, t * t, _range.High) - Shifted).Length * _range.Low + Towards(t) * _origin;
        return sum;
    }

    private Vec3 Towards(double t) => t * Start - _origin;

    private double this[int i] => _weights[_order[i]] * Nodes[i];

    [Differentiable(Derivatives.All)]
    public static double Tables(double[] x)
    {
        double sum = 0;
        for (int i = 0; i < Matrix.GetLength(0); i++)
        {
            for (int j = 0; j < Math.Min(x.Length, Matrix.GetLength(1)); j++)
                sum += Matrix[i, j] * x[j] * x[j] * (i < Rows.Length && j < Rows[i].Length ? Rows[i][j] : 1);
        }
        return sum;
    }

    [Differentiable(Derivatives.All)]
    public void InPlace(double[] x)
    {
        for (int i = 1; i < x.Length; i++)
            x[i] = x[i] * x[i - 1] * _weights[i] + Own.At(x[i]) + _curve.Bend * Rate;
    }

    [Differentiable(Derivatives.All)]
    public double OfAnotherObject(double[] x)
    {
        Curve curve = Own;
        double sum = 0;
        foreach (double t in x)
            sum += curve.At(t) * Slope(_curve, t);
        return sum;
    }

    [Differentiable(Derivatives.All)]
    public double UntilTolerance(double[] x)
    {
        double sum = 0;
        foreach (double t in x)
        {
            double a = 1 + t * t, root = a;
            while (Math.Abs(root * root - a) > Tolerance * Scale)
                root = 0.5 * (root + a / root);
            sum += root * Rate;
        }
        return sum;
    }

    private double Tolerance { get; } = 1e-14;

    private static double Slope(Curve curve, double t) => curve.Bend * t;

    internal sealed class Curve(double start)
    {
        internal readonly double Start = start;

        public required double Bend { get; init; }

        public double At(double t) => Start + Bend * t * t;
    }
}

/// <summary>Parameters of the constructor are read like fields; a derivative called like one gives way.</summary>
public partial class Grid(double dx, double[] knots)
{
    public Grid()
        : this(0.25, [1, 2, 3, 4])
    {
    }

    [Differentiable, At(0.3), At(-1)]
    public double Value(double x)
    {
        double sum = 0;
        foreach (double knot in knots)
            sum += Math.Exp(-(x - knot) * (x - knot)) * dx;
        return sum;
    }
}

/// <summary>A structure's own numbers.</summary>
public readonly partial struct Polynomial
{
    private readonly double _a, _b;

    public Polynomial()
    {
        _a = 2;
        _b = -3;
    }

    [Differentiable, At(0.5), At(0)]
    public double Value(double a) => a * (a * _a + _b);
}

/// <summary>The properties of a record.</summary>
public sealed partial record Decay(double Rate, float Offset)
{
    public Decay()
        : this(0.3, 1.5f)
    {
    }

    [Differentiable, At(0.5, 2), At(-1, 0)]
    public double Value(double rate, double t) => Math.Exp(-Rate * t) * rate + Offset * t;
}
