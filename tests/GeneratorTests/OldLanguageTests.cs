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

    private const string Structs = """
        using System;
        using DiffGen;

        namespace Old
        {
            public struct Vec
            {
                public double X;
                public float Y { get; set; }
                public static Vec operator +(Vec a, Vec b) { return new Vec { X = a.X + b.X, Y = a.Y + b.Y }; }
            }

            public readonly struct Pair
            {
                public Pair(Vec first, int @in) { First = first; @event = @in; }
                public Vec First { get; }
                public readonly int @event;
            }

            public static partial class Users
            {
                [Differentiable]
                public static double Value(Vec a, in Pair b, (double p, float q) c)
                {
                    Vec s = a + b.First;
                    return s.X * s.Y * c.p + c.q * b.@event;
                }

                [Differentiable]
                public static Vec Sum(ReadOnlySpan<Pair> pairs, Vec[] vectors)
                {
                    Vec sum = default(Vec);
                    for (int i = 0; i < pairs.Length; i++)
                        sum += pairs[i].First;
                    foreach (Vec v in vectors)
                        sum.X *= v.X;
                    return sum;
                }

                [Differentiable]
                public static void Change(Pair[,] pairs, ref Pair last, out Vec @out)
                {
                    for (int i = 0; i < pairs.GetLength(0); i++)
                        pairs[i, 0] = new Pair(pairs[i, 0].First + last.First, 1);
                    last = new Pair(last.First + last.First, 2);
                    @out = last.First;
                }
            }
        }
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void StructsCompile(bool checkOverflow) => Compiles(Structs, 3, checkOverflow);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ReturnedTuplesAndArraysCompile(bool checkOverflow) => Compiles(Source, 3, checkOverflow);

    private static void Compiles(string source, int methods, bool checkOverflow)
    {
        var options = new CSharpParseOptions(LanguageVersion.CSharp7_3, DocumentationMode.Diagnose);
        Compilation project = UserProject.Of().AddSyntaxTrees(CSharpSyntaxTree.ParseText(source, options, "Old.cs", cancellationToken: TestContext.Current.CancellationToken));
        project = project.WithOptions(((CSharpCompilationOptions)project.Options)
            .WithNullableContextOptions(NullableContextOptions.Disable).WithOverflowChecks(checkOverflow));

        GeneratorRun run = GeneratorRun.Over(project);

        Assert.Equal(methods, run.Result.GeneratedSources.Length);
        Assert.Empty(UserProject.Errors(run.After));
        Assert.DoesNotContain("NotSupportedException", run.Text, StringComparison.Ordinal);
    }
}
