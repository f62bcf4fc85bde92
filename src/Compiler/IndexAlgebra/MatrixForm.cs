using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.IndexAlgebra;

/// <summary>
/// Finds the form without indices, where there is one: Σ_j A_ij x_j is A x. Each summation index is removed by joining the factors that it
/// stands in, as long as what comes out has at most two indices.
/// </summary>
/// <remarks>After Laue, Mitterreiter and Giesen, <i>A simple and efficient tensor calculus</i> (2020).</remarks>
internal sealed class MatrixForm(FormulaAlgebra algebra, EquatableArray<Index> slice)
{
    private sealed record Node(MatrixExpression Form, Index? Row, Index? Column)
    {
        public bool Has(Index index) => index.Equals(Row) || index.Equals(Column);

        public Index? Other(Index index) => index.Equals(Row) ? Column : Row;
    }

    /// <summary>The formula with the given indices for rows and columns; null if there is no form for it.</summary>
    /// <param name="parts">To which parts of the dimensions free indices are restricted.</param>
    public MatrixExpression? Of(Formula formula, Index? row, Index? column, IReadOnlyDictionary<Index, Part>? parts = null)
    {
        var summands = new List<Scaled>();
        foreach (Summand summand in formula.Summands)
        {
            if (!algebra.Spend() || Of(summand, row, column, parts) is not { } scaled)
                return null;
            summands.Add(scaled);
        }
        return summands is [{ Coefficient: 1, Above.Count: 0, Below.Count: 0, Of: { } only }] ? only : new MatrixExpression.Sum(summands.ToEquatableArray());
    }

    private Scaled? Of(Summand summand, Index? row, Index? column, IReadOnlyDictionary<Index, Part>? around)
    {
        var parts = around?.ToDictionary(p => p.Key, p => p.Value) ?? [];
        var nodes = new List<Node>();
        var selections = new List<(Gathered Through, Index From, Index To)>();
        foreach (Condition condition in summand.Conditions)
        {
            Index[] indices = [.. condition.Form.Indices.Distinct()];
            if (Taken(condition) is { } taken && !slice.Contains(taken.From) && !slice.Contains(taken.To))
            {
                selections.Add(taken);
                continue;
            }
            if (condition.IsEquality)
            {
                if (row is null || column is null || !condition.Equals(Condition.Equal(Affine.Of(row), Affine.Of(column))))
                    return null;
                nodes.Add(new Node(new MatrixExpression.Identity(), row, column));
                continue;
            }
            // A range of one index; anything else, a triangle say, has no form.
            if (indices.Length != 1 || condition.Form.Coefficient(indices[0]) is not (1 or -1) || !summand.Bound.Contains(indices[0]))
                return null;
            if (!Restrict(parts, indices[0], condition))
                return null;
        }
        // Not before all ranges are known.
        nodes.AddRange(selections.Select(s => new Node(new MatrixExpression.Selection(Dimension(Affine.Of(s.Through), parts)!.Value.Part), s.From, s.To)));
        var above = new List<MatrixExpression>();
        var below = new List<MatrixExpression>();
        foreach (Factor factor in summand.Factors)
        {
            if (NodeOf(factor, row, column, parts) is not { } node)
                return null;
            if (node.Row is null)
                Number(factor.Exponent < 0 ? below : above, NodeOf(factor with { Exponent = Math.Abs(factor.Exponent) }, row, column, parts)!.Form);
            else
                nodes.Add(node);
        }
        var open = summand.Bound.ToList();
        while (open.Count > 0)
        {
            Index? index = open.OrderBy(b => Count(nodes, b)).ThenBy(b => b.Id).FirstOrDefault(b => Remove(nodes, b, open, above));
            if (index is null || !algebra.Spend())
                return null;
            open.Remove(index);
        }
        if (row is null)
            return nodes.Count > 0 ? null : new Scaled(summand.Coefficient, above.ToEquatableArray(), below.ToEquatableArray(), null);
        if (nodes.Any(n => !row.Equals(n.Row) && !Equals(column, n.Row)) || (column is null && nodes.Any(n => n.Column is not null)))
            return null;
        return new Scaled(summand.Coefficient, above.ToEquatableArray(), below.ToEquatableArray(), Joined(nodes, row, column));
    }

    private static void Number(List<MatrixExpression> numbers, MatrixExpression number)
    {
        if (number is MatrixExpression.Product product)
            numbers.AddRange(product.Factors);
        else
            numbers.Add(number);
    }

