namespace DiffGen.RandomPrograms.Running;

/// <summary>
/// Holds the kinds of derivatives of a program against one another at one point, number by number. The oracle only says how large the
/// contributions are.
/// </summary>
/// <param name="calls">The derivatives.</param>
/// <param name="filled">What they wrote.</param>
internal sealed class Agreement(Signature signature, Point point, IReadOnlyList<DerivativeCall> calls, Filled filled, Contributions sizes, Outcome outcome)
{
    private readonly double[] _direction = signature.Numbers(point.Direction, p => p.IsInput);

    public Failure? Run() => TangentAndAdjoint() ?? TangentAndJacobian() ?? AdjointAndJacobian() ?? GradientAndAdjoint() ?? GradientAndThatOfProduct() ?? HessianAndItself() ?? HessianAndProduct();

    /// <summary>⟨w, FTangent along v⟩ = ⟨FAdjoint of w, v⟩.</summary>
    private Failure? TangentAndAdjoint() => filled.Product(FailureKind.Tangent) is { } tangent && filled.Product(FailureKind.Adjoint) is { } adjoint
        ? Differ("⟨w, tangent along v⟩ and ⟨adjoint of w, v⟩", [tangent], [adjoint], _ => Tolerances.First(signature) * (sizes.Size + Tolerances.Least)) : null;

    /// <summary>The tangent along v is J·v; v has zeros for what has no column.</summary>
    private Failure? TangentAndJacobian()
    {
        if (filled.Matrix(FailureKind.Jacobian) is not { } jacobian || filled[FailureKind.Tangent] is not { } tangents)
            return null;
        if (signature.Parameters.Any(p => p.IsInput && !p.IsColumn))
        {
            tangents = [.. Point.Copy([.. point.Direction.Select((d, i) => signature.Parameters[i].IsColumn ? d : Point.Zero(d))]), null];
            Call(FailureKind.Tangent, filled.Seed, tangents);
        }
        return Differ("tangent and J·v", signature.Rows(tangents[^1], tangents), Values.Times(jacobian, signature.Numbers(point.Direction, p => p.IsColumn)),
            r => Tolerances.First(signature) * (sizes.Rows[r] + Tolerances.Least));
    }

    /// <summary>An adjoint with the seed w adds Jᵀ·w to what its buffers hold.</summary>
    private Failure? AdjointAndJacobian()
    {
        if (filled.Matrix(FailureKind.Jacobian) is not { } jacobian || filled[FailureKind.Adjoint] is not { } adjoints)
            return null;
        double[] w = signature.Rows(filled.Seed, point.Seeds), before = signature.Numbers(point.Seeds, p => p.IsColumn), v = signature.Numbers(point.Direction, p => p.IsColumn);
        double size = w.Zip(sizes.Rows, (s, r) => Math.Abs(s) * r).Sum();
        return Differ("adjoint and Jᵀ·w", signature.Numbers(adjoints, p => p.IsColumn), [.. before.Zip(Values.Times(Values.Transpose(jacobian), w), (b, d) => b + d)],
            k => Each(size, v[k]) + (Tolerances.First(signature) * Math.Abs(before[k])));
    }

    /// <summary>The gradient is the adjoint of 1, with 0 as seed of what F writes beside.</summary>
    private Failure? GradientAndAdjoint()
    {
        if (filled.Gradient(FailureKind.Gradient) is not { } gradient || filled[FailureKind.Adjoint] is null)
            return null;
        object?[] adjoints = [.. point.Seeds.Select(Point.Zero)];
        Call(FailureKind.Adjoint, signature.Result == "float" ? 1f : (object)1.0, adjoints);
        return Differ("gradient and adjoint of 1", gradient, signature.Numbers(adjoints, p => p.IsInput), k => Each(sizes.Returned, _direction[k]));
    }

    private Failure? GradientAndThatOfProduct() =>
        filled.Gradient(FailureKind.Gradient) is { } gradient && filled.Gradient(FailureKind.HessianVectorProduct) is { } beside
            ? Differ("gradient and that beside H·v", gradient, beside, k => Each(sizes.Returned, _direction[k])) : null;

    private Failure? HessianAndItself() => filled.Matrix(FailureKind.Hessian) is { } hessian
        ? Differ("H and Hᵀ", [.. hessian.Cast<double>()], [.. Values.Transpose(hessian).Cast<double>()], _ => OfSecond(hessian)) : null;

    private Failure? HessianAndProduct() => filled.Matrix(FailureKind.Hessian) is { } hessian && filled.HessianVectorProduct() is { } product
        ? Differ("Hessian-vector product and H·v", product, Values.Times(hessian, _direction), _ => 3 * _direction.Length * OfSecond(hessian)) : null;

    private Failure? Differ(string what, double[] first, double[] second, Func<int, double> tolerance)
    {
        outcome.Agreements++;
        if (first.Length != second.Length)
            return new Failure(FailureKind.Agreement, $"{what}: {first.Length} and {second.Length} numbers");
        for (int k = 0; k < first.Length; k++)
        {
            if (!(Math.Abs(first[k] - second[k]) <= tolerance(k)))
                return new Failure(FailureKind.Agreement, FormattableString.Invariant($"{what}: {first[k]:R} and {second[k]:R} at {k}, beyond {tolerance(k):G3}"));
        }
        return null;
    }

    // A derivative along v contains the contributions of each input, times its part of v.
    private double Each(double size, double part) => Tolerances.First(signature) * ((size / Math.Abs(part)) + Tolerances.Least);

    private double OfSecond(double[,] hessian) =>
        Tolerances.Second(signature) * (hessian.Cast<double>().Select(Math.Abs).DefaultIfEmpty(0).Max() + sizes.Returned + Tolerances.Least);

    private void Call(FailureKind kind, object? ofReturned, object?[] buffers) =>
        calls.First(c => c.Kind == kind).Invoke(Point.Copy(point.Arguments), ofReturned, buffers);
}
