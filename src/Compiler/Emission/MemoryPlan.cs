using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Emission;

/// <summary>Where a local array gets its memory.</summary>
/// <param name="Name">What the array is called in the text, without <c>@</c>.</param>
/// <param name="Rented">The variable that holds the pooled array; null for the stack.</param>
internal sealed record ArrayPlace(string Name, ArrayVariable Array, Allocate? Allocation, string? Rented);

/// <summary>
/// Memory that the method needs: small arrays of constant size stand on the stack, taken once at the top (never in a
/// loop); the others come from the pool and go back in a <c>finally</c>, as do the tapes.
/// </summary>
internal sealed class MemoryPlan
{
    private const int LargestOnStack = 256;
    private const int StackInAll = 2048;

    private readonly Dictionary<int, ArrayPlace> _places = [];
    private readonly List<ArrayPlace> _order = [];
    private readonly List<(Scalar Element, string Name)> _tapes = [];

    private readonly bool _ownsTapes;
    private readonly HashSet<int> _handed;

    /// <param name="shared">Tapes that routines are handed.</param>
    /// <param name="handed">In a routine, what those are called.</param>
    /// <param name="arrays">Arrays of its own that have to be <c>T[]</c>.</param>
    /// <param name="isPooled">Whether what it needs is taken from the pool, and goes back.</param>
    public MemoryPlan(Layout layout, Names names, Scalar[] shared, string[]? handed, HashSet<int> arrays, bool isPooled)
    {
        IsPooled = isPooled;
        _handed = arrays;
        _ownsTapes = handed is null;
        _tapes.AddRange(shared.Select((t, i) => (t, handed?[i] ?? names.Claim("tape", layout.Root))));
        foreach (ArrayParameter parameter in layout.Function.Inputs.OfType<ArrayParameter>())
            _places[parameter.Array.Id] = new ArrayPlace(parameter.Array.Member?.Array ?? parameter.Name, parameter.Array, null, null);
        int left = StackInAll;
        Plan(layout.Root, layout.Root, names, ref left);
    }

    public IEnumerable<ArrayPlace> OnStack => _order.Where(p => p.Rented is null);

    public IEnumerable<ArrayPlace> Pooled => _order.Where(p => p.Rented is not null);

    public IReadOnlyList<(Scalar Element, string Name)> Tapes => _ownsTapes ? _tapes : [];

    /// <summary>Whether tapes are DiffGen's own, which rent their memory; otherwise they are the framework's stacks.</summary>
    public bool IsPooled { get; }

    public bool NeedsFinally => IsPooled && (Tapes.Count > 0 || Pooled.Any());

    public ArrayPlace this[ArrayVariable array] => _places[array.Id];

    /// <summary>Whether it is made by <c>new</c>.</summary>
    public bool IsMade(ArrayVariable array) => array.Role == ArrayRole.Result || _handed.Contains(array.Id);

    /// <summary>Whether it is an array in C#, and no span.</summary>
    public bool IsArray(ArrayVariable array) => IsMade(array)
        || (array.Role == ArrayRole.Parameter && array.Form is not (ArrayForm.Span or ArrayForm.ReadOnlySpan or ArrayForm.Strided));

    public string NameOf(ArrayVariable array) => _places[array.Id].Name;

    /// <summary>A copy of an array as an array.</summary>
    public string CloneOf(ArrayVariable array) => Names.Escape(NameOf(array)) is var name && IsArray(array)
        ? "(" + array.Element.Keyword() + "[" + new string(',', array.Rank - 1) + "])" + name + ".Clone()"
        : name + ".ToArray()";

    public string TapeOf(Scalar element) => Names.Escape(_tapes.First(t => t.Element == element).Name);

    /// <summary>The numbers of the arrays that stand on the stack, of all that a function makes, in order.</summary>
    public static HashSet<int> OnTheStack(IEnumerable<Allocate> allocations)
    {
        int left = StackInAll;
        return [.. allocations.Where(a => a.Array.Role != ArrayRole.Result && TryTakeStack(a, ref left)).Select(a => a.Array.Id)];
    }

    private static bool TryTakeStack(Allocate allocate, ref int left)
    {
        bool fits = allocate.Array is { Rank: 1, Form: not ArrayForm.ScratchVector } && allocate.Extents[0] is Constant { Number: >= 0 and <= LargestOnStack } size
            && left >= (int)size.Number;
        if (fits)
            left -= (int)((Constant)allocate.Extents[0]).Number;
        return fits;
    }

    private void Plan(Scope scope, Scope root, Names names, ref int left)
    {
        foreach (Step step in scope.Steps)
        {
            if (step.Statement is Allocate allocate)
            {
                if (IsMade(allocate.Array))
                {
                    _places[allocate.Array.Id] = new ArrayPlace(names.Claim(allocate.Array.Name, scope), allocate.Array, allocate, null);
                    continue;
                }
                bool onStack = TryTakeStack(allocate, ref left);
                string name = names.Claim(allocate.Array.Name, onStack ? root : scope);
                var place = new ArrayPlace(name, allocate.Array, allocate, onStack ? null : names.Claim(name + "Rented", root));
                _places[allocate.Array.Id] = place;
                _order.Add(place);
            }
            if (step.Statement is Slice slice)
                _places[slice.View.Id] = new ArrayPlace(names.Claim(slice.View.Name, scope), slice.View, null, null);
            Scalar? tape = step.Statement switch
            {
                Push push => push.Value.Type,
                Pop pop => pop.Target.Type,
                _ => null,
            };
            if (tape is { } element && _tapes.All(t => t.Element != element))
                _tapes.Add((element, names.Claim("tape", root)));
            foreach (Scope block in step.Blocks)
                Plan(block, root, names, ref left);
        }
    }
}
