using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Compiler.Frontend;

// Variables that start as an array that the method has not made, and stand for another one later, in a branch or loop:
// double[] h = x; for (…) h = Layer(h). Elements cannot be moved in x; so from the branch or loop on, h is an array of its own with the same
// elements. Nobody sees that as long as nothing but such moves writes into it, and x does not change any more.
internal sealed partial class BodyLowering
{
    private readonly List<OwnCopy> _copies = [];
    private readonly HashSet<(ArrayVariable To, Value Moved)> _moves = [];

    /// <param name="Name">The variable that has the copy.</param>
    /// <param name="Original">What was copied.</param>
    /// <param name="MayRepeat">Whether it is made in a branch, loop or called method, so that what stands before it may come after it too.</param>
    private sealed record OwnCopy(ISymbol Name, EquatableArray<ArrayVariable> Copy, EquatableArray<ArrayVariable> Original, bool MayRepeat);

    /// <summary>Before a branch or loop: gives every variable an array of its own that stands for another array later, in there.</summary>
    private void TakeCopies(IEnumerable<IOperation?> parts)
    {
        if (Enumerable.Range(0, _bindings.Count).Any(IsForeign))
            TakeCopies(new SymbolUse(parts.OfType<IOperation>(), Body, Self));
    }

    private void TakeCopies(SymbolUse use)
    {
        for (int i = 0; i < _bindings.Count; i++)
        {
            if (IsForeign(i) && use.Assigns(_bindings.Symbol(i)!))
                _bindings[i] = CopiedForItself((Binding.Memory)_bindings[i], _bindings.Symbol(i)!);
        }
    }

    private bool IsForeign(int position) => _bindings.Symbol(position) is { } symbol && IsOwn(symbol)
        && _bindings[position] is Binding.Memory { View: { } view } && !IsMade(view) && IsOfOneLength(view);

    private static bool IsOfOneLength(ArrayView view) => view.Rank == 1 || view.Array.Form != ArrayForm.Jagged;

    private Binding.Memory CopiedForItself(Binding.Memory bound, ISymbol name)
    {
        ArrayView from = bound.View!;
        Operand[] lengths = Lengths(from);
        ArrayView to = Allocate(new ArrayType(from.Array.Element, from.Rank == 1 ? ArrayForm.Vector : from.Array.Form) { Struct = from.Shape }, lengths, true, name.Name);
        Each(lengths, indices => MoveTo(to, indices, Elements(from, from.Rank == 1 ? At(from, indices[0]) : indices)));
        _copies.Add(new OwnCopy(name, to.Members, from.Members, _region != 0));
        return bound with { View = to };
    }

    private void MoveTo(ArrayView to, EquatableArray<Operand> indices, Operand[] elements)
    {
        StoreAt(to, indices, elements);
        for (int i = 0; i < elements.Length; i++)
            _moves.Add((to.Members[i], (Value)elements[i]));
    }

    /// <summary>Refuses what the user's code would see of a copy: a write into it, or into what it was made of, which C# takes for one array.</summary>
    private void RefuseSeenCopies()
    {
        var there = new HashSet<ArrayVariable>();
        foreach (Statement statement in _routines.Select(r => r.Body).Append(Statements).SelectMany(Walk.Statements))
        {
            if (statement is Allocate made)
                there.Add(made.Array);
            else if (Walk.Writes(statement) is { } written)
                Refuse(written, statement is Store { Value: Value moved } && _moves.Contains((written, moved)));
        }

        void Refuse(ArrayVariable written, bool isMove)
        {
            foreach (OwnCopy copy in _copies)
            {
                if ((copy.Copy.Contains(written) && !isMove) || (copy.Original.Contains(written) && (copy.MayRepeat || there.Contains(copy.Copy[0]))))
                    RefuseRenaming(copy.Name.Locations.FirstOrDefault() ?? method.Locations[0], copy.Name.Name);
            }
        }
    }
}
