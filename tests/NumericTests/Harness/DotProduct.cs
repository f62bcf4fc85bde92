namespace DiffGen.NumericTests.Harness;

/// <summary>⟨ȳ, Jẋ⟩ = ⟨Jᵀȳ, ẋ⟩: the left side by differences of F alone, the right side by FAdjoint.</summary>
/// <remarks>
/// Every active argument counts as an input and as an output, whether F writes it or not: what F leaves alone is the identity, and
/// an adjoint that adds to what its buffer held is exactly the adjoint of that. So one equation also holds FAdjoint to accumulating
/// and to consuming the seeds of what F overwrites.
/// </remarks>
internal static class DotProduct
{
    // Central differences at h, h/2, h/4, h/8, extrapolated: the error of the formula is of order h⁸, below 1e-12 for functions
    // whose derivatives are of the size of the function; rounding is 1e-16 / (h/8) = 1e-13 of it, times a few for the extrapolation.
    // 1e-9 leaves room for steep programs; a wrong term of a random direction shows as 1e-1.
    private const double Step = 1.0 / 64, Tolerance = 1e-9;

    // In single precision rounding is 6e-8 / (h/8) = 1e-4 with a step of 1/16 … 1/128, again with room.
    private const double SingleStep = 1.0 / 16, SingleTolerance = 2e-3;

    public static void Holds(DifferentiatedMethod method, object?[] inputs, Numbers numbers)
    {
        (object? returned, object?[] shapes) = method.Run(inputs);
        int[] active = [.. method.ActiveParameters];
        // That of a method that returns nothing counts for nothing.
        object? seed = Numeric.Map(returned ?? 0.0, _ => numbers.Scalar());
        object?[] seeds = [.. active.Select(i => Numeric.Map(shapes[i], _ => numbers.Scalar()))];
        object?[] direction = [.. method.ActiveInputs.Select(i => Numeric.Map(shapes[i], _ => numbers.Scalar()))];

        (double left, double size) = Difference(method, inputs, seed, seeds, direction);
        double right = 0;
        object?[] adjoints = method.RunAdjoint(inputs, seed, seeds).Derivatives;
        int input = 0;
        for (int k = 0; k < active.Length; k++)
        {
            if (!method.IsOut(active[k]))
                right += Dot(adjoints[k], direction[input++]);
        }

        double tolerance = (method.IsSingle ? SingleTolerance : Tolerance) * Math.Max(1, Math.Max(size, Math.Abs(left)));
        Assert.True(Math.Abs(left - right) <= tolerance, $"{method}: ⟨ȳ, Jẋ⟩ = {left:R}, ⟨Jᵀȳ, ẋ⟩ = {right:R}");
    }

    private static (double Derivative, double Size) Difference(
        DifferentiatedMethod method, object?[] inputs, object? seed, object?[] seeds, object?[] direction)
    {
        double step = method.IsSingle ? SingleStep : Step;
        double[] estimates = new double[4];
        for (int level = 0; level < estimates.Length; level++, step /= 2)
            estimates[level] = (Along(step) - Along(-step)) / (2 * step);
        for (int order = 1; order < estimates.Length; order++)
        {
            double weight = Math.Pow(4, order);
            for (int level = estimates.Length - 1; level >= order; level--)
                estimates[level] = (weight * estimates[level] - estimates[level - 1]) / (weight - 1);
        }
        return (estimates[^1], Math.Abs(Along(0)));

        double Along(double t)
        {
            object?[] moved = (object?[])inputs.Clone();
            int k = 0;
            foreach (int i in method.ActiveInputs)
            {
                using IEnumerator<double> values =
                    Numeric.Read(inputs[i]).Zip(Numeric.Read(direction[k++]), (x, d) => x + t * d).GetEnumerator();
                moved[i] = Numeric.With(inputs[i], values);
            }
            var (value, after) = method.Run(moved);
            return Dot(seed, value)
                + method.ActiveParameters.Select((i, s) => Dot(seeds[s], after[i])).Sum();
        }
    }

    private static double Dot(object? a, object? b) => Numeric.Read(a).Zip(Numeric.Read(b), (x, y) => x * y).Sum();
}
