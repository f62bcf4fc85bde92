using DiffGen.Compiler.Optimization;

namespace DiffGen.RandomPrograms.Generation;

/// <summary>Whole programs: parameters, methods to call, a body, a result.</summary>
internal sealed partial class ProgramGenerator
{
    private readonly Choices _choices;
    private readonly IndexGenerator _index;
    private readonly ExpressionGenerator _expressions;
    private readonly LoopGenerator _loops;
    private readonly List<(string Name, string Text)> _methods = [];
    private readonly List<Func<Scope, Func<RealArray, bool>, string?>> _calls = [];
    private readonly Dictionary<string, string> _shapes = [];
    private readonly double _singles;

    // Whether every kind of derivative is wanted; arrays are either left alone or updated from the start then, so that many have a Jacobian.
    private readonly bool _every;
    private readonly bool _all;
    private readonly bool _structs;
    private readonly StatementWeights _weights;

    /// <summary>The names of all passes of the optimiser.</summary>
    public static string[] Passes { get; } =
        [.. Compiler.Optimization.Passes.Primal.Concat(Compiler.Optimization.Passes.Derivative).Append(TakeSlices.Pass).Select(p => p.Name).Distinct()];

    private static readonly Derivatives[] s_kinds =
    [
        Derivatives.Gradient, Derivatives.Gradient, Derivatives.Gradient,
        Derivatives.Adjoint, Derivatives.Adjoint, Derivatives.Adjoint, Derivatives.Adjoint, Derivatives.Tangent, Derivatives.Adjoint | Derivatives.Tangent,
    ];

    private ProgramGenerator(int seed, bool all)
    {
        _all = all;
        _choices = new Choices(seed);
        _index = new IndexGenerator(_choices);
        _expressions = new ExpressionGenerator(_choices, _index) { Functions = _choices.Pick([0.0, 0.1, 0.2, 0.45]) };
        _loops = new LoopGenerator(_choices, _index);
        _weights = new StatementWeights(_choices);
        _singles = _choices.Chance(0.85) ? 0 : _choices.Pick([0.3, 1.0]);
        _structs = _choices.Chance(0.2);
        _every = _singles == 0 && _choices.Chance(0.06);
    }

    public static RandomProgram Generate(int seed) => Generate(seed, all: false);

    /// <param name="all">Whether every kind of derivative is wanted of every program, and not of a few only.</param>
    public static RandomProgram Generate(int seed, bool all) => new ProgramGenerator(seed, all).Program(seed);

    private RandomProgram Program(int seed)
    {
        if (_choices.Chance(0.3))
            ScalarMethod("G0");
        if (_choices.Chance(0.25))
            ArrayMethod("H0");
        if (_choices.Chance(0.2))
            ReferenceMethod("K0");
        if (_choices.Chance(0.12))
            TupleMethod("T0");
        // Their second derivatives are seen only where all kinds are wanted.
        if (_choices.Chance(_all ? 0.15 : 0.06))
            RecursiveMethod("R0");
        if (_choices.Chance(_all ? 0.1 : 0.05))
            RecursiveArrayMethod("Q0");
        if (_choices.Chance(_all ? 0.15 : 0.04))
            RecursiveSum("S0");

        string number = _choices.Chance(_singles) ? "float" : "double";
        string result = _choices.Below(20) switch { < 13 => number, < 17 => "void", 17 => $"({number}, double)", 18 => $"({number} A, {number} B)", _ => number + "[]" };
        var scope = new Scope();
        StatementGenerator body = Body(_choices.Below(40) switch { < 30 => 1 + _choices.Below(3), < 39 => 3 + _choices.Below(5), _ => 8 + _choices.Below(14) }, s => Returned(result, s));
        string parameters = string.Join(", ", Parameters(scope, body, result));
        bool instance = _choices.Chance(0.1);
        string fields = Fields(scope, body, instance);
        if (scope.Integers.Count + scope.Reals.Count < 2 || _choices.Chance(0.7))
            body.DeclareReal(scope);
        while (body.Budget > 0)
        {
            body.Statement(scope, 0);
        }
        if (result != "void")
            Return(scope, body, result);

        string name = "P" + seed;
        Derivatives wanted = Wanted(result);
        string methods = Called(body.Text), structs = _structs && (body.Text + methods).Contains('V', StringComparison.Ordinal) ? StatementGenerator.Declaration(_choices.Chance(0.5)) : "";
        string source = $$"""
            {{(instance ? "" : "static ")}}partial class {{name}}
            {
            {{structs}}{{fields}}    [Differentiable({{string.Join(" | ", wanted.ToString().Split(", ").Select(w => "Derivatives." + w))}})]
                public {{(instance ? "" : "static ")}}{{result}} F({{parameters}})
                {
            {{body.Text}}    }
            {{methods}}}

            """;
        return new RandomProgram(seed, name, source, _shapes) 
        {
            Derivatives = wanted,
            ReadOnly = [.. body.ReadOnly],
            Disabled = _choices.Chance(0.15) ? [_choices.Pick(Passes)] : [],
        };
    }

    /// <summary>Usually one of them, because each takes its time.</summary>
    private Derivatives Wanted(string result)
    {
        Derivatives one = result == "double" && _singles == 0 && _choices.Chance(0.04) ? Derivatives.HessianVectorProduct
            : _choices.Pick(result is "double" or "float" ? s_kinds : s_kinds[3..]);
        return _all || _every ? Derivatives.All : one;
    }

    private StatementGenerator Body(int budget, Func<Scope, string> returned)
    {
        var body = new StatementGenerator(_choices, _index, _expressions, _loops) { Budget = budget, Singles = _singles, Returned = returned, Weights = _weights, WithStructs = _structs };
        body.Calls.AddRange(_calls);
        return body;
    }

