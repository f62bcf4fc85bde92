namespace DiffGen.RandomPrograms.Generation;

// Assignments in one go, second names, whole arrays, local functions, and what people write again and again.
internal sealed partial class StatementGenerator
{
    private static readonly string s_free = "pqrstuvwabcdefghijkl";
    private int _sizes;

    /// <summary>a = b = c, (a, b) = (c, d), a += (b = c).</summary>
    private void Chain(Scope scope)
    {
        bool single = choices.Chance(Singles);
        var targets = new List<string>();
        var reals = scope.Reals.Where(r => r.IsWritable && r.IsSingle == single).ToList();
        var arrays = scope.Arrays.Where(a => a.IsSingle == single && a.Shape.All(scope.Knows) && IsWritable(a)).ToList();
        for (int i = 0; i < 2; i++)
        {
            if (arrays.Count > 0 && choices.Chance(0.5))
                targets.Add(index.Element(choices.Recent(arrays), scope));
            else if (reals.Count > 0)
                targets.Add(choices.Recent(reals).Name);
        }
        if (targets.Count < 2)
        {
            AssignReal(scope);
            return;
        }
        string Value() => expressions.Real(scope, single, 2);
        Line(choices.Below(3) switch
        {
            0 => $"{targets[0]} = {targets[1]} = {Value()};",
            1 => $"{targets[0]} {choices.OneOf("+=", "-=", "*=")} {targets[1]} {choices.OneOf("=", "+=", "*=")} {Value()};",
            _ => $"({targets[0]}, {targets[1]}) = ({Value()}, {Value()});",
        });
    }

    /// <summary>A second name: for an element, for a part of an array, for a row.</summary>
    private void View(Scope scope)
    {
        var arrays = scope.Arrays.Where(a => a.Shape.All(scope.Knows)).ToList();
        if (arrays.Count == 0 || choices.Chance(0.2))
        {
            Tuple(scope);
            return;
        }
        RealArray array = choices.Recent(arrays);
        string type = array.IsSingle ? "float" : "double";
        bool writable = IsWritable(array) && array.Kind != ArrayKind.ReadOnlySpan;
        if (writable && (array.Shape.Length > 1 || choices.Chance(0.3)))
        {
            string r = Name("r");
            Line($"ref {type} {r} = ref {index.Element(array, scope)};");
            scope.Reals.Add(new RealVariable(r, array.IsSingle, true, Reference: true));
            return;
        }
        if (array.Shape.Length > 1 || _sizes >= s_free.Length)
        {
            DeclareReal(scope);
            return;
        }
        string name = Name("s"), extent = index.Extent(array.Shape[0], scope), natural = index.Natural(scope, atom: true);
        string whole = array.IsSpan ? array.Name : array.Name + ".AsSpan()";
        string part = choices.Below(6) switch
        {
            0 => $"{whole}.Slice(1)",
            1 => $"{whole}[..({extent} / 2)]",
            2 => $"{whole}[({extent} / 2)..]",
            3 => $"{whole}[..^1]",
            4 => $"{whole}.Slice({natural} % {extent}, 1)",
            _ => array.IsSpan ? $"{array.Name}[0..{extent}]" : $"{array.Name}.AsSpan({natural} % {extent})",
        };
        ArrayKind kind = array.Kind == ArrayKind.ReadOnlySpan || choices.Chance(0.2) ? ArrayKind.ReadOnlySpan : ArrayKind.Span;
        Line($"{kind}<{type}> {name} = {part};");
        scope.Add(new RealArray(name, array.IsSingle, $"{s_free[_sizes++]}", kind));
        if (kind == ArrayKind.ReadOnlySpan || !writable)
            ReadOnly.Add(name);
    }

    private void Tuple(Scope scope)
    {
        string a = Name("t"), b = Name("t"), values = $"({expressions.Real(scope, false, 2)}, {expressions.Real(scope, false, 2)})";
        if (choices.Chance(0.5))
        {
            Line($"(double {a}, double {b}) = {values};");
        }
        else
        {
            string t = Name("p");
            Line($"(double A, double B) {t} = {values};");
            (a, b) = (t + ".A", t + ".B");
        }
        scope.Reals.Add(new RealVariable(a, false, true, Reference: a.Contains('.', StringComparison.Ordinal)));
        scope.Reals.Add(new RealVariable(b, false, true, Reference: a.Contains('.', StringComparison.Ordinal)));
    }

