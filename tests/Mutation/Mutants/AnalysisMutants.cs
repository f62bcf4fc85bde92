namespace DiffGen.Mutation.Mutants;

/// <summary>Wrong answers of analyses.</summary>
internal static class AnalysisMutants
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        new("only earlier writes count as overwriting", "Analysis/OverwriteAnalysis.cs",
            "return write.Position > here.Position;", "return write.Position < here.Position;"),
        new("writes in other trips do not count as overwriting", "Analysis/OverwriteAnalysis.cs",
            "|| !_affine.DisjointAcrossIterations(here.Loops[common], written, read))", "|| false)"),
        new("a cleared array does not count as overwritten", "Analysis/OverwriteAnalysis.cs",
            "Write(clear, clear.Array, loops, null);", ""),
        new("what a call writes does not count as overwritten", "Analysis/OverwriteAnalysis.cs",
            "Number(call.Effects, loops);", ";"),
        new("a difference of subscripts is taken for their sum", "Analysis/AffineAnalysis.cs",
            "return Form(e.A).Minus(Form(e.B));", "return Form(e.A).Plus(Form(e.B));"),
        new("a subscript without the counter is taken for a different one in each trip", "Analysis/AffineAnalysis.cs",
            "form.Coefficient(counter) is (> 0 and < 65536)", "form.Coefficient(counter) is (>= 0 and < 65536)"),
        new("a subscript that changes from trip to trip is taken for fixed", "Analysis/AffineAnalysis.cs",
            "form.Without(counter).Terms.All(t => IsInvariant(t.Symbol, counter))", "form.Without(counter).Terms.All(t => true)"),
        new("one dimension that is alike makes the elements alike", "Analysis/AffineAnalysis.cs",
            "if (a[d] != b[d] && Form(a[d]) != Form(b[d]))\n                return false;", "if (a[d] == b[d] || Form(a[d]) == Form(b[d]))\n                return true;"),
        new("what varies on one side of a branch does not vary after it", "Analysis/ActivityAnalysis.cs",
            "if (IsVaried(m.Then) || IsVaried(m.Else))", "if (IsVaried(m.Then) && IsVaried(m.Else))"),
        new("what is useful after a loop is not useful before it", "Analysis/ActivityAnalysis.cs",
            "MarkUseful(c.Initial);", ""),
        new("s + s counts as a sum", "Analysis/SumReduction.cs",
            "sum.A.Equals(current) != sum.B.Equals(current)", "sum.A.Equals(current) || sum.B.Equals(current)"),
        new("a sum that is used beside the chain counts as a sum", "Analysis/SumReduction.cs",
            "if (passed.Count > 0 && Walk.Statements([statement]).SelectMany(Walk.Operands).Any(passed.Contains))", "if (false)"),
        new("an argument that Max does not return is taken for selected by nobody", "Analysis/SelectionAnalysis.cs",
            "_changed = Walk.Statements(function.Body).Any(s => s is Let { Expression: Call call } && IsSelecting(call));", "_changed = false;"),
        new("what one side of a branch leaves out is taken for used", "Analysis/SelectionAnalysis.cs",
            "then.SymmetricExceptWith(otherwise);", "then.Clear();"),
    ];
}