    private List<string> Parameters(Scope scope, StatementGenerator body, string result)
    {
        var list = new List<string>();
        int arrays = _choices.Below(4), scalars = arrays == 0 ? 1 + _choices.Below(3) : _choices.Below(3);
        bool active = false, output = result != "void";
        for (int i = 0; i < arrays; i++)
        {
            string name = "xyz"[i].ToString(), type = _choices.Chance(_singles) ? "float" : "double";
            string shape = _choices.OneOf("N", "N", "N", "N", "M", "NN", "NM", "MN", "N3", "3", "N2M");
            bool constant = _choices.Chance(0.12), last = i == arrays - 1;
            bool needsWrite = last && !output, readOnlySpan = shape.Length == 1 && !needsWrite && _choices.Chance(0.06);
            constant &= !(last && (!active || !output));
            active |= !constant;
            bool span = readOnlySpan || (shape.Length == 1 && _choices.Chance(0.07));
            bool jagged = shape.Length == 2 && _choices.Chance(0.15);
            ArrayKind kind = jagged ? ArrayKind.Jagged : readOnlySpan ? ArrayKind.ReadOnlySpan : span ? ArrayKind.Span : ArrayKind.Array;
            string form = jagged ? $"{type}[][]" : shape.Length > 1 ? $"{type}[{new string(',', shape.Length - 1)}]" : readOnlySpan ? $"ReadOnlySpan<{type}>" : span ? $"Span<{type}>" : $"{type}[]";
            list.Add((constant ? "[Constant] " : "") + $"{form} {name}");
            _shapes[name] = shape;
            scope.Add(new RealArray(name, type == "float", shape, kind));
            if (readOnlySpan || (!needsWrite && _choices.Chance(_every ? 0.7 : 0.35)))
                body.ReadOnly.Add(name);
            else if (needsWrite || _every)
                body.Line($"{IndexGenerator.Element(scope.Arrays[^1], shape.Select(_ => "0"))} *= 1.5{(type == "float" ? "f" : "")};");
            output |= needsWrite;
        }
        for (int i = 0; i < scalars || !active || !output; i++)
        {
            string name = "abcdef"[i % 6] + (i < 6 ? "" : "1");
            bool single = _choices.Chance(_singles);
            string passing = !output ? "ref " : _choices.OneOf("", "", "", "", "in ", "ref ", "ref ", "out ");
            bool constant = active && passing == "" && _choices.Chance(0.15);
            active |= !constant && passing != "out ";
            output |= passing is "ref " or "out ";
            list.Add($"{(constant ? "[Constant] " : "")}{passing}{(single ? "float" : "double")} {name}");
            if (passing == "out ")
                body.Line($"{name} = {_expressions.Real(scope, single, 1)};");
            scope.Reals.Add(new RealVariable(name, single, passing != "in ", passing != ""));
        }
        if (_choices.Chance(0.3))
        {
            list.Add("int[] idx");
            _shapes["idx"] = "N";
            scope.Indices.Add(("idx", 'N'));
            scope.Extents.Add(('N', "idx.Length"));
        }
        if (_choices.Chance(0.25))
        {
            list.Add("int n");
            _shapes["n"] = "N";
            scope.Extents.Add(('N', "n"));
            scope.FixedIntegers.Add("n");
        }
        if (_choices.Chance(0.2))
        {
            list.Add("int k");
            scope.FixedIntegers.Add("k");
        }
        return list;
    }

    /// <summary>What the body computed flows into the result, so that little of it is dead.</summary>
    private void Return(Scope scope, StatementGenerator body, string result)
    {
        bool single = result.Contains("float", StringComparison.Ordinal);
        string s = body.Name("s"), type = single ? "float" : "double";
        body.Line($"{type} {s} = {_expressions.Real(scope, single, 2)};");
        foreach (RealArray array in scope.Arrays.Where(a => (a.IsSingle == single || !single) && a.Shape.All(scope.Knows)))
        {
            if (!_choices.Chance(0.6))
                continue;
            Scope inner = scope.Inner();
            foreach (char size in array.Shape)
            {
                var (header, counter) = _loops.Range(scope, size, body.Name("i"), full: true);
                body.Line(header);
                inner.Counters.Add(counter);
            }
            string element = IndexGenerator.Element(array, inner.Counters.Select(c => c.Name));
            body.Line($"    {s} += {_choices.OneOf(element, $"{element} * {element}", $"{element} * {_expressions.Leaf(inner, single)}")};");
        }
        foreach (RealVariable real in scope.Reals.Where(r => r.IsSingle == single || !single))
        {
            if (_choices.Chance(0.5))
                body.Line($"{s} += {real.Name};");
        }
        body.Line($"return {Returned(result, scope, s)};");
    }

    /// <param name="sum">A number that should be part of it.</param>
    private string Returned(string result, Scope scope, string? sum = null)
    {
        bool single = result.Contains("float", StringComparison.Ordinal);
        string Number(bool s) => _expressions.Real(scope, s, 2);
        string first = sum ?? Number(single);
        if (result.StartsWith('('))
            return $"({first}, {Number(!result.Contains("double", StringComparison.Ordinal))})";
        if (!result.EndsWith("[]", StringComparison.Ordinal))
            return result == "void" ? "" : first;
        var local = scope.Arrays.Where(a => a.IsSingle == single && a.Shape.Length == 1 && a.Kind == ArrayKind.Array && a.Name.StartsWith('w')).ToList();
        return sum is null && local.Count > 0 ? _choices.Pick(local).Name : $"new {result} {{ {first}, {Number(single)} }}";
    }
}
