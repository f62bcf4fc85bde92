using System.Reflection;
using System.Runtime.Loader;
using DiffGen.GeneratorTests.Harness;
using Microsoft.CodeAnalysis;

namespace DiffGen.GeneratorTests;

/// <summary>If F throws, so does its derivative: the same type with the same message, and not something that comes later.</summary>
public sealed class GuardTests
{
    [Theory]
    [InlineData("if (n < 0) throw new ArgumentOutOfRangeException(nameof(n), n, \"It is negative.\"); return x[n];", -1)]
    [InlineData("if (n < 0) throw new ArgumentException($\"{n} and {x.Length} \\\"{{}}\\\": {1.5 * n}\", nameof(x)); return x[n];", -3)]
    [InlineData("ArgumentOutOfRangeException.ThrowIfNegative(n); ArgumentOutOfRangeException.ThrowIfGreaterThan(n, x.Length); return x[n];", -1)]
    [InlineData("ArgumentOutOfRangeException.ThrowIfNegative(n); ArgumentOutOfRangeException.ThrowIfGreaterThan(n, x.Length, \"size\"); return x[n];", 4)]
    [InlineData("double s = 0; for (int i = 0; i < 3; i++) { if (i == n) throw new InvalidOperationException(\"at \" + i); s += x[i + n]; } return s;", 2)]
    [InlineData("double s = 0; for (int i = 2; i >= 0; i--) { if (i <= n) throw new InvalidOperationException(\"at \" + i); x[i] *= s; } return s;", 1)]
    [InlineData("return n switch { 0 => x[0], _ => throw new NotSupportedException(paramName(n)) }; static string paramName(int n) => \"n\";", 7, "DIFF0101")]
    [InlineData("return n switch { 0 => x[0] * x[0], 1 => x[1], _ => throw new NotSupportedException(\"é\\t{\" + (n + 1)) };", 7)]
    [InlineData("return n == 9 ? throw new ArgumentException(paramName: \"n\", message: \"nine\") : x[n];", 9)]
    [InlineData("double s = Root(x[0] - n); return s * s; static double Root(double t) { if (t < 0) throw new ArithmeticException(\"root of \" + (t < -1 ? \"much\".Length : 0)); return Math.Sqrt(t); }", 2, "DIFF0102")]
    [InlineData("double s = Root(x[0] - n); return s * s; static double Root(double t) => t >= 0 ? Math.Sqrt(t) : throw new ArithmeticException($\"root of {t}\", new ArgumentException());", 2)]
    [InlineData("throw new NotImplementedException();", 0)]
    public void TheDerivativeThrowsTheSame(string body, int n, string? refused = null)
    {
        string source = "using System; using DiffGen; public static partial class P { [Differentiable] public static double F(double[] x, int n) { " + body + " } }";
        GeneratorRun run = GeneratorRun.Over(UserProject.Of(source));
        run.AssertAddsNoErrors();
        if (refused is not null)
        {
            Assert.Contains(refused, run.Text, StringComparison.Ordinal);
            return;
        }
        using var image = new MemoryStream();
        Assert.True(run.After.Emit(image, cancellationToken: TestContext.Current.CancellationToken).Success);
        image.Position = 0;
        Type type = new AssemblyLoadContext(null).LoadFromStream(image).GetType("P")!;
        Exception expected = Thrown(() => type.GetMethod("F")!.Invoke(null, [new[] { 1.5, 2, 3 }, n]));
        var adjoint = type.GetMethod("FAdjoint")!.CreateDelegate<Adjoint>();
        var gradient = type.GetMethod("FGradient")!.CreateDelegate<Gradient>();
        foreach (Exception actual in new[] { Thrown(() => adjoint([1.5, 2, 3], n, 1, new double[3])), Thrown(() => gradient([1.5, 2, 3], n, new double[3])) })
        {
            Assert.Equal(expected.GetType(), actual.GetType());
            Assert.Equal(expected.Message, actual.Message);
            Assert.Equal((expected as ArgumentException)?.ParamName, (actual as ArgumentException)?.ParamName);
            Assert.Equal(expected.InnerException?.GetType(), actual.InnerException?.GetType());
        }
    }

    private delegate double Adjoint(double[] x, int n, double seed, Span<double> dx);

    private delegate double Gradient(double[] x, int n, Span<double> dx);

    private static Exception Thrown(Action action)
    {
        try
        {
            action();
        }
        catch (TargetInvocationException e)
        {
            return e.InnerException!;
        }
        catch (Exception e)
        {
            return e;
        }
        throw new InvalidOperationException("Nothing was thrown.");
    }
}
