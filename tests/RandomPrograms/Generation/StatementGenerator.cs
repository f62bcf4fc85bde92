using System.Text;

namespace DiffGen.RandomPrograms.Generation;

/// <summary>Statements of a body, until a budget is used up.</summary>
internal sealed partial class StatementGenerator(Choices choices, IndexGenerator index, ExpressionGenerator expressions, LoopGenerator loops)
{
    private readonly StringBuilder _text = new();
    private int _names;
    private int _indent;

    /// <summary>Methods that take arrays or references: what a call says, or null if the scope has not the arguments.</summary>
    public List<Func<Scope, Func<RealArray, bool>, string?>> Calls { get; } = [];

    /// <summary>How often numbers are single where there is a choice.</summary>
    public double Singles { get; init; }

    public int Budget { get; set; }

    public string Text => _text.ToString();

    public string Name(string prefix) => prefix + _names++;

    public void Line(string line) => _text.Append(' ', 4 * (_indent + 2)).Append(line).Append('\n');

    public void Block(Action content)
    {
        Line("{");
        _indent++;
        content();
        _indent--;
        Line("}");
    }

    public void Statements(Scope scope, int depth, int most)
    {
        for (int count = 1 + choices.Below(most); count > 0 && Budget > 0; count--)
            Statement(scope, depth);
    }

    public void Statement(Scope scope, int depth)
    {
        Budget--;
        switch (Weights.Pick(choices))
        {
            case StatementKind.DeclareReal:
                DeclareReal(scope);
                break;
            case StatementKind.AssignReal:
                AssignReal(scope);
                break;
            case StatementKind.DeclareArray:
                DeclareArray(scope);
                break;
            case StatementKind.Loop when depth < 3:
                Loop(scope, depth);
                break;
            case StatementKind.ForEach when depth < 3:
                ForEach(scope, depth);
                break;
            case StatementKind.Unbounded when depth < 3 && WithUnbounded:
                Unbounded(scope, depth);
                break;
            case StatementKind.If when depth < 4:
                If(scope, depth);
                break;
            case StatementKind.Switch when depth < 4:
                Switch(scope, depth);
                break;
            case StatementKind.Integer:
                Integer(scope);
                break;
            case StatementKind.Call:
                Call(scope);
                break;
            case StatementKind.Swap:
                Swap(scope);
                break;
            case StatementKind.Jump:
                Jump(scope);
                break;
            case StatementKind.Chain:
                Chain(scope);
                break;
            case StatementKind.View:
                View(scope);
                break;
            case StatementKind.WholeArray:
                WholeArray(scope);
                break;
            case StatementKind.LocalFunction:
                LocalFunction(scope);
                break;
            case StatementKind.Idiom:
                Idiom(scope);
                break;
            case StatementKind.Condition:
                string name = Name("b");
                Line($"bool {name} = {expressions.Condition(scope, 1)};");
                scope.Conditions.Add(name);
                break;
            case StatementKind.Struct when WithStructs:
                Struct(scope);
                break;
            case StatementKind.Guard:
                Guard(scope);
                break;
            default:
                AssignElement(scope);
                break;
        }
    }

    /// <summary>How often which statement comes.</summary>
    public required StatementWeights Weights { get; init; }

    public void DeclareReal(Scope scope)
    {
        string name = Name("t");
        bool single = choices.Chance(Singles);
        string type = single ? "float" : "double";
        if (choices.Chance(0.15))
        {
            Line($"{type} {name};");
            Line($"if ({expressions.Condition(scope, 1)})");
            Line($"    {name} = {expressions.Real(scope, single, 2)};");
            Line("else");
            Line($"    {name} = {expressions.Real(scope, single, 2)};");
        }
        else if (choices.Chance(0.1))
        {
            string second = Name("t");
            Line($"{type} {name} = {expressions.Real(scope, single, 2)}, {second} = {expressions.Real(scope, single, 2)};");
            scope.Reals.Add(new RealVariable(second, single, true));
        }
        else
        {
            Line($"{type} {name} = {(choices.Chance(0.25) ? "0" : expressions.Real(scope, single, 3))};");
        }
        scope.Reals.Add(new RealVariable(name, single, true));
    }

    private void AssignReal(Scope scope)
    {
        var targets = scope.Reals.Where(r => r.IsWritable).ToList();
        if (targets.Count == 0)
            DeclareReal(scope);
        else if (choices.Recent(targets) is var t)
            Assign(t.Name, t.IsSingle, scope);
    }

    private void AssignElement(Scope scope)
    {
        var targets = scope.Arrays.Where(a => a.Shape.All(scope.Knows) && IsWritable(a)).ToList();
        if (targets.Count == 0)
            AssignReal(scope);
        else if (choices.Recent(targets) is var a)
            Assign(index.Element(a, scope), a.IsSingle, scope);
    }

    public HashSet<string> ReadOnly { get; } = [];

    public bool IsWritable(RealArray array) => !ReadOnly.Contains(array.Name);

