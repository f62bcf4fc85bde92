using Losses.References;

namespace DiffGen.NumericTests.References;

/// <summary>The documented losses of the samples against values and gradients computed with 50 digits.</summary>
public sealed class LossTests
{
    // A few hundred roundings of 1.1e-16 each, relative to the larger of 1 and the value.
    private const double Tolerance = 1e-13;

    public static TheoryData<string, int> Cases()
    {
        var cases = new TheoryData<string, int>();
        foreach (DocumentedLoss loss in DocumentedLosses.All)
        {
            for (int index = 0; index < ReferenceCase.Read(loss.File).Count; index++)
                cases.Add(loss.Name, index);
        }
        return cases;
    }

    public static TheoryData<string> WrongFormulas() =>
        [.. DocumentedLosses.All.SelectMany(loss => loss.Wrong).Select(wrong => wrong.Name)];

    [Theory, MemberData(nameof(Cases))]
    public void TheLossIsTheReferenceValue(string name, int index)
    {
        var (loss, @case) = Find(name, index);

        AssertEqual(@case.Value, loss.Value(@case.Inputs), "value");
    }

    [Theory, MemberData(nameof(Cases))]
    public void TheGradientOverwritesTheBuffersWithTheReferenceGradient(string name, int index)
    {
        var (loss, @case) = Find(name, index);
        NamedArrays gradient = @case.Inputs.Buffers(@case.Gradient.Names, double.NaN);

        double value = loss.Gradient(@case.Inputs, gradient);

        AssertEqual(@case.Value, value, "value");
        AssertEqual(@case.Gradient, gradient);
    }

    [Theory, MemberData(nameof(Cases))]
    public void TheAdjointWithSeedOneIsTheReferenceGradient(string name, int index)
    {
        var (loss, @case) = Find(name, index);
        NamedArrays adjoint = @case.Inputs.Buffers(@case.Gradient.Names);

        double value = loss.Adjoint(@case.Inputs, 1, adjoint);

        AssertEqual(@case.Value, value, "value");
        AssertEqual(@case.Gradient, adjoint);
    }

    [Theory, MemberData(nameof(Cases))]
    public void TheAdjointAddsSeedTimesTheReferenceGradient(string name, int index)
    {
        const double seed = -2.5, before = 0.75;
        var (loss, @case) = Find(name, index);
        NamedArrays adjoint = @case.Inputs.Buffers(@case.Gradient.Names, before);

        double value = loss.Adjoint(@case.Inputs, seed, adjoint);

        AssertEqual(@case.Value, value, "value");
        foreach (string parameter in @case.Gradient.Names)
        {
            foreach (var (wanted, found) in @case.Gradient.Elements(parameter).Zip(adjoint.Elements(parameter)))
                AssertEqual(before + seed * wanted.Value, found.Value, parameter);
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void DerivativesLeaveTheInputsAlone(string name, int index)
    {
        var (loss, @case) = Find(name, index);
        ReferenceCase untouched = ReferenceCase.Read(loss.File)[index];

        loss.Gradient(@case.Inputs, @case.Inputs.Buffers(@case.Gradient.Names));

        foreach (string parameter in @case.Gradient.Names)
            Assert.Equal(untouched.Inputs.Elements(parameter), @case.Inputs.Elements(parameter), SameElement);
    }

    [Theory, MemberData(nameof(Cases))]
    public void TheRightHandDerivationIsTheReferenceGradient(string name, int index)
    {
        var (loss, @case) = Find(name, index);

        AssertEqual(@case.Gradient, loss.ByHand.At(@case.Inputs));
    }

    [Theory, MemberData(nameof(WrongFormulas))]
    public void TheWrongPublishedFormulaIsWrong(string name)
    {
        DocumentedLoss loss = DocumentedLosses.All.Single(candidate => candidate.Wrong.Any(wrong => wrong.Name == name));
        HandDerivation formula = loss.Wrong.Single(wrong => wrong.Name == name);

        double worst = ReferenceCase.Read(loss.File)
            .SelectMany(@case => Deviation.Between(@case.Gradient, formula.At(@case.Inputs)))
            .Where(deviation => !double.IsNaN(deviation.Actual))
            .Max(deviation => deviation.Relative);

        Assert.True(worst > 0.1, $"{name}: off by {worst:R} only");
    }

    [Fact]
    public void EveryGradientOfTheFilesIsCompared() =>
        Assert.Equal(
            ["M x y", "A x y", "phi", "Vc Vw", "vc B vw", "P U V lam", "Phi beta", "W Z beta D"],
            DocumentedLosses.All.Select(loss => string.Join(' ', ReferenceCase.Read(loss.File)[0].Gradient.Names)));

    [Fact]
    public void ThereAreSevenWrongFormulas() => Assert.Equal(7, DocumentedLosses.All.Sum(loss => loss.Wrong.Length));

    private static (DocumentedLoss Loss, ReferenceCase Case) Find(string name, int index)
    {
        DocumentedLoss loss = DocumentedLosses.All.Single(candidate => candidate.Name == name);
        return (loss, ReferenceCase.Read(loss.File)[index]);
    }

    private static void AssertEqual(NamedArrays expected, NamedArrays actual)
    {
        foreach (Deviation deviation in Deviation.Between(expected, actual))
            AssertEqual(deviation.Expected, deviation.Actual, deviation.Component);
    }

    private static void AssertEqual(double expected, double actual, string component)
    {
        double relative = new Deviation(component, expected, actual).Relative;
        Assert.True(relative <= Tolerance, $"{component}: expected {expected:R}, found {actual:R}, relative difference {relative:R}");
    }

    private static bool SameElement((int[] Index, double Value) one, (int[] Index, double Value) other) =>
        one.Index.SequenceEqual(other.Index) && one.Value.Equals(other.Value);
}
