using DiffGen.RandomPrograms.Oracle;

namespace DiffGen.RandomPrograms.Running;

/// <summary>Jacobians, Hessians and their products at one point, against the oracle.</summary>
/// <param name="filled">What the derivatives wrote.</param>
internal sealed class MatrixComparison(Signature signature, Interpreter interpreter, Callable method, Point point,
    IReadOnlyDictionary<FailureKind, object?[]> filled, Outcome outcome)
{
    private readonly int _count = signature.Parameters.Count;

    public Failure? Run() => Jacobian() ?? Second();

    /// <summary>J·v, row by row, is what the oracle says; v has zeros for what is not a column.</summary>
    private Failure? Jacobian()
    {
        if (!filled.TryGetValue(FailureKind.Jacobian, out object?[]? buffers))
            return null;
        outcome.Matrices++;
        double[,] jacobian = Values.Matrix(buffers[_count]!);
        double[] v = signature.Numbers(point.Direction, p => p.IsColumn);
        var frame = new Frame(method.Cells, method.Arrays);
        point.Fill(frame, method, [.. point.Direction.Select((d, i) => signature.Parameters[i].IsColumn ? d : Point.Zero(d))], 0);
        interpreter.Run(method, frame);
        Number[] rows = [.. frame.Results(signature.Result != "void"), .. Enumerable.Range(0, _count).Where(i => signature.Parameters[i].IsRow).SelectMany(i => method.Final(frame, i))];
        for (int r = 0; r < rows.Length; r++)
        {
            double actual = Enumerable.Range(0, v.Length).Sum(c => jacobian[r, c] * v[c]);
            if (!(Math.Abs(actual - rows[r].Dot) <= Comparison.Tolerance(signature) * (rows[r].Size + 1e-6)))
                return new Failure(FailureKind.Jacobian, FormattableString.Invariant($"row {r}: {actual:R} instead of J·ẋ = {rows[r].Dot:R}, contributions {rows[r].Size:G3}"));
        }
        return null;
    }

    /// <summary>ü·H·ẋ is what the oracle says.</summary>
    private Failure? Second()
    {
        object?[]? product = filled.GetValueOrDefault(FailureKind.HessianVectorProduct), hessian = filled.GetValueOrDefault(FailureKind.Hessian);
        // Differences of numbers that are rounded to float say little.
        if ((product is null && hessian is null) || signature.IsSingle || SecondDerivative.At(point, interpreter, method) is not { } expected)
            return null;
        outcome.Second++;
        double[] u = signature.Numbers(point.Other, p => p.IsInput);
        return Disagrees(FailureKind.HessianVectorProduct, product is null ? null : signature.Numbers(product.Skip(2 * _count), p => p.IsInput), u, expected)
            ?? Disagrees(FailureKind.Hessian, hessian is null ? null : Product(Values.Matrix(hessian[_count]!)), u, expected);
    }

    private IEnumerable<double> Product(double[,] hessian)
    {
        double[] v = signature.Numbers(point.Direction, p => p.IsInput);
        return Enumerable.Range(0, v.Length).Select(i => Enumerable.Range(0, v.Length).Sum(j => hessian[i, j] * v[j]));
    }

    private static Failure? Disagrees(FailureKind kind, IEnumerable<double>? product, double[] u, SecondDerivative expected)
    {
        double[]? terms = product?.Zip(u, (p, t) => p * t).ToArray();
        return terms is null || expected.Agrees(terms.Sum(), terms.Sum(Math.Abs)) ? null
            : new Failure(kind, FormattableString.Invariant($"{terms.Sum():R} instead of {expected}"));
    }
}
