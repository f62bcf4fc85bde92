using DiffGen.GeneratorTests.Harness;
using Microsoft.CodeAnalysis;

namespace DiffGen.GeneratorTests;

/// <summary>Attributes in places where they mean nothing.</summary>
public class AttributeUseTests
{
    [Fact]
    public Task ALocalFunctionCannotBeDifferentiable() => AnalyzerRun.Expect("""
        using DiffGen;
        public static class C
        {
            public static double M(double x)
            {
                return F(x);
                [{|DIFF0002:Differentiable|}] static double F(double t) => t;
            }
        }
        """);

    [Fact]
    public Task ALambdaCannotBeDifferentiable() => AnalyzerRun.Expect("""
        using DiffGen;
        public static class C
        {
            public static System.Func<double, double> M() => [{|DIFF0002:Differentiable|}] (double x) => x;
        }
        """);

    [Fact]
    public Task AnAccessorCannotBeDifferentiable() => AnalyzerRun.Expect("""
        using DiffGen;
        public static partial class C
        {
            public static double P { [{|DIFF0002:Differentiable|}] get => 1; }
        }
        """);

    [Fact]
    public Task AnOperatorCannotBeDifferentiable() => AnalyzerRun.Expect("""
        using DiffGen;
        public partial struct S
        {
            [{|DIFF0002:Differentiable|}] public static double operator +(S a, double b) => b;
        }
        """);

    [Fact]
    public Task ConstantHasNoEffectWithoutDifferentiable() => AnalyzerRun.Expect("""
        using DiffGen;
        public static class C
        {
            public static double F([{|DIFF0020:Constant|}] double x) => x;
        }
        """);

    [Fact]
    public Task ConstantHasAnEffectWhereADerivativeIsDeclared() => AnalyzerRun.Expect("""
        using DiffGen;
        public static partial class C
        {
            public static double F([Constant] double a, double x) => a * x;
            [GradientOf(nameof(F))] static void Slope(double a, double x, out double dx) => dx = a;
        }
        """);

    [Fact]
    public Task ConstantBelongsToADerivativeOfTheUsers() => AnalyzerRun.Expect("""
        using DiffGen;
        public static partial class C
        {
            [AdjointOf(typeof(System.Math), nameof(System.Math.Pow))]
            public static double Pow([Constant] double x, double y, double seed, ref double dy) => 0;
        }
        """);

    [Fact]
    public async Task APragmaSilencesADiagnostic()
    {
        Compilation project = UserProject.Of("""
            using DiffGen;
            public static class C
            {
            #pragma warning disable DIFF0020
                public static double F([Constant] double x) => x;
            #pragma warning restore DIFF0020
                public static double G([Constant] double x) => x;
            }
            """);
        Assert.Single(await AnalyzerRun.Over(project));
    }
}
