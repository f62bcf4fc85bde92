using DiffGen;

namespace Constructs;

/// <summary>A static readonly table is a constant, in the same class and in another one.</summary>
public static partial class StaticTable
{
    private static readonly double[] Nodes = { -0.774596669241483, 0, 0.774596669241483 };

    [Differentiable]
    public static double Integral(double a, double b)
    {
        double sum = 0, half = 0.5 * (b - a);
        for (int i = 0; i < Nodes.Length; i++)
            sum += Rules.Weights[i] * System.Math.Exp(a + half * (1 + Nodes[i]));
        return sum * half;
    }
}

internal static class Rules
{
    internal static readonly double[] Weights = { 5.0 / 9, 8.0 / 9, 5.0 / 9 };
}
