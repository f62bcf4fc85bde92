namespace DiffGen.Mutation.Mutants;

/// <summary>Text that does not mean what the IR means.</summary>
internal static class EmissionMutants
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        new("of two values that are exchanged the second is overwritten before it is read", "Emission/ParallelCopy.cs",
            "int ready = pending.FindIndex(", "int ready = 0; _ = pending.FindIndex("),
        new("values carried by one loop share a variable", "Emission/Interference.cs",
            "Add(loop.Carried.Select(c => c.Inside), atTest);", ""),
        new("what a loop reads from outside is not alive in it", "Emission/Interference.cs",
            "ReadFromOutside(body, body, live);", ""),
        new("what the else reads is not alive during the then", "Emission/Interference.cs",
            "live.UnionWith(otherwise);", ""),
        new("the results of a call share a variable", "Emission/Interference.cs",
            "Interferes(result, during);", ";"),
        new("a read is moved behind a write to the array", "Emission/Inlining.cs",
            "Load load when _layout.ChangesBetween(load.Array, from, home.Position) => false,", ""),
        new("a read is moved behind the variable's next value", "Emission/Inlining.cs",
            "== (from < own && own < home.Position ? 1 : 0)", ">= 0"),
        new("a value is computed in every trip of a deeper loop", "Emission/Inlining.cs",
            "step.Scope.LoopDepth != home.Scope.LoopDepth || ", ""),
        new("a loop's test is written once though it reads what the loop writes", "Emission/TestAtHead.cs",
            "if (first is Load { Array: var read } && _written.Contains(read))", "if (false)"),
        new("a loop's test is written as that before the first trip", "Emission/TestAtHead.cs",
            "return one.Equals(other) ? head.Let(one) : null;", "return head.Let(one);"),
        new("buffers may share memory with F's arguments", "Emission/ArgumentChecks.cs",
            "Disjoint(w, [.. originals, .. captured, .. seeds, .. buffers.Take(i)])", "Disjoint(w, [.. captured, .. seeds, .. buffers.Take(i)])"),
        new("two references may be one variable", "Emission/ReferenceChecks.cs",
            "Others(place, written).Concat(FromInputs(place, read))", "FromInputs(place, read)"),
        new("a reference that is written may be an input", "Emission/ReferenceChecks.cs",
            ".Concat(FromInputs(place, read)).Concat(", ".Concat("),
        new("a reference that is written may be an element", "Emission/ReferenceChecks.cs",
            ".Concat(InArrays(place.Name, place, arrays));", ";"),
        new("a reference that is written may be a field that is read", "Emission/ReferenceChecks.cs",
            "Of(place, written, read.Concat(fields), ", "Of(place, written, read, "),
        new("two rows of a buffer may be one", "Emission/ArgumentChecks.cs",
            "changed.Concat(buffers).Where(a => a.Form == ArrayForm.Jagged)", "changed.Where(a => a.Form == ArrayForm.Jagged)"),
        new("the shape of a buffer is not checked", "Emission/ArgumentChecks.cs",
            "yield return $\"SameShape({buffer.Name}, {array.Name}, nameof({buffer.Name}))\";", "yield break;"),
    ];
}
