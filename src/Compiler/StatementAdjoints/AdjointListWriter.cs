using DiffGen.Compiler.IndexAlgebra;
using DiffGen.Compiler.IR;
using Index = DiffGen.Compiler.IndexAlgebra.Index;

namespace DiffGen.Compiler.StatementAdjoints;

/// <summary>The lines of a list of adjoints in a notation: what is active, and the statements from the last to the first.</summary>
internal sealed class AdjointListWriter(AdjointList list, Notation notation)
{
    private const int MostNames = 10;

    private static readonly Dictionary<Index, string> NoNames = [];

    private readonly FormulaWriter _formulas = new(notation, new SharedExtents());

    /// <summary>What carries derivatives and what does not.</summary>
    public string Activity()
    {
        string active = Names([.. list.Variables.Where(v => v.WhyNot is null).Select(v => notation.Name(v.Name))]);
        string[] others = [.. list.Variables.Where(v => v.WhyNot is not null).Select(v => notation.Name(v.Name) + notation.Text(" (" + v.WhyNot + ")"))];
        string passive = Names(others);
        return notation.Text("Active: ") + active + notation.Text(".") + (others.Length == 0 ? "" : notation.Text(" Not active: ") + passive + notation.Text("."));
    }

    private string Names(string[] names) => names.Length == 0 ? notation.Text("nothing")
        : string.Join(notation.Text(", "), names.Take(MostNames)) + (names.Length > MostNames ? notation.Text($" … and {names.Length - MostNames} more") : "");

    /// <summary>The statements with their adjoints, backwards.</summary>
    public IEnumerable<string> Steps()
    {
        foreach (string line in Backwards(list.Steps, 0))
            yield return line;
        foreach (RoutineAdjoints routine in list.Routines)
        {
            yield return notation.Text("in ") + notation.Name(routine.Name) + notation.Text("(" + string.Join(", ", routine.Parameters) + "):");
            foreach (string line in Backwards(routine.Steps, 1))
                yield return line;
        }
    }

    private IEnumerable<string> Backwards(EquatableArray<AdjointStep> steps, int depth) => steps.Reverse().SelectMany(s => Lines(s, depth));

    private IEnumerable<string> Lines(AdjointStep step, int depth)
    {
        switch (step)
        {
            // Nothing comes of a constant.
            case AssignmentStep { Handed.Count: 0 } start when start.Moment == Moment.LoopStart || start.Assigned.All(a => a.Adds):
                return [];
            case AssignmentStep assignment:
                return [Indented(Line(assignment), depth)];
            case CallStep call:
                return [Indented(Line(call), depth)];
            case LoopStep loop:
                return Backwards(loop.Body, depth + 1).Prepend(Indented(Head(loop), depth));
            case BranchStep { Then.Count: 0 } branch:
                return Backwards(branch.Else, depth + 1).Prepend(Indented(notation.Text("unless " + branch.Condition + ":"), depth));
            case BranchStep branch:
                IEnumerable<string> then = Backwards(branch.Then, depth + 1).Prepend(Indented(notation.Text("where " + branch.Condition + ":"), depth));
                return branch.Else.Count == 0 ? then : then.Append(Indented(notation.Text("otherwise:"), depth)).Concat(Backwards(branch.Else, depth + 1));
            default:
                return [];
        }
    }

    private string Indented(string line, int depth) => string.Concat(Enumerable.Repeat(notation.Indentation, depth)) + line;

    private string Head(LoopStep loop)
    {
        if (loop.Range is not { } range)
            return notation.Text("for each trip of ‘" + (loop.Source?.Origin is { Line: { Length: > 0 } line } ? StatementReader.Short(line) : "the loop") + "’, the last one first:");
        return notation.Text("for ") + notation.Name(range.Counter) + " " + notation.EqualSign + " " + _formulas.Write(range.Last, NoNames) + notation.Range
            + _formulas.Write(range.First, NoNames) + notation.Text(":");
    }

    private string Line(AssignmentStep step)
    {
        string[] handed = [.. step.Handed.Select(h => Write(h, step))];
        if (handed.Length == 0)
            handed = [.. step.Assigned.Where(a => !a.Adds && a.Target is not null).Select(a => Bar(a.Target!) + " " + notation.EqualSign + " " + notation.Number(0))];
        string adjoints = string.Join(notation.Text(", "), handed);
        // What the variable holds is nothing new here, only that it does not depend on an input.
        bool isReset = step.Handed.Count == 0 && step.Assigned.All(a => a.Target is { } t && t.Equals(a.Value?.Atom));
        return isReset ? adjoints : Statement(step) + " " + notation.Implies + " " + adjoints;
    }

    private string Statement(AssignmentStep step)
    {
        if (step.Assigned.Any(a => a.Value is null))
            return notation.Text(step.Source?.Origin is { Line: { Length: > 0 } line } ? StatementReader.Short(line) : "a value that is no formula");
        if (step.Assigned[0] is { Adds: true, Target: { } sum })
            return Place(sum) + " " + Increase(step.Assigned[0].Value!);
        string[] values = [.. step.Assigned.Select(a => _formulas.Write(a.Value!, NoNames))];
        string value = values.Length == 1 ? values[0] : notation.Parentheses(string.Join(notation.Text(", "), values));
        if (step.Assigned.Any(a => a.Target is null))
            return notation.Text("return ") + value;
        string[] targets = [.. step.Assigned.Select(a => Place(a.Target!))];
        string target = targets.Length == 1 ? targets[0] : notation.Parentheses(string.Join(notation.Text(", "), targets));
        return target + " " + notation.EqualSign + " " + value;
    }

    private string Write(Handed handed, AssignmentStep step)
    {
        if (handed.Amount is { } amount)
            return Bar(handed.To) + " " + (handed.Replaces ? notation.EqualSign + " " + _formulas.Write(amount, NoNames) : Increase(amount));
        string unknown = string.Join(" + ", step.Assigned.Select(a => notation.Product([_formulas.Write(a.Adjoint, NoNames), notation.Derivative(a.Target is { } t ? Place(t) : notation.Name(list.Function), Place(handed.To))])));
        return Bar(handed.To) + " " + (handed.Replaces ? notation.EqualSign : notation.PlusEquals) + " " + unknown;
    }

    private string Increase(Formula amount) => amount.Summands.Count == 1 && amount.Summands[0].Coefficient < 0
        ? notation.MinusEquals + " " + _formulas.Write(amount.Scale(-1), NoNames)
        : notation.PlusEquals + " " + _formulas.Write(amount, NoNames);

    private string Line(CallStep call)
    {
        string results = string.Join(notation.Text(", "), call.Results.Select(Place)), seeds = string.Join(notation.Text(", "), call.Results.Select(Bar));
        string arguments = string.Join(notation.Text(", "), call.Arguments.Select(a => FormulaAlgebra.Obstacle(a) is null ? _formulas.Write(a, NoNames) : notation.Text("…")));
        string adjoints = string.Join(notation.Text(", "), call.HandedTo.Select(Bar));
        return results + " " + notation.EqualSign + " " + notation.Name(call.Method) + notation.Parentheses(arguments) + " " + notation.Implies + " "
            + notation.Text(call.By + " takes ") + seeds + notation.Text(" and adds to ") + adjoints;
    }

    private string Place(Element element) => _formulas.Write(Formula.Of(element), NoNames);

    private string Bar(Element element) => _formulas.Write(Formula.Of(new Adjoint(element)), NoNames);
}