    private void WholeArray(Scope scope)
    {
        var arrays = scope.Arrays.Where(a => IsWritable(a) && a.Shape.Length == 1).ToList();
        if (arrays.Count == 0)
        {
            AssignReal(scope);
            return;
        }
        RealArray a = choices.Recent(arrays);
        var same = scope.Arrays.Where(b => b.Shape == a.Shape && b.IsSingle == a.IsSingle).ToList();
        string span = a.IsSpan ? a.Name : a.Name + ".AsSpan()", value = expressions.Real(scope, a.IsSingle, 1);
        Line(choices.Below(6) switch
        {
            0 => a.IsSpan ? $"{a.Name}.Clear();" : $"Array.Clear({a.Name});",
            1 or 2 => a.IsSpan || choices.Chance(0.5) ? $"{span}.Fill({value});" : $"Array.Fill({a.Name}, {value});",
            _ when choices.Pick(same) is var b => $"{(b.IsSpan ? b.Name : b.Name + ".AsSpan()")}.CopyTo({a.Name});",
            _ => ";",
        });
    }

    private void LocalFunction(Scope scope)
    {
        bool single = choices.Chance(Singles);
        string name = Name("L"), type = single ? "float" : "double";
        Scope seen = scope.ForLocalFunction();
        seen.Reals.Add(new RealVariable("u", single, true));
        string value = expressions.Real(seen, single, 2);
        var captured = seen.Reals.Where(r => r.IsWritable && r.IsSingle == single).ToList();
        if (choices.Chance(0.6))
            Line($"{type} {name}({type} u) => {value};");
        else
            Line($"{type} {name}({type} u) {{ {choices.Pick(captured).Name} += {expressions.Real(seen, single, 1)}; return {value}; }}");
        scope.Functions.Add(new ScalarMethod(name, 1, single));
    }

    /// <summary>Two arrays that take turns, or one that is made anew from the last.</summary>
    private void Turns(Scope scope)
    {
        bool single = choices.Chance(Singles);
        string type = single ? "float" : "double", f = single ? "f" : "", old = Name("w"), next = Name("w"), i = Name("i"), j = Name("j"), third = Name("w");
        int count = 1 + choices.Below(3);
        string Value(Scope inner) => expressions.Real(inner, single, 1);
        bool makesAnew = choices.Chance(0.4);
        Line($"{type}[] {old} = {{ {string.Join(", ", Enumerable.Range(0, count).Select(_ => Value(scope)))} }}{(makesAnew ? "" : $", {next} = new {type}[{count}]")};");
        Line($"for (int {i} = 0; {i} < {(choices.Chance(0.5) ? "3" : index.Natural(scope, atom: true) + " % 4")}; {i}++)");
        Line("{");
        if (makesAnew)
            Line($"    var {next} = new {type}[{count}];");
        Line($"    for (int {j} = 0; {j} < {count}; {j}++)");
        Line($"        {next}[{j}] = 0.5{f} * {old}[({j} + 1) % {count}] + {old}[{j}] * {Value(scope)};");
        if (choices.Chance(0.3))
            Line($"    if ({old}[0] > {expressions.Literal(single)}) {(choices.Chance(0.5) ? "continue" : "break")};");
        string guard = choices.Chance(0.3) ? $"if ({next}[0] < {expressions.Literal(single)}) " : "";
        Line("    " + guard + (makesAnew ? $"{old} = {next};"
            : choices.Chance(0.5) ? $"({old}, {next}) = ({next}, {old});" : $"{{ var {third} = {old}; {old} = {next}; {next} = {third}; }}"));
        if (choices.Chance(0.5))
            Line($"    {old}[{i} % {count}] += {Value(scope)};");
        Line("}");
        scope.Add(new RealArray(old, single, $"{count}"));
        if (!makesAnew)
            scope.Add(new RealArray(next, single, $"{count}"));
    }

