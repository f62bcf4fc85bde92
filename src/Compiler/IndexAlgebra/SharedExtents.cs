namespace DiffGen.Compiler.IndexAlgebra;

/// <summary>
/// Which extents are one and the same number in the mathematics of a function: a loop that runs up to the extent of one array and
/// subscripts another one with its counter.
/// </summary>
internal sealed class SharedExtents
{
    private readonly Dictionary<Size, Size> _same = [];

    public SharedExtents(SharedExtents? others = null)
    {
        foreach (KeyValuePair<Size, Size> same in others?._same ?? [])
            _same.Add(same.Key, same.Value);
    }

    public bool IsEmpty => _same.Count == 0;

    /// <summary>The one extent that stands for all that are the same.</summary>
    public Size Same(Size size)
    {
        while (_same.TryGetValue(size, out Size? other))
            size = other;
        return size;
    }

    public void Unite(Size a, Size b)
    {
        (a, b) = (Same(a), Same(b));
        if (!a.Equals(b))
            _same[b] = a;
    }
}
