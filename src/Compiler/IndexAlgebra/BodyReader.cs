using System.Collections.Immutable;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.IndexAlgebra;

/// <summary>
/// Reads a method's body as formulas: sums become Σ, arrays become what their elements are made of, numbers with a name definitions.
/// </summary>
internal sealed partial class BodyReader
{
    private readonly FormulaAlgebra _algebra;
    private readonly Contraction _contraction;
    private readonly Contraction _hits;
    private readonly ExpressionReader _values;
    private readonly SharedExtents _shapes;
    private readonly List<Condition> _context = [];
    private Dictionary<int, ArrayContents> _arrays = [];
    private const int MostDefinitions = 60;

    private int _questions;
    private int _definitions;

    private readonly Func<string, string> _name;
    private readonly bool _learns;

    /// <param name="shapes">Which extents are the same; those that this body shows to be are added.</param>
    /// <param name="name">What a parameter is called in formulas.</param>
    /// <param name="learns">Whether the body may show that extents are the same.</param>
    public BodyReader(Function function, FormulaAlgebra algebra, SharedExtents shapes, Func<string, string>? name = null, bool learns = true)
    {
        _name = name ?? (n => n);
        _learns = learns;
        _algebra = algebra;
        _contraction = new Contraction(algebra);
        _hits = new Contraction(algebra, countsTrips: false);
        _shapes = shapes;
        _values = new ExpressionReader(algebra) { Memory = ReadMemory };
        foreach (Parameter input in function.Inputs)
            Open(input);
    }

    public void Read(Block block)
    {
        foreach (Statement statement in block.Statements)
        {
            if (!_algebra.Spend())
                return;
            Read(statement);
        }
    }

    public Meaning Of(Operand operand) => _values.Of(operand);

    /// <summary>What is in an array at the end.</summary>
    public ArrayContents? Contents(ArrayVariable array) => _arrays.TryGetValue(array.Id, out ArrayContents? contents) ? contents : null;

    private void Open(Parameter input)
    {
        switch (input)
        {
            case ScalarParameter { Passing: Passing.Out } p:
                _values.Define(p.Value, new Meaning.Opaque($"{p.Name} has no value yet"));
                break;
            case ScalarParameter p:
                _values.Define(p.Value, p.Value.Type switch
                {
                    Scalar.Bool => new Meaning.Truth(Formula.Of(new Flag(_name(p.Name)))),
                    var type when type.IsInteger() => Meaning.Whole.Of(Affine.Of(new IntegerInput(_name(p.Name)))),
                    _ => new Meaning.Real(Formula.Of(new Element(_name(p.Name), []))),
                });
                break;
            case ArrayParameter p:
                string name = _name(IndexNotation.NameOf(p));
                EquatableArray<Affine> extents = Enumerable.Range(0, p.Array.Form == ArrayForm.Jagged ? 1 : p.Array.Rank)
                    .Select(d => Affine.Of(_shapes.Same(new Size(name, d)))).ToEquatableArray();
                _arrays[p.Array.Id] = new ArrayContents(p.Array, subscripts => Formula.Of(new Element(name, subscripts)), extents);
                break;
        }
    }

    private void Read(Statement statement)
    {
        switch (statement)
        {
            case Let let:
                Define(let.Target, _values.Of(let.Expression));
                break;
            case Store store:
                Write(store.Array, store.Indices, store.Value, adds: false);
                break;
            case Accumulate accumulate:
                Write(accumulate.Array, accumulate.Indices, accumulate.Value, adds: true);
                break;
            case Allocate allocate:
                Allocate(allocate);
                break;
            case Clear clear:
                ClearAll(clear.Array);
                break;
            case Loop loop:
                Read(loop);
                break;
            case Branch branch:
                Read(branch);
                break;
            case Throw or Check or CheckShape:
                break;
            case Slice slice:
                Forget(slice.View, "a part of an array has a name of its own");
                break;
            default:
                Abandon(statement, statement switch
                {
                    While => "how often a loop runs is not known beforehand",
                    Invoke => "a method calls itself",
                    _ => "a method is called whose derivative is a rule of its own",
                });
                break;
        }
    }

