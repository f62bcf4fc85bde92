using System.Reflection;

namespace DiffGen.NumericTests.Harness;

/// <summary>A method, and the gradient, adjoint and tangent that were generated beside it, found by the signatures of the contract.</summary>
internal sealed class DifferentiatedMethod
{
    private readonly bool[] _active;
    private readonly bool[] _out;

    public DifferentiatedMethod(MethodInfo primal)
    {
        Primal = primal;
        Parameters = primal.GetParameters();
        _active = [.. Parameters.Select(p => Numeric.IsReal(p.ParameterType) && !p.IsDefined(typeof(ConstantAttribute)))];
        _out = [.. Parameters.Select(p => p.IsOut && !p.IsIn)];
        Adjoint = Find("Adjoint", Parameters.Length + (HasSeed ? 1 : 0) + ActiveParameters.Count())
            ?? throw new MissingMethodException(primal.DeclaringType!.Name, primal.Name + "Adjoint");
        Tangent = Find("Tangent", Parameters.Length + ActiveParameters.Count() + (HasSeed ? 1 : 0));
        HessianVectorProduct = ReturnsNumber ? Find("HessianVectorProduct", Parameters.Length + 3 * ActiveInputs.Count()) : null;
        Hessian = ReturnsNumber ? Find("Hessian", Parameters.Length + 1) : null;
        Jacobian = Find("Jacobian", Parameters.Length + 1);
        Gradient = ReturnsNumber ? Find("Gradient", Parameters.Length + ActiveInputs.Count()) : null;
    }

    public MethodInfo Primal { get; }

    public ParameterInfo[] Parameters { get; }

    public MethodInfo Adjoint { get; }

    public MethodInfo? Gradient { get; }

    /// <summary>The Hessian-vector product; null if none was asked for.</summary>
    public MethodInfo? HessianVectorProduct { get; }

    /// <summary>The Hessian; null if none was asked for.</summary>
    public MethodInfo? Hessian { get; }

    /// <summary>The Jacobian; null if none was asked for, or it has no columns.</summary>
    public MethodInfo? Jacobian { get; }

    /// <summary>The tangent; null if none was asked for.</summary>
    public MethodInfo? Tangent { get; }

    public bool ReturnsNumber => Primal.ReturnType == typeof(double) || Primal.ReturnType == typeof(float);

    /// <summary>Whether a number, an array or a tuple is returned.</summary>
    public bool HasSeed => Numeric.IsReal(Primal.ReturnType);

    /// <summary>Whether a number of single precision takes part, which bounds the accuracy.</summary>
    public bool IsSingle => Parameters.Append(Primal.ReturnParameter).Any(p => p.ParameterType.ToString().Contains("System.Single", StringComparison.Ordinal));

    public IEnumerable<int> ActiveParameters => Enumerable.Range(0, Parameters.Length).Where(i => _active[i]);

    public IEnumerable<int> ActiveInputs => ActiveParameters.Where(i => !_out[i]);

    public bool IsOut(int parameter) => _out[parameter];

    /// <summary>F on copies: what it returns and what its arguments hold afterwards.</summary>
    public (object? Value, object?[] After) Run(object?[] inputs)
    {
        object?[] arguments = Numeric.Copy(inputs);
        object? value = Caller.Call(Primal, arguments);
        return (value, arguments);
    }

    /// <summary>FGradient on copies, with buffers that hold <paramref name="before"/>.</summary>
    public (object? Value, object?[] After, object?[] Derivatives) RunGradient(object?[] inputs, double before)
    {
        object?[] own = Numeric.Copy(inputs);
        object?[] arguments = [.. own, .. ActiveInputs.Select(i => Numeric.Filled(inputs[i], before))];
        object? value = Caller.Call(Gradient!, arguments);
        return (value, arguments[..own.Length], arguments[own.Length..]);
    }

    /// <summary>
    /// FAdjoint on copies. <paramref name="seed"/> is the adjoint of what F returns, null if that is nothing; <paramref name="seeds"/> are what the derivative arguments hold on entry, one for each active parameter;
    /// what they hold on return is handed back.
    /// </summary>
    public (object? Value, object?[] After, object?[] Derivatives) RunAdjoint(object?[] inputs, object? seed, IEnumerable<object?> seeds)
    {
        object?[] own = Numeric.Copy(inputs);
        object?[] first = HasSeed ? [Numeric.Copy(seed)] : [];
        object?[] arguments = [.. own, .. first, .. seeds.Select(Numeric.Copy)];
        object? value = Caller.Call(Adjoint, arguments);
        return (value, arguments[..own.Length], arguments[(own.Length + first.Length)..]);
    }

    /// <summary>
    /// FTangent on copies. <paramref name="direction"/> is what the tangents hold on entry, one for each active parameter; what they hold on
    /// return is handed back, and the tangent of what F returns.
    /// </summary>
    public (object? Value, object?[] After, object?[] Tangents, object? Returned) RunTangent(object?[] inputs, IEnumerable<object?> direction)
    {
        object?[] own = Numeric.Copy(inputs), tangents = [.. direction.Select(Numeric.Copy)];
        object?[] last = HasSeed ? [null] : [];
        object?[] arguments = [.. own, .. tangents, .. last];
        object? value = Caller.Call(Tangent!, arguments);
        return (value, arguments[..own.Length], arguments[own.Length..(own.Length + tangents.Length)], HasSeed ? arguments[^1] : null);
    }

    /// <summary>FHessianVectorProduct on copies, with buffers full of NaN: the gradient, and the product.</summary>
    public (object? Value, object?[] Gradient, object?[] Product) RunHessianVectorProduct(object?[] inputs, IEnumerable<object?> direction)
    {
        object?[] own = Numeric.Copy(inputs), along = [.. direction.Select(Numeric.Copy)];
        object?[] buffers = [.. ActiveInputs.Concat(ActiveInputs).Select(i => Numeric.Filled(inputs[i], double.NaN))];
        object?[] arguments = [.. own, .. along, .. buffers];
        object? value = Caller.Call(HessianVectorProduct!, arguments);
        int first = own.Length + along.Length;
        return (value, arguments[first..(first + along.Length)], arguments[(first + along.Length)..]);
    }

    /// <summary>FJacobian or FHessian on copies, with a matrix full of NaN.</summary>
    public (object? Value, object?[] After, double[,] Matrix) RunMatrix(MethodInfo derivative, object?[] inputs, int rows, int columns)
    {
        object?[] own = Numeric.Copy(inputs);
        Array matrix = Array.CreateInstance(derivative.GetParameters()[^1].ParameterType.GetElementType()!, rows, columns);
        object?[] arguments = [.. own, Numeric.Filled(matrix, double.NaN)];
        object? value = Caller.Call(derivative, arguments);
        var numbers = new double[rows, columns];
        using IEnumerator<double> filled = Numeric.Read(arguments[^1]).GetEnumerator();
        return (value, arguments[..own.Length], (double[,])Numeric.With(numbers, filled)!);
    }

    public override string ToString() => Primal.DeclaringType!.Name + "." + Primal.Name;

    private MethodInfo? Find(string kind, int count) =>
        Primal.DeclaringType!
            .GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .SingleOrDefault(m => m.Name == Primal.Name + kind && m.GetParameters().Length == count
                && m.GetParameters().Take(Parameters.Length).Select(p => p.ParameterType)
                    .SequenceEqual(Parameters.Select(p => p.ParameterType)));
}
