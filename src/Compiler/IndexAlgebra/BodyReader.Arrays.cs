using System.Collections.Immutable;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.IndexAlgebra;

// Arrays: what an element holds follows from what has been written to the array and where.
internal sealed partial class BodyReader
{
    private const string NotAffine = "a subscript or range is not affine";
    private const string ManyWrites = "an element is overwritten again";

    private Meaning ReadMemory(Expression expression) => expression switch
    {
        Load load => ReadElement(load),
        Extent extent => ReadExtent(extent),
        Given given => Meaning.Whole.Of(Affine.Of(new IntegerInput(_name(given.Parameter)))),
        _ => new Meaning.Opaque("it is not known"),
    };

    private Meaning ReadExtent(Extent extent)
    {
        if (Contents(extent.Array) is not { Extents: { } extents } contents)
            return new Meaning.Opaque($"the length of {extent.Array.Name} is not known");
        if (extent.Row is null)
            return extent.Dimension < extents.Count ? Meaning.Whole.Of(extents[extent.Dimension]) : new Meaning.Opaque("the rows of a jagged array may have any length");
        return contents.Array.Role == ArrayRole.Parameter && Single(extent.Row) is { } row
            ? Meaning.Whole.Of(Affine.Of(Gathered.LengthOf(_name(IndexNotation.NameOf(extent.Array)), row)))
            : new Meaning.Opaque(NotAffine);
    }

    private Affine? Single(Operand operand) => _values.Of(operand) is Meaning.Whole { Single: { } single } ? single : null;

    private Meaning ReadElement(Load load)
    {
        if (Contents(load.Array) is not { } contents)
            return new Meaning.Opaque($"{load.Array.Name} is not known");
        if (Subscripts(load.Indices) is not { } subscripts)
            return new Meaning.Opaque(load.Indices.Select(_values.Of).OfType<Meaning.Opaque>().FirstOrDefault()?.Reason ?? NotAffine);
        Learn(contents, subscripts);
        if (load.Array.Element.IsReal())
            return new Meaning.Real(Element(contents, subscripts));
        return contents is { Writes.IsEmpty: true, Obstacle: null } && contents.Array.Role == ArrayRole.Parameter && load.Array.Element.IsInteger()
            ? Meaning.Whole.Of(Affine.Of(new Gathered(_name(IndexNotation.NameOf(load.Array)), subscripts)))
            : new Meaning.Opaque($"the integers in {load.Array.Name} are computed");
    }

    private EquatableArray<Affine>? Subscripts(EquatableArray<Operand> indices)
    {
        Affine?[] subscripts = [.. indices.Select(Single)];
        return subscripts.Any(s => s is null) ? null : subscripts.Select(s => s!).ToEquatableArray();
    }

    // An index that runs up to the extent of one array and subscripts another one says that both extents are the same.
    private void Learn(ArrayContents contents, EquatableArray<Affine> subscripts)
    {
        if (!_learns || _questions > 0 || contents.Array.Role != ArrayRole.Parameter || contents.Extents is not { } extents)
            return;
        for (int d = 0; d < extents.Count; d++)
        {
            Index[] indices = [.. subscripts[d].Indices];
            if (indices.Length != 1 || subscripts[d].Coefficient(indices[0]) != 1)
                continue;
            foreach (Condition condition in _context)
            {
                // i < e, written e − i − 1 ≥ 0: the subscript i + c runs up to e + c.
                if (!condition.IsEquality && condition.Form.Coefficient(indices[0]) == -1
                    && condition.Form.Plus(1).Plus(subscripts[d]).Atom is Size size && extents[d].Atom is Size own)
                {
                    _shapes.Unite(size, own);
                }
            }
        }
    }

    /// <summary>An element as a formula, under the array's name where it has one.</summary>
    public Formula Element(ArrayContents contents, EquatableArray<Affine> subscripts)
    {
        if (contents.Obstacle is { } obstacle)
            return Formula.Unknown(obstacle);
        if (contents.Known.TryGetValue(subscripts, out Formula? known))
            return known;
        Formula element = contents.Array.Role is ArrayRole.Local or ArrayRole.Result && contents.Open.IsEmpty && DefinitionOf(contents) is { } definition
            ? Formula.Of(new Reference(definition, subscripts.Concat(definition.Parameters.Skip(subscripts.Count).Select(i => Affine.Of(i))).ToEquatableArray()))
            : Element(contents, contents.Writes.Length, contents.Open.Length, subscripts);
        if (Within(contents, subscripts) is { Length: > 0 } range && element.Atom is null)
            element = _contraction.Contract(element, [.. _context, .. range]);
        contents.Known[subscripts] = element;
        return element;
    }

    // An array that is finished is a definition by its own name, for any subscripts within its extents.
    private Definition? DefinitionOf(ArrayContents contents)
    {
        if (contents.Defined.Tried)
            return contents.Defined.Definition;
        contents.Defined = (true, null);
        Written? last = contents.Writes.LastOrDefault();
        if (last is null)
            return null;
        EquatableArray<Index> own = last.Subscripts.Select(s => _algebra.NewIndex((s.Atom as Index)?.Name ?? "i")).ToEquatableArray();
        EquatableArray<Affine> subscripts = own.Select(i => Affine.Of(i)).ToEquatableArray();
        Formula body = Element(contents, contents.Writes.Length, 0, subscripts);
        body = _contraction.Contract(body, [.. _context, .. Within(contents, subscripts)]);
        if (Named(contents.Array.Name, body, own)?.Atom is Reference reference)
            contents.Defined = (true, reference.Definition);
        return contents.Defined.Definition;
    }

