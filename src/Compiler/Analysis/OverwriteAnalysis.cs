using System.Threading;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Analysis;

/// <summary>
/// Tells whether the element that a statement reads or writes still holds the same number when the adjoint of the
/// enclosing region runs; if not, what was read is to be recorded.
/// </summary>
/// <remarks>
/// An access at p to a[e] survives region R if no write w to a[f] in R can run after p and hit the same element. With w and p
/// in common loops inside R: in every one of them, from the outside in, different trips must touch different elements; then only
/// the same trip of all of them matters, and there program order decides.
/// </remarks>
internal sealed class OverwriteAnalysis
{
    private readonly AffineAnalysis _affine;
    private readonly Dictionary<ArrayVariable, List<Access>> _writes = [];
    private readonly Dictionary<Statement, Access> _accesses = new(ReferenceComparer.Instance);
    private readonly HashSet<int> _changing;
    private readonly CancellationToken _cancellation;
    private int _position;

    /// <param name="changing">Arrays whose elements may change at any time, because other routines write them.</param>
    public OverwriteAnalysis(Function function, AffineAnalysis affine, IEnumerable<int>? changing = null, CancellationToken cancellation = default)
    {
        _cancellation = cancellation;
        _affine = affine;
        _changing = [.. changing ?? []];
        Number(function.Body, []);
    }

    /// <summary>A read or write: where it stands, the loops around it from the outside in, the element.</summary>
    private sealed record Access(Statement Statement, int Position, Iteration[] Loops, EquatableArray<Operand>? Element);

    public bool IsNeverWritten(ArrayVariable array) => !_writes.ContainsKey(array);

    /// <summary>Whether the element that <paramref name="access"/> touches is untouched by later writes within the region.</summary>
    /// <param name="access">A load (as its <see cref="Let"/>) or a store of the function this analysis was made for.</param>
    /// <param name="region">The loop whose single trip the adjoint follows directly, or null for the whole function.</param>
    public bool Survives(Statement access, ArrayVariable array, Iteration? region) =>
        !_changing.Contains(array.Id)
        && (!_writes.ContainsKey(array) || (_accesses.ContainsKey(access) && Overwriting(access, array, region) is null));

    /// <summary>The first write in the order of the text that may overwrite it; null if there is none in this function.</summary>
    public Statement? Overwriting(Statement access, ArrayVariable array, Iteration? region)
    {
        if (!_writes.TryGetValue(array, out List<Access>? writes) || !_accesses.TryGetValue(access, out Access? here))
            return null;
        int first = region is null ? 0 : System.Array.FindIndex(here.Loops, l => ReferenceEquals(l, region)) + 1;
        foreach (Access write in writes)
        {
            _cancellation.ThrowIfCancellationRequested();
            if (region is not null && !write.Loops.Any(l => ReferenceEquals(l, region)))
                continue;
            if (Clobbers(write, here, first))
                return write.Statement;
        }
        return null;
    }

    /// <summary>Whether no trip of a loop touches an element of the array that another trip writes.</summary>
    public bool TripsAreApart(Iteration loop, ArrayVariable array)
    {
        Statement[] touching = [.. Walk.Statements(loop.Body).Where(s => Touches(s, array))];
        return touching.Where(s => array.Equals(Walk.Writes(s))).All(write => touching.All(other =>
            Element(write) is { } written && Element(other) is { } touched && _affine.DisjointAcrossIterations(loop, written, touched)));
    }

    /// <summary>Whether an array is read or written anywhere among these statements.</summary>
    public static bool Touches(IEnumerable<Statement> statements, ArrayVariable array) =>
        Walk.Statements(statements).Any(s => Touches(s, array));

    private static bool Touches(Statement statement, ArrayVariable array) =>
        array.Equals(Walk.Reads(statement)) || array.Equals(Walk.Writes(statement));

    private static EquatableArray<Operand>? Element(Statement statement) => statement switch
    {
        Let { Expression: Load load } => load.Indices,
        Store store => store.Indices,
        Accumulate accumulate => accumulate.Indices,
        _ => null,
    };

    private bool Clobbers(Access write, Access here, int first)
    {
        int common = first;
        while (common < write.Loops.Length && common < here.Loops.Length && ReferenceEquals(write.Loops[common], here.Loops[common]))
        {
            // A write without subscripts (a whole array cleared) hits every element in every trip.
            if (write.Element is not { } written || here.Element is not { } read
                || !_affine.DisjointAcrossIterations(here.Loops[common], written, read))
                return true;
            common++;
        }
        return write.Position > here.Position;
    }

    private void Number(Block block, Iteration[] loops)
    {
        foreach (Statement statement in block.Statements)
        {
            _cancellation.ThrowIfCancellationRequested();
            _position++;
            switch (statement)
            {
                case Let { Expression: Load load }:
                    _accesses[statement] = new Access(statement, _position, loops, load.Indices);
                    break;
                case Store store:
                    Write(store, store.Array, loops, store.Indices);
                    break;
                case Accumulate accumulate:
                    Write(accumulate, accumulate.Array, loops, accumulate.Indices);
                    break;
                case Clear clear:
                    Write(clear, clear.Array, loops, null);
                    break;
                case Iteration loop:
                    Number(loop.Body, [.. loops, loop]);
                    break;
                case OutsideCall call:
                    Number(call.Effects, loops);
                    break;
                case Branch branch:
                    Number(branch.Then, loops);
                    Number(branch.Else, loops);
                    break;
            }
        }
    }

    private void Write(Statement statement, ArrayVariable array, Iteration[] loops, EquatableArray<Operand>? element)
    {
        var access = new Access(statement, _position, loops, element);
        _accesses[statement] = access;
        if (!_writes.TryGetValue(array, out List<Access>? writes))
            _writes[array] = writes = [];
        writes.Add(access);
    }
}

/// <summary>Tells statements apart by identity: two equal statements may stand in different places.</summary>
internal sealed class ReferenceComparer : IEqualityComparer<Statement>
{
    public static readonly ReferenceComparer Instance = new();

    public bool Equals(Statement? x, Statement? y) => ReferenceEquals(x, y);

    public int GetHashCode(Statement statement) => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(statement);
}
