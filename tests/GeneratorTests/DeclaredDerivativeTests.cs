using DiffGen.GeneratorTests.Harness;

namespace DiffGen.GeneratorTests;

/// <summary>Methods that say they are a derivative: their declarations are checked parameter by parameter.</summary>
public class DeclaredDerivativeTests
{
    private static async Task<string> Message(string members) => Assert.Single(await Messages(members));

    private static Task<string[]> Messages(string members) => AnalyzerRun.Expect($$"""
        #pragma warning disable CS0168, CS8321, IDE0060
        using System;
        using DiffGen;
        public struct Vec { public double X, Y; }
        public static partial class C
        {
            public static double F(double x, double[] y, int n) => 0;
            public static void Scale(Span<double> y, double a, ref double r, out double o) { o = a; }
            [Differentiable] public static double Only([Constant] double a, double x) => a * x;
            public static double Phase(double phi, double dphi, Vec v) => 0;
            public static double[] Make(double x) => new double[1];
            public static double G(double x) => x;
            public static double G(double x, double y) => x;
            public static double H(float x) => x;
            public static T Generic<T>(T x) => x;
            {{members}}
        }
        public class Other
        {
            public static double Far(double z) => z;
            public double Near(double z) => z;
        }
        """);

    private static async Task IsAccepted(string members) => Assert.Empty(await Messages(members));

    private const string Throw = " => throw new NotSupportedException();";

    [Theory]
    [InlineData("[GradientOf(nameof(F))] static double M(double x, double[] y, int n, out double dx, Span<double> dy)")]
    [InlineData("[GradientOf(nameof(F))] static void M(double x, double[] y, int n, out double dx, Span<double> dy)")]
    [InlineData("[GradientOf(nameof(F))] static void M(double x, double[] y, int n, double[] DY)")]
    [InlineData("[GradientOf(nameof(F))] static void M(double x, double[] y, int n, out double dX)")]
    [InlineData("[AdjointOf(nameof(F))] static double M(double x, double[] y, int n, double seed, ref double dx, double[] dy)")]
    [InlineData("[TangentOf(nameof(F))] static double M(double x, double[] y, int n, double xDot, double[] yDot, out double tangent)")]
    [InlineData("[TangentOf(nameof(F))] static double M(double x, double[] y, int n, double xdot, out double tangent)")]
    [InlineData("[AdjointOf(nameof(Scale))] static void M(Span<double> y, double a, ref double r, out double o, Span<double> dy, ref double da, ref double dr, double @do)")]
    [InlineData("[TangentOf(nameof(Scale))] static void M(Span<double> y, double a, ref double r, out double o, Span<double> yDot, double aDot, ref double rDot, out double oDot)")]
    [InlineData("[GradientOf(nameof(Only))] static void M(double a, double x, out double dx)")]
    [InlineData("[GradientOf(nameof(Phase))] static void M(double phi, double dphi, Vec v, out double dphi1, out double ddphi, out Vec dv)")]
    [InlineData("[GradientOf(nameof(Phase))] static void M(double phi, double dphi, Vec v, out double dPhi1, out double dDphi)")]
    [InlineData("[AdjointOf(nameof(Make))] static double[] M(double x, ReadOnlySpan<double> seed, ref double dx)")]
    [InlineData("[AdjointOf(nameof(Make))] static double[] M(double x, double[] seed, ref double dx)")]
    [InlineData("[TangentOf(nameof(Make))] static double[] M(double x, double xDot, out double[] tangent)")]
    [InlineData("[GradientOf(nameof(G))] static double M(double x, out double dx)")]
    [InlineData("[GradientOf(nameof(G))] static double M(double x, double y, out double dy)")]
    [InlineData("[AdjointOf(typeof(Other), nameof(Other.Far))] static double M(double z, double seed, ref double dz)")]
    [InlineData("[AdjointOf(typeof(Other), nameof(Other.Far))] static double M(double x, double seed, ref double dx)")]
    [InlineData("[AdjointOf(typeof(Other), nameof(Other.Far))] static double M(double x, double seed, ref double dz)")]
    [InlineData("[AdjointOf(typeof(Math), nameof(Math.Pow))] static double M(double x, double y, double seed, ref double dx, ref double dy)")]
    public Task TheParametersOfADerivativeAreAccepted(string declaration) => IsAccepted(declaration + Throw);

