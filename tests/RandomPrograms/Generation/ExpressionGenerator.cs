using System.Globalization;

namespace DiffGen.RandomPrograms.Generation;

/// <summary>Real expressions and conditions; what is not an atom comes in parentheses.</summary>
internal sealed class ExpressionGenerator(Choices choices, IndexGenerator index)
{
    /// <summary>Methods that may be called: name, number of arguments.</summary>
    public List<ScalarMethod> Methods { get; } = [];

    /// <summary>How much of the mathematics there is beside + − ·.</summary>
    public double Functions { get; init; } = 0.2;

    public string Real(Scope scope, bool single, int depth)
    {
        if (depth <= 0 || choices.Chance(0.3))
            return Leaf(scope, single);
        string Sub() => Real(scope, single, depth - 1);
        if (choices.Chance(0.04))
            return Special(scope, single, depth);
        double kind = choices.Below(1000) / 1000.0;
        if (kind < Functions)
        {
            string template = choices.Pick(FunctionTemplates.All);
            // Three times the same argument, of a function that repeats it, would grow beyond measure.
            int d = template.Contains("{0} * {0}", StringComparison.Ordinal) || template.Contains("{1}", StringComparison.Ordinal) ? depth - 2 : depth - 1;
            return FunctionTemplates.Fill(template, single, () => Real(scope, single, d));
        }
        kind = (kind - Functions) / (1 - Functions);
        return kind switch
        {
            < 0.28 => $"({Sub()} + {Sub()})",
            < 0.42 => $"({Sub()} - {Sub()})",
            < 0.72 => $"({Sub()} * {Sub()})",
            < 0.77 => $"({Sub()} / {Safe(scope, single)})",
            < 0.79 => $"({Sub()} % {Safe(scope, single)})",
            < 0.83 => $"(-{Sub()})",
            < 0.89 => $"({Condition(scope, 1)} ? {Sub()} : {Sub()})",
            < 0.93 when Methods.Concat(scope.Functions).Where(m => m.IsSingle == single).ToList() is { Count: > 0 } methods => Call(choices.Pick(methods), scope, depth),
            < 0.95 => single ? $"((float){Real(scope, false, depth - 1)})" : $"({index.Natural(scope, atom: true)} * {Sub()})",
            _ => Leaf(scope, single),
        };
    }

    /// <summary>A switch, an assignment or a step used as a value.</summary>
    private string Special(Scope scope, bool single, int depth)
    {
        string Sub() => Real(scope, single, depth - 1);
        var targets = scope.Reals.Where(r => r.IsWritable && r.IsSingle == single).ToList();
        return choices.Below(6) switch
        {
            0 => $"({index.Natural(scope, atom: true)} switch {{ 0 => {Sub()}, 1 or 3 => {Sub()}, _ => {Sub()} }})",
            1 => $"(({(single ? "" : "0.0 + ")}{Leaf(scope, single)}) switch {{ > {Literal(single)} => {Sub()}, < -{Literal(single)} => {Sub()}, _ => {Sub()} }})",
            2 => $"({index.Natural(scope, atom: true)} switch {{ > 2 => {Sub()}, 1 when {Condition(scope, 0)} => {Sub()}, _ => {Sub()} }})",
            3 when targets.Count > 0 => $"({choices.Pick(targets).Name} {choices.OneOf("=", "+=", "*=")} {Sub()})",
            4 when targets.Count > 0 => choices.OneOf("({0}++)", "(--{0})", "({0}--)", "(++{0})").Replace("{0}", choices.Pick(targets).Name, StringComparison.Ordinal),
            _ => Leaf(scope, single),
        };
    }

    public string Call(ScalarMethod method, Scope scope, int depth) =>
        $"{method.Name}({string.Join(", ", Enumerable.Range(0, method.Arity).Select(_ => Real(scope, method.IsSingle, depth - 1)))}{(method.IsRecursive ? $", {index.Natural(scope, atom: true)} % 4" : "")})";

    /// <summary>A number well away from 0.</summary>
    public string Safe(Scope scope, bool single) => choices.Below(4) switch
    {
        0 => Literal(single),
        1 => $"(1.5{Suffix(single)} + {(single ? "MathF" : "Math")}.Sin({Leaf(scope, single)}))",
        2 => $"(2 + {(single ? "MathF" : "Math")}.Abs({Leaf(scope, single)}))",
        _ when Leaf(scope, single) is var t => $"(1 + {t} * {t})",
        _ => "2",
    };

    public string Leaf(Scope scope, bool single)
    {
        var reals = scope.Reals.Where(r => r.IsSingle == single || !single).ToList();
        var arrays = scope.Arrays.Where(a => (a.IsSingle == single || !single) && a.Shape.All(scope.Knows)).ToList();
        int kind = choices.Below(20);
        if (kind < 9 && arrays.Count > 0)
            return index.Element(choices.Recent(arrays), scope);
        if (kind < 17 && reals.Count > 0)
            return choices.Recent(reals).Name;
        if (kind == 17 && scope.Counters.Count > 0)
            return $"(0.1{Suffix(single)} * {choices.Pick(scope.Counters).Name})";
        return kind == 18 ? $"({(single ? "float" : "double")}){index.Natural(scope, atom: true)}" : Literal(single);
    }

    public string Literal(bool single) =>
        ((1 + choices.Below(24)) / 8.0).ToString("0.0##", CultureInfo.InvariantCulture) + Suffix(single);

    private static string Suffix(bool single) => single ? "f" : "";

    public string Condition(Scope scope, int depth)
    {
        int kind = choices.Below(10);
        if (depth > 0 && kind == 0)
            return $"({Condition(scope, depth - 1)} && {Condition(scope, depth - 1)})";
        if (depth > 0 && kind == 1)
            return $"({Condition(scope, depth - 1)} || {Condition(scope, depth - 1)})";
        if (kind == 2)
            return $"!({Condition(scope, 0)})";
        if (kind == 3 && scope.Conditions.Count > 0)
            return choices.Pick(scope.Conditions);
        if (choices.Chance(0.06))
            return $"0.0 + {Leaf(scope, false)} is > {Literal(false)} or < -{Literal(false)}";
        if (choices.Chance(0.03))
            return $"{index.Natural(scope, atom: true)} is {choices.OneOf("1 or 2", "> 1", "not 0", ">= 1 and < 4")}";
        if (kind is 3 or 4)
            return $"{index.Natural(scope, atom: true)} {choices.OneOf("<", "<=", "==", "!=", ">")} {index.Natural(scope, atom: true)}";
        if (kind == 5)
            return $"{index.Natural(scope, atom: true)} % 2 == {choices.Below(2)}";
        bool single = scope.Reals.Any(r => r.IsSingle) && choices.Chance(0.5);
        return $"{Real(scope, single, 1)} {choices.OneOf("<", ">", "<=", ">=")} {(choices.Chance(0.5) ? Literal(single) : Leaf(scope, single))}";
    }
}

/// <summary>A method of numbers that returns a number.</summary>
/// <param name="IsRecursive">Whether it takes the depth of its calls too.</param>
internal sealed record ScalarMethod(string Name, int Arity, bool IsSingle, bool IsRecursive = false);
