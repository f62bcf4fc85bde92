using DiffGen.NumericTests.Harness;

namespace DiffGen.NumericTests;

/// <summary>Derivatives in single precision against the same function in double precision.</summary>
public sealed class SinglePrecisionTests
{
    // A dozen roundings of 6e-8, relative to the larger of 1 and the value; functions of the libraries are good to one more.
    private const double Tolerance = 2e-6;

    public static TheoryData<string, string, int> Pairs()
    {
        var pairs = new TheoryData<string, string, int>();
        foreach (var (single, twice) in new[] { ("FunctionsOfSingle", "FunctionsOfDouble"), ("FunctionsOfMathF", "FunctionsOfMath") })
        {
            foreach (string name in Suite.Methods.Keys.Where(name => name.StartsWith(single + ".", StringComparison.Ordinal)))
            {
                string other = twice + name[single.Length..];
                for (int i = 0; i < Suite.Methods[name].Inputs.Count; i++)
                    pairs.Add(name, other, i);
            }
        }
        return pairs;
    }

    [Theory, MemberData(nameof(Pairs))]
    public void TheGradientIsThatOfDoublePrecisionRounded(string single, string twice, int index)
    {
        var (method, inputs) = Suite.Case(single, index);
        // The same point: a number of single precision, not the decimal one that it is near.
        object?[] same = [.. inputs.Select(a => a is float f ? (object)(double)f : a)];

        object?[] found = method.RunGradient(inputs, double.NaN).Derivatives;
        object?[] wanted = Suite.Methods[twice].Method.RunGradient(same, double.NaN).Derivatives;

        foreach (var (f, w) in found.SelectMany(Numeric.Read).Zip(wanted.SelectMany(Numeric.Read)))
            Assert.True(Math.Abs(f - w) <= Tolerance * Math.Max(1, Math.Abs(w)), $"{single}: {f:R}, not {w:R}");
    }
}
