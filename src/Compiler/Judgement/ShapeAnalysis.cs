using DiffGen.Compiler.Analysis;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Judgement;

/// <summary>Finds which extents must agree: <c>U[i, k]</c> with i up to the extent of P says that both have as many rows.</summary>
/// <remarks>
/// A function also accepts arrays that are longer than what it reads of them; a derivation by hand speaks of those that fit. So a subscript
/// that runs through the whole of an extent makes two extents one. What this does not see is found by trying (<see cref="PointMaker"/>).
/// </remarks>
internal sealed class ShapeAnalysis
{
    private const int DeepestBound = 16;

    private readonly AffineAnalysis _affine;
    private readonly Dictionary<Value, Loop> _loops = [];
    private readonly HashSet<int> _inputArrays;
    private readonly HashSet<int> _inputIntegers;

    // Arrays that are made: a subscript into one is a subscript into what it is as long as.
    private readonly Dictionary<int, Size?[]> _made = [];
    private readonly Dictionary<Size, Size> _parents = [];
    private readonly HashSet<Size> _asked = [];
    private readonly Dictionary<Size, int> _least = [];
    private readonly List<(Size Extent, int Integer)> _upTo = [];
    private readonly List<(int Source, Size Into)> _indices = [];

    private ShapeAnalysis(Function function)
    {
        _affine = AffineAnalysis.Of(function);
        Parameter[] inputs = [.. function.Inputs];
        _inputArrays = [.. inputs.OfType<ArrayParameter>().Select(p => p.Array.Id)];
        _inputIntegers = [.. inputs.OfType<ScalarParameter>().Where(p => p.Value.Type.IsInteger() && p.Passing != Passing.Out).Select(p => p.Value.Id)];
        foreach (ArrayParameter p in inputs.OfType<ArrayParameter>())
        {
            for (int d = 0; d < p.Array.Rank; d++)
                Find(Size.Of(p.Array, d));
        }
        foreach (CompositeParameter p in function.Parameters.OfType<CompositeParameter>().Where(p => p.Form is not null))
        {
            ArrayVariable[] parts = [.. p.Parts.Select(part => ((ArrayParameter)part).Array)];
            for (int d = 0; d < parts[0].Rank; d++)
            {
                foreach (ArrayVariable part in parts)
                    Union(Size.Of(parts[0], d), Size.Of(part, d));
            }
        }

        Statement[] all = [.. function.AllStatements];
        bool throws = all.OfType<Throw>().Any();
        foreach (Loop loop in all.OfType<Loop>())
            _loops[loop.Counter] = loop;
        foreach (Allocate made in all.OfType<Allocate>())
            _made[made.Array.Id] = [.. made.Extents.Select(e => SizeOf(e) ?? (e is Value n && _inputIntegers.Contains(n.Id) ? Find(Size.Of(n)) : (Size?)null))];
        foreach (Statement statement in all)
        {
            switch (statement)
            {
                case Let { Expression: Load load }:
                    Access(load.Array, load.Indices);
                    break;
                case Store store:
                    Access(store.Array, store.Indices);
                    break;
                case Accumulate accumulate:
                    Access(accumulate.Array, accumulate.Indices);
                    break;
                case Let { Expression: Extent { Row: null } extent } when _inputArrays.Contains(extent.Array.Id):
                    _asked.Add(Size.Of(extent.Array, extent.Dimension));
                    break;
                case Let { Expression: Binary { Operator: BinaryOperator.NotEqual or BinaryOperator.Equal } e } when throws:
                    UnionGuarded(e.A, e.B);
                    break;
                case Throw { Always: false, Operands: [var a, var b, ..] } guard when guard.Parts[0].Contains("ThrowIfNotEqual<"):
                    UnionGuarded(a, b);
                    break;
                default:
                    break;
            }
        }
    }

    /// <param name="primal">A function after <see cref="Optimization.Passes.Primal"/>, which makes equal bounds the same value.</param>
    public static ShapeFacts Of(Function primal) => new ShapeAnalysis(primal).Facts();

    private ShapeFacts Facts()
    {
        HashSet<Size> asked = [.. _asked.Select(Find)];
        var bounds = new List<(int Integer, Size Extent)>();
        foreach ((Size extent, int integer) in _upTo)
        {
            // The extent that the code asks for is the whole; an integer beside it is where a part of it ends.
            if (asked.Contains(Find(extent)))
                bounds.Add((integer, extent));
            else
                Union(extent, new Size(integer, -1));
        }
        asked = [.. asked.Select(Find)];
        var numbers = new Dictionary<Size, int>();
        var classes = new Dictionary<Size, int>();
        foreach (Size size in _parents.Keys.OrderBy(s => s.Id).ThenBy(s => s.Dimension).ToArray())
        {
            Size root = Find(size);
            if (!numbers.TryGetValue(root, out int number))
                numbers.Add(root, number = numbers.Count);
            classes.Add(size, number);
        }
        var least = new Dictionary<int, int>();
        foreach (KeyValuePair<Size, int> l in _least)
        {
            int of = classes[l.Key];
            least[of] = Math.Max(l.Value, least.TryGetValue(of, out int other) ? other : 0);
        }
        return new ShapeFacts(classes, [.. asked.Select(a => numbers[a]).Distinct().OrderBy(a => a)], least,
            First(bounds.Where(b => !classes.ContainsKey(new Size(b.Integer, -1))).Select(b => (b.Integer, classes[b.Extent]))),
            First(_indices.Where(i => !classes.ContainsKey(new Size(i.Source, -1))).Select(i => (i.Source, classes[i.Into]))));
    }

