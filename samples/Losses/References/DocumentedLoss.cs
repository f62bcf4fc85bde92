namespace Losses.References;

/// <summary>A loss with its generated derivatives, its hand derivations and its reference file, all called by parameter name.</summary>
/// <param name="Name">What the loss is called in tables.</param>
/// <param name="File">The reference file.</param>
/// <param name="Value">The loss.</param>
/// <param name="Gradient">The generated gradient: overwrites the buffers.</param>
/// <param name="Adjoint">The generated adjoint: adds seed times the gradient to the buffers.</param>
/// <param name="ByHand">The right published derivation.</param>
/// <param name="Wrong">The wrong published formulas.</param>
/// <param name="Larger">Inputs of the size at which the loss is timed.</param>
/// <param name="Size">That size, for tables.</param>
public sealed record DocumentedLoss(
    string Name,
    string File,
    Func<NamedArrays, double> Value,
    Func<NamedArrays, NamedArrays, double> Gradient,
    Func<NamedArrays, double, NamedArrays, double> Adjoint,
    HandDerivation ByHand,
    HandDerivation[] Wrong,
    Func<NamedArrays> Larger,
    string Size);

/// <summary>A published hand-derived gradient with respect to some of a loss's parameters.</summary>
public sealed record HandDerivation(string Name, string[] Parameters, Action<NamedArrays, NamedArrays> Gradient)
{
    /// <summary>The hand-derived gradient at the given inputs.</summary>
    public NamedArrays At(NamedArrays inputs)
    {
        NamedArrays gradient = inputs.Buffers(Parameters, double.NaN);
        Gradient(inputs, gradient);
        return gradient;
    }
}
