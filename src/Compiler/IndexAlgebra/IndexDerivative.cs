using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.IndexAlgebra;

/// <summary>
/// ∂/∂X_ab of a formula: ∂X_ij/∂X_ab = δ_ia δ_jb, products and functions by their rules, definitions kept.
/// </summary>
/// <remarks>Urban and van der Smagt, <i>Automatic differentiation for tensor algebras</i> (2017); the sums are contracted afterwards.</remarks>
/// <param name="tensor">X.</param>
/// <param name="free">a, b, …</param>
/// <param name="known">Their ranges.</param>
internal sealed class IndexDerivative(FormulaAlgebra algebra, string tensor, EquatableArray<Index> free, IReadOnlyList<Condition> known)
{
    private readonly Contraction _contraction = new(algebra);
    private readonly Element? _place;
    private readonly Dictionary<Definition, Formula> _ofDefinitions = [];

    /// <summary>∂/∂x of a formula for one number or element, known by how it is written; other elements of the same array are others.</summary>
    public IndexDerivative(FormulaAlgebra algebra, Element place)
        : this(algebra, "", [], []) => _place = place;

    /// <summary>The derivative with sums contracted.</summary>
    public Formula Of(Formula formula) => _contraction.Contract(Inserted(formula), known);

    /// <summary>The derivative with its deltas.</summary>
    public Formula Inserted(Formula formula)
    {
        var summands = new List<Summand>();
        foreach (Summand summand in formula.Summands)
        {
            for (int k = 0; k < summand.Factors.Count; k++)
            {
                Factor factor = summand.Factors[k];
                // New indices: the atom itself may stand beside its derivative, with the old ones.
                Formula inner = algebra.Fresh(Of(factor.Atom));
                if (inner.IsZero)
                    continue;
                if (!algebra.Spend())
                    return algebra.Refuse();
                IEnumerable<Factor> others = summand.Factors.Where((_, i) => i != k);
                if (factor.Exponent != 1)
                    others = others.Prepend(factor with { Exponent = factor.Exponent - 1 });
                Summand rest = summand with { Coefficient = summand.Coefficient * factor.Exponent, Factors = FormulaAlgebra.Combine(others) };
                // What has deltas of its own is written out, each summand with its own contraction; anything else stays in parentheses.
                if (inner.Summands.Any(s => s.Conditions.Count > 0))
                    summands.AddRange(inner.Summands.SelectMany(s => algebra.Of(algebra.Multiply(rest, s)).Summands));
                else
                    summands.AddRange(algebra.Multiply(algebra.Of(rest), inner).Summands);
            }
        }
        return algebra.Collect(summands);
    }

    /// <summary>The derivative of what a definition stands for, with its deltas; e' is e where e = exp(…).</summary>
    public Formula Inserted(Definition definition) => definition.Body.Atom is FunctionOf apply
        ? Of(apply, Formula.Of(new Reference(definition, definition.Parameters.Select(i => Affine.Of(i)).ToEquatableArray())))
        : Inserted(definition.Body);

    private Formula Of(Atom atom)
    {
        switch (atom)
        {
            case Element e when _place is not null:
                return e.Equals(_place) ? Formula.One : Formula.Zero;
            case Element e when e.Tensor == tensor && e.Subscripts.Count == free.Count:
                return Deltas(e);
            case Reference reference:
                return Of(reference);
            case Group group:
                return Inserted(group.Inner);
            case FunctionOf apply:
                return Of(apply, Formula.Of(apply));
            case Unknown or Earlier:
                return Formula.Of(atom);
            default:
                return Formula.Zero;
        }
    }

    private Formula Deltas(Element element)
    {
        Condition[] deltas = [.. element.Subscripts.Select((s, d) => Condition.Equal(s, Affine.Of(free[d])))];
        return deltas.Any(c => c.Known == false)
            ? Formula.Zero
            : new Formula([new Summand(1, [], deltas.Where(c => c.Known is null).Distinct().ToEquatableArray(), [])]);
    }

    /// <param name="result">What the function's value is called.</param>
    private Formula Of(FunctionOf apply, Formula result)
    {
        Formula sum = Formula.Zero;
        for (int k = 0; k < apply.Arguments.Count; k++)
        {
            Formula inner = algebra.Fresh(Inserted(apply.Arguments[k]));
            if (!inner.IsZero)
                sum = algebra.Add(sum, Times(FunctionPartials.Of(apply, result, k, algebra), inner));
        }
        return sum;
    }

    private Formula Times(Formula outer, Formula inner) => inner.Summands.Any(s => s.Conditions.Count > 0)
        ? algebra.Collect(inner.Summands.SelectMany(s => algebra.Multiply(outer, new Formula([s])).Summands))
        : algebra.Multiply(outer, inner);

    private Formula Of(Reference reference)
    {
        Definition definition = reference.Definition;
        if (!_ofDefinitions.TryGetValue(definition, out Formula? derivative))
        {
            derivative = _contraction.Contract(Inserted(definition), known);
            _ofDefinitions.Add(definition, derivative);
        }
        // A definition of the derivative for once, to be opened for the arguments.
        return derivative.IsZero
            ? derivative
            : algebra.Open(new Reference(new Definition(0, definition.Name, definition.Parameters, derivative), reference.Arguments));
    }
}
