namespace DiffGen.NumericTests.Programs.Elsewhere;

/// <summary>Helpers in another file and namespace, without an attribute on them.</summary>
internal static class Activation
{
    public const double Scale = 0.25;

    public static double Sigmoid(double t) => 1 / (1 + Math.Exp(-t));

    public static double Softplus(double t)
    {
        return Math.Log(1 + Math.Exp(t));
    }
}
