using System.Threading;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Emission;

/// <summary>
/// Which values share one variable: classes of values that are copied to each other (loop-carried values, merges) and are
/// never needed at the same time.
/// </summary>
/// <remarks>
/// What a trip starts with and what is left after the last one are one variable by the nature of a loop. All other copies
/// are merged greedily, inner ones first, if no two members interfere and the user has no two words for them.
/// </remarks>
internal sealed class Coalescing
{
    private readonly Dictionary<int, Group> _groups = [];

    private readonly Interference? _interference;

    private Coalescing(Interference? interference) => _interference = interference;

    /// <summary>The values that take part in a copy, by number; loop counters and parameters by reference do not.</summary>
    public IEnumerable<int> Values => _groups.Keys;

    /// <param name="interference">Which values must not be merged; null merges all that are copied.</param>
    /// <param name="exclude">Values that have no variable.</param>
    public static Coalescing Run(Layout layout, Interference? interference, CancellationToken cancellation, Func<Value, bool>? exclude = null)
    {
        var result = new Coalescing(interference);
        var pairs = new List<(Value A, Value B)>();
        Collect(layout.Root, result, pairs, cancellation);
        HashSet<int> parameters = [.. layout.Function.Inputs.OfType<ScalarParameter>().Select(p => p.Value.Id)];
        HashSet<int> fixedValues = [.. layout.Function.Leaves.OfType<ScalarParameter>()
            .Where(p => p.Passing != Passing.ByValue).Select(p => p.Value.Id)];
        foreach ((Value a, Value b) in pairs)
        {
            cancellation.ThrowIfCancellationRequested();
            if (IsFixed(a) || IsFixed(b))
                continue;
            Group first = result.Of(a, parameters), second = result.Of(b, parameters);
            if (first != second && first.Fits(second) && !first.Interferes(second))
                result.Join(first, second);
        }
        return result;

        bool IsFixed(Value value) => fixedValues.Contains(value.Id) || exclude?.Invoke(value) == true
            || (layout.Definition(value).Step is { Statement: Iteration loop } && loop.Counter.Id == value.Id);
    }

    /// <summary>The value that stands for all that share a variable with this one.</summary>
    public Value Representative(Value value) => _groups.TryGetValue(value.Id, out Group? group) ? group.Members[0] : value;

    public IReadOnlyList<Value> Members(Value value) => _groups.TryGetValue(value.Id, out Group? group) ? group.Members : [value];

    // Back edges before entries, inner statements before outer ones: the copies that run most often go first.
    private static void Collect(Scope scope, Coalescing result, List<(Value A, Value B)> pairs, CancellationToken cancellation)
    {
        foreach (Step step in scope.Steps)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (Scope block in step.Blocks)
                Collect(block, result, pairs, cancellation);
            if (step.Statement is Iteration loop)
            {
                foreach (Carried c in loop.Carried)
                    result.Join(result.Of(c.Inside, []), result.Of(c.After, []));
                Add(loop.Carried.Select(c => (c.Inside, c.Next)));
                Add(loop.Carried.Select(c => (c.Inside, c.Initial)));
            }
            else if (step.Statement is Branch branch)
            {
                Add(branch.Merges.Select(m => (m.Result, m.Then)));
                Add(branch.Merges.Select(m => (m.Result, m.Else)));
            }
        }

        void Add(IEnumerable<(Value A, Operand B)> copies) =>
            pairs.AddRange(copies.Where(c => c.B is Value).Select(c => (c.A, (Value)c.B)));
    }

    private Group Of(Value value, HashSet<int> parameters)
    {
        if (!_groups.TryGetValue(value.Id, out Group? group))
            _groups.Add(value.Id, group = new Group(value, parameters.Contains(value.Id), _interference));
        return group;
    }

    private void Join(Group first, Group second)
    {
        if (first == second)
            return;
        first.Absorb(second);
        foreach (Value value in second.Members)
            _groups[value.Id] = first;
    }

    private sealed class Group
    {
        private readonly NumberSet? _numbers;
        private readonly NumberSet? _neighbours;

        public Group(Value value, bool isParameter, Interference? interference)
        {
            Members = [value];
            Name = value.Name;
            IsParameter = isParameter;
            _numbers = interference?.Empty();
            _neighbours = interference?.Empty();
            interference?.Describe(value, _numbers!, _neighbours!);
        }

        public List<Value> Members { get; }

        private string? Name { get; set; }

        private bool IsParameter { get; set; }

        public bool Fits(Group other) => Members[0].Type == other.Members[0].Type && !(IsParameter && other.IsParameter)
            && (Name is null || other.Name is null || Name == other.Name);

        public bool Interferes(Group other) => _neighbours is not null
            && (_neighbours.Overlaps(other._numbers!) || other._neighbours!.Overlaps(_numbers!));

        public void Absorb(Group other)
        {
            _numbers?.UnionWith(other._numbers!);
            _neighbours?.UnionWith(other._neighbours!);
            Members.AddRange(other.Members);
            Name ??= other.Name;
            IsParameter |= other.IsParameter;
        }
    }
}