    /// <summary>Notes a bound of an index; false if there is another one already.</summary>
    public static bool Restrict(Dictionary<Index, Part> parts, Index index, Condition condition)
    {
        Part part = parts.TryGetValue(index, out Part? known) ? known : Part.Whole;
        long coefficient = condition.Form.Coefficient(index);
        Affine rest = condition.Form.Minus(Affine.Of(index).Times(coefficient));
        if (coefficient == 1)
        {
            Affine from = rest.Times(-1);
            if (from.Equals(Affine.Zero))
                return true;
            if (part.From is not null)
                return false;
            parts[index] = part with { From = from };
            return true;
        }
        Affine to = rest.Plus(1);
        if (to.Atom is Size)
            return true;
        if (part.To is not null)
            return false;
        parts[index] = part with { To = to };
        return true;
    }

    private static int Count(List<Node> nodes, Index index) => nodes.Count(n => n.Has(index));

    private Node? NodeOf(Factor factor, Index? row, Index? column, Dictionary<Index, Part> parts)
    {
        switch (factor.Atom)
        {
            case Element e:
                return Raised(Tensor(e.Tensor, null, e.Subscripts, parts), factor.Exponent);
            case Reference r:
                return Raised(Tensor(r.Definition.Name, r.Definition, r.Arguments, parts), factor.Exponent);
            case Count { Of: not Index } c:
                return Raised(new Node(new MatrixExpression.Size(c.Of), null, null), factor.Exponent);
        }
        Index[] indices = [.. FormulaAlgebra.Free(factor.Atom).Where(i => !slice.Contains(i))];
        if (indices.Length > 2)
            return null;
        // Rows as in the result where that says which.
        if (indices.Length == 2 && (indices[1].Equals(row) || indices[0].Equals(column)))
            Array.Reverse(indices);
        Index? first = indices.FirstOrDefault(), second = indices.Skip(1).FirstOrDefault();
        switch (factor.Atom)
        {
            case Group g:
                return Of(g.Inner, first, second, parts) is { } inner ? Raised(new Node(inner, first, second), factor.Exponent) : null;
            case FunctionOf a:
                MatrixExpression?[] arguments = [.. a.Arguments.Select(x => Of(x, first, second, parts))];
                return arguments.Any(x => x is null)
                    ? null
                    : Raised(new Node(new MatrixExpression.Function(a.Function, arguments.Select(x => x!).ToEquatableArray()), first, second), factor.Exponent);
            default:
                return null;
        }
    }

    private static Node? Raised(Node? node, double exponent) => node is null || exponent == 1
        ? node
        : node with { Form = new MatrixExpression.Power(node.Form, exponent, node.Row is null) };

    private Node? Tensor(string name, Definition? definition, EquatableArray<Affine> subscripts, Dictionary<Index, Part> parts)
    {
        (Index Index, Part Part)?[] all = [.. subscripts.Select(s => Dimension(s, parts))];
        // Which slice it is, an index says that is one itself.
        if (all.Any(d => d is not { } known || (slice.Contains(known.Index) && known.Part.Through is not null)))
            return null;
        (Index Index, Part Part)[] own = [.. all.Select(d => d!.Value).Where(d => !slice.Contains(d.Index))];
        if (own.Length > 2)
            return null;
        Index[] free = [.. own.Select(d => d.Index)];
        Index[] sliced = [.. all.Select(d => d!.Value.Index).Where(slice.Contains)];
        var named = new MatrixExpression.Named(name, definition, sliced.ToEquatableArray(), own.Select(d => d.Part).ToEquatableArray());
        return free.Length == 2 && free[0].Equals(free[1])
            ? new Node(new MatrixExpression.Diagonal(named, IsVector: true), free[0], null)
            : new Node(named, free.FirstOrDefault(), free.Skip(1).FirstOrDefault());
    }

    /// <summary>The index that a subscript goes through a dimension by, c_p for p too, and which part of the dimension it sees; null if it is more than that.</summary>
    private static (Index Index, Part Part)? Dimension(Affine subscript, Dictionary<Index, Part> parts)
    {
        (Index Index, string? Through)? way = subscript.Atom switch
        {
            Index i => (i, null),
            Gathered { Subscripts: [{ Atom: Index i }] } g => (i, g.Array),
            _ => null,
        };
        return way is not { } w ? null : (w.Index, (parts.TryGetValue(w.Index, out Part? part) ? part : Part.Whole) with { Through = w.Through });
    }

