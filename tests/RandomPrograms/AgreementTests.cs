using DiffGen.RandomPrograms.Running;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace DiffGen.RandomPrograms;

/// <summary>Derivatives by hand, of which one is wrong: the comparison of kinds with one another must notice.</summary>
public sealed class AgreementTests
{
    private const int Comparisons = 7;

    [Fact]
    public void RightDerivativesAgree()
    {
        var (failure, comparisons) = Compared(wrong: "");
        Assert.Null(failure);
        Assert.Equal(Comparisons, comparisons);
    }

    [Theory]
    [InlineData("Gradient")]
    [InlineData("Adjoint")]
    [InlineData("Tangent")]
    [InlineData("HessianVectorProduct")]
    [InlineData("GradientBeside")]
    [InlineData("Hessian")]
    [InlineData("Jacobian")]
    public void AKindThatIsWrongIsNoticed(string wrong) => Assert.Equal(FailureKind.Agreement, Compared(wrong).Failure?.Kind);

    private static (Failure? Failure, int Comparisons) Compared(string wrong)
    {
        var program = new RandomProgram(1, "ByHand", "class C { double F(double[] x, double a) => a * x[0] * x[1]; }", new Dictionary<string, string> { ["x"] = "2" })
        {
            Derivatives = Derivatives.All,
        };
        var signature = Signature.Read(program, Signature.MethodOf((CompilationUnitSyntax)CSharpSyntaxTree.ParseText(program.Source).GetRoot()), typeof(ByHand));
        var point = new Point(signature, program.Seed, 0);
        var hand = new ByHand(wrong);
        DerivativeCall[] calls = [.. signature.Kinds.Select(k => new DerivativeCall(typeof(ByHand), hand, signature, k))];
        object? seed = point.SeedFor(1.0);
        var filled = new Filled(signature, point, seed);
        foreach (DerivativeCall call in calls)
        {
            object?[] buffers = Filled.Empty(signature, point, call, 1.0);
            call.Invoke(Point.Copy(point.Arguments), seed, buffers);
            filled.Add(call.Kind, buffers);
        }
        var outcome = new Outcome();
        return (new Agreement(signature, point, calls, filled, new Contributions(0, 10, 0, 10, [10]), outcome).Run(), outcome.Agreements);
    }

    /// <summary>a·x₀·x₁ and its derivatives; <paramref name="wrong"/> says which of them is off by a millionth in one number.</summary>
    private sealed class ByHand(string wrong)
    {
        private static double F(double[] x, double a) => a * x[0] * x[1];

        public double FGradient(double[] x, double a, Span<double> dx, out double da)
        {
            (dx[0], dx[1], da) = (a * x[1], a * x[0], x[0] * x[1] * Slip("Gradient"));
            return F(x, a);
        }

        public double FAdjoint(double[] x, double a, double seed, Span<double> dx, ref double da)
        {
            dx[0] += seed * a * x[1];
            dx[1] += seed * a * x[0] * Slip("Adjoint");
            da += seed * x[0] * x[1];
            return F(x, a);
        }

        public double FTangent(double[] x, double a, ReadOnlySpan<double> xDot, double aDot, out double tangent)
        {
            tangent = (a * x[1] * xDot[0]) + (a * x[0] * xDot[1]) + (x[0] * x[1] * aDot * Slip("Tangent"));
            return F(x, a);
        }

        public double FHessianVectorProduct(double[] x, double a, ReadOnlySpan<double> xDot, double aDot, Span<double> dx, out double da, Span<double> dxDot, out double daDot)
        {
            (dx[0], dx[1], da) = (a * x[1] * Slip("GradientBeside"), a * x[0], x[0] * x[1]);
            (dxDot[0], dxDot[1], daDot) = ((aDot * x[1]) + (a * xDot[1]), (aDot * x[0]) + (a * xDot[0]), (xDot[0] * x[1]) + (x[0] * xDot[1] * Slip("HessianVectorProduct")));
            return F(x, a);
        }

        public double FHessian(double[] x, double a, double[,] hessian)
        {
            Array.Clear(hessian);
            (hessian[0, 1], hessian[0, 2], hessian[1, 2]) = (a, x[1], x[0]);
            (hessian[1, 0], hessian[2, 0], hessian[2, 1]) = (a, x[1] * Slip("Hessian"), x[0]);
            return F(x, a);
        }

        public double FJacobian(double[] x, double a, double[,] jacobian)
        {
            (jacobian[0, 0], jacobian[0, 1], jacobian[0, 2]) = (a * x[1] * Slip("Jacobian"), a * x[0], x[0] * x[1]);
            return F(x, a);
        }

        private double Slip(string derivative) => derivative == wrong ? 1 + 1e-6 : 1;
    }
}
