using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Emission;

/// <summary>Writes the end of a method: what its parameters by reference hold from then on, and what it returns.</summary>
internal sealed class EndWriter(Inlining inlining, Variables variables, MemoryPlan memory, Names names, ExpressionWriter expressions)
{
    /// <summary>The final assignments to <c>ref</c> and <c>out</c> parameters, and the return.</summary>
    public void Write(Layout layout, List<CodeNode> code)
    {
        if (layout.Root.IsLeftByThrowing)
            return;
        Function function = layout.Function;
        var variableOf = new Dictionary<string, Variable>();
        foreach (ScalarParameter scalar in function.Leaves.OfType<ScalarParameter>())
            variableOf[scalar.Name] = variables[scalar.Value];
        HashSet<Variable> targets = [.. function.Outputs.Select(o => variableOf[o.Parameter])];
        string? result = function.Result is null ? null : Text(function.Result);
        if (function.Result is { } composed && composed.Numbers.SelectMany(Reads).Any(targets.Contains))
        {
            string kept = names.Claim("result", layout.Root);
            string type = composed is Result.Composite c ? c.Type.Type : composed.Numbers.First().Type.Keyword();
            code.Add(new CodeLine(type + " " + kept + " = " + result + ";", Declares: true));
            result = kept;
        }
        if (function is { Tangent: { } tangent } && function.Parameters.OfType<ResultParameter>().FirstOrDefault() is { } parameter)
            code.Add(new CodeLine(Names.Escape(parameter.Name) + " = " + Text(tangent) + ";"));
        CompositeParameter[] built = [.. function.Parameters.OfType<CompositeParameter>().Where(IsBuilt)];
        Output[] single = [.. function.Outputs.Where(o => !built.Any(b => Has(b, o)))];
        ParallelCopy.Emit(names, layout.Root, code, single
            .Select(o => new Copy(variableOf[o.Parameter], expressions.Text(o.Value), Reads(o.Value),
                source => code.Add(new CodeLine(variableOf[o.Parameter].Text + (o.Adds ? " += " : " = ") + source + ";"))))
            .Where((copy, i) => single[i].Adds || copy.Source != copy.Target.Text)
            .Concat(built.Where(b => b.Passing == Passing.Out || function.Outputs.Any(o => Has(b, o))).Select(b => Build(function, b, code))));
        if (result is not null)
            code.Add(new CodeLine("return " + result + ";"));
    }

    private string Text(Result result) => result switch
    {
        Result.Number number => expressions.Text(number.Value),
        Result.Memory memoryResult => Names.Escape(memory.NameOf(memoryResult.Array)),
        Result.Composite c => c.Type.Construction!.Write(i => expressions.Text(c.Values[i])),
        _ => throw new ArgumentOutOfRangeException(nameof(result)),
    };

    private static bool Has(CompositeParameter composite, Output output) => composite.Leaves.Any(p => p.Name == output.Parameter);

    /// <summary>Whether a struct is assigned as a whole: it must be where it has no value yet, and where its fields cannot be assigned.</summary>
    private static bool IsBuilt(CompositeParameter composite) => composite is { Form: null, Passing: Passing.Ref or Passing.Out }
        && (composite.Passing == Passing.Out || composite.Type.Leaves.Any(l => !l.IsAssignable));

    private Copy Build(Function function, CompositeParameter composite, List<CodeNode> code)
    {
        Output?[] outputs = [.. composite.Parts.Select(p => function.Outputs.FirstOrDefault(o => o.Parameter == p.Name))];
        Variable[] targets = [.. composite.Parts.Select(p => variables[((ScalarParameter)p).Value])];
        string Leaf(int i) => outputs[i] switch
        {
            { Adds: true } o => targets[i].Text + " + " + expressions.Summand(o.Value),
            { } o => expressions.Text(o.Value),
            null => composite.Passing == Passing.Out ? Literals.Write(Constant.Zero(targets[i].Type), exact: false) : targets[i].Text,
        };
        string name = Names.Escape(composite.Name);
        Variable[] reads = [.. outputs.SelectMany((o, i) => o is null ? [] : o.Adds ? Reads(o.Value).Append(targets[i]) : Reads(o.Value))];
        return new Copy(targets[0], composite.Type.Construction!.Write(Leaf), reads, source => code.Add(new CodeLine(name + " = " + source + ";")))
        {
            Targets = targets,
            Type = composite.Type.Type,
        };
    }

    private Variable[] Reads(Operand operand) => [.. inlining.Reads(operand).Select(v => variables[v])];
}
