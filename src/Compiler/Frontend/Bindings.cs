using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;

namespace DiffGen.Compiler.Frontend;

/// <summary>What a name of the user's code stands for at one point of the lowering.</summary>
internal abstract record Binding
{
    /// <summary>A number or <c>bool</c>; null while nothing has been assigned.</summary>
    public sealed record Number(Scalar Type, Operand? Value) : Binding;

    /// <summary>An array, or a row of one; null while nothing has been assigned.</summary>
    /// <param name="Region">Where it was declared: only there may it be bound.</param>
    public sealed record Memory(ArrayView? View, int Region) : Binding;

    /// <summary>A second name for an element: <c>ref x[i]</c>.</summary>
    public sealed record Element(ArrayVariable Array, EquatableArray<Operand> Indices) : Binding;

    /// <summary>An object whose members are constants.</summary>
    public sealed record Object(Holder Holder) : Binding;

    /// <summary>A struct: its numbers are the bindings from <paramref name="First"/> on, each a number or a second name for an element.</summary>
    public sealed record Struct(StructShape Shape, int First) : Binding;

    /// <summary>Something that the body may carry about but not compute with.</summary>
    public sealed record Opaque : Binding;

    /// <summary>What has been reported already, and is not reported again at each use.</summary>
    public sealed record Broken : Binding;
}

/// <summary>An array with its first subscripts fixed: <c>a</c>, or the row <c>a[i]</c>; or a part of such.</summary>
/// <remarks>An array of structs is one array for each number of the struct; <paramref name="Array"/> is the first.</remarks>
internal sealed record ArrayView(ArrayVariable Array, EquatableArray<Operand> Prefix)
{
    public ArrayView(EquatableArray<ArrayVariable> members, StructShape shape)
        : this(members[0], [])
    {
        Members = members;
        Shape = shape;
    }

    /// <summary>What the elements are if they are structs.</summary>
    public StructShape? Shape { get; }

    /// <summary>One array for each number of an element.</summary>
    public EquatableArray<ArrayVariable> Members { get; } = [Array];

    /// <summary>Which elements of the last dimension these are; null if all.</summary>
    public Window? Window { get; init; }

    public int Rank => Array.Rank - Prefix.Count;
}

/// <summary>A part of an array of one dimension: <c>x.Slice(start, length)</c>, checked to lie within it.</summary>
internal sealed record Window(Operand Start, Operand Length);

/// <summary>The names in scope, in the order of their declaration.</summary>
/// <remarks>
/// One flat list also while called methods are written out in place: a symbol cannot be live twice, since recursion is refused.
/// </remarks>
internal sealed class Bindings
{
    private readonly List<ISymbol?> _symbols = [];
    private readonly List<string> _names = [];
    private readonly List<Binding> _bindings = [];
    private readonly Dictionary<ISymbol, int> _positions = new(SymbolEqualityComparer.Default);

    public int Count => _symbols.Count;

    /// <summary>Null for what the compiler itself keeps account of; of a number in a struct, the variable.</summary>
    public ISymbol? Symbol(int position) => _symbols[position];

    public string Name(int position) => _names[position];

    public Binding? this[ISymbol symbol] => _positions.TryGetValue(symbol, out int position) ? _bindings[position] : null;

    public Binding this[int position]
    {
        get => _bindings[position];
        set => _bindings[position] = value;
    }

    /// <summary>Declares a name, or gives a declared one another binding.</summary>
    public void Set(ISymbol symbol, Binding binding)
    {
        if (_positions.TryGetValue(symbol, out int position))
        {
            _bindings[position] = binding;
            return;
        }

        _positions.Add(symbol, _symbols.Count);
        Append(symbol, symbol.Name, binding);
    }

    /// <summary>Declares a struct, or gives a declared one other numbers.</summary>
    public void Set(ISymbol symbol, StructShape shape, IReadOnlyList<Binding> numbers, string? name = null)
    {
        if (this[symbol] is Binding.Struct declared)
        {
            for (int i = 0; i < numbers.Count; i++)
                _bindings[declared.First + i] = numbers[i];
            return;
        }

        Set(symbol, new Binding.Struct(shape, _symbols.Count + (_positions.ContainsKey(symbol) ? 0 : 1)));
        int next = 0;
        foreach (StructLeaf leaf in shape.Leaves)
            Append(symbol, symbol.Kind == SymbolKind.Method && name is null ? leaf.NameAlone : leaf.NameIn(name ?? symbol.Name), numbers[next++]);
    }

    /// <summary>Where a declared variable stands.</summary>
    public int? Position(ISymbol symbol) => _positions.TryGetValue(symbol, out int position) ? position : null;

    /// <summary>Declares something that has no symbol; returns its position.</summary>
    public int Add(string name, Binding binding)
    {
        Append(null, name, binding);
        return _symbols.Count - 1;
    }

    private void Append(ISymbol? symbol, string name, Binding binding)
    {
        _symbols.Add(symbol);
        _names.Add(name);
        _bindings.Add(binding);
    }

    /// <summary>Forgets the names declared since there were <paramref name="count"/>.</summary>
    public void Leave(int count)
    {
        for (int i = count; i < _symbols.Count; i++)
        {
            if (_symbols[i] is { } symbol)
                _positions.Remove(symbol);
        }
        _names.RemoveRange(count, _symbols.Count - count);
        _symbols.RemoveRange(count, _symbols.Count - count);
        _bindings.RemoveRange(count, _bindings.Count - count);
    }

    /// <summary>The names that stand for whole arrays.</summary>
    public IEnumerable<(ISymbol Symbol, Binding Binding)> Arrays() => Enumerable.Range(0, Count)
        .Where(i => _symbols[i] is not null && _bindings[i] is Binding.Memory { View: { Prefix.Count: 0, Window: null } })
        .Select(i => (_symbols[i]!, _bindings[i]));

    public Binding[] Snapshot() => [.. _bindings];

    public void Restore(Binding[] snapshot)
    {
        for (int i = 0; i < snapshot.Length; i++)
            _bindings[i] = snapshot[i];
    }
}
