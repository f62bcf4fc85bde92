using System.Runtime.CompilerServices;
using System.Threading;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Emission;

/// <summary>Writes the statements of a method: out of static single assignment form, into loops and assignments.</summary>
internal sealed class StatementWriter(
    Inlining inlining, Variables variables, MemoryPlan memory, Names names, ExpressionWriter expressions, RoutineCalls routines, CancellationToken cancellation)
{
    private readonly MemberWriter _members = new(inlining, names, expressions);
    private readonly CallWriter _calls = new(inlining, variables, memory, names, expressions);

    /// <summary>The statements of a block, without what is copied at its end.</summary>
    public List<CodeNode> Write(Scope scope)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        cancellation.ThrowIfCancellationRequested();
        var code = new List<CodeNode>();
        Origin? last = null;
        bool sawAdjoint = scope.Parent is not null;
        for (int i = 0; i < scope.Steps.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            Step step = scope.Steps[i];
            if (inlining.IsDead(step) || IsFolded(step))
                continue;
            // What belongs to no line of the user's (a buffer is cleared) gets no comment.
            bool adjoint = step.Statement.Origin is { Sweep: Sweep.Adjoint, Line.Length: > 0 };
            if (adjoint && !sawAdjoint && code.Count > 0)
                code.Add(new CodeGap());
            sawAdjoint |= adjoint;
            if (adjoint && step.Blocks.Length == 0 && step.Statement.Origin != last && step.Statement.Origin!.Line.Length > 0)
                code.Add(new CodeComment(SingleLine(step.Statement.Origin!.Line)));
            last = step.Blocks.Length == 0 ? step.Statement.Origin : null;
            if (_members.Write(scope, ref i) is { } together)
                code.Add(together);
            else
                Write(step, code);
            if (scope.Owner?.Statement is While loop && !TestsInHeader(loop) && Walk.Definitions(step.Statement).Any(v => v.Equals(loop.Condition)))
                code.Add(new CodeBlock("if (" + expressions.Negated(loop.Condition) + ")", [new CodeLine("break;")]));
            if (step.Statement is Throw { Always: true })
                break;
        }
        return code;
    }

    private static string SingleLine(string text) => string.Concat(text.Select(c => c is '\n' or '\r' or '\u0085' or '\u2028' or '\u2029' ? ' ' : c));

    private bool IsFolded(Step step) => step.Statement switch
    {
        Let let => inlining.IsFolded(let.Target),
        Branch branch => inlining.IsExpression(step) && inlining.IsFolded(branch.Merges[0].Result),
        _ => false,
    };

    private void Write(Step step, List<CodeNode> code)
    {
        switch (step.Statement)
        {
            case Let let:
                Assign(step.Scope, variables[let.Target], let.Expression, code);
                break;
            case Branch branch when inlining.IsExpression(step):
                Assign(step.Scope, variables[branch.Merges[0].Result], expressions.Text(branch), code);
                break;
            case Branch branch:
                Declare(step, code);
                code.Add(Write(step, branch));
                break;
            case Iteration loop:
                ParallelCopy.Emit(names, step.Scope, code, Copies(step.Scope, code, loop.Carried.Select(c => (c.Inside, c.Initial))));
                Declare(step, code);
                code.Add(Write(step, loop));
                break;
            case Store s:
                code.Add(new CodeLine(expressions.Element(s.Array, s.Indices) + " = " + expressions.Text(s.Value) + ";"));
                break;
            case Accumulate s:
                code.Add(new CodeLine(expressions.Element(s.Array, s.Indices) + Add(s.Value) + ";"));
                break;
            case Allocate s:
                string? copied = s.CopyOf is null ? null : memory.IsMade(s.Array) ? memory.CloneOf(s.CopyOf) : Names.Escape(memory.NameOf(s.CopyOf));
                if (MemoryWriter.Allocate(memory[s.Array], s, memory.IsMade(s.Array), [.. s.Extents.Select(expressions.Count)], s.Extents.Any(e => !expressions.IsCount(e)), copied) is { } allocation)
                    code.Add(allocation);
                break;
            case Slice s:
                code.Add(MemoryWriter.Slice(memory[s.View], memory[s.Of], s, [.. s.Fixed.Select(expressions.Text)]));
                break;
            case Clear s:
                code.Add(MemoryWriter.Clear(memory[s.Array], memory.IsArray(s.Array), names, step.Scope));
                break;
            case Check s:
                if (RangeChecks.Text(s, expressions) is { } check)
                    code.Add(new CodeLine(check));
                break;
            case CheckShape s:
                code.Add(ArgumentChecks.Write(s, [.. s.Extents.Select(expressions.Count)]));
                break;
            case Invoke s:
                Write(step, s, code);
                break;
            case Apply s:
                Write(step, s, code);
                break;
            case Throw s:
                code.Add(new CodeLine((s.Always ? "throw " : "") + s.Text(expressions.Exact) + ";"));
                break;
            case Push s:
                code.Add(new CodeLine(memory.TapeOf(s.Value.Type) + ".Push(" + expressions.Text(s.Value) + ");"));
                break;
            case Pop s:
                Assign(step.Scope, variables[s.Target], memory.TapeOf(s.Target.Type) + ".Pop()", code);
                break;
        }
    }

    private void Write(Step step, Invoke invoke, List<CodeNode> code)
    {
        bool returns = routines.Returns(invoke.Routine);
        if (!returns)
            Declare(step, code);
        string[] arguments =
        [
            .. invoke.Arguments.Select(a => expressions.Text(a)),
            .. returns ? [] : invoke.Results.Select(r => "out " + (inlining.IsUsed(r) ? variables[r].Text : "_")),
            .. routines.ArraysOf(invoke.Routine).Select(a => Names.Escape(memory.NameOf(a))),
            .. routines.Tapes.Select(t => "ref " + memory.TapeOf(t)),
        ];
        string call = routines.NameOf(invoke.Routine) + "(" + string.Join(", ", arguments) + ")";
        if (returns && inlining.IsUsed(invoke.Results[0]))
            Assign(step.Scope, variables[invoke.Results[0]], call, code);
        else
            code.Add(new CodeLine(call + ";"));
    }

    private void Write(Step step, Apply apply, List<CodeNode> code)
    {
        foreach ((Value result, Operand before) in CallWriter.References(apply).Where(r => inlining.IsUsed(r.Result)))
            Assign(step.Scope, variables[result], expressions.Text(before), code);
        string call = _calls.Write(apply, step.Scope, code);
        if (apply.Method.Returns && inlining.IsUsed(apply.Results[0]))
            Assign(step.Scope, variables[apply.Results[0]], call, code);
        else
            code.Add(new CodeLine(call + ";"));
    }

    private CodeBlock Write(Step step, Iteration loop)
    {
        Scope body = step.Blocks[0];
        List<CodeNode> inside = Write(body);
        HandOn(body, inside, loop.Carried.Select(c => (c.Inside, c.Next)));
        return new CodeBlock(Header(loop), inside);
    }

    // A test that takes statements of its own ends the loop from within.
    private bool TestsInHeader(While loop) => loop.Condition is not Value value || inlining.IsFolded(value)
        || !loop.Body.Statements.Any(s => Walk.Definitions(s).Contains(value));

    private string Header(Iteration iteration)
    {
        if (iteration is not Loop loop)
            return "while (" + (TestsInHeader((While)iteration) ? expressions.Text(((While)iteration).Condition) : "true") + ")";
        string counter = variables[loop.Counter].Text;
        string advance = loop.Step switch
        {
            Constant { Number: 1 } => counter + "++",
            Constant { Number: -1 } => counter + "--",
            Constant { Number: < 0 } c when c.Text[0] == '-' => counter + " -= " + c.Text.Substring(1),
            _ => counter + " += " + expressions.Text(loop.Step),
        };
        return "for (" + loop.Counter.Type.Keyword() + " " + counter + " = " + expressions.Text(loop.Start) + "; "
            + counter + " " + IrPrinter.Symbol(loop.Test) + " " + expressions.Text(loop.Limit, Precedence.Shift) + "; " + advance + ")";
    }

    private CodeBlock Write(Step step, Branch branch)
    {
        List<CodeNode>[] sides = [Write(step.Blocks[0]), Write(step.Blocks[1])];
        for (int side = 0; side < 2; side++)
        {
            HandOn(step.Blocks[side], sides[side], branch.Merges.Where(m => inlining.IsUsed(m.Result)).Select(m => (m.Result, side == 0 ? m.Then : m.Else)));
        }
        if (sides[0].Count == 0 && sides[1].Count > 0)
            return new CodeBlock("if (" + expressions.Negated(branch.Condition) + ")", sides[1]);
        CodeBlock? otherwise = sides[1] switch
        {
            [] => null,
            [CodeBlock chain] when chain.Header.StartsWith("if (", StringComparison.Ordinal) => chain with { Header = "else " + chain.Header },
            _ => new CodeBlock("else", sides[1]),
        };
        return new CodeBlock("if (" + expressions.Text(branch.Condition) + ")", sides[0], otherwise);
    }

    /// <summary>At the end of a block: what the next trip, or what follows, is given. One that is left by throwing gives nothing.</summary>
    private void HandOn(Scope block, List<CodeNode> code, IEnumerable<(Value Target, Operand Source)> values)
    {
        if (!block.IsLeftByThrowing)
            ParallelCopy.Emit(names, block, code, Copies(block, code, values));
    }

    private IEnumerable<Copy> Copies(Scope scope, List<CodeNode> code, IEnumerable<(Value Target, Operand Source)> copies) => copies
        .Where(c => c.Source is not Value source || inlining.IsFolded(source) || variables[source] != variables[c.Target])
        .Select(c => new Copy(variables[c.Target], expressions.Text(c.Source), Reads(c.Source),
            source => Assign(scope, variables[c.Target], source, code)));

    private Variable[] Reads(Operand operand) => [.. inlining.Reads(operand).Select(v => variables[v])];

    // Variables of this block that get their values in blocks of this step.
    private void Declare(Step step, List<CodeNode> code)
    {
        foreach (Variable variable in variables.FirstMentionedIn(step))
        {
            if (!variable.IsDeclared)
            {
                code.Add(new CodeLine(variable.Type.Keyword() + " " + variable.Text + ";", Declares: true));
                variable.IsDeclared = true;
            }
        }
    }

    private void Assign(Scope scope, Variable target, string source, List<CodeNode> code)
    {
        bool declares = !target.IsDeclared && target.Scope == scope;
        target.IsDeclared |= declares;
        code.Add(new CodeLine((declares ? target.Type.Keyword() + " " : "") + target.Text + " = " + source + ";", declares));
    }

    private void Assign(Scope scope, Variable target, Expression expression, List<CodeNode> code)
    {
        if (target.IsDeclared && expression is Binary { A: Value a } update && !inlining.IsFolded(a) && variables[a] == target
            && update.Type == a.Type && Compound(update) is { } text)
            code.Add(new CodeLine(target.Text + text + ";"));
        else
            Assign(scope, target, expressions.Text(expression), code);
    }

    private string? Compound(Binary update) => update switch
    {
        { Operator: BinaryOperator.Add, B: Constant { Number: 1 }, Type: not (Scalar.Single or Scalar.Double) } => "++",
        { Operator: BinaryOperator.Subtract, B: Constant { Number: 1 }, Type: not (Scalar.Single or Scalar.Double) } => "--",
        { Operator: BinaryOperator.Add } => Add(update.B),
        { Operator: BinaryOperator.Subtract or BinaryOperator.Multiply or BinaryOperator.Divide } =>
            " " + IrPrinter.Symbol(update.Operator) + "= " + expressions.Text(update.B),
        _ => null,
    };

    // x + (-y) and x - y are the same number, to the last bit.
    private string Add(Operand value) => expressions.FoldedExpression(value) is Unary { Operator: UnaryOperator.Negate } negation
        ? " -= " + expressions.Text(negation.A)
        : " += " + expressions.Text(value);
}
