using System.Reflection;
using DiffGen.CodeFixes;
using DiffGen.CodeFixTests.Harness;
using DiffGen.Compiler;
using DiffGen.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.Text;

namespace DiffGen.CodeFixTests;

/// <summary>How the offers behave in an editor: while code is being typed, when they are cancelled, and what they load.</summary>
public sealed class UnfinishedCodeTests
{
    private const string Text = """
        using System;
        using DiffGen;

        partial struct Model<T>
        {
            [Differentiable]
            public static double Steps([Constant] double a, double x, double[] y) => a * Math.Floor(x) * y[0];

            [GradientOf(nameof(Steps))]
            static void Wrong(double a, double x, double[] y, out double dx, double[] dy)
            {
                dx = a;
                dy[0] = x;
            }

            class Inner { [Differentiable] static double Square(double x) => x * x; }
        }
        """;

    private static readonly CodeFixProvider[] Fixes = [new MakePartialFix(), new MarkConstantFix(), new ReplaceBodyFix()];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task NothingFailsWhereverTheFileEnds(int first)
    {
        int offered = 0;
        for (int end = Text.Length - first; end > 0; end -= 21)
        {
            Editor project = Editor.Open(Text[..end]);
            foreach (Diagnostic diagnostic in await project.Diagnostics("DIFF"))
            {
                foreach (CodeFixProvider fix in Fixes.Where(f => f.FixableDiagnosticIds.Contains(diagnostic.Id)))
                {
                    foreach (CodeAction offer in await project.Fixes(fix, diagnostic))
                    {
                        await project.Apply(offer);
                        offered++;
                    }
                }
            }
            foreach (int cursor in new[] { 0, end / 2, Math.Min(end, Text.IndexOf("Steps", StringComparison.Ordinal)), end })
                await project.Refactorings(new DeclareDerivativeRefactoring(), cursor);
        }
        Assert.True(offered > 3);
    }

    [Fact]
    public async Task StopsWhenItIsCancelled()
    {
        Project project = Editor.Open(Text).Project;
        Document document = project.Documents.First();
        Diagnostic[] diagnostics = await Editor.Open(Text).Diagnostics("DIFF");
        using var source = new CancellationTokenSource();
        await source.CancelAsync();
        foreach (CodeFixProvider fix in Fixes)
        {
            Diagnostic diagnostic = diagnostics.First(d => fix.FixableDiagnosticIds.Contains(d.Id));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (_, _) => { }, source.Token)));
        }
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new DeclareDerivativeRefactoring().ComputeRefactoringsAsync(
            new CodeRefactoringContext(document, new TextSpan(Text.IndexOf("Steps", StringComparison.Ordinal), 0), _ => { }, source.Token)));
    }

    [Fact]
    public void OnlyTheCodeFixesNeedWorkspaces()
    {
        static string[] ReferencesOf(Assembly assembly) => [.. assembly.GetReferencedAssemblies().Select(a => a.Name!)];

        Assert.Contains("Microsoft.CodeAnalysis.Workspaces", ReferencesOf(typeof(MakePartialFix).Assembly));
        Assert.DoesNotContain(ReferencesOf(typeof(DifferentiableGenerator).Assembly).Concat(ReferencesOf(typeof(HandBody).Assembly)), n => n.Contains("Workspaces", StringComparison.Ordinal));
        // An editor may have an older version than the one that this repository is built with.
        Assert.DoesNotContain(ReferencesOf(typeof(MakePartialFix).Assembly), n => n.StartsWith("System.Composition", StringComparison.Ordinal));
    }
}
