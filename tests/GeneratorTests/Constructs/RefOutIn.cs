using DiffGen;

namespace Constructs;

public static partial class RefOutIn
{
    [Differentiable]
    public static void Update(in double x, ref double y, out double z)
    {
        z = x * y;
        y = (y * y) + x;
    }
}
