using DiffGen;

namespace Constructs;

public partial class Outer
{
    internal readonly partial record struct Inner
    {
        [Differentiable]
        internal static double Value(double x) => x * x;
    }
}
