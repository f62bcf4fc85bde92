namespace DiffGen.RandomPrograms.Running;

/// <summary>
/// Holds the kinds of derivatives of a program against one another at one point, number by number. The oracle only says how large the
/// contributions are.
/// </summary>
/// <param name="calls">The derivatives.</param>
/// <param name="filled">What they wrote when they were called as <see cref="Comparison"/> does.</param>
/// <param name="sizes">How large what each is made of is.</param>
internal sealed class Agreement(Signature signature, Point point, IReadOnlyList<DerivativeCall> calls, IReadOnlyDictionary<FailureKind, object?[]> filled,
    object? seed, Contributions sizes, Outcome outcome)
{
    private readonly int _count = signature.Parameters.Count;

    private double Tolerance => Comparison.Tolerance(signature);

    // A second derivative is a sum of products twice as long, and what cancels in it is not seen in the first one.
    private double SecondTolerance => signature.IsSingle ? 10 * Tolerance : 1000 * Tolerance;

    public Failure? Run() => TangentIsJacobianTimes() ?? AdjointIsTransposeTimes() ?? GradientIsAdjointOfOne() ?? GradientOfProduct() ?? HessianIsSymmetric() ?? ProductIsHessianTimes();

    /// <summary>The tangent along v is J·v; v has zeros for what has no column.</summary>
    private Failure? TangentIsJacobianTimes()
    {
        if (Matrix(FailureKind.Jacobian) is not { } jacobian || Filled(FailureKind.Tangent) is not { } tangents)
            return null;
        if (signature.Parameters.Any(p => p.IsInput && !p.IsColumn))
        {
            tangents = [.. Point.Copy([.. point.Direction.Select((d, i) => signature.Parameters[i].IsColumn ? d : Point.Zero(d))]), null];
            Call(FailureKind.Tangent, seed, tangents);
        }
        double[] v = signature.Numbers(point.Direction, p => p.IsColumn);
        return Differ("tangent and J·v", signature.Rows(tangents[^1], tangents), Enumerable.Range(0, jacobian.GetLength(0)).Select(r => Enumerable.Range(0, v.Length).Sum(c => jacobian[r, c] * v[c])),
            r => Tolerance * (sizes.Rows[r] + Comparison.Least));
    }

    /// <summary>An adjoint with the seed w adds Jᵀ·w to what its buffers hold.</summary>
    private Failure? AdjointIsTransposeTimes()
    {
        if (Matrix(FailureKind.Jacobian) is not { } jacobian || Filled(FailureKind.Adjoint) is not { } adjoints)
            return null;
        double[] w = signature.Rows(seed, point.Seeds), before = signature.Numbers(point.Seeds, p => p.IsColumn);
        double size = w.Zip(sizes.Rows, (s, r) => Math.Abs(s) * r).Sum();
        return Differ("adjoint and Jᵀ·w", signature.Numbers(adjoints, p => p.IsColumn), before.Select((b, c) => b + Enumerable.Range(0, w.Length).Sum(r => jacobian[r, c] * w[r])),
            Each(p => p.IsColumn, size, before));
    }

    /// <summary>The gradient is the adjoint of 1, with 0 as seed of what F writes beside.</summary>
    private Failure? GradientIsAdjointOfOne()
    {
        if (Filled(FailureKind.Gradient) is not { } gradient || Filled(FailureKind.Adjoint) is null)
            return null;
        object?[] adjoints = [.. point.Seeds.Select(Point.Zero)];
        Call(FailureKind.Adjoint, signature.Result == "float" ? 1f : (object)1.0, adjoints);
        return Differ("gradient and adjoint of 1", signature.Numbers(gradient, p => p.IsInput), signature.Numbers(adjoints, p => p.IsInput), Each(p => p.IsInput, sizes.Returned));
    }

    private Failure? GradientOfProduct()
    {
        if (Filled(FailureKind.Gradient) is not { } gradient || Filled(FailureKind.HessianVectorProduct) is not { } product)
            return null;
        return Differ("gradient and that beside H·v", signature.Numbers(gradient, p => p.IsInput), signature.Numbers(product.Skip(_count), p => p.IsInput), Each(p => p.IsInput, sizes.Returned));
    }

    private Failure? HessianIsSymmetric()
    {
        if (Matrix(FailureKind.Hessian) is not { } hessian)
            return null;
        double[,] transpose = new double[hessian.GetLength(1), hessian.GetLength(0)];
        for (int i = 0; i < hessian.GetLength(0); i++)
        {
            for (int j = 0; j < hessian.GetLength(1); j++)
                transpose[j, i] = hessian[i, j];
        }
        return Differ("H and Hᵀ", hessian.Cast<double>(), transpose.Cast<double>(), _ => SecondTolerance * (Largest(hessian) + sizes.Returned));
    }

    private Failure? ProductIsHessianTimes()
    {
        if (Matrix(FailureKind.Hessian) is not { } hessian || Filled(FailureKind.HessianVectorProduct) is not { } product)
            return null;
        double[] v = signature.Numbers(point.Direction, p => p.IsInput);
        return Differ("Hessian-vector product and H·v", signature.Numbers(product.Skip(2 * _count), p => p.IsInput), Enumerable.Range(0, v.Length).Select(i => Enumerable.Range(0, v.Length).Sum(j => hessian[i, j] * v[j])),
            _ => 3 * v.Length * SecondTolerance * (Largest(hessian) + sizes.Returned));
    }

    private Failure? Differ(string what, IEnumerable<double> first, IEnumerable<double> second, Func<int, double> tolerance)
    {
        outcome.Agreements++;
        double[] a = [.. first], b = [.. second];
        if (a.Length != b.Length)
            return new Failure(FailureKind.Agreement, $"{what}: {a.Length} and {b.Length} numbers");
        for (int k = 0; k < a.Length; k++)
        {
            if (!(Math.Abs(a[k] - b[k]) <= tolerance(k)))
                return new Failure(FailureKind.Agreement, FormattableString.Invariant($"{what}: {a[k]:R} and {b[k]:R} at {k}, beyond {tolerance(k):G3}"));
        }
        return null;
    }

    // A sum of contributions along v has those of an input, times its part of v.
    private Func<int, double> Each(Func<ProgramParameter, bool> which, double size, double[]? before = null)
    {
        double[] v = signature.Numbers(point.Direction, which);
        return k => Tolerance * ((size / Math.Abs(v[k])) + Math.Abs(before?[k] ?? 0) + Comparison.Least);
    }

    private void Call(FailureKind kind, object? ofReturned, object?[] buffers) =>
        calls.First(c => c.Kind == kind).Invoke(Point.Copy(point.Arguments), ofReturned, buffers);

    private object?[]? Filled(FailureKind kind) => filled.GetValueOrDefault(kind);

    private double[,]? Matrix(FailureKind kind) => Filled(kind) is { } buffers ? Values.Matrix(buffers[_count]!) : null;

    private static double Largest(double[,] matrix) => matrix.Cast<double>().Select(Math.Abs).DefaultIfEmpty(0).Max();
}
