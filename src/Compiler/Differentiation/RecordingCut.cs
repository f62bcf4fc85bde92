using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Differentiation;

/// <summary>Which values of a block are stored, and which are computed again from those.</summary>
internal sealed record RecordingPlan(IReadOnlyList<Value> Stored, IReadOnlyList<Value> Recomputed);

/// <summary>
/// Chooses the smallest set of values to store such that every needed value can be computed again from stored ones.
/// </summary>
/// <remarks>
/// A minimum vertex cut between the values that cannot be computed again and the needed ones, by augmenting paths (Menger's
/// theorem); of all minimum cuts the one nearest to the needed values, which leaves least to compute.
/// </remarks>
internal static class RecordingCut
{
    /// <param name="needed">The values that the adjoint uses.</param>
    /// <param name="inputs">What a value can be computed again from; null if it cannot.</param>
    public static RecordingPlan Plan(IReadOnlyList<Value> needed, Func<Value, Value[]?> inputs, CancellationToken cancellation)
    {
        var values = new List<Value>();
        var computedFrom = new List<int[]?>();
        var numbers = new Dictionary<Value, int>();
        int Number(Value value)
        {
            if (!numbers.TryGetValue(value, out int number))
            {
                numbers[value] = number = values.Count;
                values.Add(value);
            }
            return number;
        }
        int[] wanted = [.. needed.Select(Number)];
        for (int i = 0; i < values.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            computedFrom.Add(inputs(values[i])?.Select(Number).ToArray());
        }

        HashSet<int> stored = MinimumCut(computedFrom, wanted, cancellation);
        var recomputed = new HashSet<int>();
        var pending = new Stack<int>(Enumerable.Reverse(wanted));
        while (pending.Count > 0)
        {
            int node = pending.Pop();
            if (stored.Contains(node) || !recomputed.Add(node))
                continue;
            foreach (int input in computedFrom[node]!)
                pending.Push(input);
        }
        return new RecordingPlan(
            [.. values.Where((_, i) => stored.Contains(i))],
            [.. values.Where((_, i) => recomputed.Contains(i))]);
    }

    // Value i is split into 2i and 2i + 1 with an edge of capacity 1 between them: to store it is to cut that edge.
    private static HashSet<int> MinimumCut(List<int[]?> computedFrom, int[] wanted, CancellationToken cancellation)
    {
        int source = 2 * computedFrom.Count, sink = source + 1;
        var network = new FlowNetwork(sink + 1);
        for (int i = 0; i < computedFrom.Count; i++)
        {
            network.Connect(2 * i, (2 * i) + 1, 1);
            if (computedFrom[i] is { } from)
            {
                foreach (int input in from)
                    network.Connect((2 * input) + 1, 2 * i, int.MaxValue);
            }
            else
            {
                network.Connect(source, 2 * i, int.MaxValue);
            }
        }
        foreach (int value in wanted)
            network.Connect((2 * value) + 1, sink, int.MaxValue);
        while (network.Augment(source, sink))
            cancellation.ThrowIfCancellationRequested();
        bool[] reaches = network.Reaching(sink);
        return [.. Enumerable.Range(0, computedFrom.Count).Where(i => reaches[(2 * i) + 1] && !reaches[2 * i])];
    }
}
