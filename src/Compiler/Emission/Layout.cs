using System.Runtime.CompilerServices;
using System.Threading;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Emission;

/// <summary>A block of the program, with the place it has in the text: from <see cref="Start"/> to <see cref="End"/>.</summary>
internal sealed class Scope(Scope? parent, Step? owner)
{
    public Scope? Parent => parent;

    /// <summary>The loop or branch that this is a block of.</summary>
    public Step? Owner => owner;

    public List<Step> Steps { get; } = [];

    public int Start { get; set; }

    public int End { get; set; }

    /// <summary>How many loops are around.</summary>
    public int LoopDepth { get; } = (parent?.LoopDepth ?? 0) + (owner?.Statement is Iteration ? 1 : 0);

    /// <summary>Whether its end is never reached.</summary>
    public bool IsLeftByThrowing => Steps.Any(s => s.Statement is Throw { Always: true });

    public bool Contains(Scope other) => Start <= other.Start && other.End <= End;

    /// <summary>The statement of this block in or at which a position lies.</summary>
    public Step? StepAt(int position) => Steps.FirstOrDefault(s => s.Start <= position && position <= s.End);
}

/// <summary>A statement at its place; two equal statements are two steps.</summary>
internal sealed class Step(Statement statement, Scope scope)
{
    public Statement Statement => statement;

    public Scope Scope => scope;

    public int Start { get; set; }

    public int End { get; set; }

    /// <summary>A loop's body; a branch's two sides.</summary>
    public Scope[] Blocks { get; set; } = [];
}

/// <summary>Where a value comes from. <paramref name="Step"/> is null for a parameter.</summary>
internal sealed record Definition(Value Value, Scope Scope, int Position, Step? Step);

/// <summary>The program in a row: every statement and every end of a block has a number, in the order of the text.</summary>
internal sealed class Layout
{
    private readonly Dictionary<int, Definition> _definitions = [];
    private readonly Dictionary<int, List<int>> _writes = [];
    private readonly CancellationToken _cancellation;
    private int _next;

    public Layout(Function function, CancellationToken cancellation)
    {
        _cancellation = cancellation;
        Function = function;
        Root = new Scope(null, null);
        foreach (Parameter parameter in function.Inputs)
        {
            if (parameter is ScalarParameter scalar)
                Define(scalar.Value, Root, null);
        }
        Place(Root, function.Body);
    }

    public Function Function { get; }

    public Scope Root { get; }

    public Definition Definition(Value value) => _definitions[value.Id];

    /// <summary>The definitions in the order of their positions.</summary>
    public IEnumerable<Definition> Definitions => _definitions.Values.OrderBy(d => d.Position).ThenBy(d => d.Value.Id);

    /// <summary>Whether elements of an array change strictly between two positions.</summary>
    public bool ChangesBetween(ArrayVariable array, int after, int before) =>
        _writes.TryGetValue(array.Id, out List<int>? positions) && Positions.CountBetween(positions, after, before) > 0;

    private void Place(Scope scope, Block block)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        scope.Start = _next++;
        foreach (Statement statement in block.Statements)
        {
            _cancellation.ThrowIfCancellationRequested();
            var step = new Step(statement, scope) { Start = _next++ };
            scope.Steps.Add(step);
            if (Walk.Writes(statement) is { } written)
                Writes(written).Add(step.Start);
            // What is called is written elsewhere.
            foreach (ArrayVariable changed in statement is OutsideCall call ? call.Effects.Statements.Select(Walk.Writes).OfType<ArrayVariable>() : [])
                Writes(changed).Add(step.Start);
            Block[] blocks = statement is OutsideCall ? [] : [.. Walk.Blocks(statement)];
            step.Blocks = [.. blocks.Select(_ => new Scope(scope, step))];
            if (step.Blocks.Length > 0)
            {
                foreach (Value value in Walk.InnerDefinitions(statement))
                    Define(value, step.Blocks[0], step);
                for (int i = 0; i < blocks.Length; i++)
                    Place(step.Blocks[i], blocks[i]);
                step.End = _next++;
            }
            else
            {
                step.End = step.Start;
            }
            foreach (Value value in Walk.Definitions(statement))
                Define(value, scope, step);
        }
        scope.End = _next++;
    }

    private void Define(Value value, Scope scope, Step? step) =>
        _definitions[value.Id] = new Definition(value, scope, step is null ? 0 : scope == step.Scope ? step.End : _next, step);

    private List<int> Writes(ArrayVariable array)
    {
        if (!_writes.TryGetValue(array.Id, out List<int>? positions))
            _writes.Add(array.Id, positions = []);
        return positions;
    }
}