    // A number that the user gave a name, and that is more than a name for another one.
    private void Define(Value target, Meaning meaning) =>
        _values.Define(target, target.Name is { } name && meaning is Meaning.Real real && Named(name, real.Formula, []) is { } named ? new Meaning.Real(named) : meaning);

    /// <summary>A reference to a new definition; null if the formula is not worth one or is not finished.</summary>
    private Formula? Named(string name, Formula formula, EquatableArray<Index> first)
    {
        // Definitions of definitions of definitions are no help.
        if (_definitions > MostDefinitions || formula.Constant is not null || formula.Atom is not (null or FunctionOf) || FormulaAlgebra.Atoms(formula).Any(a => a is Earlier or Unknown))
            return null;
        _definitions++;
        Index[] free = [.. first, .. FormulaAlgebra.Free(formula).Where(i => !first.Contains(i)).OrderBy(i => i.Name, StringComparer.Ordinal).ThenBy(i => i.Id)];
        var definition = new Definition(_algebra.NewId(), name, free.ToEquatableArray(), formula);
        return Formula.Of(new Reference(definition, free.Select(i => Affine.Of(i)).ToEquatableArray()));
    }

    private void Read(Branch branch)
    {
        Formula condition = _values.Truth(branch.Condition);
        Formula otherwise = Truths.Not(condition, _algebra);
        Dictionary<int, ArrayContents> before = _arrays;
        _questions++;
        Dictionary<int, ArrayContents> then = Inside(branch.Then, condition, before), none = Inside(branch.Else, otherwise, before);
        _questions--;
        _arrays = new Dictionary<int, ArrayContents>(before);
        foreach (KeyValuePair<int, ArrayContents> entry in before)
        {
            ArrayContents a = then[entry.Key], b = none[entry.Key];
            if (ReferenceEquals(a, entry.Value) && ReferenceEquals(b, entry.Value))
                continue;
            int count = entry.Value.Writes.Length;
            IEnumerable<Written> writes = entry.Value.Writes
                .Concat(a.Writes.Skip(count).SelectMany(w => Under(w, condition)))
                .Concat(b.Writes.Skip(count).SelectMany(w => Under(w, otherwise)));
            _arrays[entry.Key] = entry.Value.With(writes.ToImmutableArray(), obstacle: a.Obstacle ?? b.Obstacle);
        }
        _values.Join(branch);
        foreach (Merge merge in branch.Merges)
            Define(merge.Result, _values.Of(merge.Result));
    }

    private Dictionary<int, ArrayContents> Inside(Block block, Formula condition, Dictionary<int, ArrayContents> before)
    {
        _arrays = new Dictionary<int, ArrayContents>(before);
        EquatableArray<Condition> known = Truths.Conjunction(condition) ?? [];
        _context.AddRange(known);
        Read(block);
        _context.RemoveRange(_context.Count - known.Count, known.Count);
        return _arrays;
    }

    private IEnumerable<Written> Under(Written write, Formula condition) => Truths.Conjunction(condition) is { } conditions
        ? [write with { Conditions = write.Conditions.Concat(conditions).ToEquatableArray() }]
        : [write with { Guard = _algebra.Distribute(write.Guard, condition) }];

    // What the statement writes and hands out is not known from here on.
    private void Abandon(Statement statement, string reason)
    {
        foreach (ArrayVariable array in Walk.Statements([statement]).Select(Walk.Writes).OfType<ArrayVariable>().Distinct())
            Forget(array, reason);
        foreach (Value value in Walk.Definitions(statement))
            _values.Define(value, new Meaning.Opaque(reason));
    }

    private void Forget(ArrayVariable array, string reason) => _arrays[array.Id] = Contents(array) is { } contents
        ? contents.With(obstacle: reason)
        : new ArrayContents(array, _ => Formula.Unknown(reason), null) { Obstacle = reason };
}
