using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Optimization;

/// <summary>
/// Which elements certainly exist at a point of the program, so that an access may be moved there without an exception that
/// the original does not throw.
/// </summary>
/// <remarks>
/// An index is in range if it is the counter of a loop around the point that runs within the extent, or if it was used for the same
/// dimension of an array of the same shape on every way to the point. Immutable towards its users: <see cref="Inside"/> makes a
/// new one for a nested block.
/// </remarks>
internal sealed class ElementsInRange
{
    private readonly record struct Fact(ArrayVariable Array, int Dimension, Operand? Row, Operand Index);

    private readonly Shapes _shapes;
    private readonly Func<Operand, Expression?> _definition;
    private readonly ElementsInRange? _outer;
    private readonly Loop? _loop;
    private readonly Operand? _condition;
    private readonly HashSet<Fact> _facts = [];

    public ElementsInRange(Shapes shapes, Func<Operand, Expression?> definition)
    {
        _shapes = shapes;
        _definition = definition;
    }

    private ElementsInRange(ElementsInRange outer, Loop? loop, Operand? condition)
    {
        (_shapes, _definition, _outer, _loop, _condition) = (outer._shapes, outer._definition, outer, loop, condition);
    }

    /// <summary>For a block of the statement that comes next.</summary>
    public ElementsInRange Inside(Statement statement) => new(this, statement as Loop, null);

    /// <summary>For the block of a branch that runs if its condition holds.</summary>
    public ElementsInRange InsideThen(Branch branch) => new(this, null, branch.Condition);

    /// <summary>Notes what a statement that has run proves.</summary>
    public void Passed(Statement statement)
    {
        (ArrayVariable Array, EquatableArray<Operand> Indices)? access = statement switch
        {
            Let { Expression: Load load } => (load.Array, load.Indices),
            Store s => (s.Array, s.Indices),
            Accumulate s => (s.Array, s.Indices),
            _ => null,
        };
        for (int d = 0; d < (access?.Indices.Count ?? 0); d++)
            _facts.Add(FactOf(access!.Value.Array, d, access.Value.Indices));
    }

    /// <summary>Whether the element exists here.</summary>
    public bool Contains(ArrayVariable array, EquatableArray<Operand> indices)
    {
        for (int d = 0; d < indices.Count; d++)
        {
            Fact fact = FactOf(array, d, indices);
            bool known = false;
            for (ElementsInRange? scope = this; scope is not null && !known; scope = scope._outer)
            {
                known = scope._facts.Contains(fact)
                    || (scope._loop is { } loop && loop.Counter == indices[d] && StaysWithin(loop, array, d, indices[0]));
            }
            if (!known)
                return false;
        }
        return true;
    }

    /// <summary>
    /// Whether a loop that comes next runs at least once: it has constant bounds, those of a loop around it, or stands under a condition
    /// that says so.
    /// </summary>
    public bool SurelyRuns(Iteration iteration)
    {
        if (iteration is not Loop loop)
            return false;
        if (loop.Start is Constant start && loop.Limit is Constant limit)
            return Holds(start.Number, loop.Test, limit.Number);
        for (ElementsInRange? scope = this; scope is not null; scope = scope._outer)
        {
            if (scope._loop is { } outer && outer.Start == loop.Start && outer.Test == loop.Test && outer.Limit == loop.Limit)
                return true;
            if (scope._condition is { } condition && _definition(condition) is { } test && test.Equals(LoopArithmetic.RunsAtAll(loop)))
                return true;
        }
        return false;
    }

    public static bool Holds(double a, LoopTest test, double b) => test switch
    {
        LoopTest.Less => a < b,
        LoopTest.LessOrEqual => a <= b,
        LoopTest.Greater => a > b,
        _ => a >= b,
    };

    private Fact FactOf(ArrayVariable array, int dimension, EquatableArray<Operand> indices) =>
        new(_shapes.Canonical(array), dimension, array.Form == ArrayForm.Jagged && dimension == 1 ? indices[0] : null, indices[dimension]);

    // for (i = c ≥ 0; i < extent; i += step) or, backwards, for (i = extent - c; i >= c'; i += step) with c ≥ 1, c' ≥ 0.
    private bool StaysWithin(Loop loop, ArrayVariable array, int dimension, Operand firstIndex) => loop switch
    {
        { Test: LoopTest.Less, Start: Constant { Number: >= 0 }, Step: Constant { Number: > 0 } } =>
            _shapes.IsExtent(loop.Limit, _definition, array, dimension, firstIndex),
        { Test: LoopTest.GreaterOrEqual, Limit: Constant { Number: >= 0 } } or { Test: LoopTest.Greater, Limit: Constant { Number: >= -1 } } =>
            _definition(loop.Start) is Binary { Operator: BinaryOperator.Subtract, B: Constant { Number: >= 1 } } start
            && _shapes.IsExtent(start.A, _definition, array, dimension, firstIndex),
        _ => false,
    };
}
