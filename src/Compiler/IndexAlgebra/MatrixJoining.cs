using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.IndexAlgebra;

/// <summary>A factor of a product: a number, a vector or a matrix, and the indices that its rows and columns are.</summary>
internal sealed record MatrixNode(MatrixExpression Form, Index? Row, Index? Column)
{
    public bool Has(Index index) => index.Equals(Row) || index.Equals(Column);

    public Index? Other(Index index) => index.Equals(Row) ? Column : Row;
}

/// <summary>Joins the factors of a product index by index: A_ij and x_j to A x, x_i and y_i to a number.</summary>
internal static class MatrixJoining
{
    /// <summary>Joins what stands under a summation index; false if that has no form yet.</summary>
    /// <param name="open">The summation indices that are still there.</param>
    /// <param name="numbers">The numbers of the product; one may be added.</param>
    public static bool Remove(List<MatrixNode> nodes, Index index, List<Index> open, List<MatrixExpression> numbers)
    {
        MergeVectors(nodes, index);
        MergeMatrices(nodes, index, open);
        MatrixNode[] own = [.. nodes.Where(n => n.Has(index))];
        // x_b A_ab B_bc: the vector goes into one of the matrices.
        if (own.Length == 3 && own.FirstOrDefault(n => n.Column is null) is { } scale && own.First(n => n.Column is not null) is var scaled)
        {
            nodes.Remove(scale);
            MatrixExpression left = Oriented(scaled, index);
            Replace(nodes, scaled, new MatrixNode(Times(new MatrixExpression.Diagonal(scale.Form, IsVector: false), left), index, scaled.Other(index)));
            own = [.. nodes.Where(n => n.Has(index))];
        }
        if (own.Length is 0 or > 2)
            return false;
        if (own.Length == 1)
        {
            MatrixNode node = own[0];
            nodes.Remove(node);
            if (node.Column is null)
                numbers.Add(Total(node.Form));
            else if (open.Contains(node.Other(index)!) && nodes.All(n => !n.Has(node.Other(index)!)) && node.Form is MatrixExpression.Power { Exponent: 2 } or MatrixExpression.Function { Name: "Abs" })
                nodes.Add(new MatrixNode(new Sums(node.Form), node.Other(index), null));
            else
                nodes.Add(new MatrixNode(Times(Transposed(Oriented(node, index)), new MatrixExpression.Ones()), node.Other(index), null));
            return true;
        }
        (MatrixNode a, MatrixNode b) = (own[0], own[1]);
        nodes.Remove(a);
        nodes.Remove(b);
        switch (a.Other(index), b.Other(index))
        {
            case (null, null):
                numbers.Add(a.Form.Equals(b.Form) ? new MatrixExpression.Norm(a.Form, true, false) : Simpler(Times(Transposed(a.Form), b.Form)));
                break;
            case (null, { } other):
                nodes.Add(new MatrixNode(Times(Transposed(Oriented(b, index)), a.Form), other, null));
                break;
            case ({ } other, null):
                nodes.Add(new MatrixNode(Times(Transposed(Oriented(a, index)), b.Form), other, null));
                break;
            case ({ } left, { } right) when left.Equals(right):
                nodes.Add(new MatrixNode(new MatrixExpression.Diagonal(Times(Transposed(Oriented(a, index)), Oriented(b, index)), IsVector: true), left, null));
                break;
            case ({ } left, { } right):
                nodes.Add(new MatrixNode(Times(Transposed(Oriented(a, index)), Oriented(b, index)), left, right));
                break;
        }
        return true;
    }

    /// <summary>The column sums of a matrix whose rows are to be added up too.</summary>
    private sealed record Sums(MatrixExpression Of) : MatrixExpression;

    // Σ of all elements.
    private static MatrixExpression Total(MatrixExpression vector) => vector switch
    {
        Sums { Of: MatrixExpression.Power p } => new MatrixExpression.Norm(p.Of, true, true),
        Sums { Of: MatrixExpression.Function f } => new MatrixExpression.Norm(f.Arguments[0], false, true),
        MatrixExpression.Power { Exponent: 2 } p => new MatrixExpression.Norm(p.Of, true, false),
        MatrixExpression.Function { Name: "Abs" } f => new MatrixExpression.Norm(f.Arguments[0], false, false),
        MatrixExpression.Diagonal { IsVector: true } d => new MatrixExpression.Trace(d.Of),
        _ => Times(Transposed(new MatrixExpression.Ones()), vector),
    };