    private static Dictionary<int, int> First(IEnumerable<(int Key, int Value)> pairs)
    {
        var first = new Dictionary<int, int>();
        foreach ((int key, int value) in pairs)
        {
            if (!first.ContainsKey(key))
                first.Add(key, value);
        }
        return first;
    }

    private void Access(ArrayVariable array, EquatableArray<Operand> indices)
    {
        bool isInput = _inputArrays.Contains(array.Id);
        if (!isInput && !_made.ContainsKey(array.Id))
            return;
        for (int d = 0; d < indices.Count; d++)
        {
            if ((isInput ? Size.Of(array, d) : _made[array.Id][d]) is { } extent)
                Subscript(extent, indices[d]);
        }
    }

    private void Subscript(Size extent, Operand index)
    {
        AffineForm form = _affine.Form(index);
        if (form is { Terms: [{ Coefficient: 1 } only], Constant: 0 })
        {
            if (_inputIntegers.Contains(only.Symbol.Id))
            {
                _indices.Add((only.Symbol.Id, extent));
                return;
            }
            if (Unconverted(only.Symbol) is Load { Array: var source } && source.Element.IsInteger() && _inputArrays.Contains(source.Id))
            {
                _indices.Add((source.Id, extent));
                return;
            }
        }
        if (Largest(form, DeepestBound) is not { } largest)
            return;
        AffineForm needed = largest.Plus(AffineForm.Of(1));
        if (needed.IsConstant)
            _least[extent] = Math.Max((int)Math.Min(needed.Constant, 64), _least.TryGetValue(extent, out int least) ? least : 0);
        else if (needed is { Terms: [{ Coefficient: 1, Symbol: var symbol }], Constant: 0 })
        {
            if (SizeOf(symbol) is { } size)
                Union(extent, size);
            else if (_inputIntegers.Contains(symbol.Id))
                _upTo.Add((extent, symbol.Id));
        }
    }

    private Expression? Unconverted(Operand operand) =>
        _affine.Definition(operand) is IR.Convert { A: var inner } ? _affine.Definition(inner) : _affine.Definition(operand);

    // What a value at most is, with loop counters replaced by their last ones; null if that is not known.
    private AffineForm? Largest(AffineForm form, int depth)
    {
        foreach (AffineTerm term in form.Terms)
        {
            if (!_loops.TryGetValue(term.Symbol, out Loop? loop))
                continue;
            if (depth == 0 || loop.Step is not Constant)
                return null;
            bool ascends = loop.Test is LoopTest.Less or LoopTest.LessOrEqual;
            AffineForm bound = (term.Coefficient > 0, ascends) switch
            {
                (true, true) => _affine.Form(loop.Limit).Plus(AffineForm.Of(loop.Test == LoopTest.Less ? -1 : 0)),
                (true, false) or (false, true) => _affine.Form(loop.Start),
                (false, false) => _affine.Form(loop.Limit).Plus(AffineForm.Of(loop.Test == LoopTest.Greater ? 1 : 0)),
            };
            return Largest(form.Without(term.Symbol).Plus(bound.Times(term.Coefficient)), depth - 1);
        }
        return form;
    }

    private Size? SizeOf(Operand operand) => _affine.Definition(operand) switch
    {
        Extent { Row: null } extent when _inputArrays.Contains(extent.Array.Id) => Size.Of(extent.Array, extent.Dimension),
        _ => null,
    };

    private void UnionGuarded(Operand a, Operand b)
    {
        if (Guarded(a) is { } first && Guarded(b) is { } second && (first.IsExtent || second.IsExtent))
            Union(first, second);
    }

    private Size? Guarded(Operand operand) => _affine.Form(operand) is { Constant: 0, Terms: [{ Coefficient: 1, Symbol: var symbol }] }
        ? SizeOf(symbol) ?? (_inputIntegers.Contains(symbol.Id) ? Size.Of(symbol) : null)
        : null;

    private Size Find(Size size)
    {
        if (!_parents.TryGetValue(size, out Size parent))
            _parents.Add(size, parent = size);
        while (!parent.Equals(size))
        {
            size = parent;
            parent = _parents[size];
        }
        return size;
    }

    private void Union(Size a, Size b)
    {
        Size first = Find(a), second = Find(b);
        if (!first.Equals(second))
            _parents[second] = first;
    }
}
