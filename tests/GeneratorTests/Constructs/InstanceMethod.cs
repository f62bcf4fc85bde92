using DiffGen;

namespace Constructs;

/// <summary>Fields, properties and methods of the same object are constants of the derivative.</summary>
public sealed partial class InstanceMethod
{
    private readonly double[] _weights = { 1, 2, 3 };
    private readonly double[,] _basis = { { 1, 2 }, { 3, 4 } };

    public double Scale { get; set; }

    private double Half => 0.5 * Scale;

    [Differentiable]
    public double Energy(double[] x, double scale)
    {
        double energy = 0;
        for (int i = 0; i < x.Length; i++)
            energy += _weights[i] * Square(x[i]) * scale * Half + _basis[0, i] * x[i];
        return energy;
    }

    private double Square(double t) => t * t * Scale;
}
