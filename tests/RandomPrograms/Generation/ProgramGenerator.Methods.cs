namespace DiffGen.RandomPrograms.Generation;

// The methods that F may call.
internal sealed partial class ProgramGenerator
{
    private void ScalarMethod(string name)
    {
        bool single = _choices.Chance(_singles);
        string type = single ? "float" : "double";
        int arity = 1 + _choices.Below(2);
        var scope = new Scope();
        for (int i = 0; i < arity; i++)
            scope.Reals.Add(new RealVariable("uv"[i].ToString(), single, true));
        StatementGenerator body = Body(_choices.Below(4), s => _expressions.Real(s, single, 2));
        if (_choices.Chance(0.3))
            body.Line($"if ({_expressions.Condition(scope, 0)}) return {_expressions.Real(scope, single, 2)};");
        while (body.Budget > 0)
            body.Statement(scope, 2);
        body.Line($"return {_expressions.Real(scope, single, 3)};");
        Method(type, name, string.Join(", ", scope.Reals.Where(r => r.Name.Length == 1).Select(r => $"{type} {r.Name}")), body.Text);
        _expressions.Methods.Add(new ScalarMethod(name, arity, single));
    }

    private void ArrayMethod(string name)
    {
        bool single = _choices.Chance(_singles);
        string type = single ? "float" : "double";
        string[] shapes = [.. Enumerable.Range(0, 1 + _choices.Below(2)).Select(_ => _choices.OneOf("N", "N", "3", "NN"))];
        var scope = new Scope();
        for (int i = 0; i < shapes.Length; i++)
            scope.Add(new RealArray("pq"[i].ToString(), single, shapes[i]));
        bool number = _choices.Chance(0.5);
        if (number)
            scope.Reals.Add(new RealVariable("u", single, true));
        StatementGenerator body = Body(2 + _choices.Below(4), _ => "");
        while (body.Budget > 0)
            body.Statement(scope, 1);
        string parameters = string.Join(", ", shapes.Select((s, i) => $"{type}[{new string(',', s.Length - 1)}] {"pq"[i]}").Concat(number ? [$"{type} u"] : []));
        Method("void", name, parameters, body.Text);
        // Within the method the extents of what is passed as N agree, whichever size that is outside.
        _calls.Add((caller, isWritable) =>
        {
            var arguments = new List<string>();
            foreach (string shape in shapes)
            {
                var fitting = caller.Arrays.Where(a => a.IsSingle == single && a.Shape == shape && a.Kind == ArrayKind.Array && isWritable(a)).ToList();
                if (fitting.Count == 0)
                    return null;
                arguments.Add(_choices.Pick(fitting).Name);
            }
            if (number)
                arguments.Add(_expressions.Real(caller, single, 1));
            return $"{name}({string.Join(", ", arguments)});";
        });
    }

    private void ReferenceMethod(string name)
    {
        bool single = _choices.Chance(_singles);
        string type = single ? "float" : "double";
        var scope = new Scope();
        scope.Reals.Add(new RealVariable("r", single, true, Reference: true));
        scope.Reals.Add(new RealVariable("u", single, true));
        StatementGenerator body = Body(1 + _choices.Below(4), _ => "");
        while (body.Budget > 0)
            body.Statement(scope, 2);
        if (_choices.Chance(0.5))
            body.Line($"r += {_expressions.Real(scope, single, 2)};");
        Method("void", name, $"ref {type} r, {type} u", body.Text);
        _calls.Add((caller, isWritable) =>
        {
            var targets = caller.Reals.Where(r => r.IsWritable && r.IsSingle == single && !r.Name.Contains('.', StringComparison.Ordinal)).ToList();
            return targets.Count == 0 ? null : $"{name}(ref {_choices.Pick(targets).Name}, {_expressions.Real(caller, single, 1)});";
        });
    }

    private void TupleMethod(string name)
    {
        var scope = new Scope();
        scope.Reals.Add(new RealVariable("u", false, true));
        string Pair(Scope s) => $"({_expressions.Real(s, false, 2)}, {_expressions.Real(s, false, 2)})";
        StatementGenerator body = Body(_choices.Below(4), Pair);
        while (body.Budget > 0)
            body.Statement(scope, 2);
        body.Line($"return {Pair(scope)};");
        Method("(double P, double Q)", name, "double u", body.Text);
        _calls.Add((caller, isWritable) =>
        {
            var targets = caller.Reals.Where(r => r.IsWritable && !r.IsSingle).ToList();
            return targets.Count == 0 ? null : $"({_choices.Pick(targets).Name}, {_choices.Pick(targets).Name}) = {name}({_expressions.Real(caller, false, 1)});";
        });
    }

    /// <summary>Calls itself once or twice, up to three calls deep.</summary>
    private void RecursiveMethod(string name)
    {
        var scope = new Scope();
        scope.Reals.Add(new RealVariable("u", false, true));
        scope.FixedIntegers.Add("d");
        StatementGenerator body = Body(_choices.Below(3), s => _expressions.Real(s, false, 1));
        body.Line($"if (d <= 0) return {_expressions.Real(scope, false, 1)};");
        while (body.Budget > 0)
            body.Statement(scope, 2);
        string Deeper() => $"{name}({_expressions.Real(scope, false, 1)}, d - {1 + _choices.Below(2)})";
        body.Line("return " + _choices.OneOf($"{Deeper()} * {_expressions.Real(scope, false, 1)};", $"{Deeper()} + {Deeper()} * {_expressions.Leaf(scope, false)};",
            $"{_expressions.Condition(scope, 0)} ? {Deeper()} : {_expressions.Real(scope, false, 1)} + {Deeper()};"));
        Method("double", name, "double u, int d", body.Text);
        _expressions.Methods.Add(new ScalarMethod(name, 1, false, IsRecursive: true));
    }

