using DiffGen.Compiler.IR;
using DiffGen.Compiler.Rules;
using Xunit;

namespace DiffGen.CompilerTests.Rules;

/// <summary>The table as a whole: nothing is forgotten, nothing is there twice, nothing is used that may be missing.</summary>
public sealed class RuleTableTests
{
    public static readonly string[] ContainerNames = ["System.Math", "System.MathF", "double", "float"];

    /// <summary>What System.Math has on the oldest framework that generated code must compile for, netstandard2.0.</summary>
    private static readonly HashSet<string> Classic =
    [
        "Abs", "Acos", "Asin", "Atan", "Atan2", "Ceiling", "Cos", "Cosh", "Exp", "Floor", "IEEERemainder", "Log", "Log10", "Max", "Min",
        "Pow", "Round", "Sign", "Sin", "Sinh", "Sqrt", "Tan", "Tanh", "Truncate",
    ];

    [Theory]
    [InlineData("System.Math")]
    [InlineData("System.MathF")]
    [InlineData("double")]
    [InlineData("float")]
    public void EveryFunctionHasARowOrAReasonWhyNot(string container)
    {
        string[] wrong = [.. RuleProbe.Methods(container)
            .Where(m => m.Name != "SinCos" // taken apart into its two functions
                && RuleTable.Find(new MathFunction(container, m.Name), m.GetParameters().Length) is null
                == RefusedFunctions.Reason(new MathFunction(container, m.Name)) is null)
            .Select(m => m.ToString()!)];
        Assert.Empty(wrong);
    }

    [Fact]
    public void EveryRowIsAFunctionOfEachOfItsContainers()
    {
        foreach (string container in ContainerNames)
        {
            foreach (Rule rule in RuleTable.Rows)
            {
                bool found = RuleTable.Find(new MathFunction(container, rule.Name), rule.Arity) == rule;
                bool exists = RuleProbe.Methods(container).Any(m => m.Name == rule.Name && m.GetParameters().Length == rule.Arity);
                Assert.True(found == exists, container + "." + rule.Name);
            }
        }
    }

    [Fact]
    public void NoFunctionHasTwoRows() =>
        Assert.Equal(RuleTable.Rows.Count, RuleTable.Rows.Select(r => (r.Name, r.Arity)).Distinct().Count());

    [Fact]
    public void AnUnknownFunctionHasNoRow()
    {
        Assert.Null(RuleTable.Find(new MathFunction("System.Math", "BitIncrement"), 1));
        Assert.Null(RuleTable.Find(new MathFunction("System.Math", "Exp"), 2));
        Assert.Null(RuleTable.Find(new MathFunction("System.MathF", "Clamp"), 3));
        Assert.Null(RuleTable.Find(new MathFunction("Other.Math", "Exp"), 1));
    }

    [Fact]
    public void APartialUsesOnlyFunctionsThatExistWhereverTheFunctionDoes()
    {
        int calls = 0;
        foreach ((RuleProbe probe, int k) in Partials())
        {
            foreach (Call call in probe.Emitted(k).OfType<Let>().Select(s => s.Expression).OfType<Call>())
            {
                calls++;
                Assert.Equal(probe.Function.Container, call.Function.Container);
                Assert.True(
                    Classic.Contains(call.Function.Name) || call.Function.Name == probe.Function.Name
                    || (probe.Function.Container is "double" or "float"
                        && RuleTable.Find(probe.Function with { Container = "System.Math" }, probe.Arity) is null),
                    probe.Function + " uses " + call.Function);
            }
        }

        Assert.NotEqual(0, calls);
    }

    [Fact]
    public void APartialStaysInTheTypeOfItsFunction()
    {
        foreach ((RuleProbe probe, int k) in Partials())
        {
            foreach (Let let in probe.Emitted(k).OfType<Let>())
            {
                Assert.True(let.Target.Type == probe.Real || let.Target.Type == Scalar.Bool, probe.Function.ToString());
                Assert.DoesNotContain(Walk.Operands(let.Expression), o => o.Type.IsReal() && o.Type != probe.Real);
            }
        }
    }

    [Fact]
    public void ARowCutsExactlyWhenItDependsOnNothing()
    {
        Assert.True(RuleTable.Find(new MathFunction("System.Math", "Floor"), 1)!.Cuts);
        Assert.False(RuleTable.Find(new MathFunction("System.Math", "CopySign"), 2)!.Cuts);
    }

    private static IEnumerable<(RuleProbe Probe, int K)> Partials() =>
        from container in ContainerNames
        from rule in RuleTable.Rows
        where RuleTable.Find(new MathFunction(container, rule.Name), rule.Arity) == rule
        let probe = RuleProbe.Of(container, rule.Name, rule.Arity)
        from k in Enumerable.Range(0, rule.Arity)
        where rule.Depends(k)
        select (probe, k);
}
