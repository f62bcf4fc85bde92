namespace DiffGen.CompilerTests.Rules;

/// <summary>For each row the arguments at which its partials are compared with differences: away from kinks and jumps.</summary>
internal static class RulePoints
{
    private static readonly double[][] Line = One(-30, -2.5, -1, -0.3, -1e-4, 1e-4, 0.3, 1, 2.5, 30);
    private static readonly double[][] Steep = One(-30, -2.5, -0.3, -1e-4, 1e-4, 0.3, 2.5, 30);
    private static readonly double[][] Shifted = One(-3, -0.3, -1e-4, 1e-4, 0.3, 2.5, 30); // farther left the value hides the derivative
    private static readonly double[][] HalfLine = One(1e-6, 0.02, 0.3, 1, 2.5, 40, 1e6);
    private static readonly double[][] AboveMinusOne = One(-0.999, -0.5, -1e-4, 1e-4, 0.5, 3, 1e6);
    private static readonly double[][] Unit = One(-0.999, -0.6, -1e-4, 1e-4, 0.2, 0.75, 0.999);
    private static readonly double[][] Angles = One(-7, -1.2, -0.3, -1e-4, 1e-4, 0.3, 1.2, 2.5, 10);
    private static readonly double[][] HalfTurns = One(-3.2, -0.7, -0.1, 1e-4, 0.3, 0.8, 1.6);
    private static readonly double[][] Between = One(-30.3, -2.7, -1.4, -0.3, 0.3, 1.4, 2.7, 30.3);
    private static readonly double[][] Pairs = [[1, 2], [2, 1], [-1, 3], [3, -1], [-2, -5], [-5, -2], [0.5, -0.25], [1e-3, 40], [40, 1e-3]];
    private static readonly double[][] Triples = [[1, 2, 3], [-1, 2, 0.5], [0.3, -4, -2], [5, 0.25, 1e-2], [-3, -2, 10]];
    private static readonly double[][] Clamped = [[0.5, -1, 1], [-3, -1, 2], [7, -1, 2], [-0.5, -4, -0.25], [0.1, 0.2, 0.3]];
    private static readonly double[][] Divided = [[7.3, 2], [-7.3, 2], [7.3, -2.2], [1, 30], [0.4, 0.3], [-50.3, 7]];

    /// <summary>By name and number of arguments.</summary>
    public static readonly IReadOnlyDictionary<(string Name, int Arity), double[][]> Regular = new Dictionary<(string, int), double[][]>
    {
        [("FusedMultiplyAdd", 3)] = Triples,
        [("MultiplyAddEstimate", 3)] = Triples,
        [("Lerp", 3)] = Triples,
        [("DegreesToRadians", 1)] = Line,
        [("RadiansToDegrees", 1)] = Line,
        [("IEEERemainder", 2)] = Divided,
        [("Ieee754Remainder", 2)] = Divided,

        [("Sqrt", 1)] = HalfLine,
        [("Cbrt", 1)] = [.. HalfLine, .. One(-1e-3, -0.5, -8, -1e4)],
        [("RootN", 2)] = [[2, 2], [0.3, 3], [-8, 3], [-0.1, 5], [5, 1], [-5, 1], [7, -2], [-7, -3], [1e4, 4], [1e-4, 4]],
        [("Pow", 2)] = [[2, 3], [0.5, -1.5], [3, 0.2], [1e-2, 2], [40, -2], [1, 5], [2, 0], [0.7, 1], [1e3, 0.5]],
        [("Hypot", 2)] = Pairs,
        [("ScaleB", 2)] = [[1.5, 3], [-2, -4], [0.3, 0], [1e-4, 20]],

        [("Exp", 1)] = Steep,
        [("ExpM1", 1)] = Shifted,
        [("Exp2", 1)] = Steep,
        [("Exp2M1", 1)] = Shifted,
        [("Exp10", 1)] = Steep,
        [("Exp10M1", 1)] = Shifted,

        [("Log", 1)] = HalfLine,
        [("LogP1", 1)] = AboveMinusOne,
        [("Log2", 1)] = HalfLine,
        [("Log2P1", 1)] = AboveMinusOne,
        [("Log10", 1)] = HalfLine,
        [("Log10P1", 1)] = AboveMinusOne,
        [("Log", 2)] = [[2, 10], [0.3, 2], [7, 0.5], [1e-3, 3], [1, 4], [100, 1.5]],

        [("Sin", 1)] = Angles,
        [("Cos", 1)] = Angles,
        [("Tan", 1)] = Angles,
        [("Asin", 1)] = Unit,
        [("Acos", 1)] = Unit,
        [("Atan", 1)] = Line,
        [("Atan2", 2)] = Pairs,
        [("SinPi", 1)] = HalfTurns,
        [("CosPi", 1)] = HalfTurns,
        [("TanPi", 1)] = HalfTurns,
        [("AsinPi", 1)] = Unit,
        [("AcosPi", 1)] = Unit,
        [("AtanPi", 1)] = Line,
        [("Atan2Pi", 2)] = Pairs,

        [("Sinh", 1)] = Steep,
        [("Cosh", 1)] = Steep,
        [("Tanh", 1)] = One(-2, -1, -0.3, -1e-4, 1e-4, 0.3, 1, 2),
        [("Asinh", 1)] = Line,
        [("Acosh", 1)] = One(1.001, 1.5, 3, 1e4),
        [("Atanh", 1)] = Unit,

        [("Abs", 1)] = Line,
        [("CopySign", 2)] = Pairs,
        [("Max", 2)] = Pairs,
        [("Min", 2)] = Pairs,
        [("MaxMagnitude", 2)] = Pairs,
        [("MinMagnitude", 2)] = Pairs,
        [("MaxNumber", 2)] = Pairs,
        [("MinNumber", 2)] = Pairs,
        [("MaxMagnitudeNumber", 2)] = Pairs,
        [("MinMagnitudeNumber", 2)] = Pairs,
        [("MaxNative", 2)] = Pairs,
        [("MinNative", 2)] = Pairs,
        [("Clamp", 3)] = Clamped,
        [("ClampNative", 3)] = Clamped,

        [("Ceiling", 1)] = Between,
        [("Floor", 1)] = Between,
        [("Truncate", 1)] = Between,
        [("Round", 1)] = Between,
        [("Round", 2)] = [[1.23, 1], [-7.36, 1], [0.4, 0]],
        [("Round", 3)] = [[1.23, 1, 1], [-7.36, 1, 0], [0.4, 0, 2]],
        [("Sign", 1)] = Line,
        [("ILogB", 1)] = One(-5.5, -0.7, 0.3, 3, 1e4),
    };

    private static double[][] One(params double[] points) => [.. points.Select(x => new[] { x })];
}
