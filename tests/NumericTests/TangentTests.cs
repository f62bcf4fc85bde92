using DiffGen.NumericTests.Harness;

namespace DiffGen.NumericTests;

/// <summary>What the contract says of every tangent, for every program at every input.</summary>
public sealed class TangentTests
{
    public static TheoryData<string, int> Cases()
    {
        var cases = new TheoryData<string, int>();
        foreach (var row in Suite.Cases().Where(row => Suite.Methods[row.Data.Item1].Method.Tangent is not null))
            cases.Add(row);
        return cases;
    }

    // Both sides are sums of the same products in another order: a few roundings of the largest of them.
    [Theory, MemberData(nameof(Cases))]
    public void TheTangentIsTheTransposeOfTheAdjoint(string name, int index)
    {
        var (method, inputs) = Suite.Case(name, index);
        (object? returned, object?[] shapes) = method.Run(inputs);
        var numbers = new Numbers(3);
        int[] active = [.. method.ActiveParameters];
        object? seed = Numeric.Map(returned, _ => numbers.Scalar());
        object?[] seeds = [.. active.Select(i => Numeric.Map(shapes[i], _ => numbers.Scalar()))];
        object?[] direction = [.. active.Select(i => Numeric.Map(shapes[i], _ => numbers.Scalar()))];

        var tangent = method.RunTangent(inputs, direction);
        double[] left = [.. Products(seed, tangent.Returned), .. seeds.Zip(tangent.Tangents).SelectMany(p => Products(p.First, p.Second))];
        object?[] adjoints = method.RunAdjoint(inputs, seed, seeds).Derivatives;
        double[] right = [.. active.SelectMany((i, k) => method.IsOut(i) ? [] : Products(adjoints[k], direction[k]))];

        double size = left.Concat(right).Select(Math.Abs).Append(1).Max();
        Assert.True(Math.Abs(left.Sum() - right.Sum()) <= (method.IsSingle ? 1e-4 : 1e-12) * size,
            $"{method}: ⟨ȳ, Jẋ⟩ = {left.Sum():R}, ⟨Jᵀȳ, ẋ⟩ = {right.Sum():R}");
    }

    [Theory, MemberData(nameof(Cases))]
    public void TheTangentReturnsAndWritesWhatTheMethodDoes(string name, int index)
    {
        var (method, inputs) = Suite.Case(name, index);
        var (value, after) = method.Run(inputs);

        var tangent = method.RunTangent(inputs, method.ActiveParameters.Select(i => Numeric.Filled(after[i], 0.5)));

        Assert.True(Numeric.SameBits(value, tangent.Value), method + ": value");
        for (int i = 0; i < after.Length; i++)
            Assert.True(Numeric.SameBits(after[i], tangent.After[i]), method + ": " + method.Parameters[i].Name);
    }

    [Fact]
    public void AWrittenTangentMayOverlapNothing()
    {
        double[] x = [1, 2], y = [0, 0], xDot = [1, 1];

        Assert.Throws<ArgumentException>("yDot", () => Programs.Vanishing.RootsTangent(x, [0], y, xDot, xDot));
        Assert.Throws<ArgumentException>("yDot", () => Programs.Vanishing.RootsTangent(x, [0], y, xDot, y));
        Assert.Throws<ArgumentException>("y", () => Programs.Vanishing.RootsTangent(x, [0], y, y, [0, 0]));
        Assert.Throws<ArgumentException>("yDot", () => Programs.Vanishing.RootsTangent(x, [0], y, xDot, [0, 0, 0]));
        Assert.Equal([0, 0], y);
    }

    [Fact]
    public void ADirectionMayBeTheArgumentItself()
    {
        double[] x = [3, 4];

        double norm = Programs.Vanishing.NormTangent(x, x, out double tangent);

        Assert.Equal(5, norm);
        Assert.Equal(5, tangent, 1e-15);
    }

    private static IEnumerable<double> Products(object? a, object? b) => Numeric.Read(a).Zip(Numeric.Read(b), (x, y) => x * y);
}
