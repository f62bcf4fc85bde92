using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Differentiation;

/// <summary>
/// A function written out in a block of another one, as if it were called there: what it defines gets numbers of its own, and its inputs
/// are replaced.
/// </summary>
internal sealed class WrittenOut
{
    private readonly IdSource _ids;
    private readonly Dictionary<int, Operand> _values = [];
    private readonly Dictionary<int, ArrayVariable> _arrays = [];
    private readonly Dictionary<int, int> _routines = [];
    private readonly HashSet<int> _measured;
    private readonly Rewriter _rewriter;

    private WrittenOut(IdSource ids, IEnumerable<ArrayVariable> measured)
    {
        _ids = ids;
        _measured = [.. measured.Select(a => a.Id)];
        _rewriter = new Rewriter(o => this[o], Define, a => this[a], a => _measured.Contains(a.Id) ? a : this[a]);
    }

    /// <param name="function">The function. A returned array is one that is gone afterwards.</param>
    /// <param name="numbers">What stands for its numbers; those that are not among them stay.</param>
    /// <param name="arrays">What stands for its arrays; those that are not among them stay, unless the function makes them.</param>
    /// <param name="block">Where it is written.</param>
    /// <param name="routines">Where the routines go that it calls.</param>
    /// <param name="measured">Arrays that have other extents than what stands for them: rows of different lengths, for which a matrix stands.</param>
    public static WrittenOut In(Function function, IReadOnlyDictionary<Value, Operand> numbers, IReadOnlyDictionary<ArrayVariable, ArrayVariable> arrays,
        BlockBuilder block, List<Routine> routines, IEnumerable<ArrayVariable>? measured = null)
    {
        var copy = new WrittenOut(block.Ids, measured ?? []);
        foreach (KeyValuePair<Value, Operand> number in numbers)
            copy._values.Add(number.Key.Id, number.Value);
        foreach (KeyValuePair<ArrayVariable, ArrayVariable> array in arrays)
            copy._arrays.Add(array.Key.Id, array.Value);
        copy.Make(function.Body);
        foreach (Routine routine in function.Routines)
        {
            copy._routines.Add(routine.Id, block.Ids.Take());
            copy.Make(routine.Body);
        }
        foreach (Statement statement in copy.Copied(function.Body).Statements)
            block.Add(statement);
        routines.AddRange(function.Routines.Select(copy.Copied));
        return copy;
    }

    /// <summary>What has become of an operand.</summary>
    public Operand this[Operand operand] => operand is Value value && _values.TryGetValue(value.Id, out Operand? own) ? own : operand;

    /// <summary>What has become of an array.</summary>
    public ArrayVariable this[ArrayVariable array] => _arrays.TryGetValue(array.Id, out ArrayVariable? own) ? own : array;

    private void Make(Block block)
    {
        foreach (Allocate allocate in Walk.Statements(block).OfType<Allocate>().Where(a => !_arrays.ContainsKey(a.Array.Id)))
        {
            ArrayRole role = allocate.Array.Role == ArrayRole.Result ? ArrayRole.Scratch : allocate.Array.Role;
            _arrays.Add(allocate.Array.Id, allocate.Array with { Id = _ids.Take(), Role = role });
        }
    }

    private Value Define(Value value)
    {
        Value own = _ids.Value(value.Type, value.Name);
        _values[value.Id] = own;
        return own;
    }

    private Block Copied(Block block) => new(_rewriter.Rewrite(block).Statements.Select(Renumbered).ToEquatableArray());

    private Statement Renumbered(Statement statement) => statement is Invoke invoke
        ? invoke with { Routine = _routines[invoke.Routine] }
        : Walk.WithBlocks(statement, b => new Block(b.Statements.Select(Renumbered).ToEquatableArray()));

    private Routine Copied(Routine routine) => routine with
    {
        Id = _routines[routine.Id],
        Parameters = routine.Parameters.Select(Define).ToEquatableArray(),
        Body = Copied(routine.Body),
        Results = routine.Results.Select(r => this[r]).ToEquatableArray(),
    };
}
