using DiffGen.NumericTests.Harness;

namespace DiffGen.NumericTests.Programs;

/// <summary>Names that generated code would like to use itself, keywords, overloads, nested types.</summary>
public static partial class Names
{
    [Differentiable(Derivatives.All), At(0.3, -0.6, 0.8)]
    public static double ParametersCalledSeedAndDx(double x, double seed, double dx) => x * seed * seed + Math.Sin(dx * x);

    [Differentiable(Derivatives.All), At(0.3, -0.6, 0.8)]
    public static double SuffixesTaken(double x, double dx, double dx1) => x * x * dx + dx1 * dx;

    [Differentiable(Derivatives.All), At(0.3, -0.6, 0.8)]
    public static double Keywords(double @do, double @in, double @event) => @do * @in / (2 + @event * @do);

    // The tangent of dx and the derivative of the tangent of x both want to be called dxDot.
    [Differentiable(Derivatives.All), At(0.3, -0.6, 0.8)]
    public static double TangentsTaken(double x, double dx, double dxDot) => x * dx * dx + Math.Cos(dxDot * x);

    [Differentiable(Derivatives.All)]
    public static double KeywordArrays(double[] @params, ReadOnlySpan<double> @class)
    {
        double @double = 0;
        for (int @for = 0; @for < @params.Length; @for++)
            @double += @params[@for] * @class[@for] * @double + @class[@for];
        return @double;
    }

    public static IEnumerable<object?[]> KeywordArraysInputs(Numbers n) => from e in Extents.Few select new object?[] { n.Vector(e), n.Vector(e) };

    [Differentiable(Derivatives.All)]
    public static double LocalsThatClash(double[] x, double xBar)
    {
        double tape = 0, t = xBar, sum = 0, sumBar = 1, xRented = 0.5, x0 = 0.1;
        double[] result = new double[x.Length], resultBar = new double[x.Length], xTape = new double[3];
        for (int i = 0; i < x.Length; i++)
        {
            t = Math.Sin(t) * x[i] + x0;
            tape += t * sumBar;
            result[i] = tape * tape;
            resultBar[i] = result[i] * xRented;
            xTape[i % 3] += resultBar[i];
            sumBar *= 1 + 0.1 * t;
            sum += resultBar[i] * xTape[0];
        }
        return sum * sumBar;
    }

    public static IEnumerable<object?[]> LocalsThatClashInputs(Numbers n) => from e in Extents.Few select new object?[] { n.Vector(e), n.Scalar() };

    [Differentiable, At(0.3, 0.7)]
    public static double Ünïcode(double θ, double λ) => θ * λ * θ;

    [Differentiable, At(0.3)]
    public static double Overloaded(double x) => x * x;

    [Differentiable, At(0.3, 0.4)]
    public static double Overloaded(double x, double y) => x * x * y;

    [Differentiable, At(0.3)]
    public static float Overloaded(float x) => x * x * x;

    [Differentiable(Derivatives.All)]
    public static double Overloaded(double[] x) => x.Length > 0 ? x[0] * x[0] : 0;

    public static IEnumerable<object?[]> OverloadedInputs(Numbers n) => [[n.Vector(0)], [n.Vector(2)]];

    public static partial class Nested
    {
        internal static partial class Deeper
        {
            [Differentiable, At(0.3)]
            internal static double Cube(double System) => System * System * Math(System);

            private static double Math(double DiffGen) => DiffGen * global::System.Math.Exp(DiffGen);
        }

        [Differentiable, At(0.3)]
        private static double Private(double value) => value * value * Span;

        private const double Span = 2.5;
    }

    internal readonly partial struct Structure
    {
        [Differentiable, At(0.3)]
        public static double InAStructure(double x) => Math.Cos(x) * x;
    }

    internal partial record Record
    {
        [Differentiable, At(0.3)]
        public static double InARecord(double x) => Math.Cos(x) * x;
    }

    internal static partial class Generic<T>
    {
        internal static int Unused => typeof(T).Name.Length;
    }

    internal partial interface IShape
    {
        [Differentiable, At(0.3)]
        static double InAnInterface(double x) => Math.Cos(x) * x;
    }
}
