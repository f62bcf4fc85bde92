using System.Reflection;
using System.Runtime.Loader;
using DiffGen.GeneratorTests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DiffGen.GeneratorTests;

/// <summary>Calls of differentiable methods of referenced projects go through the derivatives that were generated there.</summary>
public class ReferencedProjectTests
{
    private const string Library = """
        using System;
        using DiffGen;
        namespace Lib;
        public static partial class Vectors
        {
            [Differentiable(Derivatives.Adjoint | Derivatives.Tangent)]
            public static double Norm(double[] x)
            {
                double sum = 1;
                foreach (double v in x)
                    sum += v * v;
                return Math.Sqrt(sum);
            }

            [Differentiable]
            public static void Scale(double[] x, double[] y, double a, [Constant] double[] weights)
            {
                for (int i = 0; i < y.Length; i++)
                    y[i] = a * x[i] * y[i] * weights[0];
            }

            [Differentiable]
            public static double AdjointOnly(double x) => x * x;
        }
        """;

    private const string User = """
        using DiffGen;
        public static partial class C
        {
            private static readonly double[] Weights = { 0.5 };

            [Differentiable(Derivatives.Gradient | Derivatives.Adjoint | Derivatives.Tangent)]
            public static double F(double[] x)
            {
                double[] y = new double[x.Length];
                for (int i = 0; i < y.Length; i++)
                    y[i] = i + 1;
                double s = 0;
                for (int k = 0; k < 3; k++)
                {
                    Lib.Vectors.Scale(x, y, s + 0.5, Weights);
                    s += Lib.Vectors.Norm(y) * Lib.Vectors.Norm(x);
                }
                return s;
            }
        }
        """;

    private static Compilation Named(string name, params string[] files) => UserProject.Of(files).WithAssemblyName(name);

    private static GeneratorRun Generated(Compilation project)
    {
        GeneratorRun run = GeneratorRun.Over(project);
        run.AssertAddsNoErrors();
        return run;
    }

