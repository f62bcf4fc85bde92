using System.Diagnostics;
using System.Text.RegularExpressions;
using DiffGen.Compiler.Frontend;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.RobustnessTests.Limits;

/// <summary>Work that was told to stop: how far it had come, how long it went on, and who stopped it in the end.</summary>
/// <remarks>Times are those of the thread that works: on a busy machine the wall clock tells of others.</remarks>
internal sealed partial record Interruption(double At, TimeSpan Latency, string StoppedBy)
{
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);

    // A collection of garbage, a cache that others have emptied: these may fall into one attempt, hardly into all.
    private const int Attempts = 6;

    /// <summary>Work of DiffGen's on a method that Roslyn has read already.</summary>
    public static Func<Action<CancellationToken>> OfDiffGen((IMethodSymbol Method, CSharpCompilation Project) program) => () =>
    {
        var models = new SemanticModels(program.Project) { AreKnownToCompile = true };
        SyntaxNode syntax = program.Method.DeclaringSyntaxReferences[0].GetSyntax();
        // Operations are made when they are asked for.
        _ = models.Of(syntax.SyntaxTree).GetOperation(syntax)!.DescendantsAndSelf().Count();
        return cancellation => Stages.Compile(MethodFrontend.Lower(program.Method, models, cancellation).Model, cancellation);
    };

    /// <summary>What Roslyn is asked for: errors in the method, and its operations.</summary>
    public static Func<Action<CancellationToken>> OfRoslyn((IMethodSymbol Method, CSharpCompilation Project) program) => () =>
    {
        SyntaxNode syntax = program.Method.DeclaringSyntaxReferences[0].GetSyntax();
        SemanticModel model = program.Project.GetSemanticModel(syntax.SyntaxTree);
        return cancellation =>
        {
            model.GetDiagnostics(syntax.Span, cancellation);
            _ = model.GetOperation(syntax, cancellation);
        };
    };

    /// <summary>Interrupts work at so many points and takes the one after which it went on longest.</summary>
    /// <param name="prepare">Makes the work ready; what that takes is not counted.</param>
    public static Interruption Slowest(Func<Action<CancellationToken>> prepare, int points)
    {
        // Not the first time, when the compiler itself is being compiled.
        TimeSpan total = Enumerable.Range(0, 4).Min(_ => CancelledWork.Run(prepare(), TimeSpan.MaxValue).Worked);
        return Enumerable.Range(0, points).Select(i => (i + 0.5) / points).Select(at => Best(prepare, at, total * at)).MaxBy(p => p.Latency)!;
    }

    private static Interruption Best(Func<Action<CancellationToken>> prepare, double at, TimeSpan after)
    {
        Interruption? best = null;
        for (int attempt = 0; attempt < Attempts && !(best?.Latency <= Patience / 4); attempt++)
        {
            (TimeSpan worked, TimeSpan cancelled, OperationCanceledException? by) = CancelledWork.Run(prepare(), after);
            TimeSpan latency = worked > cancelled ? worked - cancelled : TimeSpan.Zero;
            if (best is null || latency < best.Latency)
                best = new Interruption(at, latency, by is null ? "" : Stopper(by));
        }
        return best!;
    }

    private static string Stopper(OperationCanceledException e) => string.Join(" < ", new StackTrace(e).GetFrames()
        .Select(f => f.GetMethod()).Where(m => m?.DeclaringType?.Namespace?.StartsWith("System", StringComparison.Ordinal) == false).Take(3)
        .Select(m => Generated().Replace(m!.DeclaringType!.Name + "." + m.Name, "")));

    [GeneratedRegex(@"[<>]|\|.*|c__DisplayClass\d+_\d+\.|b__\d+(_\d+)?|d__\d+\.MoveNext")]
    private static partial Regex Generated();
}
