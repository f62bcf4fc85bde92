using DiffGen.Compiler.Diagnostics;
using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Compiler.Frontend;

// Variables that stand for another array from some point on: h = next, (h, next) = (next, h).
//
// Which array a name stands for is known at every point. Where a name is declared it is simply bound anew. In a branch or loop it would stand for
// one array or the other, so at the end of the block the elements are moved until every name stands for the array that it stood for at its
// beginning. That is the same to the user's code as long as each array goes by one name, and all have the same extents.
internal sealed partial class BodyLowering
{
    private const int MostSteps = 8;

    private readonly Dictionary<ArrayVariable, EquatableArray<Operand>> _extents = [];
    private readonly Dictionary<int, Expression> _integers = [];

    /// <summary>Variables and arrays of an assignment that gives all of them other arrays at once.</summary>
    private (ISymbol[] Symbols, IOperation[] Arrays)? ArraysOf(IDeconstructionAssignmentOperation a)
    {
        if (Written(a.Target) is not { } targets || Literal(a.Value) is not ITupleOperation values || values.Elements.Length != targets.Elements.Length
            || !targets.Elements.All(t => t is ILocalReferenceOperation or IParameterReferenceOperation && TypeReader.Array(t.Type) is not null && Variable(t) is { } s && _bindings[s] is not null))
            return null;
        return ([.. targets.Elements.Select(t => Variable(t)!)], [.. values.Elements]);
    }

    private void Rename(IReadOnlyList<ISymbol> symbols, IReadOnlyList<IOperation> arrays, IOperation assignment)
    {
        ArrayView?[] views = [.. arrays.Select((a, i) => Memory(a, symbols[i].Name))];
        for (int i = 0; i < symbols.Count; i++)
        {
            if (_bindings[symbols[i]] is Binding.Broken)
                continue;
            Binding.Memory? bound = _bindings[symbols[i]] as Binding.Memory;
            if (views[i] is not { } view)
            {
                _bindings.Set(symbols[i], new Binding.Broken());
            }
            else if (bound is not null && (bound.Region == _region || (IsMade(bound.View) && IsMade(view) && IsOwn(symbols[i]))))
            {
                _bindings.Set(symbols[i], bound with { View = view });
            }
            else
            {
                RefuseRenaming(assignment.Syntax.GetLocation(), symbols[i].Name);
                _bindings.Set(symbols[i], new Binding.Broken());
            }
        }
    }

    // A local function may be called in the middle of a statement that has looked at the array already.
    private bool IsOwn(ISymbol symbol) => symbol.ContainingSymbol is IMethodSymbol owner
        && SymbolEqualityComparer.Default.Equals(owner.PartialDefinitionPart ?? owner, Self.PartialDefinitionPart ?? Self);

    private void RefuseRenaming(Location location, string name) =>
        Refuse(Descriptors.ArrayRenamed, location, name, "declare a local of its own for each array, or copy the elements");

    /// <summary>Whether it is a whole array that the method has made, so that elements may be moved in it.</summary>
    private static bool IsMade(ArrayView? view) => view is { Prefix.Count: 0, Window: null, Array: { Role: ArrayRole.Local, Form: not ArrayForm.Jagged } };

    /// <summary>At the end of a block: moves elements until every name from around it stands for the array that it stood for before.</summary>
    private void Settle(Binding[] before, Outcome? result)
    {
        int[] renamed = [.. Enumerable.Range(0, before.Length).Where(i => before[i] is Binding.Memory { View: { } was } && _bindings[i] is Binding.Memory { View: { } now } && !was.Equals(now))];
        if (renamed.Length == 0)
            return;
        (ArrayView To, ArrayView From)[] moves = [.. renamed.Select(i => (((Binding.Memory)before[i]).View!, ((Binding.Memory)_bindings[i]).View!))];
        for (int k = 0; k < moves.Length; k++)
        {
            (ArrayView to, ArrayView from) = moves[k];
            // Both names would be of one array; or somebody would see the elements move.
            bool isShared = Enumerable.Range(0, before.Length).Any(i => i != renamed[k] && (Mentions(_bindings[i], from) || (Mentions(_bindings[i], to) && !renamed.Contains(i))));
            // What has become of a copy may be written by its new name, which C# takes for the array that was copied.
            isShared |= _copies.Any(c => c.Copy.Contains(from.Array));
            if (isShared || result is Outcome.Memory || !HaveSameExtents(to, from))
            {
                ISymbol symbol = _bindings.Symbol(renamed[k])!;
                RefuseRenaming(symbol.Locations.FirstOrDefault() ?? method.Locations[0], symbol.Name);
            }
        }
        if (_problems.Count == 0)
            Move(moves);
        foreach (int i in renamed)
            _bindings[i] = before[i];
    }

