using DiffGen.Compiler.Differentiation;
using DiffGen.Compiler.Frontend;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Emission;

/// <summary>
/// What a derivative checks before it writes anything: arrays that are null, buffers of another shape than their
/// parameter's, and memory that is written through one parameter and seen through another.
/// </summary>
internal static class ArgumentChecks
{
    private const string Arguments = "global::DiffGen.Runtime.Arguments.";
    private const int OthersInACall = 8;

    public static IReadOnlyList<CodeNode> Write(MethodModel model, DerivativeMethod derivative)
    {
        ArrayVariable[] originals = [.. Arrays(GeneratedParameters.Original(model, derivative))];
        IReadOnlyList<GeneratedParameter> generated = GeneratedParameters.Of(model, derivative);
        HashSet<int> used = UsedArrays(derivative.Function.Body), written = WrittenArrays(derivative.Function.Body);
        ArrayVariable[] captured = [.. derivative.Function.Captures.Select(c => c.Input).OfType<ArrayParameter>().Select(p => p.Array with { Name = p.Name })];
        // A seed or a direction is only read, as F's own arguments are.
        bool IsRead(GeneratedParameter g) =>
            g.Of is null || (g.Role == GeneratedRole.Tangent && g.Parameter is ArrayParameter { Array: var a } && !written.Contains(a.Id));
        ArrayVariable[] seeds = [.. Arrays(generated.Where(IsRead).Select(g => g.Parameter))];
        ArrayVariable[] buffers = [.. Arrays(generated.Where(g => !IsRead(g)).Select(g => g.Parameter))];
        ArrayVariable[] changed = [.. originals.Where(a => written.Contains(a.Id))];

        var checks = new List<string>();
        checks.AddRange(originals.Where(a => a.Element.IsReal() || used.Contains(a.Id)).Concat(seeds).Concat(buffers).SelectMany(NotNull));
        // The subscripts of a captured matrix, too, must begin at 0; a captured vector fails where it is used, as in F.
        checks.AddRange(captured.Where(a => a.Form is ArrayForm.Rank2 or ArrayForm.Rank3).SelectMany(NotNull));
        checks.AddRange(generated.SelectMany(SameShape));
        checks.AddRange(changed.Concat(buffers).Where(a => a.Form == ArrayForm.Jagged)
            .Select(a => $"DistinctRows<{a.Element.Keyword()}>({Name(a)}, nameof({Name(a)}))"));
        // Two originals that are both changed are compared once, at the first of them.
        checks.AddRange(changed.SelectMany((w, i) => Disjoint(w, originals.Where(o => o != w && !changed.Take(i).Contains(o)).Concat(captured).Concat(seeds))));
        checks.AddRange(buffers.SelectMany((w, i) => Disjoint(w, [.. originals, .. captured, .. seeds, .. buffers.Take(i)])));
        return [.. checks.Select(c => new CodeLine(Arguments + c + ";"))];
    }

    /// <summary>The check that can only be made inside: once the extents of the returned array are known.</summary>
    public static CodeLine Write(CheckSeed check, string[] extents)
    {
        string seed = Name(check.Seed), end = string.Join(", ", extents) + $", nameof({seed}));";
        return new CodeLine(Arguments + (check.Seed.Rank == 1 ? $"SeedLength({seed}.Length, {end}" : $"SeedShape({seed}, {end}"));
    }

    private static IEnumerable<ArrayVariable> Arrays(IEnumerable<Parameter> parameters) =>
        parameters.OfType<ArrayParameter>().Select(p => p.Array);

    private static IEnumerable<string> NotNull(ArrayVariable array)
    {
        if (array.Form == ArrayForm.Jagged)
            yield return $"RowsNotNull({Name(array)}, nameof({Name(array)}))";
        else if (array.Form is ArrayForm.Vector or ArrayForm.Rank2 or ArrayForm.Rank3)
            yield return $"NotNull({Name(array)}, nameof({Name(array)}))";
    }

    private static IEnumerable<string> SameShape(GeneratedParameter parameter)
    {
        if (parameter is not { Parameter: ArrayParameter { Array: var buffer }, Of: ArrayParameter { Array: var array } })
            yield break;
        if (array.Rank == 1)
            yield return $"SameLength({Name(buffer)}.Length, {Name(array)}.Length, nameof({Name(buffer)}))";
        else
            yield return $"SameShape({Name(buffer)}, {Name(array)}, nameof({Name(buffer)}))";
    }

    // Arrays of different element types cannot share memory.
    private static IEnumerable<string> Disjoint(ArrayVariable written, IEnumerable<ArrayVariable> others)
    {
        string[] names = [.. others.Where(o => o.Element == written.Element).Select(Name)];
        for (int i = 0; i < names.Length; i += OthersInACall)
        {
            yield return $"Disjoint<{written.Element.Keyword()}>(nameof({Name(written)}), {Name(written)}, "
                + string.Join(", ", names.Skip(i).Take(OthersInACall)) + ")";
        }
    }

    private static string Name(ArrayVariable array) => Names.Escape(array.Name);

    private static HashSet<int> WrittenArrays(Block body) =>
        [.. Walk.Statements(body).Select(Walk.Writes).Where(a => a is not null).Select(a => a!.Id)];

    private static HashSet<int> UsedArrays(Block body) =>
        [.. WrittenArrays(body), .. Walk.Statements(body).Select(s => s switch
        {
            Let { Expression: Load load } => load.Array,
            Let { Expression: Extent extent } => extent.Array,
            _ => null,
        }).Where(a => a is not null).Select(a => a!.Id)];
}
