using DiffGen.Compiler.Interpretation;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Judgement.Explanations;

/// <summary>Right as long as an input is positive: an absolute value, a sign or a bound was left out of account.</summary>
internal static class SignHypotheses
{
    private const int LeastDiffering = 3;
    private const int MostTried = 8;

    public static string? OnlyWherePositive(Evidence evidence)
    {
        Parameter[] inputs = [.. evidence.Contest.Hand.Primal.Inputs];
        for (int i = 0; i < inputs.Length; i++)
        {
            if (inputs[i] is not (ScalarParameter { Value.Type: Scalar.Single or Scalar.Double, Passing: not Passing.Out } or ArrayParameter { Array.Element: Scalar.Single or Scalar.Double }))
                continue;
            Sample[] differing = [.. evidence.Samples.Where(s => s.Differs)];
            if (differing.Length >= LeastDiffering && differing.All(s => IsNegative(s.Point.Inputs[i])) && differing.Take(MostTried).All(s => IsRightWherePositive(evidence, s.Point, i)))
            {
                return inputs[i] is ScalarParameter
                    ? "it is right only where '" + inputs[i].Name + "' is positive"
                    : "it is right only where all elements of '" + inputs[i].Name + "' are positive";
            }
        }
        return null;
    }

    private static bool IsNegative(Argument argument) => argument.Memory is { } memory ? memory.Data.Any(n => n.Real < 0) : argument.Number.Real < 0;

    // All else the same, and this input positive.
    private static bool IsRightWherePositive(Evidence evidence, Point point, int input)
    {
        Argument given = point.Inputs[input], positive = new Number(Math.Abs(given.Number.Real));
        if (given.Memory is { } memory)
        {
            Memory absolute = memory.Copy();
            for (int e = 0; e < absolute.Data.Length; e++)
                absolute.Data[e] = new Number(Math.Abs(absolute.Data[e].Real));
            positive = absolute;
        }
        Point there = point with { Inputs = [.. point.Inputs.Select((a, i) => i == input ? positive : a)] };
        return !evidence.Budget.IsSpent && evidence.Comparison.At(there) is { Differs: false };
    }
}
