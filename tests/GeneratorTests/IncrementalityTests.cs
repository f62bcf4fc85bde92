using DiffGen.Generator;
using DiffGen.GeneratorTests.Harness;
using Microsoft.CodeAnalysis;
using static Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace DiffGen.GeneratorTests;

/// <summary>What an edit runs again.</summary>
public class IncrementalityTests
{
    private const string Loss = """
        using DiffGen;

        public static partial class Losses
        {
            // The energy of x.
            [Differentiable]
            public static double Energy(double[] x)
            {
                double sum = 0;
                for (int i = 0; i < x.Length; i++)
                    sum += Helpers.Square(x[i]) * 3.0;
                return sum;
            }
        }
        """;

    private const string Helpers = """
        public static class Helpers
        {
            public static double Square(double t) => t * t;

            public static int Unrelated() => 1;
        }
        """;

    private const string Other = """
        using DiffGen;

        public static partial class Other
        {
            [Differentiable]
            public static double Twice(double x) => x + x;
        }
        """;

    /// <summary>Why each step of one file's pipeline had the outcome it had.</summary>
    private sealed record Reasons(
        IncrementalStepRunReason Lower,
        IncrementalStepRunReason Models,
        IncrementalStepRunReason Compile,
        IncrementalStepRunReason Files,
        IncrementalStepRunReason Output)
    {
        public static readonly Reasons Untouched = new(Unchanged, Cached, Cached, Cached, Cached);
        public static readonly Reasons Anew = new(Modified, Modified, Modified, Modified, Modified);
    }

    [Fact]
    public void TheFirstRunRunsEverything() =>
        Assert.Equal(new Reasons(New, New, New, New, New), Of(GeneratorRun.Over(UserProject.Of(Loss, Helpers)), 0));

    [Fact]
    public void AnUnrelatedEditEndsAtTheFrontend() => Assert.Equal(Reasons.Untouched, After(1, "=> 1;", "=> 2;"));

    [Fact]
    public void ACommentAboveTheMethodEndsAtTheFrontend() =>
        Assert.Equal(Reasons.Untouched, After(0, "// The energy of x.", "// The energy of x,\n    // times three."));

    [Fact]
    public void ACommentInsideTheMethodEndsAtTheFrontend() =>
        Assert.Equal(Reasons.Untouched, After(0, "double sum = 0;", "double sum = 0; // none yet"));

    [Fact]
    public void AnEditInsideTheMethodRunsEverything() => Assert.Equal(Reasons.Anew, After(0, "3.0", "4.0"));

    [Fact]
    public void AnEditInsideAHelperInAnotherFileRunsEverything() => Assert.Equal(Reasons.Anew, After(1, "t * t", "t * t * t"));

    [Fact]
    public void ANewFileEndsAtTheFrontend()
    {
        Compilation project = UserProject.Of(Loss, Helpers);
        GeneratorRun first = GeneratorRun.Over(project);
        GeneratorRun second = first.Again(project.AddSyntaxTrees(UserProject.Parse("class New;", "New.cs")));
        Assert.Equal(Reasons.Untouched, Of(second, 0));
    }

    [Fact]
    public void AnEditInOneMethodLeavesAnotherAlone()
    {
        Compilation project = UserProject.Of(Loss, Helpers, Other);
        GeneratorRun first = GeneratorRun.Over(project);
        GeneratorRun second = first.Again(UserProject.Edit(project, 0, "3.0", "4.0"));
        Assert.Equal(Reasons.Anew, Of(second, 0));
        // The list of all files is made again, and this one's place in it compared.
        Assert.Equal(Reasons.Untouched with { Files = Unchanged }, Of(second, 1));
    }

    [Fact]
    public void ARemovedMethodTakesItsFileAlong()
    {
        Compilation project = UserProject.Of(Loss, Helpers, Other);
        GeneratorRun first = GeneratorRun.Over(project);
        GeneratorRun second = first.Again(project.RemoveSyntaxTrees(project.SyntaxTrees.ElementAt(0)));
        Assert.Equal(2, first.Result.GeneratedSources.Length);
        Assert.Single(second.Result.GeneratedSources);
    }

    private static Reasons After(int file, string old, string replacement)
    {
        Compilation project = UserProject.Of(Loss, Helpers);
        GeneratorRun first = GeneratorRun.Over(project);
        return Of(first.Again(UserProject.Edit(project, file, old, replacement)), 0);
    }

    private static Reasons Of(GeneratorRun run, int method)
    {
        Assert.Null(run.Result.Exception);
        return new Reasons(
            Outcome(TrackingNames.Lower),
            Outcome(TrackingNames.Models),
            Outcome(TrackingNames.Compile),
            Outcome(TrackingNames.Files),
            run.Result.TrackedOutputSteps.Values.SelectMany(steps => steps).SelectMany(step => step.Outputs).ElementAt(method).Reason);

        IncrementalStepRunReason Outcome(string step) =>
            run.Result.TrackedSteps[step].SelectMany(s => s.Outputs).ElementAt(method).Reason;
    }
}
