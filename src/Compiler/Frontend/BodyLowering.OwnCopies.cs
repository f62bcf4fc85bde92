using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Compiler.Frontend;

// Variables that start as an array that the method has not made, or that goes by another name too, and stand for another one later, in a branch or loop:
// double[] h = x; for (…) h = Layer(h). Elements cannot be moved in x; so from the branch or loop on, h is an array of its own with the same
// elements. Nobody sees that as long as nothing but such moves writes into it, and x does not change while h is still read.
internal sealed partial class BodyLowering
{
    private readonly List<OwnCopy> _copies = [];
    private readonly Dictionary<ISymbol, SymbolUse> _wholes = new(SymbolEqualityComparer.Default);
    private readonly HashSet<(ArrayVariable To, Value Moved)> _moves = [];

    /// <param name="Where">What the user has written.</param>
    /// <param name="Name">What has the copy.</param>
    /// <param name="Original">What was copied.</param>
    /// <param name="IsWhole">Whether that is all of an array, so that elements of both have the same indices.</param>
    private sealed record OwnCopy(Location Where, string Name, EquatableArray<ArrayVariable> Copy, EquatableArray<ArrayVariable> Original, bool IsWhole);

    /// <summary>Before a branch: as before a loop.</summary>
    private void TakeCopies(IEnumerable<IOperation?> parts)
    {
        if (!_wholes.TryGetValue(Self, out SymbolUse? whole))
            _wholes.Add(Self, whole = new SymbolUse(Body(Self) is { } body ? [body] : [], Body, Self));
        if (Enumerable.Range(0, _bindings.Count).Any(i => IsOwnArray(i) && whole.Assigns(_bindings.Symbol(i)!)))
            TakeCopies(new SymbolUse(parts.OfType<IOperation>(), Body, Self));
    }

    /// <summary>Before a loop: gives every variable an array of its own that stands for another array later, in there.</summary>
    private void TakeCopies(SymbolUse use)
    {
        for (int i = 0; i < _bindings.Count; i++)
        {
            if (IsOwnArray(i) && use.Assigns(_bindings.Symbol(i)!) && IsForeign(i))
                _bindings[i] = CopiedForItself((Binding.Memory)_bindings[i], _bindings.Symbol(i)!);
        }
    }

    private bool IsOwnArray(int position) => _bindings[position] is Binding.Memory { View: { } view } && IsOfOneLength(view)
        && _bindings.Symbol(position) is { } symbol && IsOwn(symbol);

    /// <summary>Whether a variable stands for an array that the method has not made, or that goes by another name too.</summary>
    private bool IsForeign(int position)
    {
        ArrayView view = ((Binding.Memory)_bindings[position]).View!;
        return !IsMade(view) || Enumerable.Range(0, _bindings.Count).Any(i => i != position && Mentions(_bindings[i], view));
    }

    private static bool IsOfOneLength(ArrayView view) => view.Rank == 1 || view.Array.Form != ArrayForm.Jagged;

    private Binding.Memory CopiedForItself(Binding.Memory bound, ISymbol name)
    {
        ArrayView from = bound.View!;
        Operand[] lengths = Lengths(from);
        ArrayView to = Allocate(TypeOfCopy(from), lengths, true, name.Name);
        CopyInto(to, from, lengths);
        _copies.Add(new OwnCopy(name.Locations.FirstOrDefault() ?? method.Locations[0], name.Name, to.Members, from.Members, from is { Prefix.Count: 0, Window: null }));
        return bound with { View = to };
    }

    private static ArrayType TypeOfCopy(ArrayView from) => new(from.Array.Element, from.Rank == 1 ? ArrayForm.Vector : from.Array.Form) { Struct = from.Shape };

    private void CopyInto(ArrayView to, ArrayView from, Operand[] lengths) =>
        Each(lengths, indices => MoveTo(to, indices, Elements(from, from.Rank == 1 ? At(from, indices[0]) : indices)));

    private void MoveTo(ArrayView to, EquatableArray<Operand> indices, Operand[] elements)
    {
        StoreAt(to, indices, elements);
        for (int i = 0; i < elements.Length; i++)
            _moves.Add((to.Members[i], (Value)elements[i]));
    }

    /// <summary>
    /// Refuses what the user's code would see of a copy, where C# has one array: a write into the copy, or a write into what it was made of
    /// before the copy is read. All that reads it stands behind it in its block, so that before it is read again it is made again.
    /// </summary>
    private void RefuseSeenCopies(Outcome? result)
    {
        Block[] bodies = [.. _routines.Select(r => r.Body), Statements];
        var writtenByRoutines = new HashSet<ArrayVariable>(_routines.SelectMany(r => Walk.Statements(r.Body)).Select(Walk.Writes).OfType<ArrayVariable>());
        foreach (Block block in bodies.SelectMany(AllBlocks))
        {
            for (int i = 0; i < block.Statements.Count; i++)
            {
                if (block.Statements[i] is IR.Allocate made && _copies.FirstOrDefault(c => c.Copy.Contains(made.Array)) is { } copy && IsSeen(copy, block.Statements.Skip(i + 1)))
                    RefuseSeen(copy);
            }
        }
        foreach (Statement statement in bodies.SelectMany(Walk.Statements))
        {
            if (statement is not IR.Allocate && Walk.Writes(statement) is { } written && _copies.FirstOrDefault(c => c.Copy.Contains(written)) is { } copy
                && !(statement is Store { Value: Value moved } && _moves.Contains((written, moved))))
                RefuseSeen(copy);
        }

        bool IsSeen(OwnCopy copy, IEnumerable<Statement> rest)
        {
            bool written = false;
            foreach (Statement statement in rest)
            {
                bool writes = Walk.Statements([statement]).Any(s => Writes(s, copy));
                bool reads = Walk.Statements([statement]).Any(s => Reads(s, copy));
                if (reads && (written || (writes && !(copy.IsWhole && new ElementwiseUpdate(copy.Copy, copy.Original).Is(statement)))))
                    return true;
                written |= writes;
            }
            return written && result is Outcome.Memory { View: var returned } && copy.Copy.Contains(returned.Array);
        }

        bool Writes(Statement s, OwnCopy copy) => s is Invoke ? copy.Original.Any(writtenByRoutines.Contains) : Walk.Writes(s) is { } written && copy.Original.Contains(written);

        bool Reads(Statement s, OwnCopy copy) => s is Invoke || (Walk.Reads(s) is { } read && copy.Copy.Contains(read));

        void RefuseSeen(OwnCopy copy) => RefuseRenaming(copy.Where, copy.Name);
    }

    private static IEnumerable<Block> AllBlocks(Block block) => Walk.Statements(block).SelectMany(Walk.Blocks).Prepend(block);
}
