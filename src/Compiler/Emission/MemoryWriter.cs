using System.Globalization;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Emission;

/// <summary>C# for taking, clearing and giving back memory.</summary>
internal static class MemoryWriter
{
    private const string Runtime = "global::DiffGen.Runtime.";

    /// <summary>What stands at the top of the method, outside <c>try</c>.</summary>
    public static IEnumerable<CodeNode> Declarations(MemoryPlan memory)
    {
        foreach (ArrayPlace place in memory.OnStack)
        {
            string element = place.Array.Element.Keyword();
            string length = ((Constant)place.Allocation!.Extents[0]).Number.ToString(CultureInfo.InvariantCulture);
            yield return new CodeLine($"global::System.Span<{element}> {Names.Escape(place.Name)} = stackalloc {element}[{length}];", Declares: true);
        }
        foreach (ArrayPlace place in memory.Pooled)
            yield return new CodeLine($"{place.Array.Element.Keyword()}[] {place.Rented} = null;", Declares: true);
        foreach ((Scalar element, string name) in memory.Tapes)
        {
            string tape = (memory.IsPooled ? Runtime + "Tape<" : "global::System.Collections.Generic.Stack<") + element.Keyword() + ">";
            yield return new CodeLine($"{tape} {name} = new {tape}();", Declares: true);
        }
    }

    /// <summary>What stands in the <c>finally</c>.</summary>
    public static IReadOnlyList<CodeNode> Returns(MemoryPlan memory) =>
    [
        .. memory.Pooled.Select(place => new CodeLine($"{Runtime}Scratch.Return({place.Rented});")),
        .. memory.Tapes.Select(tape => new CodeLine($"{tape.Name}.Return();")),
    ];

    /// <summary>The array begins to be used.</summary>
    /// <param name="isMade">Whether it is made by <c>new</c>.</param>
    /// <param name="mayBeNegative">Whether the extents may be.</param>
    /// <param name="copied">What it is a copy of at first, or that copy if it is made; null for nothing.</param>
    public static CodeNode? Allocate(ArrayPlace place, Allocate allocate, bool isMade, string[] extents, bool mayBeNegative, string? copied)
    {
        string name = Names.Escape(place.Name), element = place.Array.Element.Keyword();
        if (isMade && copied is not null)
            return new CodeLine($"{element}[{new string(',', place.Array.Rank - 1)}] {name} = {copied};", Declares: true);
        // What the compiler records has room for the trips of a loop, of which a bound below the start makes none; new T[-1] throws.
        bool forTrips = place.Array is { Role: ArrayRole.Scratch, Rank: 1 };
        if (isMade)
        {
            string size = forTrips && mayBeNegative ? $"global::System.Math.Max(0, {extents[0]})" : string.Join(", ", extents);
            return new CodeLine($"{element}[{new string(',', place.Array.Rank - 1)}] {name} = new {element}[{size}];", Declares: true);
        }
        if (place.Rented is null)
            return copied is not null ? new CodeLine($"{copied}.CopyTo({name});") : allocate.Cleared ? new CodeLine(name + ".Clear();") : null;
        string type = place.Array.Rank switch
        {
            1 when place.Array.Form == ArrayForm.ScratchVector => $"{Runtime}ScratchVector<{element}>",
            1 => $"global::System.Span<{element}>",
            2 => $"{Runtime}ScratchMatrix<{element}>",
            _ => $"{Runtime}ScratchCube<{element}>",
        };
        string owner = place.Array is { Rank: 1, Form: not ArrayForm.ScratchVector } ? Runtime + "Scratch" : type;
        if (copied is not null)
            return new CodeLine($"{type} {name} = {owner}.TakeCopy(ref {place.Rented}, {copied});", Declares: true);
        string take = allocate.Cleared ? "TakeCleared" : forTrips ? "TakeForTrips" : "Take";
        return new CodeLine($"{type} {name} = {owner}.{take}(ref {place.Rented}, {string.Join(", ", extents)});", Declares: true);
    }

    /// <summary>A row as a span; elements that do not lie side by side as a strided one.</summary>
    public static CodeNode Slice(ArrayPlace view, ArrayPlace of, Slice slice, string[] subscripts)
    {
        string element = view.Array.Element.Keyword();
        bool isRow = slice.Free == of.Array.Rank - 1;
        string type = isRow ? $"global::System.Span<{element}>" : $"{Runtime}StridedSpan<{element}>";
        string take = isRow ? "Row" : "Along" + slice.Free.ToString(CultureInfo.InvariantCulture);
        return new CodeLine(
            $"{type} {Names.Escape(view.Name)} = {Runtime}Slice.{take}({Names.Escape(of.Name)}, {string.Join(", ", subscripts)});", Declares: true);
    }

    public static CodeNode Clear(ArrayPlace place, bool isArray, Names names, Scope scope)
    {
        string name = Names.Escape(place.Name);
        if (!isArray)
            return new CodeLine(name + ".Clear();");
        if (place.Array is not { Form: ArrayForm.Jagged, Role: ArrayRole.Parameter })
            return new CodeLine($"global::System.Array.Clear({name}, 0, {name}.Length);");
        string row = Names.Escape(names.Claim("row", scope));
        return new CodeBlock($"foreach ({place.Array.Element.Keyword()}[] {row} in {name})",
            [new CodeLine($"global::System.Array.Clear({row}, 0, {row}.Length);")]);
    }
}