    private static Condition[] Within(ArrayContents contents, EquatableArray<Affine> subscripts) => contents.Extents is not { } extents
        ? []
        : [.. extents.SelectMany((e, d) => new[] { Condition.AtMost(Affine.Zero, subscripts[d]), Condition.Below(subscripts[d], e) }).Where(c => c.Known is null)];

    /// <param name="writes">How many writes count.</param>
    /// <param name="open">How many of the loops around had begun when the last of them was made.</param>
    private Formula Element(ArrayContents contents, int writes, int open, EquatableArray<Affine> subscripts)
    {
        if (!_algebra.Spend())
            return _algebra.Refuse();
        if (open > 0 && contents.Open[open - 1].Before == writes)
            return Formula.Of(new Earlier(contents.Open[open - 1].Loop.Id, contents.Array.Id, IsArray: true, subscripts));
        if (writes == 0)
            return contents.Initial(subscripts);
        Written write = contents.Writes[writes - 1];
        Condition[] known = [.. _context, .. Within(contents, subscripts)];
        Formula hit = _hits.Contract(At(write, subscripts, Formula.One), known);
        if (hit.IsZero)
            return Element(contents, writes - 1, open, subscripts);
        Formula value = write.Value.IsZero ? Formula.Zero : _contraction.Contract(At(write, subscripts, write.Value), known);
        if (write.Adds)
            return _algebra.Add(Element(contents, writes - 1, open, subscripts), value);
        if (hit.Summands.Any(s => s.Bound.Count > 0))
            return Formula.Unknown(ManyWrites);
        if (hit.Constant == 1)
            return value;
        Formula before = Element(contents, writes - 1, open, subscripts);
        return before.IsZero ? value : _algebra.Add(value, Truths.Choose(hit, Formula.Zero, before, _algebra));
    }

    // Σ over the write's indices of [it is written at the subscripts]·value
    private Formula At(Written write, EquatableArray<Affine> subscripts, Formula value)
    {
        EquatableArray<Condition> conditions = write.Conditions.Concat(write.Subscripts.Select((s, d) => Condition.Equal(s, subscripts[d]))).ToEquatableArray();
        Formula guarded = write.Guard.Constant == 1 ? value : _algebra.Distribute(write.Guard, value);
        var summands = new List<Summand>();
        foreach (Summand summand in guarded.Summands)
        {
            summands.Add(_algebra.Fresh(_algebra.Multiply(new Summand(1, write.Bound, conditions, []), summand)));
        }
        return new Formula(summands.ToEquatableArray());
    }

    private void Write(ArrayVariable array, EquatableArray<Operand> indices, Operand operand, bool adds)
    {
        if (Contents(array) is not { } contents)
            return;
        if (Subscripts(indices) is not { } subscripts)
        {
            Forget(array, indices.Select(_values.Of).OfType<Meaning.Opaque>().FirstOrDefault()?.Reason ?? NotAffine);
            return;
        }
        if (!array.Element.IsReal())
        {
            Forget(array, $"the integers in {array.Name} are computed");
            return;
        }
        Learn(contents, subscripts);
        Formula value = _values.Real(operand);
        if (!adds && !contents.Open.IsEmpty && contents.Obstacle is null)
        {
            // a[i] = a[i] + v adds v, whatever a[i] was.
            Formula difference = _algebra.Subtract(value, Element(contents, subscripts));
            if (!difference.IsZero && IsEarlier(Element(contents, subscripts), array) && !IsEarlier(difference, array, subscripts))
                (value, adds) = (difference, true);
        }
        if (!adds && array.Role is ArrayRole.Local or ArrayRole.Result && operand is Value target
            && subscripts.All(s => s.Atom is Index) && subscripts.Select(s => (Index)s.Atom!).Distinct().Count() == subscripts.Count
            && Named(array.Name, value, subscripts.Select(s => (Index)s.Atom!).ToEquatableArray()) is { } named)
        {
            value = named;
            _values.Define(target, new Meaning.Real(named));
        }
        Add(contents, new Written([], [], Formula.One, subscripts, value, adds));
    }

    private static bool IsEarlier(Formula formula, ArrayVariable array, EquatableArray<Affine>? subscripts = null) =>
        FormulaAlgebra.Atoms(formula).Any(a => a is Earlier { IsArray: true } e && e.Place == array.Id && (subscripts is not { } s || e.Subscripts.Equals(s)));

    private void Add(ArrayContents contents, Written write) =>
        _arrays[contents.Array.Id] = contents.With(contents.Writes.Add(write));

    private void Allocate(Allocate allocate)
    {
        EquatableArray<Affine>? extents = Subscripts(allocate.Extents);
        ArrayContents? copied = allocate.CopyOf is { } of ? Contents(of) : null;
        _arrays[allocate.Array.Id] = new ArrayContents(allocate.Array, copied is null ? _ => Formula.Zero : s => Element(copied, s), extents)
        {
            Obstacle = copied?.Obstacle,
        };
    }

    private void ClearAll(ArrayVariable array)
    {
        if (Contents(array) is not { } contents)
            return;
        EquatableArray<Index> all = Enumerable.Range(0, array.Rank).Select(_ => _algebra.NewIndex("i")).ToEquatableArray();
        Add(contents, new Written(all, [], Formula.One, all.Select(i => Affine.Of(i)).ToEquatableArray(), Formula.Zero, Adds: false));
    }
}
