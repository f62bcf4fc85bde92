using System;
using DiffGen;

namespace Constructs;

public struct Particle
{
    public Place At;
    public double Mass;
}

public readonly record struct Place(double X, double Y)
{
    public static Place operator -(Place a, Place b) => new Place(a.X - b.X, a.Y - b.Y);

    public double Squared => X * X + Y * Y;
}

public struct Cell
{
    public double Heat;
    public double Flow { get; set; }
}

public static partial class StructElements
{
    [Differentiable]
    public static double Springs(ReadOnlySpan<Place> places, double k)
    {
        double energy = 0;
        for (int i = 1; i < places.Length; i++)
            energy += 0.5 * k * (places[i] - places[i - 1]).Squared;
        return energy;
    }

    [Differentiable]
    public static double Inertia(Particle[] particles)
    {
        double sum = 0;
        foreach (Particle p in particles)
            sum += p.Mass * p.At.Squared;
        return sum;
    }

    [Differentiable]
    public static void Diffuse(Cell[,] cells, double rate)
    {
        for (int i = 1; i < cells.GetLength(0); i++)
        {
            for (int j = 0; j < cells.GetLength(1); j++)
            {
                cells[i, j].Flow = rate * (cells[i, j].Heat - cells[i - 1, j].Heat);
                cells[i, j].Heat -= cells[i, j].Flow;
            }
        }
    }
}
