using System.Globalization;
using DiffGen.Compiler.IR;
using DiffGen.Compiler.Rules;
using Xunit;

namespace DiffGen.CompilerTests.Rules;

/// <summary>Every row against differences of the function itself, wherever the function is smooth.</summary>
public sealed class RegularPointTests
{
    // Extrapolated differences keep 9 to 11 digits of a double; a slip in a formula costs all of them.
    private const double DoubleTolerance = 1e-8;

    // A partial evaluated in float has a handful of roundings of 6e-8, enlarged at most some ten times by 1 − x² or the size of a power's
    // exponent.
    private const double SingleTolerance = 5e-6;

    public static IEnumerable<TheoryDataRow<string, string, int>> Rows() =>
        from container in RuleTableTests.ContainerNames
        from rule in RuleTable.Rows
        where !PredicateRules.Rows.Contains(rule)
        where RuleTable.Find(new MathFunction(container, rule.Name), rule.Arity) == rule
        select new TheoryDataRow<string, string, int>(container, rule.Name, rule.Arity);

    [Theory]
    [MemberData(nameof(Rows))]
    public void EveryPartialAgreesWithDifferences(string container, string name, int arity)
    {
        RuleProbe probe = RuleProbe.Of(container, name, arity);
        RuleProbe exact = probe.Real == Scalar.Double ? probe : RuleProbe.Of(container == "float" ? "double" : "System.Math", name, arity);
        double tolerance = probe.Real == Scalar.Double ? DoubleTolerance : SingleTolerance;
        foreach (double[] given in RulePoints.Regular[(name, arity)])
        {
            double[] point = [.. given.Select((x, i) => probe.Real == Scalar.Single && probe.IsReal(i) ? (float)x : x)];
            for (int k = 0; k < arity; k++)
            {
                if (!probe.IsReal(k))
                {
                    Assert.False(probe.Depends(k));
                    continue;
                }

                int argument = k;
                (double expected, double error) = NumericalDerivative.Of(x => exact.Value([.. point.Select((p, i) => i == argument ? x : p)]), point[k]);

                // Below this size a partial disappears in the rounding of the function's value.
                double scale = Math.Max(Math.Abs(expected), 1e-6 * Math.Abs(exact.Value(point)) / Math.Max(Math.Abs(point[k]), 1e-3));
                string where = string.Create(CultureInfo.InvariantCulture, $"∂{k} of {probe.Function}({string.Join(", ", point)})");
                Assert.True(error <= DoubleTolerance * scale, where + ": the differences are no reference here");
                Assert.True(Math.Abs(probe.Partial(k, point) - expected) <= tolerance * scale,
                    string.Create(CultureInfo.InvariantCulture, $"{where}: {probe.Partial(k, point)} instead of {expected}"));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void APartialIsLinearInTheSeed(string container, string name, int arity)
    {
        RuleProbe probe = RuleProbe.Of(container, name, arity);
        foreach (double[] point in RulePoints.Regular[(name, arity)])
        {
            foreach (int k in Enumerable.Range(0, arity).Where(probe.Depends))
            {
                // A power of two, so that the equality is exact.
                Assert.Equal(-4 * probe.Scaled(k, point, 1), probe.Scaled(k, point, -4));
                Assert.Equal(0, probe.Scaled(k, point, 0));
            }
        }
    }

    [Fact]
    public void EveryRowHasPoints() =>
        Assert.Equal(
            RuleTable.Rows.Except(PredicateRules.Rows).Select(r => (r.Name, r.Arity)).OrderBy(r => r),
            RulePoints.Regular.Keys.OrderBy(r => r));
}
