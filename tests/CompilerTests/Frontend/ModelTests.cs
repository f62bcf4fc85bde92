using DiffGen.Compiler.Frontend;
using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;
using Asked = DiffGen.Compiler.Frontend.Derivatives;

namespace DiffGen.CompilerTests.Frontend;

using Derivatives = DiffGen.Compiler.Frontend.Derivatives;

public sealed class ModelTests
{
    [Fact]
    public void ReadsTheDeclaration()
    {
        MethodModel model = Lowering.LowerSource("""
            using System;
            namespace A.@event;
            public readonly partial struct Outer<T>
            {
                internal partial record Inner
                {
                    private protected static double F(double[][] x, ReadOnlySpan<float> y, in double z, ref float w, [DiffGen.Constant] double @do, System.Collections.Generic.List<string> l) => x[0][0];
                }
            }
            """).Model;
        Assert.Equal("A.@event", model.Signature.Namespace);
        Assert.Equal([new TypeDeclaration("struct", "readonly", "Outer<T>"), new TypeDeclaration("record", "", "Inner")], model.Signature.ContainingTypes);
        Assert.Equal(("F", "private protected", true, "double"),
            (model.Signature.Name, model.Signature.Accessibility, model.Signature.IsStatic, model.Signature.ReturnType));
        Assert.Equal(
            [
                new ParameterSignature("x", "double[][]", Passing.ByValue, false),
                new ParameterSignature("y", "global::System.ReadOnlySpan<float>", Passing.ByValue, false),
                new ParameterSignature("z", "double", Passing.In, false),
                new ParameterSignature("w", "float", Passing.Ref, false),
                new ParameterSignature("do", "double", Passing.ByValue, true),
                new ParameterSignature("l", "global::System.Collections.Generic.List<string>", Passing.ByValue, false),
            ],
            model.Signature.Parameters);
        Assert.Equal("A.event.Outer-1.Inner.F", model.Signature.HintName);
        Assert.Empty(model.Failures);
    }

    [Fact]
    public void GivesEveryOverloadAFileOfItsOwn()
    {
        CSharpCompilation compilation = Lowering.Compile("""
            static partial class C
            {
                static double F(double x) => x;
                static double f(double x) => x;
                static double F(double[] x) => x[0];
                static double F(double[,] x, ref double y) => x[0, 0];
                static double F(double[,] x, double y) => x[0, 0];
                static double G(double x) => x;
            }
            """, LanguageVersion.Latest, false);
        string[] names = [.. compilation.GetTypeByMetadataName("C")!.GetMembers().OfType<Microsoft.CodeAnalysis.IMethodSymbol>()
            .Where(m => !m.IsImplicitlyDeclared)
            .Select(m => MethodFrontend.Lower(m, compilation, TestContext.Current.CancellationToken).Model.Signature.HintName)];
        Assert.Equal(["C.F_Double-0", "C.f_Double-1", "C.F_DoubleArray", "C.F_DoubleArray2_Double-1", "C.F_DoubleArray2_Double-0", "C.G"], names);
    }

    [Theory]
    [InlineData("[Differentiable] static double F(double x) => x;", Asked.Gradient | Asked.Adjoint)]
    [InlineData("[Differentiable] static void F(double[] x) => x[0] = 1;", Asked.Adjoint | Asked.Tangent)]
    [InlineData("[Differentiable(Derivatives.Tangent | Derivatives.Hessian)] static double F(double x) => x;", Asked.Tangent | Asked.Hessian)]
    [InlineData("[Differentiable(Derivatives.All)] static double F(double x) => x;", Asked.All)]
    [InlineData("[Differentiable(Derivatives.All)] static void F(double[] x) => x[0] = 1;", Asked.Adjoint | Asked.Tangent | Asked.Jacobian)]
    public void ResolvesWhatTheAttributeAsksFor(string members, object expected) => Assert.Equal((Asked)expected, Lowering.Model(members).Requested);

    [Fact]
    public void KnowsTheLanguage()
    {
        Assert.Equal(new LanguageFacts(703, true), Lowering.LowerSource("partial class C { static double F(double x) { return x; } }", LanguageVersion.CSharp7_3, false).Model.Language);
        Assert.Equal(new LanguageFacts(600, true), Lowering.LowerSource("partial class C { static double F(double x) { return x; } }", LanguageVersion.CSharp6, false).Model.Language);
    }

    [Fact]
    public void MarksConstantAndOpaqueParameters() => Ir.Equal("""
        static double F([Constant] double[] x, [Constant] double a, string unused, double y) => x[0] * a * y;
        """, """
        function F(constant x0: Vector<double>, constant a1: double, unused, y2: double)
          %3 = x0[0]
          %4 = %3 * a1
          %5 = %4 * y2
          return %5
        """);

    [Fact]
    public void FindsHelpersInOtherFiles() => Assert.Empty(Lowering.LowerSource(
        "partial class C { static double F(double x) => D.G(x) + C.H(x); }",
        "static class D { public static double G(double x) => x * x; }",
        "partial class C { static double H(double x) { double t = x; return D.G(t); } }").Model.Failures);

    [Fact]
    public void LowersThePartThatHasTheBody() => Assert.Empty(Lowering.LowerSource(
        "partial class C { public static partial double F(double x, ref double y); public static partial double F(double a, ref double b) { b *= a; return a * b; } }").Model.Failures);

    [Fact]
    public void FollowsTheProjectsOverflowSetting()
    {
        const string Source = "partial class C { static double F(double x, int n) { for (int i = 0; i < n; i++) x *= n + 1; return x * (int)x; } }";
        Assert.Empty(Lowering.LowerSource(Source, LanguageVersion.Latest, checkOverflow: true).Problems);
        Assert.Equal(["DIFF0113"], Lowering.LowerSource(Source.Replace("n + 1", "unchecked(n + 1)"), LanguageVersion.Latest, checkOverflow: true).Problems
            .Select(p => p.Descriptor.Id));
    }

    [Fact]
    public void IsEqualAfterAnEditElsewhere()
    {
        const string Source = "partial class C { static double F(double x) => x * x; }";
        Assert.Equal(Lowering.LowerSource(Source).Model, Lowering.LowerSource("// More.\n" + Source, "class D { }").Model);
    }
}
