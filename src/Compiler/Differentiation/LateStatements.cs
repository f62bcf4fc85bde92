using DiffGen.Compiler.Analysis;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Differentiation;

/// <summary>
/// What runs in or after the statement of a region that is being reversed: which values it defines, and by what. As reversal goes on there
/// is only ever more of it, so each statement is looked at once.
/// </summary>
internal sealed class LateStatements(Region region)
{
    private readonly HashSet<Value> _defined = [];
    private readonly Dictionary<Value, Let> _lets = [];
    private int _first = region.Forward.Length;
    private int _reversed;

    public bool Defines(Value value) => _defined.Contains(value);

    /// <summary>The <see cref="Let"/> that defines a value; null if it is something else.</summary>
    public Let? Definition(Value value) => _lets.TryGetValue(value, out Let? let) ? let : null;

    /// <summary>Takes in what has become late since the last time.</summary>
    public void Update()
    {
        // To what stands at the last position something may have been added since.
        for (int i = Math.Min(_first, region.Forward.Length - 1); i >= region.Position; i--)
        {
            region.Before[i].ForEach(Add);
            if (region.Forward[i] is { } kept)
                Add(kept);
            region.After[i].ForEach(Add);
        }
        _first = region.Position;
        for (; _reversed < region.Reverse.Statements.Count; _reversed++)
            Add(region.Reverse.Statements[_reversed]);
    }

    /// <summary>Moves statements from where they stand to before the statement being reversed.</summary>
    public void Move(IReadOnlyCollection<Let> moved)
    {
        var set = new HashSet<Statement>(moved, ReferenceComparer.Instance);
        _reversed -= region.Reverse.RemoveAll(set.Contains);
        for (int i = region.Position; i < region.Forward.Length; i++)
        {
            region.Before[i].RemoveAll(set.Contains);
            region.After[i].RemoveAll(set.Contains);
            if (region.Forward[i] is { } statement && set.Contains(statement))
                region.Forward[i] = null;
        }
        region.Before[region.Position].AddRange(moved);
    }

    private void Add(Statement statement)
    {
        foreach (Value value in Walk.Definitions(statement))
            _defined.Add(value);
        if (statement is Let let)
            _lets[let.Target] = let;
    }
}
