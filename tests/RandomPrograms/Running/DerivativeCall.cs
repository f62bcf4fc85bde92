using System.Reflection;

namespace DiffGen.RandomPrograms.Running;

/// <summary>A generated derivative, called as the contract says.</summary>
internal sealed class DerivativeCall
{
    private const int Seed = -1;

    private readonly int _own;
    private readonly int[] _places;
    private readonly Func<object?[], object?> _method;
    private readonly Type? _element;

    /// <param name="type">The class of the program.</param>
    /// <param name="target">What <c>this</c> is; null for a static method.</param>
    public DerivativeCall(Type type, object? target, Signature signature, FailureKind kind)
    {
        Kind = kind;
        _own = signature.Parameters.Count;
        _places = [.. Places(signature, kind)];
        MethodInfo method = type.GetMethod("F" + kind) ?? throw new MissingMethodException(type.Name, "F" + kind);
        if (method.GetParameters().Length != _places.Length)
            throw new MissingMethodException($"{method} has other parameters than the contract says");
        _method = Invocation.Of(method, target);
        if (kind is FailureKind.Hessian or FailureKind.Jacobian)
            _element = method.GetParameters()[^1].ParameterType.GetElementType();
        if (Array.IndexOf(_places, Seed) is >= 0 and var at)
            AnySeed = Any(method.GetParameters()[at].ParameterType);
    }

    public FailureKind Kind { get; }

    /// <summary>A seed for when F returns nothing that one could be made like.</summary>
    public object? AnySeed { get; }

    /// <summary>A matrix to be filled.</summary>
    public Array Matrix(int rows, int columns)
    {
        var matrix = Array.CreateInstance(_element!, rows, columns);
        for (int i = 0; i < matrix.Length; i++)
            matrix.SetValue(float.NaN, i / columns, i % columns);
        return matrix;
    }

    private static object? Any(Type type) => type.IsByRefLike ? Array.CreateInstance(type.GetGenericArguments()[0], 2) : Activator.CreateInstance(type);

    /// <param name="arguments">Those of F; take back what is assigned.</param>
    /// <param name="seed">That of the returned value.</param>
    /// <param name="derivatives">
    /// One for each parameter of F, used or not; for a tangent that of the returned value after them; for a Hessian-vector product
    /// directions, gradient and product; for a matrix that after them.
    /// </param>
    public object? Invoke(object?[] arguments, object? seed, object?[] derivatives)
    {
        var all = new object?[_places.Length];
        for (int i = 0; i < all.Length; i++)
            all[i] = _places[i] == Seed ? seed : _places[i] < _own ? arguments[_places[i]] : derivatives[_places[i] - _own];
        object? value = _method(all);
        for (int i = 0; i < all.Length; i++)
        {
            if (_places[i] >= _own)
                derivatives[_places[i] - _own] = all[i];
            else if (_places[i] != Seed)
                arguments[_places[i]] = all[i];
        }
        return value;
    }

    /// <summary>For each parameter of the derivative: the number of one of F, or those and the number of a derivative.</summary>
    private static IEnumerable<int> Places(Signature signature, FailureKind kind)
    {
        int n = signature.Parameters.Count;
        IEnumerable<int> Of(Func<ProgramParameter, bool> which, int group = 1) =>
            Enumerable.Range(0, n).Where(i => which(signature.Parameters[i])).Select(i => (group * n) + i);
        IEnumerable<int> own = Enumerable.Range(0, n);
        int[] returned = signature.Result == "void" ? [] : [kind == FailureKind.Tangent ? n + n : Seed];
        return kind switch
        {
            FailureKind.Gradient => [.. own, .. Of(p => p.IsInput)],
            FailureKind.Adjoint => [.. own, .. returned, .. Of(p => p.HasDerivative)],
            FailureKind.HessianVectorProduct => [.. own, .. Of(p => p.IsInput), .. Of(p => p.IsInput, 2), .. Of(p => p.IsInput, 3)],
            FailureKind.Hessian or FailureKind.Jacobian => [.. own, n + n],
            _ => [.. own, .. Of(p => p.HasDerivative), .. returned],
        };
    }
}
