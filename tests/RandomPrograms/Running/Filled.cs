namespace DiffGen.RandomPrograms.Running;

/// <summary>What the derivatives of a program wrote into their buffers at one point.</summary>
/// <param name="seed">Of what F returns.</param>
internal sealed class Filled(Signature signature, Point point, object? seed)
{
    private readonly Dictionary<FailureKind, object?[]> _buffers = [];
    private readonly int _count = signature.Parameters.Count;

    public object? Seed => seed;

    /// <summary>Null for a kind that there is none of; as <see cref="DerivativeCall.Invoke"/> takes them.</summary>
    public object?[]? this[FailureKind kind] => _buffers.GetValueOrDefault(kind);

    /// <summary>What a derivative's buffers hold before: what is overwritten is NaN, what is added to is not 0.</summary>
    /// <param name="result">What F returned.</param>
    public static object?[] Empty(Signature signature, Point point, DerivativeCall derivative, object? result)
    {
        int Count(Func<ProgramParameter, bool> which) => signature.Numbers(point.Arguments, which).Length;
        return derivative.Kind switch
        {
            FailureKind.Gradient => point.Unset(),
            FailureKind.Adjoint => Point.Copy(point.Seeds),
            FailureKind.HessianVectorProduct => [.. Point.Copy(point.Direction), .. point.Unset(), .. point.Unset()],
            FailureKind.Hessian => [.. point.Arguments, derivative.Matrix(Count(p => p.IsInput), Count(p => p.IsInput))],
            FailureKind.Jacobian => [.. point.Arguments, derivative.Matrix(signature.Rows(result, point.Arguments).Length, Count(p => p.IsColumn))],
            _ => [.. Point.Copy(point.Direction), null],
        };
    }

    public void Add(FailureKind kind, object?[] buffers) => _buffers.Add(kind, buffers);

    /// <summary>A Jacobian or Hessian.</summary>
    public double[,]? Matrix(FailureKind kind) => this[kind] is { } buffers ? Values.Matrix(buffers[_count]!) : null;

    /// <summary>The gradient of the returned number, from the kind that has one, for all inputs.</summary>
    public double[]? Gradient(FailureKind kind) =>
        this[kind] is { } buffers ? signature.Numbers(buffers.Skip(kind == FailureKind.HessianVectorProduct ? _count : 0), p => p.IsInput) : null;

    /// <summary>H·ẋ, for all inputs.</summary>
    public double[]? HessianVectorProduct() =>
        this[FailureKind.HessianVectorProduct] is { } buffers ? signature.Numbers(buffers.Skip(2 * _count), p => p.IsInput) : null;

    /// <summary>⟨ȳ, J·ẋ⟩ from tangents, ⟨Jᵀ·ȳ, ẋ⟩ from adjoints; what counts as ȳ of an argument that F leaves alone is what its buffer held.</summary>
    public double? Product(FailureKind kind)
    {
        if (this[kind] is not { } buffers)
            return null;
        return kind == FailureKind.Tangent
            ? Dot(seed, buffers[^1]) + Dot(signature.Numbers(point.Seeds, p => p.HasDerivative), signature.Numbers(buffers, p => p.HasDerivative))
            : Dot(Gradient(kind), signature.Numbers(point.Direction, p => p.IsInput));
    }

    private static double Dot(object? a, object? b) => Values.Numbers(a).Zip(Values.Numbers(b), (x, y) => x * y).Sum();
}
