namespace DiffGen.RandomPrograms.Generation;

// Loops of other forms, jumps and switches.
internal sealed partial class StatementGenerator
{
    private const bool WithUnbounded = true;
    private int _loops;

    /// <summary>What <c>return</c> returns; empty for nothing.</summary>
    public required Func<Scope, string> Returned { get; init; }

    private void Body(Scope inner, int depth)
    {
        _loops++;
        Block(() => Statements(inner, depth + 1, 3));
        _loops--;
    }

    private void ForEach(Scope scope, int depth)
    {
        var arrays = scope.Arrays.Where(a => a.Shape.Length == 1 || a.Kind == ArrayKind.Jagged).ToList();
        if (arrays.Count == 0)
        {
            Loop(scope, depth);
            return;
        }
        RealArray array = choices.Recent(arrays);
        Scope inner = scope.Inner();
        string name = Name("e"), type = array.IsSingle ? choices.OneOf("float", "double", "var") : choices.OneOf("double", "var");
        if (array.Kind == ArrayKind.Jagged)
        {
            Line($"foreach ({(array.IsSingle ? "float" : "double")}[] {name} in {array.Name})");
            inner.Add(new RealArray(name, array.IsSingle, array.Shape[1..]));
            if (!IsWritable(array))
                ReadOnly.Add(name);
        }
        else
        {
            Line($"foreach ({type} {name} in {array.Name})");
            inner.Reals.Add(new RealVariable(name, array.IsSingle && type != "double", false));
        }
        Body(inner, depth);
    }

    /// <summary>A loop that ends when the data say so; a count ends it too.</summary>
    private void Unbounded(Scope scope, int depth)
    {
        string c = Name("c"), most = $"{1 + choices.Below(4)}", condition = expressions.Condition(scope, 1);
        Scope inner = scope.Inner();
        inner.FixedIntegers.Add(c);
        int form = choices.Below(4);
        string declared = $"int {c} = 0;";
        if (form != 3)
            Line(declared);
        Line(form switch
        {
            0 => $"while ({c} < {most} && ({condition}))",
            1 => "do",
            2 => "while (true)",
            _ => $"for (int {c} = 0; ({condition}) && {c} < {most}; {c}++)",
        });
        _loops++;
        Block(() =>
        {
            if (form == 2)
                Line($"if ({c} >= {most} || {condition}) break;");
            if (form != 3)
                Line($"{c}++;");
            Statements(inner, depth + 1, 3);
        });
        _loops--;
        if (form == 1)
            Line($"while ({c} < {most} && ({condition}));");
    }

    private void Jump(Scope scope)
    {
        string result = $"return {Returned(scope)};".Replace(" ;", ";", StringComparison.Ordinal);
        string jump = _loops > 0 && choices.Chance(0.75) ? choices.OneOf("break;", "continue;") : result;
        if (_loops == 0 && choices.Chance(0.6))
            AssignElement(scope);
        else if (choices.Chance(0.3))
            Line($"if ({expressions.Condition(scope, 1)}) {{ {Assignment(scope)} {jump} }}");
        else
            Line($"if ({expressions.Condition(scope, 1)}) {jump}");
    }

    /// <summary>A guard that seldom throws.</summary>
    private void Guard(Scope scope)
    {
        string condition = choices.Below(4) switch
        {
            0 when scope.Extents.Count > 0 => $"{choices.Pick(scope.Extents).Text} > 3",
            1 when scope.Extents.Count > 0 => $"{choices.Pick(scope.Extents).Text} == 0",
            2 => $"{index.Natural(scope, atom: true)} > 7",
            _ => $"{expressions.Leaf(scope, false)} {choices.OneOf("> 2", "< -2")}.5",
        };
        string exception = choices.OneOf("InvalidOperationException(\"guard\")", "ArgumentException(\"guard\", \"x\")", "ArgumentOutOfRangeException(\"n\")", "InvalidOperationException()");
        Line($"if ({condition}) throw new {exception};");
    }

    private string Assignment(Scope scope)
    {
        var targets = scope.Reals.Where(r => r.IsWritable).ToList();
        return targets.Count > 0 && choices.Pick(targets) is var t ? $"{t.Name} {choices.OneOf("=", "+=", "*=")} {expressions.Real(scope, t.IsSingle, 2)};" : "";
    }

    private void Switch(Scope scope, int depth)
    {
        bool real = choices.Chance(0.25);
        Line($"switch ({(real ? expressions.Leaf(scope, false) + " + 0.0" : index.Natural(scope, atom: true) + " % 4")})");
        Line("{");
        _indent++;
        string[] labels = real
            ? [$"case > {expressions.Literal(false)}:", $"case < -{expressions.Literal(false)}:", "default:"]
            : [choices.OneOf("case 0:", "case 0 or 3:"), choices.OneOf("case 1:", "case 1 when " + expressions.Condition(scope, 0) + ":"), choices.OneOf("default:", "case 2:")];
        foreach (string label in labels)
        {
            Line(label);
            int loops = _loops;
            Block(() => Statements(scope.Inner(), depth + 1, 2));
            _loops = loops;
            Line(_loops > 0 && choices.Chance(0.1) ? "    continue;" : "    break;");
        }
        _indent--;
        Line("}");
    }
}
