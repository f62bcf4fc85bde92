using System.Reflection;
using DiffGen.NumericTests.Harness;

namespace DiffGen.NumericTests;

/// <summary>Promise 3, for every program and loss: bad arguments are refused at the door, by name, before anything is written.</summary>
public sealed class ArgumentTests
{
    private const double Untouched = 0.125;

    /// <summary>Generated method, and which of its parameters to spoil.</summary>
    public static TheoryData<string, string, int> Parameters(Func<Call, int, bool> wanted)
    {
        var cases = new TheoryData<string, string, int>();
        foreach (var (name, (method, inputs)) in Suite.Methods)
        {
            foreach (string kind in method.Gradient is null ? new[] { "Adjoint" } : ["Adjoint", "Gradient"])
            {
                Call call = Valid(name, kind);
                for (int i = 0; i < call.Arguments.Length; i++)
                {
                    if (wanted(call, i))
                        cases.Add(name, kind, i);
                }
            }
        }
        return cases;
    }

    public static TheoryData<string, string, int> Arrays() => Parameters((call, i) => call.Parameters[i].ParameterType.IsArray);

    public static TheoryData<string, string, int> ArraysOfRows() =>
        Parameters((call, i) => call.Arguments[i] is double[][] { Length: > 0 } or float[][] { Length: > 0 });

    public static TheoryData<string, string, int> Derivatives() =>
        Parameters((call, i) => call.DerivativeOf(i) is not null && call.Arguments[i] is Array);

    public static TheoryData<string, string, int> Seeds() => Parameters((call, i) => call.IsSeed(i) && call.Arguments[i] is Array);

    public static TheoryData<string, string, int> Extents()
    {
        var cases = new TheoryData<string, string, int>();
        foreach (var row in Derivatives().Concat(Seeds()))
        {
            Call call = Valid(row.Data.Item1, row.Data.Item2);
            var array = (Array)call.Arguments[row.Data.Item3]!;
            for (int d = 0; d < array.Rank; d++)
                cases.Add(row.Data.Item1, row.Data.Item2, row.Data.Item3 * 10 + d);
        }
        return cases;
    }

    [Theory, MemberData(nameof(Arrays))]
    public void NullIsRefused(string name, string kind, int parameter)
    {
        Call call = Valid(name, kind);
        call.Arguments[parameter] = null;

        call.IsRefused<ArgumentNullException>(call.Parameters[parameter].Name!);
    }

    [Theory, MemberData(nameof(ArraysOfRows))]
    public void ANullRowIsRefused(string name, string kind, int parameter)
    {
        Call call = Valid(name, kind);
        var rows = (Array)call.Arguments[parameter]!;
        rows.SetValue(null, rows.Length - 1);

        call.IsRefused<ArgumentNullException>(call.Parameters[parameter].Name!);
    }

    [Theory, MemberData(nameof(Extents))]
    public void AnotherShapeIsRefused(string name, string kind, int parameterAndDimension)
    {
        (int parameter, int dimension) = Math.DivRem(parameterAndDimension, 10);
        foreach (int change in new[] { 1, -1 })
        {
            Call call = Valid(name, kind);
            var array = (Array)call.Arguments[parameter]!;
            int[] extents = [.. Enumerable.Range(0, array.Rank).Select(array.GetLength)];
            extents[dimension] += change;
            if (extents[dimension] < 0)
                continue;
            var other = Array.CreateInstance(array.GetType().GetElementType()!, extents);
            if (other is Array[] rows)
                Array.Fill(rows, Array.CreateInstance(other.GetType().GetElementType()!.GetElementType()!, 0));
            call.Arguments[parameter] = other;

            call.IsRefused<ArgumentException>(call.Parameters[parameter].Name!);
        }
    }

    [Theory, MemberData(nameof(ArraysOfRows))]
    public void ARowOfAnotherLengthIsRefused(string name, string kind, int parameter)
    {
        Call call = Valid(name, kind);
        if (call.DerivativeOf(parameter) is null)
            return;
        var rows = (Array)call.Arguments[parameter]!;
        var last = (Array)rows.GetValue(rows.Length - 1)!;
        rows.SetValue(Array.CreateInstance(last.GetType().GetElementType()!, last.Length + 1), rows.Length - 1);

        call.IsRefused<ArgumentException>(call.Parameters[parameter].Name!);
    }