    private void Assign(string target, bool single, Scope scope)
    {
        string value = expressions.Real(scope, single, 1 + choices.Below(3));
        string math = single ? "MathF" : "Math", suffix = single ? "f" : "";
        Line(choices.Below(14) switch
        {
            0 or 1 => $"{target} = {value};",
            2 => $"{target} = {math}.{choices.OneOf("Sin", "Tanh", "Atan")}({value});",
            3 or 4 or 5 or 6 => $"{target} += {value};",
            7 or 8 => $"{target} -= {value};",
            9 => $"{target} *= {expressions.Leaf(scope, single)};",
            10 => $"{target} *= 0.9{suffix} + 0.3{suffix} * {math}.Sin({value});",
            11 => $"{target} /= {expressions.Safe(scope, single)};",
            12 => $"{target} = 0.5{suffix} * {target} + {expressions.Leaf(scope, single)};",
            _ => choices.Chance(0.3) ? $"{target}{choices.OneOf("++", "--")};" : $"{target} += {expressions.Leaf(scope, single)} * {expressions.Leaf(scope, single)};",
        });
    }

    private void DeclareArray(Scope scope)
    {
        bool single = choices.Chance(Singles);
        string type = single ? "float" : "double", name = Name("w");
        char[] sizes = [.. scope.Extents.Select(e => e.Size).Distinct(), (char)('1' + choices.Below(3))];
        string Values(int count) => string.Join(", ", Enumerable.Range(0, count).Select(_ => expressions.Real(scope, single, 1)));
        if (choices.Chance(0.25))
        {
            int count = 1 + choices.Below(3);
            int form = choices.Below(4);
            Line(form switch
            {
                0 => $"{type}[] {name} = {{ {Values(count)} }};",
                1 => $"{type}[] {name} = [{Values(count)}];",
                2 => $"{type}[,] {name} = {{ {{ {Values(count)} }}, {{ {Values(count)} }} }};",
                _ => $"Span<{type}> {name} = stackalloc {type}[{count}];",
            });
            scope.Add(new RealArray(name, single, form == 2 ? $"2{count}" : $"{count}", form == 3 ? ArrayKind.Span : ArrayKind.Array));
            return;
        }
        string shape = string.Concat(Enumerable.Range(0, choices.Below(20) switch { < 14 => 1, < 19 => 2, _ => 3 }).Select(_ => choices.Pick(sizes)));
        string extents = string.Join(", ", shape.Select(s => index.Extent(s, scope)));
        Line($"{type}[{new string(',', shape.Length - 1)}] {name} = new {type}[{extents}];");
        var array = new RealArray(name, single, shape);
        scope.Add(array);
        if (choices.Chance(0.6))
            Fill(array, scope);
    }

    private void Fill(RealArray array, Scope scope)
    {
        Scope inner = scope.Inner();
        foreach (char size in array.Shape)
        {
            var (header, counter) = loops.Range(scope, size, Name("i"), full: true);
            Line(header);
            inner.Counters.Add(counter);
        }
        string element = IndexGenerator.Element(array, inner.Counters.Skip(scope.Counters.Count).Select(c => c.Name));
        Line($"    {element} = {expressions.Real(inner, array.IsSingle, 2)};");
    }

    private void Loop(Scope scope, int depth)
    {
        var (header, counter) = loops.Next(scope, Name("i"));
        Line(header);
        Scope inner = scope.Inner();
        inner.Counters.Add(counter);
        Body(inner, depth);
    }

    private void If(Scope scope, int depth)
    {
        Line($"if ({expressions.Condition(scope, 2)})");
        Block(() => Statements(scope.Inner(), depth + 1, 3));
        if (choices.Chance(0.5))
        {
            Line("else");
            Block(() => Statements(scope.Inner(), depth + 1, 3));
        }
    }

    private void Integer(Scope scope)
    {
        if (scope.Integers.Count == 0 || choices.Chance(0.3))
        {
            string name = Name("c");
            Line($"int {name} = {index.Natural(scope)};");
            scope.Integers.Add(name);
            return;
        }
        string c = choices.Pick(scope.Integers);
        Line(choices.Below(4) switch
        {
            0 => $"{c}++;",
            1 => $"{c} += {1 + choices.Below(3)};",
            2 => $"{c} = ({c} + {index.Natural(scope, atom: true)}) % 5;",
            _ => $"{c} = {index.Natural(scope, atom: true)} % 7;",
        });
    }

    private void Call(Scope scope)
    {
        if (Calls.Count > 0 && choices.Pick(Calls)(scope, IsWritable) is { } call)
            Line(call);
        else
            AssignElement(scope);
    }

    private void Swap(Scope scope)
    {
        var arrays = scope.Arrays.Where(a => a.Shape.All(scope.Knows) && IsWritable(a)).ToList();
        if (arrays.Count == 0)
        {
            DeclareReal(scope);
            return;
        }
        RealArray array = choices.Recent(arrays);
        string a = index.Element(array, scope), b = index.Element(array, scope);
        if (choices.Chance(0.5))
        {
            Line($"({a}, {b}) = ({(choices.Chance(0.7) ? b : expressions.Real(scope, array.IsSingle, 2))}, {a});");
            return;
        }
        string t = Name("t");
        Line($"{(array.IsSingle ? "float" : "double")} {t} = {a};");
        Line($"{a} = {b};");
        Line($"{b} = {t};");
        scope.Reals.Add(new RealVariable(t, array.IsSingle, true));
    }
}
