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
        PassedArray[] originals = [.. GeneratedParameters.Original(model, derivative).Select(Array).OfType<PassedArray>()];
        HashSet<int> used = UsedArrays(derivative.Function.Body), written = [.. WrittenArrays(derivative.Function.Body), .. derivative.Function.Written.Select(a => a.Id)];
        (PassedArray Buffer, PassedArray? Of, DerivativeRole? Role)[] generated = [.. GeneratedParameters.Of(model, derivative)
            .Where(g => Array(g.Parameter) is not null).Select(g => (Array(g.Parameter)!, g.Of is null ? null : Array(g.Of), g.Role))];
        // A seed or a direction is only read, as F's own arguments are.
        bool IsRead((PassedArray Buffer, PassedArray? Of, DerivativeRole? Role) g) => g.Role != DerivativeRole.Matrix && (g.Of is null || (g.Role == DerivativeRole.Tangent && !g.Buffer.IsAny(written)));
        PassedArray[] seeds = [.. generated.Where(IsRead).Select(g => g.Buffer)];
        PassedArray[] buffers = [.. generated.Where(g => !IsRead(g)).Select(g => g.Buffer)];
        PassedArray[] captured = [.. derivative.Function.Captures.Select(c => Array(c.Input) is { } array ? array with { Name = Names.Escape(c.Input.Name) } : null).OfType<PassedArray>()];
        PassedArray[] changed = [.. originals.Where(a => a.IsAny(written))];

        var checks = new List<string>();
        checks.AddRange(originals.Where(a => a.IsReal || a.IsAny(used)).Concat(seeds).Concat(buffers).SelectMany(NotNull));
        // The subscripts of a captured matrix, too, must begin at 0; a captured vector fails where it is used, as in F.
        checks.AddRange(captured.Where(a => a.Form is ArrayForm.Rank2 or ArrayForm.Rank3).SelectMany(NotNull));
        checks.AddRange(generated.SelectMany(g => g.Of is null ? [] : SameShape(g.Buffer, g.Of)));
        checks.AddRange(changed.Concat(buffers).Where(a => a.Form == ArrayForm.Jagged)
            .Select(a => $"DistinctRows<{a.Element}>({a.Name}, nameof({a.Name}))"));
        // Two originals that are both changed are compared once, at the first of them.
        checks.AddRange(changed.SelectMany((w, i) => Disjoint(w, originals.Where(o => o != w && !changed.Take(i).Contains(o)).Concat(captured).Concat(seeds))));
        checks.AddRange(buffers.SelectMany((w, i) => Disjoint(w, [.. originals, .. captured, .. seeds, .. buffers.Take(i)])));
        checks.AddRange(new ReferenceChecks([.. originals, .. seeds], changed, captured, buffers).Write(model, derivative));
        return [.. checks.Select(c => new CodeLine(Arguments + c + ";"))];
    }

    /// <summary>A check against extents that are computed: of a matrix of derivatives, or inside, once those of the returned array are known.</summary>
    public static CodeLine Write(CheckShape check, string[] extents)
    {
        string array = Names.Escape(check.Array.Name), end = string.Join(", ", extents) + $", nameof({array}));";
        return new CodeLine(Arguments + (check.IsMatrixOfDerivatives ? $"MatrixShape({array}, {end}"
            : check.Array.Rank == 1 ? $"SeedLength({array}.Length, {end}" : $"SeedShape({array}, {end}"));
    }

    private static PassedArray? Array(Parameter parameter) => parameter switch
    {
        ArrayParameter p => new PassedArray(Names.Escape(p.Array.Name), p.Array.Element.Keyword(), null, p.Array.Form, [p.Array.Id], p.HasReals),
        CompositeParameter { Form: { } form } p => new PassedArray(Names.Escape(p.Name), p.Type.Type, p.Type, form,
            p.Parts.Select(part => ((ArrayParameter)part).Array.Id).ToEquatableArray(), p.HasReals),
        _ => null,
    };

    private static IEnumerable<string> NotNull(PassedArray array)
    {
        if (array.Form == ArrayForm.Jagged)
            yield return $"RowsNotNull({array.Name}, nameof({array.Name}))";
        else if (array.Form is ArrayForm.Vector or ArrayForm.Rank2 or ArrayForm.Rank3)
            yield return $"NotNull({array.Name}, nameof({array.Name}))";
    }

    private static IEnumerable<string> SameShape(PassedArray buffer, PassedArray array)
    {
        if (array.Form is ArrayForm.Rank2 or ArrayForm.Rank3 or ArrayForm.Jagged)
            yield return $"SameShape({buffer.Name}, {array.Name}, nameof({buffer.Name}))";
        else
            yield return $"SameLength({buffer.Name}.Length, {array.Name}.Length, nameof({buffer.Name}))";
    }

    // Arrays of different element types cannot share memory.
    private static IEnumerable<string> Disjoint(PassedArray written, IEnumerable<PassedArray> others)
    {
        string[] names = [.. others.Where(o => o.Element == written.Element).Select(o => o.Name)];
        for (int i = 0; i < names.Length; i += OthersInACall)
            yield return $"Disjoint<{written.Element}>(nameof({written.Name}), {written.Name}, " + string.Join(", ", names.Skip(i).Take(OthersInACall)) + ")";
    }

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
