using DiffGen.RandomPrograms.Oracle;

namespace DiffGen.RandomPrograms.Running;

/// <summary>Derivatives at one point, against the oracle.</summary>
internal sealed class OracleComparison(Signature signature, Interpreter interpreter, Callable method, Point point, Filled filled, Contributions expected, Outcome outcome)
{
    private readonly int _count = signature.Parameters.Count;

    public Failure? Run() => First() ?? Jacobian() ?? Second();

    /// <summary>The dot-product test.</summary>
    private Failure? First()
    {
        foreach (FailureKind kind in signature.Kinds)
        {
            if (kind is FailureKind.Jacobian or FailureKind.Hessian || filled.Product(kind) is not { } actual)
                continue;
            bool ofReturned = kind is FailureKind.Gradient or FailureKind.HessianVectorProduct;
            double product = ofReturned ? expected.Dot : expected.Product, size = ofReturned ? expected.Returned : expected.Size;
            if (!(Math.Abs(actual - product) <= Tolerances.First(signature) * (size + Tolerances.Least)))
                return new Failure(kind, FormattableString.Invariant($"{kind}: {actual:R} instead of ⟨ȳ, Jẋ⟩ = {product:R}, contributions {size:G3}"));
        }
        return null;
    }

    /// <summary>J·ẋ, row by row; ẋ has zeros for what is not a column.</summary>
    private Failure? Jacobian()
    {
        if (filled.Matrix(FailureKind.Jacobian) is not { } jacobian)
            return null;
        outcome.Matrices++;
        double[] v = signature.Numbers(point.Direction, p => p.IsColumn);
        var frame = new Frame(method.Cells, method.Arrays);
        point.Fill(frame, method, [.. point.Direction.Select((d, i) => signature.Parameters[i].IsColumn ? d : Point.Zero(d))], 0);
        interpreter.Run(method, frame);
        Number[] rows = [.. frame.Results(signature.Result != "void"), .. Enumerable.Range(0, _count).Where(i => signature.Parameters[i].IsRow).SelectMany(i => method.Final(frame, i))];
        for (int r = 0; r < rows.Length; r++)
        {
            double actual = Enumerable.Range(0, v.Length).Sum(c => jacobian[r, c] * v[c]);
            if (!(Math.Abs(actual - rows[r].Dot) <= Tolerances.First(signature) * (rows[r].Size + Tolerances.Least)))
                return new Failure(FailureKind.Jacobian, FormattableString.Invariant($"row {r}: {actual:R} instead of J·ẋ = {rows[r].Dot:R}, contributions {rows[r].Size:G3}"));
        }
        return null;
    }

    /// <summary>ü·H·ẋ.</summary>
    private Failure? Second()
    {
        double[]? product = filled.HessianVectorProduct();
        double[,]? hessian = filled.Matrix(FailureKind.Hessian);
        // Differences of numbers that are rounded to float say little.
        if ((product is null && hessian is null) || signature.IsSingle || SecondDerivative.At(point, interpreter, method) is not { } second)
            return null;
        outcome.Second++;
        double[] u = signature.Numbers(point.Other, p => p.IsInput), v = signature.Numbers(point.Direction, p => p.IsInput);
        return Disagrees(FailureKind.HessianVectorProduct, product, u, second) ?? Disagrees(FailureKind.Hessian, hessian is null ? null : Values.Times(hessian, v), u, second);
    }

    private static Failure? Disagrees(FailureKind kind, double[]? product, double[] u, SecondDerivative expected)
    {
        double[]? terms = product?.Zip(u, (p, t) => p * t).ToArray();
        return terms is null || expected.Agrees(terms.Sum(), terms.Sum(Math.Abs)) ? null
            : new Failure(kind, FormattableString.Invariant($"{terms.Sum():R} instead of {expected}"));
    }
}
