using DiffGen;

internal static partial class InTheGlobalNamespace
{
    internal static double F(double x) => Half(x) * 4;

    public static partial class Inner
    {
        internal partial struct Deep
        {
            private static double Cube(double x) => F(x);
        }
    }

    internal static partial class @class
    {
        [Differentiable]
        public static double F(double x) => 2 * x * x * x;
    }
}