    [Theory, MemberData(nameof(ArraysOfRows))]
    public void ADerivativeThatHasARowTwiceIsRefused(string name, string kind, int parameter)
    {
        Call call = Valid(name, kind);
        var rows = (Array)call.Arguments[parameter]!;
        if (call.DerivativeOf(parameter) is not { } of || rows.Length < 2 || ((Array)rows.GetValue(0)!).Length == 0)
            return;
        rows.SetValue(rows.GetValue(0), 1);
        var shape = (Array)call.Arguments[of]!;
        shape.SetValue(((Array)shape.GetValue(0)!).Clone(), 1);

        call.IsRefused<ArgumentException>(call.Parameters[parameter].Name!);
    }

    [Theory, MemberData(nameof(Derivatives))]
    public void ADerivativeThatIsAnInputOrAnotherDerivativeIsRefused(string name, string kind, int parameter)
    {
        int overlaps = 0;
        for (int other = 0; other < Valid(name, kind).Arguments.Length; other++)
        {
            Call call = Valid(name, kind);
            var derivative = (Array)call.Arguments[parameter]!;
            if (other == parameter || call.Arguments[other] is not Array array || array.GetType() != derivative.GetType()
                || !Numeric.SameShape(array, derivative) || Numeric.Read(array).Count == 0)
            {
                continue;
            }
            call.Arguments[parameter] = array;
            overlaps++;

            string[] either = call.DerivativeOf(other) is null
                ? [call.Parameters[parameter].Name!]
                : [call.Parameters[parameter].Name!, call.Parameters[other].Name!];
            call.IsRefused<ArgumentException>(either);
        }
        Assert.True(overlaps > 0 || Numeric.Read(Valid(name, kind).Arguments[parameter]).Count == 0, "Nothing was tested.");
    }

    private static Call Valid(string name, string kind)
    {
        DifferentiatedMethod method = Suite.Methods[name].Method;
        object?[] inputs = Numeric.Copy(Suite.Methods[name].Inputs.MaxBy(candidate => candidate.Sum(a => Numeric.Read(a).Count))!);
        return kind == "Gradient"
            ? new Call(method, method.Gradient!, [.. inputs, .. method.ActiveInputs.Select(i => Numeric.Filled(inputs[i], Untouched))])
            : new Call(method, method.Adjoint,
                [.. inputs, .. method.HasSeed ? [Numeric.Filled(method.Run(inputs).Value, 1)] : Array.Empty<object?>(), .. method.ActiveParameters.Select(i => Numeric.Filled(inputs[i], Untouched))]);
    }

    /// <summary>A call of a generated method, valid until a test spoils an argument.</summary>
    public sealed class Call
    {
        private readonly DifferentiatedMethod _method;
        private readonly MethodInfo _generated;

        internal Call(DifferentiatedMethod method, MethodInfo generated, object?[] arguments)
        {
            _method = method;
            _generated = generated;
            Arguments = arguments;
        }

        public object?[] Arguments { get; }

        public ParameterInfo[] Parameters => _generated.GetParameters();

        /// <summary>The parameter that this one is the derivative of; null for F's own and the seed.</summary>
        public int? DerivativeOf(int parameter)
        {
            int[] of = [.. _generated == _method.Adjoint ? _method.ActiveParameters : _method.ActiveInputs];
            int first = Arguments.Length - of.Length;
            return parameter < first ? null : of[parameter - first];
        }

        public bool IsSeed(int parameter) => parameter == _method.Parameters.Length && DerivativeOf(parameter) is null;

        public void IsRefused<TException>(params string[] names)
            where TException : ArgumentException
        {
            object?[] before = [.. Arguments.Select(Numeric.CopyWithNulls)];

            var refusal = Assert.Throws<TException>(() => Caller.Call(_generated, Arguments));

            Assert.Contains(refusal.ParamName, names);
            for (int i = 0; i < before.Length; i++)
                Assert.True(Numeric.SameBits(before[i], Arguments[i]), Parameters[i].Name + " was written.");
        }
    }
}
