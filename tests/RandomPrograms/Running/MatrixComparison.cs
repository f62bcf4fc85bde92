using DiffGen.RandomPrograms.Oracle;

namespace DiffGen.RandomPrograms.Running;

/// <summary>Jacobians, Hessians and their products at one point, against the oracle and one another.</summary>
/// <param name="filled">What the derivatives wrote.</param>
internal sealed class MatrixComparison(Signature signature, Interpreter interpreter, Callable method, Point point,
    IReadOnlyDictionary<FailureKind, object?[]> filled, Outcome outcome)
{
    private const double Tolerance = 1e-12;

    // A second derivative is a sum of products twice as long, and what cancels in it is not seen in the first one.
    private const double SecondTolerance = 1e-9;

    private readonly int _count = signature.Parameters.Count;

    public Failure? Run() => Jacobian() ?? Second();

    /// <summary>J·v, row by row, is what the oracle says; v has zeros for what is not a column.</summary>
    private Failure? Jacobian()
    {
        if (!filled.TryGetValue(FailureKind.Jacobian, out object?[]? buffers))
            return null;
        outcome.Matrices++;
        var jacobian = (double[,])buffers[_count]!;
        double[] v = Vector(point.Direction, p => p.IsColumn);
        var frame = new Frame(method.Cells, method.Arrays);
        point.Fill(frame, method, [.. point.Direction.Select((d, i) => signature.Parameters[i].IsColumn ? d : Point.Zero(d))], 0);
        interpreter.Run(method, frame);
        Number[] rows = [.. frame.Results(signature.Result != "void"), .. Enumerable.Range(0, _count).Where(i => signature.Parameters[i].IsRow).SelectMany(i => method.Final(frame, i))];
        for (int r = 0; r < rows.Length; r++)
        {
            double actual = Enumerable.Range(0, v.Length).Sum(c => jacobian[r, c] * v[c]);
            if (!(Math.Abs(actual - rows[r].Dot) <= Tolerance * (rows[r].Size + 1e-6)))
                return new Failure(FailureKind.Jacobian, FormattableString.Invariant($"row {r}: {actual:R} instead of J·ẋ = {rows[r].Dot:R}, contributions {rows[r].Size:G3}"));
        }
        return null;
    }

    /// <summary>ü·H·ẋ is what the oracle says, H is symmetric, and H·ẋ is the Hessian-vector product.</summary>
    private Failure? Second()
    {
        double[] u = Vector(point.Other, p => p.IsInput), v = Vector(point.Direction, p => p.IsInput);
        double[]? product = filled.TryGetValue(FailureKind.HessianVectorProduct, out object?[]? buffers) ? Vector(buffers[(2 * _count)..], p => p.IsInput) : null;
        double[,]? hessian = filled.TryGetValue(FailureKind.Hessian, out buffers) ? (double[,])buffers[_count]! : null;
        if ((product is null && hessian is null) || SecondDerivative.At(point, interpreter, method) is not { } expected)
            return null;
        outcome.Second++;
        if (product is not null && Disagrees(FailureKind.HessianVectorProduct, product.Zip(u, (p, t) => p * t), expected) is { } failure)
            return failure;
        if (hessian is null)
            return null;
        double[] ofHessian = [.. Enumerable.Range(0, u.Length).Select(i => Enumerable.Range(0, v.Length).Sum(j => hessian[i, j] * v[j]))];
        if (Disagrees(FailureKind.Hessian, ofHessian.Zip(u, (p, t) => p * t), expected) is { } wrong)
            return wrong;
        double largest = hessian.Cast<double>().Select(Math.Abs).DefaultIfEmpty(0).Max(), most = SecondTolerance * (largest + expected.Size);
        for (int i = 0; i < u.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (!(Math.Abs(hessian[i, j] - hessian[j, i]) <= most))
                    return new Failure(FailureKind.Hessian, FormattableString.Invariant($"[{i}, {j}] is {hessian[i, j]:R}, the other way round it is {hessian[j, i]:R}"));
            }
            if (product is not null && !(Math.Abs(product[i] - ofHessian[i]) <= 3 * u.Length * most))
                return new Failure(FailureKind.Hessian, FormattableString.Invariant($"H·ẋ is {ofHessian[i]:R} at {i}, the product {product[i]:R}"));
        }
        return null;
    }

    private static Failure? Disagrees(FailureKind kind, IEnumerable<double> terms, SecondDerivative expected) =>
        expected.Agrees(terms.Sum(), terms.Sum(Math.Abs)) ? null : new Failure(kind, FormattableString.Invariant($"{terms.Sum():R} instead of {expected}"));

    private double[] Vector(object?[] values, Func<ProgramParameter, bool> which) =>
        [.. Enumerable.Range(0, _count).Where(i => which(signature.Parameters[i])).SelectMany(i => Values.Numbers(values[i]))];
}
