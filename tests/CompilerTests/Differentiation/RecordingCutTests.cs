using DiffGen.Compiler.Differentiation;
using DiffGen.Compiler.IR;

namespace DiffGen.CompilerTests.Differentiation;

/// <summary>The minimum cut, against trying all sets of values on small graphs.</summary>
public class RecordingCutTests
{
    /// <summary>For each value what it is computed from; null if it cannot be computed again.</summary>
    private sealed record Graph(int[]?[] Inputs, int[] Needed)
    {
        private readonly Value[] _values = [.. Inputs.Select((_, i) => new Value(i, Scalar.Double, null))];

        public (int[] Stored, int[] Recomputed) Plan()
        {
            RecordingPlan plan = RecordingCut.Plan([.. Needed.Select(i => _values[i])], v => Inputs[v.Id]?.Select(i => _values[i]).ToArray(), TestContext.Current.CancellationToken);
            return ([.. plan.Stored.Select(v => v.Id).Order()], [.. plan.Recomputed.Select(v => v.Id).Order()]);
        }

        /// <summary>What is computed again if these are stored; null if something needed cannot be.</summary>
        public HashSet<int>? Recomputed(IReadOnlyCollection<int> stored)
        {
            var recomputed = new HashSet<int>();
            bool Available(int i)
            {
                if (stored.Contains(i))
                    return true;
                recomputed.Add(i);
                return Inputs[i] is { } inputs && inputs.All(Available);
            }
            return Needed.All(Available) ? recomputed : null;
        }

        /// <summary>The fewest values to store, and the fewest to compute again then, by trying all.</summary>
        public (int Stored, int Recomputed) Best()
        {
            var best = (Stored: int.MaxValue, Recomputed: int.MaxValue);
            for (int set = 0; set < 1 << Inputs.Length; set++)
            {
                int[] stored = [.. Enumerable.Range(0, Inputs.Length).Where(i => (set >> i & 1) != 0)];
                if (Recomputed(stored) is { } recomputed && (stored.Length, recomputed.Count).CompareTo(best) < 0)
                    best = (stored.Length, recomputed.Count);
            }
            return best;
        }

        public static Graph Random(Random random)
        {
            int[]?[] inputs = [.. Enumerable.Range(0, 1 + random.Next(9)).Select(i =>
                random.Next(4) == 0 ? null : Enumerable.Range(0, i).Where(_ => random.Next(3) == 0).ToArray())];
            return new Graph(inputs, [.. Enumerable.Range(0, inputs.Length).Where(_ => random.Next(3) == 0)]);
        }

        public override string ToString() =>
            string.Join("; ", Inputs.Select((from, i) => i + " from " + (from is null ? "nothing" : "{" + string.Join(", ", from) + "}")))
            + "; needed " + string.Join(", ", Needed);
    }

    [Fact]
    public void StoresOneValueThatTwoFollowFrom()
    {
        var (stored, recomputed) = new Graph([null, [0], [0]], [1, 2]).Plan();
        Assert.Equal([0], stored);
        Assert.Equal([1, 2], recomputed);
    }

    [Fact]
    public void StoresOneValueThatFollowsFromTwo()
    {
        var (stored, recomputed) = new Graph([null, null, [0, 1]], [2]).Plan();
        Assert.Equal([2], stored);
        Assert.Empty(recomputed);
    }

    [Fact]
    public void StoresTheNeededValueAndNotItsOnlySource()
    {
        var (stored, recomputed) = new Graph([null, [0], [1]], [2]).Plan();
        Assert.Equal([2], stored);
        Assert.Empty(recomputed);
    }

    [Fact]
    public void StoresNothingThatFollowsFromWhatIsStillThere()
    {
        var (stored, recomputed) = new Graph([[], [0], null], [1]).Plan();
        Assert.Empty(stored);
        Assert.Equal([0, 1], recomputed);
    }

    [Fact]
    public void StoresAsFewAsAnyChoiceAndThenComputesAsFewAgain()
    {
        var random = new Random(20);
        for (int k = 0; k < 2000; k++)
        {
            Graph graph = Graph.Random(random);
            var (stored, recomputed) = graph.Plan();
            HashSet<int>? follows = graph.Recomputed(stored);
            Assert.True(follows is not null, $"{{{string.Join(", ", stored)}}} is not enough for {graph}");
            Assert.Equal(follows.Order(), recomputed);
            var best = graph.Best();
            Assert.True(best == (stored.Length, recomputed.Length), $"{best} is possible, not {(stored.Length, recomputed.Length)}, for {graph}");
        }
    }
}
