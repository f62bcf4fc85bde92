namespace DiffGen.Mutation.Mutants;

/// <summary>C# that is misread.</summary>
internal static class FrontendMutants
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        new("continue leaves the loop", "Frontend/BodyLowering.Jumps.cs",
            "(scope != target || ends)", "true"),
        new("break leaves only the trip", "Frontend/BodyLowering.Jumps.cs",
            "if (scope.Stop is { } stop && (scope != target || ends))", "if (scope.Stop is { } stop && scope != target)"),
        new("continue skips the updates of a for", "Frontend/BodyLowering.Loops.cs",
            "Run(Pending.Of(header.OtherUpdates, null), last: true);",
            "if (_jumps is { } jumps) Guarded(jumps.Skip, () => Run(Pending.Of(header.OtherUpdates, null), last: true)); else Run(Pending.Of(header.OtherUpdates, null), last: true);"),
        new("a name gets an array of its own though the caller's is written", "Frontend/BodyLowering.cs",
            "if (_problems.Count == 0 && _copies.Count > 0)", "if (false)"),
        new("what has become of a copy may have another name", "Frontend/BodyLowering.Renaming.cs",
            "isShared |= _copies.Any(c => c.Copy.Contains(from.Array));", ""),
        new("an element is taken for the trip's own whatever its subscript", "Frontend/ElementwiseUpdate.cs",
            "_indices.Value.Equals(indices) && ", ""),
        new("after an early return the rest runs all the same", "Frontend/BodyLowering.Jumps.cs",
            "if (known.IsZero)\n                lower();", "lower();"),
        new("a loop whose body moves the limit keeps the old one", "Frontend/BodyLowering.Loops.cs",
            "use.Mentioned.Any(s => body.Assigns(s) || SymbolEqualityComparer.Default.Equals(s, counter))", "use.Mentioned.Any(s => SymbolEqualityComparer.Default.Equals(s, counter))"),
        new("a loop whose body moves the counter keeps counting", "Frontend/BodyLowering.Loops.cs",
            "if (body.Assigns(header.Counter) || ", "if ("),
        new("a || b is b where a holds", "Frontend/BodyLowering.Branches.cs",
            "() => and ? Expression(b.RightOperand) : Constant.Bool(true),", "() => Expression(b.RightOperand),"),
        new("after an if a variable has the value of the then side", "Frontend/BodyLowering.Branches.cs",
            "merges.Add(new Merge(merged, a.Value ?? Constant.Zero(a.Type), b.Value ?? Constant.Zero(a.Type)));", "merges.Add(new Merge(merged, a.Value ?? Constant.Zero(a.Type), a.Value ?? Constant.Zero(a.Type)));"),
        new("the else side sees what the then side has assigned", "Frontend/BodyLowering.Branches.cs",
            "Binding[] afterThen = _bindings.Snapshot();\n        _bindings.Restore(before);", "Binding[] afterThen = _bindings.Snapshot();"),
        new("i++ has the value after the step", "Frontend/BodyLowering.Assignments.cs",
            "returnsOld: a.IsPostfix", "returnsOld: false"),
        new("the operands of a compound assignment are exchanged", "Frontend/BodyLowering.Assignments.cs",
            "? Let(new Binary(op, old, value), name)", "? Let(new Binary(op, value, old), name)"),
        new("a switch that meets no case leaves out the default", "Frontend/BodyLowering.Switches.cs",
            "if (otherwise is not null)\n                    Body(otherwise);", ""),
        new("a += in an element is read before what is added has been computed", "Frontend/BodyLowering.Assignments.cs",
            "&& !Walk.Statements(code).Any(s => place.Array.Equals(Walk.Writes(s)))", ""),
        new("a part of an array starts one element further on", "Frontend/BodyLowering.Slices.cs",
            "range.LeftOperand is { } left ? Bound(left, whole) : Constant.Int(0)", "range.LeftOperand is { } left ? Bound(left, whole) : Constant.Int(1)"),
    ];
}
