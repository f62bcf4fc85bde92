using DiffGen.NumericTests.Harness;

namespace DiffGen.NumericTests;

/// <summary>Value, gradient and H·v of every program at every input.</summary>
public sealed class HessianVectorProductTests
{
    // As in DotProduct, of the gradient: the extrapolated difference is right to 1e-12 of the gradient's size, steep programs need room.
    private const double Step = 1.0 / 64, Tolerance = 1e-8, SingleStep = 1.0 / 16, SingleTolerance = 2e-2;

    public static TheoryData<string, int> Cases()
    {
        var cases = new TheoryData<string, int>();
        foreach (var row in Suite.Cases().Where(row => Suite.Methods[row.Data.Item1].Method.HessianVectorProduct is not null))
            cases.Add(row);
        return cases;
    }

    [Theory, MemberData(nameof(Cases))]
    public void TheProductIsTheChangeOfTheGradient(string name, int index)
    {
        var (method, inputs) = Suite.Case(name, index);
        var numbers = new Numbers(4);
        int[] active = [.. method.ActiveInputs];
        object?[] v = [.. active.Select(i => Numeric.Map(inputs[i], _ => numbers.Scalar()))];
        object?[] w = [.. active.Select(i => Numeric.Map(inputs[i], _ => numbers.Scalar()))];

        double found = Dot(w, method.RunHessianVectorProduct(inputs, v).Product);

        (double wanted, double size) = Difference(method, inputs, active, v, w);
        double tolerance = (method.IsSingle ? SingleTolerance : Tolerance) * Math.Max(1, Math.Max(size, Math.Abs(wanted)));
        Assert.True(Math.Abs(found - wanted) <= tolerance, $"{method}: wᵀHv = {found:R}, not {wanted:R}");
    }

    [Theory, MemberData(nameof(Cases))]
    public void TheHessianIsSymmetric(string name, int index)
    {
        var (method, inputs) = Suite.Case(name, index);
        var numbers = new Numbers(5);
        object?[] v = [.. method.ActiveInputs.Select(i => Numeric.Map(inputs[i], _ => numbers.Scalar()))];
        object?[] w = [.. method.ActiveInputs.Select(i => Numeric.Map(inputs[i], _ => numbers.Scalar()))];

        object?[] hv = method.RunHessianVectorProduct(inputs, v).Product, hw = method.RunHessianVectorProduct(inputs, w).Product;

        double size = hv.Concat(hw).SelectMany(Numeric.Read).Select(Math.Abs).Append(1).Max();
        Assert.True(Math.Abs(Dot(w, hv) - Dot(v, hw)) <= (method.IsSingle ? 1e-3 : 1e-11) * size, $"{method}: {Dot(w, hv):R}, {Dot(v, hw):R}");
    }

    [Theory, MemberData(nameof(Cases))]
    public void ValueAndGradientAreThoseOfTheGradient(string name, int index)
    {
        var (method, inputs) = Suite.Case(name, index);
        var gradient = method.RunGradient(inputs, 0);

        var product = method.RunHessianVectorProduct(inputs, method.ActiveInputs.Select(i => Numeric.Filled(inputs[i], 1)));

        Assert.True(Numeric.SameBits(gradient.Value, product.Value), method + ": value");
        foreach (var (wanted, found) in gradient.Derivatives.SelectMany(Numeric.Read).Zip(product.Gradient.SelectMany(Numeric.Read)))
            Assert.True(Math.Abs(found - wanted) <= (method.IsSingle ? 1e-6 : 1e-13) * Math.Max(1, Math.Abs(wanted)), $"{method}: {found:R}, not {wanted:R}");
    }

    private static (double Derivative, double Size) Difference(DifferentiatedMethod method, object?[] inputs, int[] active, object?[] v, object?[] w)
    {
        double step = method.IsSingle ? SingleStep : Step;
        double[] estimates = new double[4];
        for (int level = 0; level < estimates.Length; level++, step /= 2)
            estimates[level] = (Along(step) - Along(-step)) / (2 * step);
        for (int order = 1; order < estimates.Length; order++)
        {
            double weight = Math.Pow(4, order);
            for (int level = estimates.Length - 1; level >= order; level--)
                estimates[level] = (weight * estimates[level] - estimates[level - 1]) / (weight - 1);
        }
        return (estimates[^1], Math.Abs(Along(0)));

        double Along(double t)
        {
            object?[] moved = (object?[])inputs.Clone();
            for (int k = 0; k < active.Length; k++)
            {
                using IEnumerator<double> values = Numeric.Read(inputs[active[k]]).Zip(Numeric.Read(v[k]), (x, d) => x + t * d).GetEnumerator();
                moved[active[k]] = Numeric.With(inputs[active[k]], values);
            }
            return Dot(w, method.RunGradient(moved, 0).Derivatives);
        }
    }

    private static double Dot(object?[] a, object?[] b) =>
        a.SelectMany(Numeric.Read).Zip(b.SelectMany(Numeric.Read), (x, y) => x * y).Sum();
}
