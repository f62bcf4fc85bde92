namespace Newton;

/// <summary>Something to minimise: a value with its gradient, and with the product of its Hessian and a direction.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Start">Where to begin; n numbers.</param>
/// <param name="Value">x ↦ f.</param>
/// <param name="Gradient">(x, g) ↦ f; overwrites g with ∂f/∂x.</param>
/// <param name="HessianVectorProduct">(x, v, g, Hv) ↦ f; overwrites g with ∂f/∂x and Hv with ∂²f/∂x²·v.</param>
internal sealed record Problem(
    string Name,
    double[] Start,
    Func<double[], double> Value,
    Func<double[], double[], double> Gradient,
    Action<double[], double[], double[], double[]> HessianVectorProduct);
