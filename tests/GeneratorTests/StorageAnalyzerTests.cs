using System.Globalization;
using DiffGen.Compiler;
using DiffGen.Compiler.Frontend;
using DiffGen.GeneratorTests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DiffGen.GeneratorTests;

/// <summary><c>DIFF0301</c>: what the adjoint of a method stores, in which words, at which line.</summary>
public class StorageAnalyzerTests
{
    private const string Recurrence = "static double F(double[] x, double s) { for (int i = 0; i < x.Length; i++) { s = s * x[i] + 1; } return s; }";

    [Fact]
    public async Task SaysNothingUnlessAsked() =>
        Assert.Empty(await AnalyzerRun.Over(UserProject.Of(Source(Recurrence))));

    [Fact]
    public Task ASumStoresNothing() => Says(
        "static double F(double[] x, double w) { double s = 0; for (int i = 0; i < x.Length; i++) { s += w * x[i]; } return s; }",
        "F: nothing");

    [Fact]
    public Task ARecurrenceIsStoredAtTheLineThatChangesIt() => Says(Recurrence,
        "s = s * x[i] + 1;: 's' (x.Length values of type double, in pooled scratch): 's = s * x[i] + 1' changes it from trip to trip, and the adjoint of that line reads it");

    [Fact]
    public Task AnElementIsStoredWhereItIsRead() => Says(
        "static double F(double[] y) { for (int i = 0; i < y.Length; i++) { double t = y[i]; y[i] = t * t; } double s = 0; for (int i = 0; i < y.Length; i++) { s += y[i]; } return s; }",
        "double t = y[i];: 't' (y.Length values of type double, in pooled scratch): 'y[i] = t * t' overwrites what was read from 'y', and the adjoint of that line reads it");

    [Fact]
    public Task AnExpensiveFunctionIsNamed() => Says(
        "static double F(double[] x, double[] y) { for (int i = 0; i < 4; i++) { y[i] = Math.Exp(x[i]) * 2; } double s = 0; for (int i = 0; i < 4; i++) { s += y[i]; } return s; }",
        "y[i] = Math.Exp(x[i]) * 2;: 'Math.Exp(x[i])' (4 values of type double, on the stack): Math.Exp is expensive to compute again, and the adjoint of that line reads it");

    [Fact]
    public Task WhatAWhileLoopStoresLiesOnATape() => Says(
        "static double F(double x, double s) { while (s < 3) { double t = x * s; while (t > 1) { t = t * t * 0.25; } s = s * 2 + t; } return s; }",
        "while (t > 1): the number of trips of 'while (t > 1)' (one int for each trip of 'while (s < 3)', on a tape): only the loop itself can tell, and the adjoint of that line reads it",
        "t = t * t * 0.25;: 't' (one double for each trip of 'while (t > 1)', on a tape): 't = t * t * 0.25' changes it from trip to trip, and the adjoint of that line reads it",
        "s = s * 2 + t;: 's' (one double for each trip of 'while (s < 3)', on a tape): 's = s * 2 + t' changes it from trip to trip, and the adjoint of 'double t = x * s' reads it");

    [Fact]
    public Task ARecursiveMethodStoresOncePerCall() => Says(
        "static double F(double x, int n) { if (n == 0) return x; return x * F(x * x, n - 1); }",
        "F: 'x' (one double for each call of 'F', on a tape): every call has its own, and the adjoint of 'return x * F(x * x, n - 1)' reads it",
        "if (n == 0): 'n == 0' (one bool for each call of 'F', on a tape): every call has its own 'n', and the adjoint of 'if (n == 0)' reads it",
        "return x * F(x * x, n - 1);: a value computed in 'return x * F(x * x, n - 1)' (one double for each call of 'F', on a tape): 'return x * F(x * x, n - 1)' would have to run again, and the adjoint of that line reads it");

    [Fact]
    public Task ALineThatOccursTwiceIsNoPlace() => Says(
        "static double F(double[] x, double s) { for (int i = 0; i < 3; i++) { s = s * x[i]; } for (int i = 0; i < 3; i++) { s += 1; s = s * x[i]; } return s; }",
        "F: 's' (3 values of type double, on the stack): 's = s * x[i]' changes it from trip to trip, and the adjoint of that line reads it",
        "s += 1;: 's' (3 values of type double, on the stack): 's = s * x[i]' changes it from trip to trip, and the adjoint of that line reads it");

    [Fact]
    public async Task OfWhatCannotBeDifferentiatedNothingIsSaid() =>
        Assert.DoesNotContain(await Found("static double F(double x) { try { x *= x; } finally { } return x; }"), d => d.Id == "DIFF0301");

    public static TheoryData<string> Samples =>
        [.. Repository.Files("tests/GeneratorTests/Constructs", "*.cs").Select(f => "tests/GeneratorTests/Constructs/" + Path.GetFileName(f))];

    // The analyzer keeps a fault to itself.
    [Theory]
    [MemberData(nameof(Samples))]
    public void FindsWordsForEveryConstruct(string file)
    {
        CancellationToken ct = TestContext.Current.CancellationToken;
        Compilation project = UserProject.Of(Repository.Read(file));
        SemanticModel model = project.GetSemanticModel(project.SyntaxTrees.First());
        foreach (MethodDeclarationSyntax declaration in model.SyntaxTree.GetRoot(ct).DescendantNodes().OfType<MethodDeclarationSyntax>())
        {
            if (model.GetDeclaredSymbol(declaration, ct) is not IMethodSymbol method || !method.GetAttributes().Any(a => a.AttributeClass?.Name == "DifferentiableAttribute"))
                continue;
            foreach (StorageMessage message in StorageReport.Of(MethodFrontend.Lower(method, project, ct).Model, ct))
                Assert.Matches(@"^('.+'|a value computed in .+|the number of trips of .+) \(.+, (on a tape|on the stack|in pooled scratch)\): .+, and the adjoint (of .+ reads|needs) it$", message.Text);
        }
    }

    private static async Task Says(string method, params string[] expected)
    {
        string source = Source(method);
        string[] actual =
        [
            .. (await Found(method)).OrderBy(d => d.Location.SourceSpan.Start).ThenBy(d => d.ToString(), StringComparer.Ordinal).Select(d => source.Substring(d.Location.SourceSpan.Start, d.Location.SourceSpan.Length)
                + ": " + d.GetMessage(CultureInfo.InvariantCulture).Replace("The adjoint of 'F' stores ", "", StringComparison.Ordinal)),
        ];
        Assert.Equal(expected, actual);
    }

    private static async Task<IReadOnlyList<Diagnostic>> Found(string method)
    {
        Compilation project = EditorConfig.Applied(UserProject.Of(Source(method)), "[*.cs]\ndotnet_diagnostic.DIFF0301.severity = suggestion\n");
        Assert.Empty(UserProject.Errors(project));
        return await AnalyzerRun.Over(project);
    }

    private static string Source(string method) =>
        "using System;\nusing DiffGen;\npublic static partial class Model\n{\n    [Differentiable] public " + method + "\n}\n";
}
