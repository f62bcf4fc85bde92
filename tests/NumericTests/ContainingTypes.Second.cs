using DiffGen;

internal static partial class InTheGlobalNamespace
{
    [GradientOf(nameof(F))]
    public static partial double FGradient(double x, out double dx);

    private static double Half(double x) => x * x * x / 2;

    public static partial class Inner
    {
        internal partial struct Deep
        {
            [GradientOf(nameof(Cube))]
            internal static partial double Declared(double x, out double dx);
        }
    }
}
