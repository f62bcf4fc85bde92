using DiffGen.GeneratorTests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DiffGen.GeneratorTests;

/// <summary>Promise 6: what is generated compiles as C# 7.3, with warnings as errors.</summary>
public class OldLanguageTests
{
    private const string Source = """
        using System;
        using DiffGen;

        namespace Old
        {
            public static partial class Results
            {
                [Differentiable]
                public static (double a, (float b, int @in) c) Tuple(double x, float y)
                {
                    var t = Swap(x, y);
                    t.a *= 2;
                    return (t.a * y, (y * y, 3));
                }

                private static (double a, double b) Swap(double x, double y)
                {
                    return (y, x);
                }

                [Differentiable]
                public static double[] Vector(double[] x)
                {
                    var y = new double[x.Length];
                    for (int i = 0; i < x.Length; i++)
                        y[i] = x[i] * x[x.Length - 1 - i];
                    double sum = 0;
                    for (int i = 0; i < x.Length; i++)
                        sum += y[i];
                    y[0] = sum;
                    return y;
                }

                [Differentiable]
                public static float[,,] Cube(float[] x)
                {
                    var y = new float[x.Length, 1, 2];
                    for (int i = 0; i < x.Length; i++)
                    {
                        y[i, 0, 0] = x[i];
                        y[i, 0, 1] = y[i, 0, 0] * x[i];
                    }
                    return y;
                }
            }
        }
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ReturnedTuplesAndArraysCompile(bool checkOverflow)
    {
        var options = new CSharpParseOptions(LanguageVersion.CSharp7_3, DocumentationMode.Diagnose);
        Compilation project = UserProject.Of().AddSyntaxTrees(CSharpSyntaxTree.ParseText(Source, options, "Old.cs", cancellationToken: TestContext.Current.CancellationToken));
        project = project.WithOptions(((CSharpCompilationOptions)project.Options)
            .WithNullableContextOptions(NullableContextOptions.Disable).WithOverflowChecks(checkOverflow));

        GeneratorRun run = GeneratorRun.Over(project);

        Assert.Equal(3, run.Result.GeneratedSources.Length);
        Assert.Empty(UserProject.Errors(run.After));
        Assert.DoesNotContain("NotSupportedException", run.Text, StringComparison.Ordinal);
    }
}
