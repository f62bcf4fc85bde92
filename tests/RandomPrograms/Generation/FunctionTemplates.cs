namespace DiffGen.RandomPrograms.Generation;

/// <summary>Calls of every differentiable function, with arguments that stay away from the edges of its domain.</summary>
/// <remarks>M is Math or MathF, T is double or float, # the suffix of a literal, {0}, {1}, {2} are any numbers.</remarks>
internal static class FunctionTemplates
{
    public static IReadOnlyList<string> All { get; } =
    [
        "M.Sin({0})", "M.Cos({0})", "M.Tan(0.7# * M.Sin({0}))",
        "M.Asin(0.9# * M.Sin({0}))", "M.Acos(0.9# * M.Cos({0}))", "M.Atan({0})", "M.Atan2({0}, 1.5# + M.Sin({1}))", "M.Atan2(1.5# + M.Cos({0}), {1})",
        "M.Sinh(M.Sin({0}))", "M.Cosh(M.Sin({0}))", "M.Tanh({0})", "M.Asinh({0})", "M.Acosh(2.5# + M.Sin({0}))", "M.Atanh(0.8# * M.Sin({0}))",
        "M.Exp(M.Sin({0}))", "M.Exp(-({0} * {0}))", "M.Log(1.5# + M.Sin({0}))", "M.Log2(1 + {0} * {0})", "M.Log10(1.5# + M.Cos({0}))",
        "M.Log(1.5# + M.Sin({0}), 3.5# + M.Cos({1}))",
        "M.Sqrt(1 + {0} * {0})", "M.Sqrt(1.3# + M.Sin({0}))", "M.Cbrt(2 + M.Sin({0}))",
        "M.Pow(1.5# + M.Sin({0}), M.Sin({1}))", "M.Pow(M.Sin({0}), 2)", "M.Pow(M.Sin({0}), 3)", "M.Pow(1.5# + M.Cos({0}), 0.5#)",
        "M.Pow(1.5# + M.Cos({0}), -1.5#)", "M.Pow(2, M.Sin({0}))", "M.Pow({0}, 1)", "M.Pow({0}, 0)", "M.Pow(M.Cos({0}), 4)",
        "M.FusedMultiplyAdd({0}, {1}, {2})", "M.IEEERemainder({0}, 1.7#)", "M.IEEERemainder({0}, 1.5# + M.Sin({1}))", "M.ScaleB({0}, 1)", "M.ScaleB({0}, -2)",
        "M.Abs({0})", "M.CopySign({0}, {1})", "M.Max({0}, {1})", "M.Min({0}, {1})", "M.Max({0}, 0)", "M.MaxMagnitude({0}, {1})", "M.MinMagnitude({0}, {1})",
        "Math.Clamp({0}, -0.4#, 0.6#)", "Math.Clamp({0}, {1}, 2 + M.Abs({1}))",
        "M.Floor({0})", "M.Ceiling({0})", "M.Truncate({0})", "M.Round({0})", "(1.5# * M.Sign({0}))", "M.Round({0}, 1)",
        "T.Lerp({0}, {1}, {2})", "T.Hypot({0}, 1.5# + M.Sin({1}))", "T.RootN(2.2# + M.Sin({0}), 3)",
        "T.Exp2(M.Sin({0}))", "T.Exp10(M.Sin({0}))", "T.ExpM1(M.Sin({0}))", "T.Exp2M1(M.Sin({0}))", "T.Exp10M1(M.Sin({0}))",
        "T.LogP1(0.5# + M.Sin({0}) * 0.9#)", "T.Log2P1({0} * {0})", "T.Log10P1({0} * {0})",
        "T.SinPi({0})", "T.CosPi({0})", "T.TanPi(0.3# * M.Sin({0}))", "T.AsinPi(0.9# * M.Sin({0}))", "T.AcosPi(0.9# * M.Sin({0}))", "T.AtanPi({0})",
        "T.Atan2Pi({0}, 1.5# + M.Sin({1}))", "T.DegreesToRadians({0})", "T.RadiansToDegrees(0.01# * {0})", "T.MultiplyAddEstimate({0}, {1}, {2})",
        "T.MaxNumber({0}, {1})", "T.MinNumber({0}, {1})", "T.MaxMagnitudeNumber({0}, {1})", "T.MinMagnitudeNumber({0}, {1})",
        "T.MaxNative({0}, {1})", "T.MinNative({0}, {1})", "T.ClampNative({0}, -0.5#, 0.5#)", "T.Abs({0})", "T.Sqrt(1 + {0} * {0})",
    ];

    public static string Fill(string template, bool single, Func<string> argument)
    {
        string text = template.Replace("M.", single ? "MathF." : "Math.", StringComparison.Ordinal)
            .Replace("T.", single ? "float." : "double.", StringComparison.Ordinal)
            .Replace("#", single ? "f" : "", StringComparison.Ordinal);
        for (int i = 0; i < 3; i++)
        {
            string place = "{" + i + "}";
            if (text.Contains(place, StringComparison.Ordinal))
                text = text.Replace(place, argument(), StringComparison.Ordinal);
        }
        return text;
    }
}
