using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.IndexAlgebra;

/// <summary>
/// Finds the form without indices, where there is one: Σ_j A_ij x_j is A x. Each summation index is removed by joining the factors that it
/// stands in, as long as what comes out has at most two indices.
/// </summary>
/// <remarks>After Laue, Mitterreiter and Giesen, <i>A simple and efficient tensor calculus</i> (2020).</remarks>
internal sealed class MatrixForm(FormulaAlgebra algebra, EquatableArray<Index> slice)
{
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
        var nodes = new List<MatrixNode>();
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
                nodes.Add(new MatrixNode(new MatrixExpression.Identity(), row, column));
                continue;
            }
            // A range of one index; anything else, a triangle say, has no form.
            if (indices.Length != 1 || condition.Form.Coefficient(indices[0]) is not (1 or -1) || !summand.Bound.Contains(indices[0]))
                return null;
            if (!Restrict(parts, indices[0], condition))
                return null;
        }
        // Not before all ranges are known.
        nodes.AddRange(selections.Select(s => new MatrixNode(new MatrixExpression.Selection(Dimension(Affine.Of(s.Through), parts)!.Value.Part), s.From, s.To)));
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
            Index? index = open.OrderBy(b => nodes.Count(n => n.Has(b))).ThenBy(b => b.Id).FirstOrDefault(b => MatrixJoining.Remove(nodes, b, open, above));
            if (index is null || !algebra.Spend())
                return null;
            open.Remove(index);
        }
        if (row is null)
            return nodes.Count > 0 ? null : new Scaled(summand.Coefficient, above.ToEquatableArray(), below.ToEquatableArray(), null);
        if (nodes.Any(n => !row.Equals(n.Row) && !Equals(column, n.Row)) || (column is null && nodes.Any(n => n.Column is not null)))
            return null;
        return new Scaled(summand.Coefficient, above.ToEquatableArray(), below.ToEquatableArray(), MatrixJoining.Joined(nodes, row, column));
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

    private MatrixNode? NodeOf(Factor factor, Index? row, Index? column, Dictionary<Index, Part> parts)
    {
        switch (factor.Atom)
        {
            case Element e:
                return Raised(Tensor(e.Tensor, null, e.Subscripts, parts), factor.Exponent);
            case Reference r:
                return Raised(Tensor(r.Definition.Name, r.Definition, r.Arguments, parts), factor.Exponent);
            case Count { Of: not Index } c:
                return Raised(new MatrixNode(new MatrixExpression.Size(c.Of), null, null), factor.Exponent);
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
                return Of(g.Inner, first, second, parts) is { } inner ? Raised(new MatrixNode(inner, first, second), factor.Exponent) : null;
            case FunctionOf a:
                MatrixExpression?[] arguments = [.. a.Arguments.Select(x => Of(x, first, second, parts))];
                return arguments.Any(x => x is null)
                    ? null
                    : Raised(new MatrixNode(new MatrixExpression.Function(a.Function, arguments.Select(x => x!).ToEquatableArray()), first, second), factor.Exponent);
            default:
                return null;
        }
    }

    private static MatrixNode? Raised(MatrixNode? node, double exponent) => node is null || exponent == 1
        ? node
        : node with { Form = new MatrixExpression.Power(node.Form, exponent, node.Row is null) };

    private MatrixNode? Tensor(string name, Definition? definition, EquatableArray<Affine> subscripts, Dictionary<Index, Part> parts)
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
            ? new MatrixNode(new MatrixExpression.Diagonal(named, IsVector: true), free[0], null)
            : new MatrixNode(named, free.FirstOrDefault(), free.Skip(1).FirstOrDefault());
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
}
