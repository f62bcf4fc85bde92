using DiffGen.Compiler.Differentiation;
using DiffGen.Compiler.Interpretation;
using DiffGen.Compiler.IR;
using DiffGen.Compiler.Optimization;
using DiffGen.NumericTests.Harness;

namespace DiffGen.NumericTests.Interpretation;

/// <summary>The interpreter computes what compiled C# computes, to the bit: methods and the adjoints that are generated for them.</summary>
public sealed class InterpreterTests
{
    private static readonly InterpreterOptions Options = new() { Limits = new Limits(100_000_000, 10_000_000, 2000) };

    public static TheoryData<string> Names() => [.. Suite.Methods.Keys];

    [Fact]
    public void MostProgramsCanBeInterpreted()
    {
        int taken = Suite.Methods.Values.Count(m => Function(m.Method) is not null);

        Assert.True(taken > Suite.Methods.Count * 3 / 4, $"{taken} of {Suite.Methods.Count}");
    }

    [Theory, MemberData(nameof(Names))]
    public void ComputesWhatTheMethodComputes(string name)
    {
        (DifferentiatedMethod method, IReadOnlyList<object?[]> inputs) = Suite.Methods[name];
        if (Function(method) is not { } function)
            return;
        foreach (object?[] input in inputs)
        {
            List<Argument> arguments = Arguments(function, Numeric.Copy(input));
            (object? value, object?[] after) = method.Run(input);

            Execution execution = Run(function, arguments);

            AssertSame(function, function.Result, value, execution, arguments, after);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void ComputesWhatTheAdjointComputes(string name)
    {
        (DifferentiatedMethod method, IReadOnlyList<object?[]> inputs) = Suite.Methods[name];
        if (Function(method) is not { } function)
            return;
        Function primal = Passes.Run(Passes.Primal, function, TestContext.Current.CancellationToken);
        Function adjoint = TakeSlices.Pass.Run(
            Passes.Run(Passes.Derivative, AdjointFunction.Adjoint(primal, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken),
            TestContext.Current.CancellationToken);
        foreach (object?[] input in inputs)
        {
            (object? value, object?[] after) = method.Run(input);
            object? seed = method.HasSeed ? Numeric.Filled(value, 0.75) : null;
            object?[] before = [.. method.ActiveParameters.Select(i => Numeric.Filled(after[i], 0.5))];
            object?[] all = [.. Numeric.Copy(input), .. method.HasSeed ? [seed] : Array.Empty<object?>(), .. before];
            List<Argument> arguments = Arguments(adjoint, all);
            var compiled = method.RunAdjoint(input, seed, before);

            Execution execution = Run(adjoint, arguments);

            object?[] left = [.. compiled.After, .. method.HasSeed ? [seed] : Array.Empty<object?>(), .. compiled.Derivatives];
            AssertSame(adjoint, adjoint.Result, compiled.Value, execution, arguments, left);
        }
    }

    private static Execution Run(Function function, IReadOnlyList<Argument> arguments)
    {
        Execution execution = Interpreter.Run(function, arguments, new Dictionary<string, long>(), Options, TestContext.Current.CancellationToken);
        Assert.True(execution.Fault is null, execution.Fault?.Message);
        return execution;
    }

    // What the interpreter has no inputs for: members of an object, opaque parameters, enumerations. And calls of methods that are not written out.
    private static Function? Function(DifferentiatedMethod method) =>
        SuiteSource.Lower(method) is { Model: { Failures.Count: 0, Function: var function } } && function.Captures.Count == 0
        && function.Parameters.All(p => p is not OpaqueParameter)
        && !function.AllStatements.OfType<Apply>().Any() ? function : null;

    private static List<Argument> Arguments(Function function, object?[] values) =>
        [.. function.Parameters.SelectMany((p, i) => InterpretedArguments.Of(p, values[i])!)];

    private static void AssertSame(Function function, Result? result, object? value, Execution execution, List<Argument> arguments, object?[] after)
    {
        int at = 0;
        for (int i = 0; i < function.Parameters.Count; i++)
        {
            Parameter parameter = function.Parameters[i];
            Argument[] left = [.. parameter.Leaves.Select(leaf =>
            {
                Argument own = arguments[at++];
                return leaf is ScalarParameter scalar && execution.Outputs.TryGetValue(scalar.Name, out Number output) ? output : own;
            })];
            IEnumerable<long> bits = left.Zip(parameter.Leaves).Where(p => InterpretedArguments.Type(p.Second).IsReal()).SelectMany(p => InterpretedArguments.Bits(p.First));
            Assert.Equal(InterpretedArguments.Bits(parameter, after[i]), bits);
        }
        if (result is Result.Number)
            Assert.Equal(BitConverter.DoubleToInt64Bits(Numeric.Read(value)[0]), execution.Result[0].Integer);
        if (result is Result.Memory)
            Assert.Equal(Numeric.Read(value).Select(BitConverter.DoubleToInt64Bits), execution.ResultMemory!.Data.Select(n => n.Integer));
    }
}
