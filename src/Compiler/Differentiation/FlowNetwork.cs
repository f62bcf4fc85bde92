namespace DiffGen.Compiler.Differentiation;

/// <summary>A directed graph with capacities, and the flow through it (Ford and Fulkerson; shortest augmenting paths).</summary>
internal sealed class FlowNetwork(int nodes)
{
    private readonly List<int>[] _edges = [.. Enumerable.Range(0, nodes).Select(_ => new List<int>())];
    private readonly List<int> _targets = [];
    private readonly List<int> _residuals = [];

    // Edge e and its opposite e ^ 1 stand side by side.
    public void Connect(int from, int to, int capacity)
    {
        _edges[from].Add(_targets.Count);
        _targets.Add(to);
        _residuals.Add(capacity);
        _edges[to].Add(_targets.Count);
        _targets.Add(from);
        _residuals.Add(0);
    }

    /// <summary>Sends one more unit from source to sink; false if no path is left.</summary>
    public bool Augment(int source, int sink)
    {
        var arrival = new int[_edges.Length];
        var seen = new bool[_edges.Length];
        var queue = new Queue<int>();
        seen[source] = true;
        queue.Enqueue(source);
        while (queue.Count > 0 && !seen[sink])
        {
            foreach (int edge in _edges[queue.Dequeue()])
            {
                int target = _targets[edge];
                if (_residuals[edge] == 0 || seen[target])
                    continue;
                seen[target] = true;
                arrival[target] = edge;
                queue.Enqueue(target);
            }
        }
        if (!seen[sink])
            return false;
        for (int node = sink; node != source; node = _targets[arrival[node] ^ 1])
        {
            Change(arrival[node], -1);
            Change(arrival[node] ^ 1, 1);
        }
        return true;
    }

    /// <summary>The nodes from which something could still flow to the sink.</summary>
    public bool[] Reaching(int sink)
    {
        var seen = new bool[_edges.Length];
        var queue = new Queue<int>();
        seen[sink] = true;
        queue.Enqueue(sink);
        while (queue.Count > 0)
        {
            foreach (int edge in _edges[queue.Dequeue()])
            {
                // The opposite edge leads from the neighbour to this node.
                int neighbour = _targets[edge];
                if (_residuals[edge ^ 1] == 0 || seen[neighbour])
                    continue;
                seen[neighbour] = true;
                queue.Enqueue(neighbour);
            }
        }
        return seen;
    }

    private void Change(int edge, int by)
    {
        if (_residuals[edge] != int.MaxValue)
            _residuals[edge] += by;
    }
}
