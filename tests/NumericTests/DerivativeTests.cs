using DiffGen.NumericTests.Harness;

namespace DiffGen.NumericTests;

/// <summary>What the contract says of every gradient and adjoint, for every program and loss at every input.</summary>
public sealed class DerivativeTests
{
    public static TheoryData<string, int> Cases() => Suite.Cases();

    public static TheoryData<string, int> GradientCases()
    {
        var cases = new TheoryData<string, int>();
        foreach (var row in Suite.Cases().Where(row => Suite.Methods[row.Data.Item1].Method.Gradient is not null))
            cases.Add(row);
        return cases;
    }

    [Theory, MemberData(nameof(Cases))]
    public void TheAdjointIsTheTransposeOfTheDerivative(string name, int index)
    {
        var (method, inputs) = Suite.Case(name, index);

        DotProduct.Holds(method, inputs, new Numbers(1));
        DotProduct.Holds(method, inputs, new Numbers(2));
    }

    [Theory, MemberData(nameof(Cases))]
    public void TheAdjointReturnsAndWritesWhatTheMethodDoes(string name, int index)
    {
        var (method, inputs) = Suite.Case(name, index);
        var (value, after) = method.Run(inputs);

        var adjoint = method.RunAdjoint(inputs, Numeric.Filled(value, 1), method.ActiveParameters.Select(i => Numeric.Filled(after[i], 0.5)));

        AssertSame(value, adjoint.Value, "value");
        for (int i = 0; i < after.Length; i++)
            AssertSame(after[i], adjoint.After[i], method.Parameters[i].Name!);
    }

    [Theory, MemberData(nameof(GradientCases))]
    public void TheGradientReturnsAndWritesWhatTheMethodDoes(string name, int index)
    {
        var (method, inputs) = Suite.Case(name, index);
        var (value, after) = method.Run(inputs);

        var gradient = method.RunGradient(inputs, 0);

        AssertSame(value, gradient.Value, "value");
        for (int i = 0; i < after.Length; i++)
            AssertSame(after[i], gradient.After[i], method.Parameters[i].Name!);
    }

    // The same derivative in another order of summation: a few roundings, relative to the larger of 1 and the value.
    [Theory, MemberData(nameof(GradientCases))]
    public void TheGradientOverwritesNaNWithTheAdjointOfSeedOne(string name, int index)
    {
        var (method, inputs) = Suite.Case(name, index);
        double tolerance = method.IsSingle ? 1e-6 : 1e-14;
        (object? value, object?[] after) = method.Run(inputs);

        object?[] gradient = method.RunGradient(inputs, double.NaN).Derivatives;
        object?[] adjoint = method.RunAdjoint(inputs, Numeric.Filled(value, 1), method.ActiveParameters.Select(i => Numeric.Filled(after[i], 0))).Derivatives;

        object?[] ofInputs = [.. method.ActiveParameters.Zip(adjoint).Where(pair => !method.IsOut(pair.First)).Select(pair => pair.Second)];
        for (int k = 0; k < gradient.Length; k++)
        {
            foreach (var (found, wanted) in Numeric.Read(gradient[k]).Zip(Numeric.Read(ofInputs[k])))
                Assert.True(Math.Abs(found - wanted) <= tolerance * Math.Max(1, Math.Abs(wanted)), $"{method}: {found:R}, not {wanted:R}");
        }
    }

    private static void AssertSame(object? wanted, object? found, string what) =>
        Assert.True(
            Numeric.SameBits(wanted, found),
            $"{what}: {string.Join(", ", Numeric.Read(found))}, not {string.Join(", ", Numeric.Read(wanted))}");
}
