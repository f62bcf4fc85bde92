using System.Reflection;
using DiffGen.GeneratorTests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DiffGen.GeneratorTests;

/// <summary>Where the user computes in <c>float</c>, so does what is generated: not one expression is a <c>double</c>.</summary>
public class SinglePrecisionTests
{
    private const string Loops = """
        using System;
        using DiffGen;

        public struct Point { public float X, Y; }

        public static partial class Loops
        {
            [Differentiable(Derivatives.All)]
            public static float Forms(float[] x, float[,] a, float[][] rows, ReadOnlySpan<float> s, float scale)
            {
                float sum = 1;
                for (int i = 0; i < x.Length; i++)
                {
                    float t = 0.5f;
                    for (int j = 0; j < x.Length; j++)
                        t += a[i, j] * x[j] / (1 + s[j] * s[j]);
                    sum += MathF.Tanh(t) * scale * rows[i][0] - i;
                    sum *= sum;
                }
                return sum / x.Length;
            }

            [Differentiable(Derivatives.Adjoint | Derivatives.Tangent)]
            public static void InPlace(Span<float> x, float[] y, ref float last, out float count)
            {
                var t = new float[3];
                for (int i = 1; i < x.Length; i++)
                {
                    x[i] += x[i - 1] * y[i] / 3;
                    t[i % 3] += MathF.Max(x[i], 0) - MathF.Min(y[i], MathF.Abs(x[i]));
                }
                while (last < 10)
                    last = last * last + 1.5f;
                count = t[0] * t[1] + Power(t[2], 3);
            }

            private static float Power(float x, int n) => n == 0 ? 1 : x * Power(x, n - 1);

            [Differentiable(Derivatives.All)]
            public static float[] Structs(Point[] points, (float a, float b) pair)
            {
                var y = new float[points.Length];
                for (int i = 0; i < y.Length; i++)
                    y[i] = points[i].X > 0 ? points[i].Y * pair.a : MathF.Sqrt(pair.b) / (i + 1);
                return y;
            }
        }
        """;

    [Fact]
    public void LoopsOfSinglesHaveNoDoubles() => HasNoDoubles(Loops, 3);

    [Theory]
    [InlineData(typeof(MathF), "MathF")]
    [InlineData(typeof(float), "float")]
    public void FunctionsOfSinglesHaveNoDoubles(Type type, string name)
    {
        string[] methods =
        [
            .. from m in type.GetMethods(BindingFlags.Public | BindingFlags.Static).DistinctBy(m => m.Name + m.GetParameters().Length)
               where !m.IsSpecialName && m.ReturnType == typeof(float) && m.GetParameters().All(p => p.ParameterType == typeof(float)) && m.GetParameters().Length > 0
               orderby m.Name, m.GetParameters().Length
               let arguments = string.Join(", ", m.GetParameters().Select((_, i) => "x[" + i + "]"))
               select $"[DiffGen.Differentiable(DiffGen.Derivatives.All)] public static float F{m.Name}{m.GetParameters().Length}(float[] x) => x[0] * {name}.{m.Name}({arguments});",
        ];
        Assert.True(methods.Length > 20);
        HasNoDoubles("using System;\npublic static partial class Functions\n{\n" + string.Join("\n", methods) + "\n}", methods.Length);
    }

    [Fact]
    public void ADoubleWouldBeFound()
    {
        const string mixed = """
            using System;
            using DiffGen;
            public static partial class Mixed
            {
                [Differentiable]
                public static float F(float x) => (float)Math.Exp(x);
            }
            """;
        Assert.NotEmpty(Doubles(GeneratorRun.Over(UserProject.Of(mixed))));
    }

    private static void HasNoDoubles(string source, int files)
    {
        GeneratorRun run = GeneratorRun.Over(UserProject.Of(source));
        run.AssertAddsNoErrors();
        Assert.Equal(files, run.Result.GeneratedSources.Length);
        Assert.Contains("Dot", run.Text, StringComparison.Ordinal);
        Assert.Empty(Doubles(run));
    }

    private static List<string> Doubles(GeneratorRun run)
    {
        var found = new List<string>();
        foreach (SyntaxTree tree in run.After.SyntaxTrees.Except(run.Before.SyntaxTrees))
        {
            SemanticModel model = run.After.GetSemanticModel(tree);
            foreach (ExpressionSyntax expression in tree.GetRoot().DescendantNodes().OfType<ExpressionSyntax>())
            {
                Microsoft.CodeAnalysis.TypeInfo type = model.GetTypeInfo(expression);
                if (type.Type?.SpecialType == SpecialType.System_Double || type.ConvertedType?.SpecialType == SpecialType.System_Double)
                    found.Add(expression + " in " + tree.FilePath);
            }
        }
        return found;
    }
}
