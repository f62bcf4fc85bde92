using DiffGen.RandomPrograms.Oracle;

namespace DiffGen.RandomPrograms.Running;

/// <summary>⟨ȳ, J·ẋ⟩ as the oracle says, with the sums of absolute contributions, which rounding errors are relative to.</summary>
/// <param name="Product">⟨ȳ, J·ẋ⟩; an argument that F does not change counts as an output that equals its input, since its buffer is added to.</param>
/// <param name="Size">Contributions to it.</param>
/// <param name="Dot">The derivative of the returned number along ẋ.</param>
/// <param name="Returned">Contributions to it, or to all that is returned.</param>
/// <param name="Rows">Contributions to each output.</param>
internal sealed record Contributions(double Product, double Size, double Dot, double Returned, double[] Rows)
{
    // Where the sum of absolute contributions exceeds this, little would be learned.
    private const double TooLarge = 1e12;

    public bool AreTooLarge => !(Size < TooLarge && Returned < TooLarge) || !double.IsFinite(Product);

    /// <param name="seed">Of what F returned; null if it returns nothing.</param>
    public static Contributions Of(Signature signature, Callable method, Point point, Frame frame, object? seed)
    {
        Number[] results = frame.Results(seed is not null);
        double product = 0, size = 0;
        foreach (var (ȳ, y) in Values.Numbers(seed).Zip(results))
        {
            product += ȳ * y.Dot;
            size += Math.Abs(ȳ) * y.Size;
        }
        for (int i = 0; i < point.Arguments.Length; i++)
        {
            ProgramParameter p = signature.Parameters[i];
            if (!p.HasDerivative)
                continue;
            bool byValue = !p.IsArray && p.Passing is not ("ref" or "out");
            double[] seeds = Values.Numbers(point.Seeds[i]), dots = byValue ? Values.Numbers(point.Direction[i]) : [.. method.Final(frame, i).Select(n => n.Dot)];
            double[] sizes = byValue ? [.. dots.Select(Math.Abs)] : [.. method.Final(frame, i).Select(n => n.Size)];
            for (int k = 0; k < seeds.Length; k++)
            {
                product += seeds[k] * dots[k];
                size += Math.Abs(seeds[k]) * sizes[k];
            }
        }
        IEnumerable<Number> rows = results.Concat(Enumerable.Range(0, point.Arguments.Length).Where(i => signature.Parameters[i].IsRow).SelectMany(i => method.Final(frame, i)));
        return new Contributions(product, size, results.Length == 0 ? 0 : results[0].Dot, results.Sum(r => r.Size), [.. rows.Select(r => r.Size)]);
    }
}