    private static byte[] Image(Compilation project)
    {
        using var image = new MemoryStream();
        Assert.Empty(project.Emit(image).Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error));
        return image.ToArray();
    }

    private static async Task<string> Message(Compilation user)
    {
        Diagnostic found = Assert.Single(await AnalyzerRun.Over(user));
        return found.Id + " at " + found.Location.SourceTree!.GetText().ToString(found.Location.SourceSpan) + ": " + found.GetMessage(System.Globalization.CultureInfo.InvariantCulture);
    }

    // As a built project, and as the IDE hands projects to one another.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void GoesThroughTheGeneratedDerivatives(bool isBuilt)
    {
        Compilation library = Generated(Named("Library", Library)).After;
        byte[] image = Image(library);
        Compilation user = Named("User", User).AddReferences(isBuilt ? MetadataReference.CreateFromImage(image) : library.ToMetadataReference());

        GeneratorRun run = Generated(user);

        Assert.Contains("global::Lib.Vectors.NormAdjoint(", run.Text, StringComparison.Ordinal);
        Assert.Contains("global::Lib.Vectors.ScaleTangent(", run.Text, StringComparison.Ordinal);
        var context = new AssemblyLoadContext("User", isCollectible: true);
        context.Resolving += (c, name) => name.Name == "Library" ? c.LoadFromStream(new MemoryStream(image)) : null;
        Type type = context.LoadFromStream(new MemoryStream(Image(run.After))).GetType("C")!;
        double[] x = [0.5, -1.25, 2];
        var value = type.GetMethod("F")!.CreateDelegate<Func<double[], double>>();
        double[] gradient = new double[3];
        double found = type.GetMethod("FGradient")!.CreateDelegate<Gradient>()(x, gradient);
        Assert.Equal(value(x), found);
        for (int i = 0; i < x.Length; i++)
        {
            // Central differences of a value near 10 are right to 1e-9.
            double expected = (value(Shifted(x, i, 1e-6)) - value(Shifted(x, i, -1e-6))) / 2e-6;
            Assert.Equal(expected, gradient[i], 1e-7 * Math.Max(1, Math.Abs(expected)));
            double[] direction = new double[3];
            direction[i] = 1;
            type.GetMethod("FTangent")!.CreateDelegate<Tangent>()(x, direction, out double tangent);
            Assert.Equal(gradient[i], tangent, 1e-12 * Math.Max(1, Math.Abs(tangent)));
        }
        context.Unload();
    }

    private delegate double Gradient(double[] x, Span<double> dx);

    private delegate double Tangent(double[] x, ReadOnlySpan<double> xDot, out double tangent);

    private static double[] Shifted(double[] x, int i, double step)
    {
        double[] shifted = (double[])x.Clone();
        shifted[i] += step;
        return shifted;
    }

    // Otherwise every array would count as changed, and be kept for each call.
    [Fact]
    public void WhatAReferencedMethodWritesIsKnown()
    {
        Compilation library = Generated(Named("Library", Library)).After;
        string text = Generated(Named("User", """
            using DiffGen;
            public static partial class C
            {
                [Differentiable(Derivatives.Adjoint | Derivatives.Tangent)] public static double Reads(double[] x) => Lib.Vectors.Norm(x);
            }
            """).AddReferences(library.ToMetadataReference())).Text;

        Assert.Contains("ReadOnlySpan<double> xDot", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Tape", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TellsThatAReferencedProjectHasNoDerivatives()
    {
        Compilation user = Named("User", "using DiffGen; public static partial class C { [Differentiable] public static double F(double x) => 2 * Lib.Vectors.AdjointOnly(x); }")
            .AddReferences(Named("Library", Library).ToMetadataReference());

        Assert.Equal("DIFF0133 at Lib.Vectors.AdjointOnly(x): 'AdjointOnly' of 'Library' is [Differentiable], but has no adjoint or tangent that can be called here; "
            + "build that project with DiffGen and ask for Derivatives.Adjoint and Derivatives.Tangent there", await Message(user));
    }

    [Fact]
    public async Task TellsThatAReferencedProjectHasNoTangent()
    {
        Compilation user = Named("User", "using DiffGen; public static partial class C { [Differentiable(Derivatives.Tangent)] public static double F(double x) => Lib.Vectors.AdjointOnly(x); }")
            .AddReferences(Generated(Named("Library", Library)).After.ToMetadataReference());

        Assert.Contains("DIFF0130 at Lib.Vectors.AdjointOnly(x): 'AdjointOnly' is differentiated by rules and has an adjoint but no tangent", await Message(user), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TellsThatADerivativeIsOutOfDate()
    {
        Compilation stale = Named("Library", """
            using DiffGen;
            public static class Lib
            {
                [Differentiable] public static double F(double x, int n) => x * n;
                [System.CodeDom.Compiler.GeneratedCode("DiffGen", "0.1.0"), AdjointOf(nameof(F))]
                public static double FAdjoint(double x, double seed, ref double dx) { dx += seed; return x; }
            }
            """);
        Compilation user = Named("User", "using DiffGen; public static partial class C { [Differentiable] public static double G(double x) => Lib.F(x, 2); }")
            .AddReferences(stale.ToMetadataReference());

        Assert.Equal("DIFF0133 at Lib.F(x, 2): 'F' of 'Library' has a derivative 'FAdjoint' whose parameters do not belong to it any more; build that project again with DiffGen",
            await Message(user));
    }

    [Fact]
    public void RulesOfAReferencedProjectForAThirdOneAreUsed()
    {
        Compilation rules = Named("Rules", """
            using System;
            using DiffGen;
            public static class Rules
            {
                [AdjointOf(typeof(Convert), nameof(Convert.ToDouble))]
                public static void ToDoubleAdjoint(double value, double seed, ref double dvalue) => dvalue += seed;
            }
            """);

        string text = Generated(Named("User", "using System; using DiffGen; public static partial class C { [Differentiable] public static double F(double x) => Convert.ToDouble(x * x); }")
            .AddReferences(rules.ToMetadataReference())).Text;

        Assert.Contains("global::Rules.ToDoubleAdjoint(", text, StringComparison.Ordinal);
    }
}