    /// <summary>Changes an array, calls itself, changes it again.</summary>
    private void RecursiveArrayMethod(string name)
    {
        var scope = new Scope();
        scope.Add(new RealArray("p", false, "N"));
        scope.FixedIntegers.Add("d");
        StatementGenerator body = Body(1 + _choices.Below(2), _ => "");
        body.Line("if (d <= 0) return;");
        while (body.Budget > 0)
            body.Statement(scope, 2);
        body.Line($"{name}(p, d - 1);");
        if (_choices.Chance(0.5))
            body.Line($"{_index.Element(scope.Arrays[0], scope)} *= {_expressions.Real(scope, false, 1)};");
        Method("void", name, "double[] p, int d", body.Text);
        _calls.Add((caller, isWritable) =>
        {
            var fitting = caller.Arrays.Where(a => !a.IsSingle && a.Shape == "N" && a.Kind == ArrayKind.Array && isWritable(a)).ToList();
            return fitting.Count == 0 ? null : $"{name}({_choices.Pick(fitting).Name}, {_index.Natural(caller, atom: true)} % 4);";
        });
    }

    /// <summary>Goes through an array, calls itself, and returns a number.</summary>
    private void RecursiveSum(string name)
    {
        var scope = new Scope();
        scope.Add(new RealArray("p", false, "N"));
        scope.Reals.Add(new RealVariable("u", false, true));
        scope.FixedIntegers.Add("d");
        StatementGenerator body = Body(1 + _choices.Below(3), s => _expressions.Real(s, false, 1));
        body.DeclareReal(scope);
        while (body.Budget > 0)
            body.Statement(scope, 1);
        string sum = _expressions.Leaf(scope, false), deeper = $"{name}(p, {_expressions.Real(scope, false, 1)}, d - {1 + _choices.Below(2)})";
        body.Line("return " + _choices.OneOf($"d <= 0 ? {sum} : {sum} + {deeper};", $"d > 0 ? {deeper} * {_expressions.Real(scope, false, 1)} : {sum};",
            $"d <= 0 ? {sum} : {_expressions.Real(scope, false, 1)} + {deeper} * {_expressions.Leaf(scope, false)};"));
        Method("double", name, "double[] p, double u, int d", body.Text);
        _calls.Add((caller, isWritable) =>
        {
            var targets = caller.Reals.Where(r => r.IsWritable && !r.IsSingle).ToList();
            var fitting = caller.Arrays.Where(a => !a.IsSingle && a.Shape == "N" && a.Kind == ArrayKind.Array && isWritable(a)).ToList();
            return targets.Count == 0 || fitting.Count == 0 ? null
                : $"{_choices.Pick(targets).Name} += {name}({_choices.Pick(fitting).Name}, {_expressions.Real(caller, false, 1)}, {_index.Natural(caller, atom: true)} % 4);";
        });
    }

    /// <summary>Constants, fields of the class and of the instance.</summary>
    private string Fields(Scope scope, StatementGenerator body, bool instance)
    {
        string fields = "", modifiers = instance && _choices.Chance(0.7) ? "readonly" : "static readonly";
        if (_choices.Chance(0.1))
        {
            fields += $"    private const double C0 = {_expressions.Literal(false)};\n";
            scope.Reals.Add(new RealVariable("C0", false, false));
        }
        if (_choices.Chance(instance ? 0.6 : 0.05))
        {
            fields += $"    private {modifiers} double C1 = {_expressions.Literal(false)};\n";
            scope.Reals.Add(new RealVariable("C1", false, false));
        }
        if (_choices.Chance(instance ? 0.5 : 0.07))
        {
            int count = 1 + _choices.Below(3);
            fields += $"    private {modifiers} double[] C2 = {{ {string.Join(", ", Enumerable.Range(0, count).Select(_ => _expressions.Literal(false)))} }};\n";
            scope.Add(new RealArray("C2", false, count.ToString(System.Globalization.CultureInfo.InvariantCulture), ArrayKind.Field));
            body.ReadOnly.Add("C2");
        }
        if (_choices.Chance(instance ? 0.3 : 0.02))
        {
            fields += $"    private {modifiers} int C3 = {_choices.Below(4)};\n";
            scope.FixedIntegers.Add("C3");
        }
        return fields.Length == 0 ? "" : fields + "\n";
    }

    private void Method(string type, string name, string parameters, string body) =>
        _methods.Add((name, $"\n    private static {type} {name}({parameters})\n    {{\n{body}    }}\n"));

    /// <summary>The methods that are called: those that are not would only take time.</summary>
    private string Called(string body)
    {
        string called = "";
        foreach (var (name, text) in Enumerable.Reverse(_methods))
        {
            if ((body + called).Contains(name + "(", StringComparison.Ordinal))
                called = text + called;
        }
        return called;
    }
}