    /// <summary>A name that stands for an array that is there, and then for new ones.</summary>
    private void Renewed(Scope scope, RealArray array)
    {
        string type = array.IsSingle ? "float" : "double", f = array.IsSingle ? "f" : "", old = Name("w"), next = Name("w"), i = Name("i"), j = Name("j");
        bool single = array.IsSingle;
        var others = scope.Arrays.Where(a => a != array && a.Kind == array.Kind && a.IsSingle == single && a.Shape == array.Shape).ToList();
        string first = others.Count > 0 && choices.Chance(0.5) ? $"{expressions.Condition(scope, 1)} ? {array.Name} : {choices.Recent(others).Name}" : array.Name;
        Line($"{(array.IsSpan ? $"ReadOnlySpan<{type}>" : type + "[]")} {old} = {first};");
        Line(choices.Chance(0.7) ? $"for (int {i} = 0; {i} < {index.Natural(scope, atom: true)} % 3; {i}++)" : $"if ({expressions.Condition(scope, 1)})");
        Line("{");
        Line($"    var {next} = new {type}[{old}.Length];");
        Line($"    for (int {j} = 0; {j} < {old}.Length; {j}++)");
        Line($"        {next}[{j}] = 0.5{f} * {old}[({j} + 1) % {old}.Length] + {array.Name}[{j}] * {expressions.Real(scope, single, 1)};");
        Line((choices.Chance(0.3) ? $"    if ({expressions.Condition(scope, 1)}) " : "    ") + $"{old} = {next};");
        if (!array.IsSpan && choices.Chance(0.2))
            Line($"    for (int {j} = 0; {j} < {old}.Length; {j}++) {old}[{j}] += {expressions.Real(scope, single, 1)};");
        Line("}");
        if (choices.Chance(0.5) && IsWritable(array))
            Line($"for (int {j} = 0; {j} < {old}.Length; {j}++) {array.Name}[{j}] += {old}[{j}] * {expressions.Real(scope, single, 1)};");
        if (array.IsSpan || choices.Chance(0.9))
            ReadOnly.Add(old);
        scope.Add(new RealArray(old, single, array.Shape, array.IsSpan ? ArrayKind.ReadOnlySpan : ArrayKind.Array));
    }

    private void Idiom(Scope scope)
    {
        if (choices.Chance(0.2))
        {
            Turns(scope);
            return;
        }
        var vectors = scope.Arrays.Where(a => a.Shape.Length == 1 && a.Kind != ArrayKind.Field && a.Shape.All(scope.Knows)).ToList();
        if (vectors.Count > 0 && choices.Chance(0.2))
        {
            Renewed(scope, choices.Recent(vectors));
            return;
        }
        var arrays = scope.Arrays.Where(a => IsWritable(a) && a.Shape.Length == 1).ToList();
        if (arrays.Count == 0)
        {
            AssignReal(scope);
            return;
        }
        RealArray array = choices.Recent(arrays);
        string x = array.Name, n = index.Extent(array.Shape[0], scope), i = Name("i"), j = Name("j"), f = array.IsSingle ? "f" : "";
        string[] lines = choices.Below(6) switch
        {
            0 => [$"for (int {i} = 1; {i} < {n}; {i}++)", $"    {x}[{i}] += {x}[{i} - 1];"],
            1 => [$"for (int {i} = {n} - 2; {i} >= 0; {i}--)", $"    {x}[{i}] = 0.5{f} * {x}[{i}] + {x}[{i} + 1] * {x}[{i}];"],
            2 =>
            [
                $"for (int {i} = 0; {i} < {n}; {i}++)",
                $"    for (int {j} = 0; {j} < {n} - 1 - {i}; {j}++)",
                $"        if ({x}[{j}] > {x}[{j} + 1])",
                $"            ({x}[{j}], {x}[{j} + 1]) = ({x}[{j} + 1], {x}[{j}]);",
            ],
            3 => [$"for (int {i} = 1; {i} < {n} - 1; {i}++)", $"    {x}[{i}] = 0.25{f} * ({x}[{i} - 1] + 2 * {x}[{i}] + {x}[{i} + 1]);"],
            4 when WithUnbounded =>
            [
                $"for (int {i} = 1; {i} < {n}; {i}++)",
                "{",
                $"    int {j} = {i};",
                $"    for (; {j} > 0 && {x}[{j} - 1] > {x}[{j}]; {j}--)",
                $"        ({x}[{j} - 1], {x}[{j}]) = ({x}[{j}], {x}[{j} - 1]);",
                "}",
            ],
            _ => [$"for (int {i} = 0; {i} < {n}; {i}++)", $"    if ({x}[{i}] > {expressions.Literal(array.IsSingle)}) {{ {x}[{i}] *= {x}[{i}]; break; }}"],
        };
        foreach (string line in lines)
            Line(line);
    }
}
