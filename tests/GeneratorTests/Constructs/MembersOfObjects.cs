using DiffGen;

namespace Constructs;

/// <summary>Members of other objects, a parameter of the constructor, and names that are taken already.</summary>
public partial class MembersOfObjects(double dx)
{
    private readonly Curve _curve = new Curve();

    [Differentiable]
    public void Step(double[] x, Curve curve, double bend)
    {
        for (int i = 0; i < x.Length; i++)
            x[i] += dx * _curve.At(x[i]) * curve.Bend * bend;
    }
}

public sealed class Curve
{
    public double Bend { get; set; }

    internal readonly double[] Start = { 1, 2 };

    internal double At(double t) => Start[0] + Bend * t * t;
}
