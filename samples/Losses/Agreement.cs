using Losses.References;

namespace Losses;

/// <summary>How a loss and its gradients compare with every case of the reference file; differences relative to the larger of 1 and the value.</summary>
internal sealed record Agreement(double AgainstReference, double AgainstHand)
{
    public const double Tolerance = 1e-13;

    public bool Holds => AgainstReference <= Tolerance && AgainstHand <= Tolerance;

    public static Agreement Of(DocumentedLoss loss)
    {
        double reference = 0, hand = 0;
        foreach (ReferenceCase @case in ReferenceCase.Read(loss.File))
        {
            NamedArrays gradient = @case.Inputs.Buffers(@case.Gradient.Names, double.NaN);
            double value = loss.Gradient(@case.Inputs, gradient);
            reference = Math.Max(reference, new Deviation("value", @case.Value, value).Relative);
            reference = Math.Max(reference, Deviation.Largest(@case.Gradient, gradient).Relative);
            hand = Math.Max(hand, Deviation.Largest(gradient, loss.ByHand.At(@case.Inputs)).Relative);
        }
        return new Agreement(reference, hand);
    }

    /// <summary>The component where a published formula is furthest from the reference, over all cases and wherever it has a value.</summary>
    public static Deviation Worst(DocumentedLoss loss, HandDerivation wrong) =>
        ReferenceCase.Read(loss.File)
            .SelectMany(@case => Deviation.Between(@case.Gradient, wrong.At(@case.Inputs)))
            .Where(deviation => !double.IsNaN(deviation.Actual))
            .MaxBy(deviation => deviation.Relative)!;
}