    [Theory]
    [InlineData("[GradientOf(nameof(F))] static void M(double x, float[] {|DIFF0022:y|}, int n, out double dx)", "has 'float[] y' as parameter 2; expected 'double[] y', as in 'F', whose parameters come first and unchanged")]
    [InlineData("[GradientOf(nameof(F))] static void M(double {|DIFF0022:u|}, double[] y, int n, out double du)", "expected 'double x'")]
    [InlineData("[GradientOf(nameof(F))] static void M(in double {|DIFF0022:x|}, double[] y, int n, out double dx)", "has 'in double x' as parameter 1; expected 'double x'")]
    [InlineData("[GradientOf(nameof(F))] static void {|DIFF0022:M|}(double x, double[] y)", "ends too early; expected 'int n' as parameter 3")]
    [InlineData("[GradientOf(nameof(F))] static void M(double x, double[] y, int n, ref double {|DIFF0022:dx|})", "declares 'ref double dx'; expected 'out double dx'")]
    [InlineData("[GradientOf(nameof(F))] static void M(double x, double[] y, int n, double[,] {|DIFF0022:dy|})", "expected 'Span<double> dy' or 'double[] dy'")]
    [InlineData("[GradientOf(nameof(F))] static void M(double x, double[] y, int n, out double {|DIFF0022:dz|})", "declares 'out double dz'; expected one of 'out double dx', 'Span<double> dy' or 'double[] dy'")]
    [InlineData("[GradientOf(nameof(F))] static void M(double x, double[] y, int n, out double dx, out int {|DIFF0022:dn|})", "expected one of 'Span<double> dy'")]
    [InlineData("[GradientOf(nameof(F))] static void M(double x, double[] y, int n, Span<double> dy, out double {|DIFF0022:dx|})", "expected 'out double dx' before 'dy': the order of 'F'")]
    [InlineData("[GradientOf(nameof(F))] static void M(double x, double[] y, int n, out double dx, out double {|DIFF0022:dX|})", "expected one parameter for 'out double dx'")]
    [InlineData("[GradientOf(nameof(F))] static {|DIFF0022:float|} M(double x, double[] y, int n, out double dx)", "returns 'float'; expected 'double', the value of 'F', or 'void'")]
    [InlineData("[GradientOf(nameof(F))] static void {|DIFF0022:M|}(double x, double[] y, int n)", "expected at least one of 'out double dx', 'Span<double> dy' or 'double[] dy'")]
    [InlineData("[GradientOf(nameof(Only))] static void M(double a, double x, out double {|DIFF0022:da|}, out double dx)", "expected no such parameter, because 'a' is [Constant]")]
    [InlineData("[AdjointOf(nameof(F))] static void M(double x, double[] y, int n, ref double dx, double {|DIFF0022:seed|})", "expected 'double seed' before 'dx'")]
    [InlineData("[AdjointOf(nameof(F))] static void {|DIFF0022:M|}(double x, double[] y, int n, ref double dx)", "has no parameter 'seed'; expected 'double seed' after the parameters of 'F'")]
    [InlineData("[AdjointOf(nameof(F))] static void M(double x, double[] y, int n, float {|DIFF0022:seed|}, ref double dx)", "expected 'double seed'")]
    [InlineData("[TangentOf(nameof(F))] static void {|DIFF0022:M|}(double x, double[] y, int n, double xDot)", "has no parameter 'tangent'; expected 'out double tangent' at the end")]
    [InlineData("[TangentOf(nameof(F))] static void M(double x, double[] y, int n, out double {|DIFF0022:xDot|}, out double tangent)", "expected 'double xDot'")]
    [InlineData("[AdjointOf(nameof(Scale))] static void M(Span<double> y, double a, ref double r, out double o, ref double {|DIFF0022:@do|})", "expected 'double @do'")]
    [InlineData("[AdjointOf(nameof(Scale))] static {|DIFF0022:double|} M(Span<double> y, double a, ref double r, out double o, ref double da)", "expected 'void'")]
    public async Task AnyOtherParameterIsAnErrorWithTheExpectedDeclaration(string declaration, string message) =>
        Assert.Contains(message, await Message(declaration + Throw), StringComparison.Ordinal);

    [Theory]
    [InlineData("[GradientOf({|DIFF0021:\"Nothing\"|})] static void M(double x, out double dx)", "'C' has no method 'Nothing'")]
    [InlineData("[GradientOf({|DIFF0021:nameof(M)|})] static void M(double x, out double dx)", "'C.M' is no other method")]
    [InlineData("[GradientOf({|DIFF0021:nameof(Other.Far)|})] static void M(double z, out double dz)", "another type's with typeof before it")]
    [InlineData("[AdjointOf(typeof(Other), {|DIFF0021:\"Nothing\"|})] static void M(double z, double seed, ref double dz)", "'Other' has no method 'Nothing'")]
    [InlineData("[AdjointOf(typeof(int[]), {|DIFF0021:\"F\"|})] static void M(double x, double[] y, int n, double seed, ref double dx)", "'int[]' has no method 'F'")]
    [InlineData("[GradientOf({|DIFF0024:nameof(Make)|})] static void M(double x, out double dx)", "which returns no number")]
    [InlineData("[AdjointOf(typeof(Other), nameof(Other.Near))] static void {|DIFF0024:M|}(double z, double seed, ref double dz)", "is static and 'Near' is an instance method")]
    [InlineData("[GradientOf(nameof(F))] static void {|DIFF0024:M|}<T>(double x, double[] y, int n, out double dx)", "is generic")]
    [InlineData("[GradientOf(nameof(F)), AdjointOf(nameof(F))] static void {|DIFF0024:M|}(double x, double[] y, int n, out double dx)", "is marked [GradientOf] and [AdjointOf]")]
    public async Task AMethodThatIsNoDerivativeOfAnyIsAnError(string declaration, string message) =>
        Assert.Contains(message, await Message(declaration + Throw), StringComparison.Ordinal);

    [Fact]
    public async Task TwoForTheSameMethodKindAndParametersAreAnError() => Assert.Contains("'M' and 'L' are both the gradient of 'F'", await Message("""
        [GradientOf(nameof(F))] static void L(double x, double[] y, int n, out double dx) => throw new NotSupportedException();
        [GradientOf(nameof(F))] static double {|DIFF0023:M|}(double x, double[] y, int n, out double dX) => throw new NotSupportedException();
        [GradientOf(nameof(F))] static void N(double x, double[] y, int n, double[] dy) => throw new NotSupportedException();
        [AdjointOf(nameof(F))] static void O(double x, double[] y, int n, double seed, ref double dx) => throw new NotSupportedException();
        """), StringComparison.Ordinal);

    [Fact]
    public async Task OfSeveralOverloadsTheNearestIsTheOneThatWasMeant() => Assert.Contains("expected 'out double dy'", await Message(
        "[GradientOf(nameof(G))] static void M(double x, double y, ref double {|DIFF0022:dy|}) => throw new NotSupportedException();"), StringComparison.Ordinal);
}
