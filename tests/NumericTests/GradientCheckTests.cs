using DiffGen.NumericTests.Harness;
using DiffGen.Runtime;

namespace DiffGen.NumericTests;

/// <summary>The check for users and the generated gradients agree with one another on every program, and the check notices where they do not.</summary>
public sealed class GradientCheckTests
{
    // More numbers take too long, component by component.
    private const int Most = 40;

    public static TheoryData<string, int> Cases()
    {
        var cases = new TheoryData<string, int>();
        foreach (var row in DerivativeTests.GradientCases().Where(row => Numbers(row.Data.Item1, row.Data.Item2).Length is > 0 and <= Most))
        {
            if (IsOfOnePrecision(row.Data.Item1))
                cases.Add(row);
        }
        return cases;
    }

    [Theory, MemberData(nameof(Cases))]
    public void NoGeneratedGradientDiffers(string name, int index)
    {
        GradientCheckResult result = Check(name, index, 1);
        Assert.True(result.Components.All(c => c.Verdict != GradientVerdict.Differs), result.ToString());
    }

    [Theory, MemberData(nameof(Cases))]
    public void WhatAgreesWouldNotIfItWereOffByOneInAThousand(string name, int index)
    {
        if (Suite.Methods[name].Method.IsSingle)
            return; // Differences of singles tell no more than that.
        GradientCheckResult right = Check(name, index, 1), wrong = Check(name, index, 1.001);
        foreach (var (component, spoiled) in right.Components.Zip(wrong.Components))
        {
            if (component.Verdict == GradientVerdict.Agrees && component.Analytic != 0 && component.Uncertainty < 1e-4 * Math.Abs(component.Analytic))
                Assert.True(spoiled.Verdict == GradientVerdict.Differs, spoiled.ToString());
        }
    }

    private static GradientCheckResult Check(string name, int index, double factor)
    {
        var (method, inputs) = Suite.Case(name, index);
        double[] x = Numbers(name, index);
        double[] gradient = [.. method.RunGradient(inputs, double.NaN).Derivatives.SelectMany(Numeric.Read).Select(d => factor * d)];
        if (!method.IsSingle)
            return GradientCheck.Of(() => (double)method.Run(At(method, inputs, x)).Value!).With("x", x, gradient).Run();
        float[] single = [.. x.Select(t => (float)t)];
        return GradientCheck.Of(() => (float)method.Run(At(method, inputs, [.. single.Select(t => (double)t)])).Value!)
            .With("x", single, [.. gradient.Select(d => (float)d)]).Run();
    }

    private static object?[] At(DifferentiatedMethod method, object?[] inputs, double[] x)
    {
        object?[] moved = [.. inputs];
        using IEnumerator<double> next = x.AsEnumerable().GetEnumerator();
        foreach (int i in method.ActiveInputs)
            moved[i] = Numeric.With(inputs[i], next);
        return moved;
    }

    private static double[] Numbers(string name, int index)
    {
        var (method, inputs) = Suite.Case(name, index);
        return [.. method.ActiveInputs.SelectMany(i => Numeric.Read(inputs[i]))];
    }

    private static bool IsOfOnePrecision(string name)
    {
        DifferentiatedMethod method = Suite.Methods[name].Method;
        return !method.IsSingle || (method.Primal.ReturnType == typeof(float)
            && method.ActiveInputs.All(i => !method.Parameters[i].ParameterType.ToString().Contains("Double", StringComparison.Ordinal)));
    }
}
