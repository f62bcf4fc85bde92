namespace DiffGen.NumericTests.Harness;

/// <summary>Random inputs of the documented losses, with extents 0, 1, 2, 3 and unequal ones where the loss has a value there.</summary>
internal static class LossInputs
{
    private static readonly (int, int)[] Shapes = [(0, 0), (0, 2), (2, 0), (1, 1), (1, 3), (3, 1), (2, 2), (2, 3), (3, 2), (5, 4)];

    public static IEnumerable<object?[]> Bilinear(Numbers n) =>
        Shapes.Select(s => new object?[] { n.Vector(s.Item1), n.Matrix(s.Item1, s.Item2), n.Vector(s.Item2) });

    // Positive, so that the lengths that are divided by stay away from 0.
    public static IEnumerable<object?[]> CosineTransform(Numbers n) =>
        Shapes.Where(s => s.Item1 > 0 && s.Item2 > 0)
            .Select(s => new object?[] { n.Matrix(s.Item1, s.Item2, 0.5, 1.5), n.Vector(s.Item2, 0.5, 1), n.Vector(s.Item2, 0.5, 1) });

    public static IEnumerable<object?[]> CosineInnerProduct(Numbers n) =>
        new[] { 1, 2, 3, 5 }.Select(d => new object?[] { n.Matrix(d, d, 0.5, 1.5), n.Vector(d, 0.5, 1), n.Vector(d, 0.5, 1) });

    public static IEnumerable<object?[]> GatedPairs(Numbers n) =>
        from s in Shapes
        from part in new[] { 0, s.Item1 / 2, s.Item1 }.Distinct()
        select new object?[] { n.Vector(s.Item1), n.Matrix(s.Item1, s.Item2), part };

    public static IEnumerable<object?[]> Word2Vec(Numbers n) =>
        from s in Shapes
        let pairs = s.Item1 == 0 ? 0 : 2 * s.Item1
        select new object?[]
        {
            n.Matrix(s.Item1, s.Item2), n.Matrix(s.Item1 + 1, s.Item2), n.Indices(pairs, s.Item1), n.Indices(pairs, s.Item1 + 1),
            n.Indices(pairs + s.Item1, s.Item1), n.Indices(pairs + s.Item1, s.Item1 + 1),
        };

    public static IEnumerable<object?[]> MatrixFactorisation(Numbers n) =>
        from s in Shapes
        from d in new[] { 0, 1, 3 }
        select new object?[] { n.Matrix(s.Item1, s.Item2), n.Matrix(s.Item1, d), n.Matrix(s.Item2, d), n.Scalar() };

    // Entries in 0.6 … 0.8: the Gram matrices, sums of their products, then stay away from the kinks at 0 and 1.
    public static IEnumerable<object?[]> Orthogonality(Numbers n) =>
        from s in new[] { (0, 0, 0), (0, 2, 3), (1, 2, 3), (3, 1, 2), (4, 0, 1), (4, 3, 0), (1, 1, 1), (4, 2, 2) }
        select new object?[] { Numeric.Map(n.Cube(s.Item1, s.Item2, s.Item3), x => 0.7 + 0.1 * x), n.Scalar() };

    public static IEnumerable<object?[]> SoftmaxFrobenius(Numbers n) =>
        from s in Shapes
        from m in new[] { 0, 1, 3 }
        select new object?[] { n.Matrix(s.Item1, s.Item2), n.Matrix(s.Item1, 3), n.Matrix(s.Item2, m), n.Matrix(s.Item1, m) };
}
