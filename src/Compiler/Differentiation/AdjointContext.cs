using DiffGen.Compiler.Analysis;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Differentiation;

/// <summary>What all parts of one reverse transform share.</summary>
internal sealed class AdjointContext(
    Function function,
    IdSource ids,
    ActivityAnalysis activity,
    OverwriteAnalysis overwrites,
    SelectionAnalysis selection,
    CancellationToken cancellation)
{
    private readonly Dictionary<ArrayVariable, ArrayVariable> _adjoints = [];
    private readonly Dictionary<ArrayVariable, ArrayVariable> _seeds = [];

    public Function Function => function;

    public IdSource Ids => ids;

    public ActivityAnalysis Activity => activity;

    public OverwriteAnalysis Overwrites => overwrites;

    public SelectionAnalysis Selection => selection;

    /// <summary>The number of the routine that runs the adjoint of another.</summary>
    public IReadOnlyDictionary<int, int> Reverses { get; init; } = new Dictionary<int, int>();

    /// <summary>Arrays that are made in a loop, a branch or a routine: where the adjoint of a routine runs that was handed one, it may be gone.</summary>
    public IReadOnlyCollection<int> Ephemeral { get; init; } = [];

    /// <summary>Whether an array from around a routine cannot be asked for anything by the routine's adjoint.</summary>
    public bool IsGone(ArrayVariable array) => array.Role == ArrayRole.Parameter && Ephemeral.Contains(array.Id);

    /// <summary>Whether adjoints of called methods are written out, so that they can be differentiated in their turn.</summary>
    public bool WritesRulesOut { get; init; }

    public CancellationToken Cancellation => cancellation;

    /// <summary>Where it is noted what is stored; null if nobody wants to know.</summary>
    public StorageNotes? Notes { get; init; }

    /// <summary>Names for adjoint values that were computed before anybody knew what they are the adjoint of.</summary>
    public Dictionary<Value, string> Named { get; } = [];

    public void SetAdjoint(ArrayVariable array, ArrayVariable adjoint) => _adjoints[array] = adjoint;

    /// <summary>The array that holds the adjoints of another's elements, of the same shape.</summary>
    public ArrayVariable AdjointOf(ArrayVariable array)
    {
        if (!_adjoints.TryGetValue(array, out ArrayVariable? adjoint))
        {
            adjoint = new ArrayVariable(ids.Take(), Names.Adjoint(array), array.Element, array.Form, ArrayRole.Scratch);
            _adjoints[array] = adjoint;
        }
        return adjoint;
    }

    public void SetSeed(ArrayVariable array, ArrayVariable seed) => _seeds[array] = seed;

    /// <summary>What holds the adjoint that a returned array begins with; null for other arrays.</summary>
    public ArrayVariable? SeedOf(ArrayVariable array) => _seeds.TryGetValue(array, out ArrayVariable? seed) ? seed : null;

    public bool IsAdjoint(ArrayVariable array) => _adjoints.ContainsValue(array);

    /// <summary>Remembers a good name for an adjoint that is about to be used as v̄.</summary>
    public void Name(Operand adjoint, Value of)
    {
        if (adjoint is Value { Name: null } value && Names.Adjoint(of) is { } name && !Named.ContainsKey(value))
            Named.Add(value, name);
    }
}