    /// <summary>δ[c_p, r], taken apart.</summary>
    private static (Gathered Through, Index From, Index To)? Taken(Condition condition)
    {
        if (!condition.IsEquality || condition.Form is not { Constant: 0, Parts: [{ Coefficient: 1, Atom: Gathered { Subscripts: [{ Atom: Index from }] } through }, { Coefficient: -1, Atom: Index to }] })
            return null;
        return from.Equals(to) ? null : (through, from, to);
    }

    // Joins what stands under a summation index; false if that has no form yet.
    private static bool Remove(List<Node> nodes, Index index, List<Index> open, List<MatrixExpression> numbers)
    {
        MergeVectors(nodes, index);
        MergeMatrices(nodes, index, open);
        Node[] own = [.. nodes.Where(n => n.Has(index))];
        // x_b A_ab B_bc: the vector goes into one of the matrices.
        if (own.Length == 3 && own.FirstOrDefault(n => n.Column is null) is { } scale && own.First(n => n.Column is not null) is var scaled)
        {
            nodes.Remove(scale);
            MatrixExpression left = Oriented(scaled, index);
            Replace(nodes, scaled, new Node(Times(new MatrixExpression.Diagonal(scale.Form, IsVector: false), left), index, scaled.Other(index)));
            own = [.. nodes.Where(n => n.Has(index))];
        }
        if (own.Length is 0 or > 2)
            return false;
        if (own.Length == 1)
        {
            Node node = own[0];
            nodes.Remove(node);
            if (node.Column is null)
                numbers.Add(Total(node.Form));
            else if (open.Contains(node.Other(index)!) && nodes.All(n => !n.Has(node.Other(index)!)) && node.Form is MatrixExpression.Power { Exponent: 2 } or MatrixExpression.Function { Name: "Abs" })
                nodes.Add(new Node(new Sums(node.Form), node.Other(index), null));
            else
                nodes.Add(new Node(Times(Transposed(Oriented(node, index)), new MatrixExpression.Ones()), node.Other(index), null));
            return true;
        }
        (Node a, Node b) = (own[0], own[1]);
        nodes.Remove(a);
        nodes.Remove(b);
        switch (a.Other(index), b.Other(index))
        {
            case (null, null):
                numbers.Add(a.Form.Equals(b.Form) ? new MatrixExpression.Norm(a.Form, true, false) : Simpler(Times(Transposed(a.Form), b.Form)));
                break;
            case (null, { } other):
                nodes.Add(new Node(Times(Transposed(Oriented(b, index)), a.Form), other, null));
                break;
            case ({ } other, null):
                nodes.Add(new Node(Times(Transposed(Oriented(a, index)), b.Form), other, null));
                break;
            case ({ } left, { } right) when left.Equals(right):
                nodes.Add(new Node(new MatrixExpression.Diagonal(Times(Transposed(Oriented(a, index)), Oriented(b, index)), IsVector: true), left, null));
                break;
            case ({ } left, { } right):
                nodes.Add(new Node(Times(Transposed(Oriented(a, index)), Oriented(b, index)), left, right));
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

    private static void Replace(List<Node> nodes, Node old, Node by) => nodes[nodes.IndexOf(old)] = by;

    private static void MergeVectors(List<Node> nodes, Index index)
    {
        Node[] vectors = [.. nodes.Where(n => n.Column is null && n.Has(index))];
        int others = nodes.Count(n => n.Column is not null && n.Has(index));
        if (vectors.Length < 2 || (vectors.Length == 2 && others == 0))
            return;
        nodes.RemoveAll(vectors.Contains);
        nodes.Add(new Node(Elementwise(vectors.Select(v => v.Form)), index, null));
    }

    private static void MergeMatrices(List<Node> nodes, Index index, List<Index> open)
    {
        foreach (IGrouping<Index, Node> alike in nodes.Where(n => n.Column is not null && n.Has(index)).GroupBy(n => n.Other(index)!).ToArray())
        {
            Node[] group = [.. alike];
            bool isTrace = group.Length == 2 && open.Contains(alike.Key) && nodes.Count(n => n.Has(index)) == 2 && nodes.Count(n => n.Has(alike.Key)) == 2;
            if (group.Length < 2 || isTrace)
                continue;
            nodes.RemoveAll(group.Contains);
            nodes.Add(new Node(Elementwise(group.Select(n => Oriented(n, index))), index, alike.Key));
        }
    }

    private static MatrixExpression Joined(List<Node> nodes, Index row, Index? column)
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
    private static MatrixExpression Oriented(Node node, Index row) => row.Equals(node.Row) ? node.Form : Transposed(node.Form);

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