    // A number is its own transpose: the way with fewer of them.
    private static MatrixExpression Simpler(MatrixExpression number) => number is MatrixExpression.Product p && Transposed(p) is MatrixExpression.Product turned
        && turned.Factors.Count(f => f is MatrixExpression.Transpose) < p.Factors.Count(f => f is MatrixExpression.Transpose)
        ? turned
        : number;

    private static void Replace(List<MatrixNode> nodes, MatrixNode old, MatrixNode by) => nodes[nodes.IndexOf(old)] = by;

    private static void MergeVectors(List<MatrixNode> nodes, Index index)
    {
        MatrixNode[] vectors = [.. nodes.Where(n => n.Column is null && n.Has(index))];
        int others = nodes.Count(n => n.Column is not null && n.Has(index));
        if (vectors.Length < 2 || (vectors.Length == 2 && others == 0))
            return;
        nodes.RemoveAll(vectors.Contains);
        nodes.Add(new MatrixNode(Elementwise(vectors.Select(v => v.Form)), index, null));
    }

    private static void MergeMatrices(List<MatrixNode> nodes, Index index, List<Index> open)
    {
        foreach (IGrouping<Index, MatrixNode> alike in nodes.Where(n => n.Column is not null && n.Has(index)).GroupBy(n => n.Other(index)!).ToArray())
        {
            MatrixNode[] group = [.. alike];
            bool isTrace = group.Length == 2 && open.Contains(alike.Key) && nodes.Count(n => n.Has(index)) == 2 && nodes.Count(n => n.Has(alike.Key)) == 2;
            if (group.Length < 2 || isTrace)
                continue;
            nodes.RemoveAll(group.Contains);
            nodes.Add(new MatrixNode(Elementwise(group.Select(n => Oriented(n, index))), index, alike.Key));
        }
    }

    /// <summary>What is left once all summation indices are gone.</summary>
    public static MatrixExpression Joined(List<MatrixNode> nodes, Index row, Index? column)
    {
        MatrixExpression[] rows = [.. nodes.Where(n => n.Column is null && row.Equals(n.Row)).Select(n => n.Form)];
        if (column is null)
            return rows.Length == 0 ? new MatrixExpression.Ones() : Elementwise(rows);
        MatrixExpression[] columns = [.. nodes.Where(n => n.Column is null && column.Equals(n.Row)).Select(n => n.Form)];
        MatrixExpression[] matrices = [.. nodes.Where(n => n.Column is not null).Select(n => Oriented(n, row))];
        MatrixExpression? x = rows.Length == 0 ? null : Elementwise(rows), y = columns.Length == 0 ? null : Elementwise(columns);
        if (matrices.Length == 0)
            return Times(x ?? new MatrixExpression.Ones(), Transposed(y ?? new MatrixExpression.Ones()));
        MatrixExpression matrix = Elementwise(matrices);
        if (x is not null)
            matrix = Times(new MatrixExpression.Diagonal(x, IsVector: false), matrix);
        return y is null ? matrix : Times(matrix, new MatrixExpression.Diagonal(y, IsVector: false));
    }

    /// <summary>The matrix with the index for its rows.</summary>
    private static MatrixExpression Oriented(MatrixNode node, Index row) => row.Equals(node.Row) ? node.Form : Transposed(node.Form);

    private static MatrixExpression Elementwise(IEnumerable<MatrixExpression> factors)
    {
        MatrixExpression[] all = [.. factors.SelectMany(f => f is MatrixExpression.Hadamard h ? h.Factors : (IEnumerable<MatrixExpression>)[f])];
        return all.Length == 1 ? all[0] : new MatrixExpression.Hadamard(all.ToEquatableArray());
    }

    private static MatrixExpression Times(MatrixExpression a, MatrixExpression b) => a is MatrixExpression.Identity ? b : b is MatrixExpression.Identity
        ? a
        : new MatrixExpression.Product([.. Factors(a), .. Factors(b)]);

    private static IEnumerable<MatrixExpression> Factors(MatrixExpression expression) => expression is MatrixExpression.Product p ? p.Factors : [expression];

    private static MatrixExpression Transposed(MatrixExpression of) => of switch
    {
        MatrixExpression.Transpose t => t.Of,
        MatrixExpression.Product p => new MatrixExpression.Product(p.Factors.Reverse().Select(Transposed).ToEquatableArray()),
        MatrixExpression.Diagonal { IsVector: false } or MatrixExpression.Identity => of,
        MatrixExpression.Hadamard h => new MatrixExpression.Hadamard(h.Factors.Select(Transposed).ToEquatableArray()),
        _ => new MatrixExpression.Transpose(of),
    };
}