    /// <summary>Whether a name stands for an array or something in it, be it one number of a struct.</summary>
    private static bool Mentions(Binding binding, ArrayView array) => binding switch
    {
        Binding.Memory { View: { } view } => view.Members.Any(m => array.Members.Contains(m)),
        Binding.Element element => array.Members.Contains(element.Array),
        _ => false,
    };

    // All at once: what is moved away from an array is read before anything is moved to it.
    private void Move((ArrayView To, ArrayView From)[] moves)
    {
        foreach (IGrouping<int, (ArrayView To, ArrayView From)> together in moves.GroupBy(m => Array.FindIndex(moves, o => HaveSameExtents(o.To, m.To))))
        {
            (ArrayView To, ArrayView From)[] group = [.. together];
            Each(Lengths(group[0].To), indices =>
            {
                Operand[][] elements = [.. group.Select(m => Elements(m.From, indices))];
                for (int k = 0; k < group.Length; k++)
                    MoveTo(group[k].To, indices, elements[k]);
            });
        }
    }

    private bool HaveSameExtents(ArrayView a, ArrayView b) => a.Rank == b.Rank && a.Members.Count == b.Members.Count
        && _extents.TryGetValue(a.Array, out EquatableArray<Operand> x) && _extents.TryGetValue(b.Array, out EquatableArray<Operand> y)
        && x.Zip(y, (p, q) => AreEqual(p, q, MostSteps)).All(same => same);

    private void Remember(Value target, Expression expression)
    {
        if (target.Type.IsInteger() && expression is IR.Binary or IR.Unary or IR.Convert or Extent)
            _integers.Add(target.Id, expression);
    }

    /// <summary>Whether two sizes are the same number, as far as that shows in how they are computed.</summary>
    private bool AreEqual(Operand a, Operand b, int steps)
    {
        (a, b) = (Resolved(a, steps), Resolved(b, steps));
        if (a is Constant x && b is Constant y)
            return x.Number == y.Number;
        if (a.Equals(b))
            return true;
        if (steps == 0 || a is not Value p || b is not Value q || !_integers.TryGetValue(p.Id, out Expression? s) || !_integers.TryGetValue(q.Id, out Expression? t))
            return false;
        return (s, t) switch
        {
            (Extent { Row: null } c, Extent { Row: null } d) => c.Array.Equals(d.Array) && c.Dimension == d.Dimension,
            (IR.Binary c, IR.Binary d) => c.Operator == d.Operator && AreEqual(c.A, d.A, steps - 1) && AreEqual(c.B, d.B, steps - 1),
            (IR.Unary c, IR.Unary d) => c.Operator == d.Operator && AreEqual(c.A, d.A, steps - 1),
            (IR.Convert c, IR.Convert d) => c.To == d.To && AreEqual(c.A, d.A, steps - 1),
            _ => false,
        };
    }

    // The length of an array that was made is what it was made with.
    private Operand Resolved(Operand operand, int steps)
    {
        for (; steps > 0 && operand is Value v && _integers.TryGetValue(v.Id, out Expression? e) && e is Extent { Row: null } length
            && _extents.TryGetValue(length.Array, out EquatableArray<Operand> extents); steps--)
            operand = extents[length.Dimension];
        return operand;
    }
}
