using DiffGen.GeneratorTests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DiffGen.GeneratorTests;

/// <summary>Where the judge speaks, and how it behaves in an editor. What it says is tested in <c>tests/JudgementTests</c>.</summary>
public class JudgeAnalyzerTests
{
    private const string Growth = "static double F(double[] x) { double s = 1; for (int i = 0; i < x.Length; i++) { s = s + x[i] * s; } return s; }";
    private const string Right = "for (int i = 0; i < x.Length; i++) { dx[i] = 1; for (int j = 0; j < x.Length; j++) { dx[i] *= j == i ? 1 : 1 + x[j]; } }";

    [Fact]
    public async Task ReportsOnTheNameOfTheMethod()
    {
        string[] messages = await AnalyzerRun.Expect(Source(Growth + " [GradientOf(nameof(F))] static void {|DIFF0403:G|}(double[] x, double[] dx) { " + Right.Replace("1 + x[j]", "1 - x[j]", StringComparison.Ordinal) + " }"));

        Assert.StartsWith("'G' is not the gradient of 'F': dx[0] is ", messages[0], StringComparison.Ordinal);
        Assert.EndsWith("; in 'dx[i] *= j == i ? 1 : 1 - x[j]' '-' should be '+'", messages[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task SaysAtHowManyInputsNoDifferenceWasFound()
    {
        string[] messages = await AnalyzerRun.Expect(Source(Growth + " [GradientOf(nameof(F))] static void {|DIFF0402:G|}(double[] x, double[] dx) { " + Right + " }"));

        Assert.Equal(["No difference was found between 'G' and the gradient of 'F' at 24 inputs of different shapes; that is no proof"], messages);
    }

    [Fact]
    public Task APartialMethodWithABodyIsJudgedOnce() => AnalyzerRun.Expect(Source(
        Growth + " [GradientOf(nameof(F))] private static partial void {|DIFF0402:G|}(double[] x, double[] dx); private static partial void G(double[] x, double[] dx) { " + Right + " }"));

    [Fact]
    public Task AMethodOfAnotherTypeIsJudgedToo() => AnalyzerRun.Expect(
        "using DiffGen; static class A { internal " + Growth + " } static class B { [GradientOf(typeof(A), nameof(A.F))] static void {|DIFF0402:G|}(double[] x, double[] dx) { " + Right + " } }");

    [Fact]
    public Task InstanceMethodsShareTheirFields() => AnalyzerRun.Expect(
        "using DiffGen; class A(double w) { private readonly double _w = w; double F(double x) => _w * x * x + _w; [GradientOf(nameof(F))] void {|DIFF0401:G|}(double x, out double dx) => dx = 2 * _w * x; }");

    [Fact]
    public async Task SaysWhichFieldItCannotKnow()
    {
        string[] messages = await AnalyzerRun.Expect(
            "using DiffGen; class A(double w) { private readonly double _w = w, _twice = 2 * w; double F(double x) => _w * x * x; [GradientOf(nameof(F))] void {|DIFF0404:G|}(double x, out double dx) => dx = _twice * x; }");

        Assert.Contains("it reads '_twice', which 'F' does not", messages[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task IsSilentWhileTheBodyHasErrors()
    {
        Compilation project = UserProject.Of(Source(Growth + " [GradientOf(nameof(F))] static void G(double[] x, double[] dx) { dx[0] = ; }"));

        Assert.DoesNotContain(await AnalyzerRun.Over(project, judges: true), d => d.Id.StartsWith("DIFF04", StringComparison.Ordinal));
    }

    [Fact]
    public async Task StopsWhenItIsCancelled()
    {
        Compilation project = UserProject.Of(Source(Growth + " [GradientOf(nameof(F))] static void G(double[] x, double[] dx) { " + Right + " }"));
        using var source = new CancellationTokenSource();
        await source.CancelAsync();
        var run = new CompilationWithAnalyzers(project, [new Generator.JudgeAnalyzer()], new AnalyzerOptions([]));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.GetAnalyzerDiagnosticsAsync(source.Token));
    }

    private static string Source(string members) => "using System;\nusing DiffGen;\nstatic partial class Losses\n{\n    " + members + "\n}\n";
}
