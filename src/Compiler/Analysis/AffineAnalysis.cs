using System.Threading;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Analysis;

/// <summary>
/// Integers as affine forms of loop counters and invariants, and what follows from that about which elements subscripts name.
/// </summary>
/// <remarks>
/// A subscript that has wrapped around is out of range, so accesses that happen at all name the element that the form says.
/// See Allen and Kennedy, <i>Optimizing Compilers for Modern Architectures</i>, chapter 3 (the strong SIV test).
/// </remarks>
internal sealed class AffineAnalysis
{
    private readonly Dictionary<Value, Expression> _definitions = [];
    private readonly Dictionary<Value, Value> _enclosing = [];
    private readonly Dictionary<Value, AffineForm> _forms = [];
    private readonly Dictionary<Extent, Value> _extents = [];

    private readonly CancellationToken _cancellation;

    /// <param name="statements">Everything in scope, nested statements included or not.</param>
    public AffineAnalysis(IEnumerable<Statement> statements, CancellationToken cancellation)
    {
        _cancellation = cancellation;
        foreach (Statement statement in statements)
            Gather(statement, null);
    }

    public static AffineAnalysis Of(Function function, CancellationToken cancellation = default) => new(function.Body.Statements, cancellation);

    /// <summary>An integer operand as an affine form; what is not affine is a symbol of its own.</summary>
    public AffineForm Form(Operand operand) => operand switch
    {
        Constant c when c.Type.IsInteger() => AffineForm.Of((long)c.Number),
        Value v => Form(v),
        _ => AffineForm.Of(0),
    };

    /// <summary>Whether two lists of subscripts name the same element wherever both are evaluated with the same counters.</summary>
    public bool SameElement(EquatableArray<Operand> a, EquatableArray<Operand> b)
    {
        for (int d = 0; d < a.Count; d++)
        {
            if (a[d] != b[d] && Form(a[d]) != Form(b[d]))
                return false;
        }
        return a.Count == b.Count;
    }

    /// <summary>Whether subscripts differ by a constant in some dimension, and so name different elements with the same counters.</summary>
    public bool DifferentElements(EquatableArray<Operand> a, EquatableArray<Operand> b) =>
        a.Zip(b, (x, y) => Form(x).Minus(Form(y))).Any(difference => difference.IsConstant && unchecked((int)difference.Constant) != 0);

    /// <summary>Whether different trips of the loop with this counter give an index different values.</summary>
    public bool InjectiveIn(Value counter, Operand index)
    {
        AffineForm form = Form(index);
        // A large factor can wrap all the way round to the same index.
        return form.Coefficient(counter) is (> 0 and < 65536) or (< 0 and > -65536) && form.Without(counter).Terms.All(t => IsInvariant(t.Symbol, counter));
    }

    /// <summary>
    /// Whether an access with subscripts <paramref name="a"/> in one trip of the loop and one with <paramref name="b"/> in
    /// another trip never touch the same element: in some dimension both are the same c·counter + invariant with c ≠ 0.
    /// </summary>
    public bool DisjointAcrossIterations(Iteration loop, EquatableArray<Operand> a, EquatableArray<Operand> b)
    {
        for (int d = 0; d < a.Count; d++)
        {
            if (InjectiveIn(loop.Counter, a[d]) && (a[d] == b[d] || Form(a[d]) == Form(b[d])))
                return true;
        }
        return false;
    }

    /// <summary>Whether an operand has one and the same value in all trips of the loop with this counter.</summary>
    public bool IsInvariant(Operand operand, Value counter)
    {
        if (operand is not Value value || IsFixedExtent(value))
            return true;
        if (value == counter)
            return false;
        while (_enclosing.TryGetValue(value, out Value? outer))
        {
            if (outer == counter)
                return false;
            value = outer;
        }
        return true;
    }

    /// <summary>What a value was defined as by a <see cref="Let"/>; null for anything else.</summary>
    public Expression? Definition(Operand operand) =>
        operand is Value value && _definitions.TryGetValue(value, out Expression? expression) ? expression : null;

    private void Gather(Statement statement, Value? enclosing)
    {
        _cancellation.ThrowIfCancellationRequested();
        foreach (Value value in Walk.Definitions(statement))
            Enclose(value, enclosing);
        if (statement is Let let && !_definitions.ContainsKey(let.Target))
        {
            _definitions.Add(let.Target, let.Expression);
            if (let.Expression is Extent extent && IsFixedExtent(let.Target) && !_extents.ContainsKey(extent))
                _extents.Add(extent, let.Target);
        }
        Value? inner = enclosing;
        if (statement is Iteration loop)
        {
            Enclose(loop.Counter, enclosing);
            inner = loop.Counter;
            foreach (Carried carried in loop.Carried)
                Enclose(carried.Inside, loop.Counter);
        }
        foreach (Block block in Walk.Blocks(statement))
        {
            foreach (Statement nested in block.Statements)
                Gather(nested, inner);
        }
        if (statement is Branch branch)
            GatherMerges(branch);
    }

    // An index that both sides step alike; at once, so that a long row of branches is no deep recursion.
    private void GatherMerges(Branch branch)
    {
        foreach (Merge merge in branch.Merges)
        {
            if (merge.Result.Type.IsInteger() && !_forms.ContainsKey(merge.Result) && Form(merge.Then) is var form && form == Form(merge.Else))
                _forms.Add(merge.Result, form);
        }
    }

    // Outer statements come first, so that the first entry is the right one also if nested statements come again by themselves.
    private void Enclose(Value value, Value? enclosing)
    {
        if (enclosing is not null && value != enclosing && !_enclosing.ContainsKey(value))
            _enclosing.Add(value, enclosing);
    }

    // The caller's arrays keep their shape, wherever in the function it is asked for.
    private bool IsFixedExtent(Value value) =>
        _definitions.TryGetValue(value, out Expression? expression)
        && expression is Extent { Row: null, Array.Role: ArrayRole.Parameter };

    private AffineForm Form(Value value)
    {
        if (!_forms.TryGetValue(value, out AffineForm? form))
        {
            form = Definition(value) is { } expression && expression.Type.IsInteger() ? Form(value, expression) : AffineForm.Of(value);
            _forms.Add(value, form);
        }
        return form;
    }

    private AffineForm Form(Value value, Expression expression)
    {
        switch (expression)
        {
            case Binary { Operator: BinaryOperator.Add } e:
                return Form(e.A).Plus(Form(e.B));
            case Binary { Operator: BinaryOperator.Subtract } e:
                return Form(e.A).Minus(Form(e.B));
            case Binary { Operator: BinaryOperator.Multiply } e when Form(e.A) is { IsConstant: true } a:
                return Form(e.B).Times(a.Constant);
            case Binary { Operator: BinaryOperator.Multiply } e when Form(e.B) is { IsConstant: true } b:
                return Form(e.A).Times(b.Constant);
            case Unary { Operator: UnaryOperator.Negate } e:
                return Form(e.A).Times(-1);
            case IR.Convert e when e.A.Type == e.To || (e.A.Type == Scalar.Int32 && e.To == Scalar.Int64):
                return Form(e.A);
            case Extent e when _extents.TryGetValue(e, out Value? first):
                return AffineForm.Of(first);
            default:
                return AffineForm.Of(value);
        }
    }
}
