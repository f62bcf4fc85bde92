using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Emission;

/// <summary>
/// Writes assignments to the numbers of structs in arrays where one number is not assigned by itself: several in a row become one new struct,
/// and all are cleared at once.
/// </summary>
internal sealed class MemberWriter(Inlining inlining, Names names, ExpressionWriter expressions)
{
    /// <summary>
    /// The statement that stands for the step at <paramref name="index"/> and those after it that it does at the same time, the last of which
    /// <paramref name="index"/> is set to; null if the step is none of these.
    /// </summary>
    public CodeNode? Write(Scope scope, ref int index)
    {
        Statement first = scope.Steps[index].Statement;
        if (Walk.Writes(first) is not { Member: { } member } array)
            return null;
        if (first is Clear)
        {
            int[] cleared = [.. Run(scope, ref index, s => s is Clear).Select(Leaf)];
            return Clear(array, cleared);
        }
        if (first is not (Store or Accumulate) || member.This.IsAssignable)
            return null;

        EquatableArray<Operand> indices = Indices(first);
        var written = new HashSet<int>();
        List<Statement> run = Run(scope, ref index, s => s is Store or Accumulate && s.Origin == first.Origin && Indices(s).Equals(indices)
            && Walk.Writes(s)!.Member is { This.IsAssignable: false } && !written.Contains(Leaf(s)) && !Reads(Value(s), array, written) && written.Add(Leaf(s)));
        string element = expressions.Whole(array, indices);
        return new CodeLine(element + " = " + member.Type.Construction!.Write(leaf =>
        {
            string old = element + member.Type.Leaves[leaf].Path;
            return run.FirstOrDefault(s => Leaf(s) == leaf) switch
            {
                Store s => expressions.Text(s.Value),
                Accumulate s => old + " + " + expressions.Summand(s.Value),
                _ => old,
            };
        }) + ";");
    }

    // The first always, and what follows without anything in between that is written to the text.
    private List<Statement> Run(Scope scope, ref int index, Func<Statement, bool> belongs)
    {
        ArrayVariable array = Walk.Writes(scope.Steps[index].Statement)!;
        List<Statement> run = [scope.Steps[index].Statement];
        belongs(run[0]);
        for (int next = index + 1; next < scope.Steps.Count; next++)
        {
            Step step = scope.Steps[next];
            if (inlining.IsDead(step) || (step.Statement is Let let && inlining.IsFolded(let.Target)))
                continue;
            if (Walk.Writes(step.Statement) is not { Member: { } other } || other.Array != array.Member!.Array || !belongs(step.Statement))
                break;
            run.Add(step.Statement);
            index = next;
        }
        return run;
    }

    /// <summary>Whether an operand, as it is written, reads a number of the array of structs that has been written.</summary>
    private bool Reads(Operand operand, ArrayVariable array, HashSet<int> written)
    {
        if (operand is not Value value || !inlining.IsFolded(value))
            return false;
        return expressions.FoldedExpression(operand) is not { } expression
            || (expression is Load { Array.Member: { } member } && member.Array == array.Member!.Array && written.Contains(member.Leaf))
            || Walk.Operands(expression).Any(o => Reads(o, array, written));
    }

    private CodeNode Clear(ArrayVariable array, int[] leaves)
    {
        ElementMember member = array.Member!;
        string name = Names.Escape(member.Array);
        if (leaves.Distinct().Count() == member.Type.Leaves.Count && array.Form != ArrayForm.Jagged)
            return new CodeLine(array.Form == ArrayForm.Span ? name + ".Clear();" : $"global::System.Array.Clear({name}, 0, {name}.Length);");

        int rank = array.Rank;
        string[] counters = [.. Enumerable.Range(0, rank).Select(d => Names.Escape(names.Claim(new[] { "i", "j", "k" }[d], Anywhere)))];
        string element = array.Form == ArrayForm.Jagged ? name + string.Concat(counters.Select(c => "[" + c + "]")) : name + "[" + string.Join(", ", counters) + "]";
        string Zero(int leaf) => Literals.Write(Constant.Zero(member.Type.Leaves[leaf].Type), exact: false);
        List<CodeNode> body = leaves.All(l => member.Type.Leaves[l].IsAssignable)
            ? [.. leaves.Select(l => new CodeLine(element + member.Type.Leaves[l].Path + " = " + Zero(l) + ";"))]
            : [new CodeLine(element + " = " + member.Type.Construction!.Write(l => leaves.Contains(l) ? Zero(l) : element + member.Type.Leaves[l].Path) + ";")];
        for (int d = rank - 1; d >= 0; d--)
        {
            string extent = rank == 1 || (array.Form == ArrayForm.Jagged && d == 0) ? name + ".Length"
                : array.Form == ArrayForm.Jagged ? name + "[" + counters[0] + "].Length"
                : name + ".GetLength(" + d.ToString(System.Globalization.CultureInfo.InvariantCulture) + ")";
            body = [new CodeBlock($"for (int {counters[d]} = 0; {counters[d]} < {extent}; {counters[d]}++)", body)];
        }
        return body[0];
    }

    // The names are free everywhere: where the statement stands does not matter.
    private static readonly Scope Anywhere = new(null, null) { Start = int.MinValue, End = int.MaxValue };

    private static EquatableArray<Operand> Indices(Statement statement) => statement switch
    {
        Store s => s.Indices,
        Accumulate s => s.Indices,
        _ => [],
    };

    private static Operand Value(Statement statement) => statement is Store s ? s.Value : ((Accumulate)statement).Value;

    private static int Leaf(Statement statement) => Walk.Writes(statement)!.Member!.Leaf;
}
