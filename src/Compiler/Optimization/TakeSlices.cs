using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Optimization;

/// <summary>
/// Takes the row (or column) of a matrix that a loop runs along once, before the loop: for j { M[i, j] } ⟹ r = row i of M; for j { r[j] }.
/// </summary>
/// <remarks>
/// An element of a <c>T[,]</c> costs two checks and a multiplication each time, an element of a row one check. The row is taken where
/// its fixed subscripts become known, as far out as that is; a row that does not exist is empty, so that it fails where F does and
/// only there. Slices are second names for memory, which the other passes do not know: this one runs last, and only for arrays that are
/// read and never written, or derivative buffers that are written and never read.
/// </remarks>
internal sealed class TakeSlices
{
    public static readonly Pass Pass = new(nameof(TakeSlices), Run);

    private readonly IdSource _ids;
    private readonly HashSet<ArrayVariable> _sliced;

    private TakeSlices(Function function)
    {
        _ids = new IdSource(function.NextId);
        Statement[] all = [.. Walk.Statements(function.Body)];
        var read = new HashSet<ArrayVariable>(all.Select(Walk.Reads).OfType<ArrayVariable>());
        var written = new HashSet<ArrayVariable>(all.Select(Walk.Writes).OfType<ArrayVariable>());
        var buffers = new HashSet<ArrayVariable>(function.SameShapes.Select(s => s.Array));
        _sliced = [.. function.Inputs.OfType<ArrayParameter>().Select(p => p.Array)
            .Where(a => a.Rank > 1 && a.Member is null && a.Element.IsReal() && (!written.Contains(a) || (buffers.Contains(a) && !read.Contains(a))))];
    }

    private static Function Run(Function function, CancellationToken ct)
    {
        var pass = new TakeSlices(function);
        if (pass._sliced.Count == 0)
            return function;
        Block body = pass.Visit(function.Body, null, null, ct).Body;
        return function with { Body = body, NextId = pass._ids.Next };
    }

    /// <summary>A block being rebuilt: what is defined in it so far, and the slices that were taken in it.</summary>
    private sealed class Place(Place? outer, Iteration? loop)
    {
        public Place? Outer => outer;

        public Iteration? Loop => loop;

        public List<Statement> Output { get; } = [];

        public HashSet<Value> Defined { get; } = loop is null ? [] : [.. Walk.InnerDefinitions(loop)];

        public List<Slice> Slices { get; } = [];
    }

    private (Block Body, Place Place) Visit(Block block, Place? outer, Iteration? loop, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var place = new Place(outer, loop);
        foreach (Statement statement in block.Statements)
        {
            Statement rebuilt = statement switch
            {
                Iteration l => l with { Body = Visit(l.Body, place, l, ct).Body },
                Branch b => b with { Then = Visit(b.Then, place, null, ct).Body, Else = Visit(b.Else, place, null, ct).Body },
                Let { Expression: Load load } let when Sliced(load.Array, load.Indices, place) is { } s =>
                    let with { Expression = new Load(s.View, [s.Index]) },
                Store store when Sliced(store.Array, store.Indices, place) is { } s => store with { Array = s.View, Indices = [s.Index] },
                Accumulate sum when Sliced(sum.Array, sum.Indices, place) is { } s => sum with { Array = s.View, Indices = [s.Index] },
                _ => statement,
            };
            place.Output.Add(rebuilt);
            place.Defined.UnionWith(Walk.Definitions(statement));
        }
        return (new Block(place.Output.ToEquatableArray()), place);
    }

    /// <summary>The slice that an access in a loop runs along, and the subscript in it; null if it does not run along one.</summary>
    private (ArrayVariable View, Operand Index)? Sliced(ArrayVariable array, EquatableArray<Operand> indices, Place place)
    {
        if (!_sliced.Contains(array) || Around(place) is not { } loop)
            return null;
        int[] moving = [.. Enumerable.Range(0, indices.Count).Where(d => DefinedWithin(indices[d], place, loop))];
        if (moving.Length != 1 || (array.Form == ArrayForm.Jagged && moving[0] == 0))
            return null;
        int free = moving[0];
        EquatableArray<Operand> others = indices.Where((_, d) => d != free).ToEquatableArray();
        Place home = loop.Outer!;
        while (home.Outer is { } outer && !others.Any(o => o is Value v && home.Defined.Contains(v)))
            home = outer;
        for (Place? p = home; p is not null; p = p.Outer)
        {
            if (p.Slices.Find(s => s.Of == array && s.Free == free && s.Fixed.Equals(others)) is { } known)
                return (known.View, indices[free]);
        }
        string name = array.Name + "_" + string.Concat(others.Select(o => o is Value { Name: { } n } ? n : ""));
        ArrayForm form = free == array.Rank - 1 ? ArrayForm.Span : ArrayForm.Strided;
        var slice = new Slice(new ArrayVariable(_ids.Take(), name.TrimEnd('_'), array.Element, form, ArrayRole.View), array, free, others);
        home.Slices.Add(slice);
        home.Output.Add(slice);
        return (slice.View, indices[free]);
    }

    /// <summary>The body of the innermost loop around a place.</summary>
    private static Place? Around(Place place)
    {
        Place? around = place;
        while (around is { Loop: null })
            around = around.Outer;
        return around;
    }

    private static bool DefinedWithin(Operand operand, Place inner, Place loop)
    {
        for (Place p = inner; ; p = p.Outer!)
        {
            if (operand is Value value && p.Defined.Contains(value))
                return true;
            if (p == loop)
                return false;
        }
    }
}
