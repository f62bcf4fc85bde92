using System.Globalization;
using DiffGen.Compiler.Diagnostics;
using DiffGen.Compiler.Frontend.Declared;
using Microsoft.CodeAnalysis;

namespace DiffGen.Compiler.Judgement;

/// <summary>The verdict on a declared derivative with a body, in words, at its name.</summary>
internal static class Judgement
{
    /// <summary>Null where there is nothing to say: C# reports errors there.</summary>
    public static Problem? Of(DeclaredDerivative declared, Compilation compilation, JudgeOptions options, CancellationToken cancellation)
    {
        (HandDerivative? hand, string? obstacle) = HandDerivativeReader.Read(declared, compilation, cancellation);
        Verdict? verdict = hand is not null ? Judge.Of(hand, options, cancellation) : obstacle is not null ? new Verdict.Unchecked(obstacle) : null;
        return verdict is null ? null : Of(verdict, declared);
    }

    public static Problem Of(Verdict verdict, DeclaredDerivative declared)
    {
        string name = declared.Method.Name, kind = declared.Kind.ToString().ToLowerInvariant(), primal = declared.Primal.Name;
        Location place = declared.Method.Locations[0];
        return verdict switch
        {
            Verdict.Proved => new Problem(JudgementDescriptors.Proved, place, name, kind, primal),
            Verdict.NoDifference v => new Problem(JudgementDescriptors.NoDifference, place, name, kind, primal, v.Points.ToString(CultureInfo.InvariantCulture)),
            Verdict.Differs v => new Problem(JudgementDescriptors.Differs, place, name, kind, primal, Text(v)),
            Verdict.Unchecked v => new Problem(JudgementDescriptors.Unchecked, place, name, kind, primal, v.Reason),
            _ => throw new ArgumentOutOfRangeException(nameof(verdict)),
        };
    }

    private static string Text(Verdict.Differs verdict)
    {
        string at = verdict.Inputs.Length == 0 ? "" : " with " + verdict.Inputs;
        string what = verdict.Where.Length == 0
            ? verdict.Hand + at
            : verdict.Where + " is " + verdict.Hand + " where " + verdict.Derived + " is right" + at;
        return what + (verdict.Formula is null ? "" : " (" + verdict.Formula + ")") + (verdict.Explanation is null ? "" : "; " + verdict.Explanation);
    }
}
