using DiffGen.Compiler.IR;
using DiffGen.Compiler.Rules;

namespace DiffGen.Compiler.IndexAlgebra;

/// <summary>The meaning of values: arithmetic, functions, conditions. What has none carries the reason along.</summary>
internal sealed class ExpressionReader(FormulaAlgebra algebra)
{
    private readonly Dictionary<int, Meaning> _values = [];

    /// <summary>Elements of arrays and their extents; what reads no memory needs none.</summary>
    public Func<Expression, Meaning>? Memory { get; init; }

    public void Define(Value value, Meaning meaning) => _values[value.Id] = meaning;

    public Meaning Of(Operand operand) => operand switch
    {
        Constant { Type: Scalar.Bool } c => new Meaning.Truth(Formula.Number(c.Number)),
        Constant c when c.Type.IsInteger() => Meaning.Whole.Of(Affine.Of((long)c.Number)),
        Constant c when double.IsNaN(c.Number) || double.IsInfinity(c.Number) => new Meaning.Opaque($"{c.Text} is no number"),
        Constant c => new Meaning.Real(Formula.Number(c.Number)),
        Value v when _values.TryGetValue(v.Id, out Meaning? meaning) => meaning,
        _ => new Meaning.Opaque("a value is not known"),
    };

    public Formula Real(Operand operand) => Real(Of(operand));

    public static Formula Real(Meaning meaning) => meaning switch
    {
        Meaning.Real r => r.Formula,
        Meaning.Truth t => t.Formula,
        Meaning.Whole { Single: { } single } => FormulaAlgebra.Real(single),
        Meaning.Whole w => new Formula(w.Cases.SelectMany(c => FormulaAlgebra.Real(c.Value).Summands.Select(s => s with { Conditions = c.Conditions })).ToEquatableArray()),
        Meaning.Opaque o => Formula.Unknown(o.Reason),
        _ => Formula.Unknown("a value is not known"),
    };

    public Formula Truth(Operand operand) => Of(operand) is Meaning.Truth t ? t.Formula : Formula.Unknown("a condition is not one on numbers");

    /// <summary>Statements that only compute: what a row of the rule table consists of.</summary>
    public void ReadPure(Block block)
    {
        foreach (Statement statement in block.Statements)
        {
            if (statement is Let let)
            {
                Define(let.Target, Of(let.Expression));
            }
            else if (statement is Branch branch)
            {
                ReadPure(branch.Then);
                ReadPure(branch.Else);
                Join(branch);
            }
        }
    }

    /// <summary>Gives the values that depend on the branch taken their meaning.</summary>
    public void Join(Branch branch)
    {
        Formula condition = Truth(branch.Condition);
        foreach (Merge merge in branch.Merges)
            Define(merge.Result, branch.IsGuard ? Of(merge.Else) : Choose(condition, Of(merge.Then), Of(merge.Else)));
    }

    private Meaning Choose(Formula condition, Meaning a, Meaning b)
    {
        if (a.Equals(b))
            return a;
        if (condition.Constant is { } known)
            return known != 0 ? a : b;
        switch (a, b)
        {
            case (Meaning.Truth x, Meaning.Truth y):
                return new Meaning.Truth(Truths.Choose(condition, x.Formula, y.Formula, algebra));
            case (Meaning.Whole x, Meaning.Whole y):
                if (Truths.Conjunction(condition) is { Count: 1 } then && Truths.Conjunction(Truths.Not(condition, algebra)) is { Count: 1 } otherwise
                    && x.Cases.Count + y.Cases.Count <= 8)
                {
                    return new Meaning.Whole(x.Cases.Select(c => c with { Conditions = c.Conditions.Concat(then).ToEquatableArray() })
                        .Concat(y.Cases.Select(c => c with { Conditions = c.Conditions.Concat(otherwise).ToEquatableArray() })).ToEquatableArray());
                }
                // No subscript, but still a number.
                return new Meaning.Real(Truths.Choose(condition, Real(a), Real(b), algebra));
            case (Meaning.Opaque o, _):
                return o;
            case (_, Meaning.Opaque o):
                return o;
            default:
                return new Meaning.Real(Truths.Choose(condition, Real(a), Real(b), algebra));
        }
    }

    public Meaning Of(Expression expression) => expression switch
    {
        LargeInteger => new Meaning.Opaque("an integer is beyond 2^53"),
        Load or Extent or Given => Memory?.Invoke(expression) ?? new Meaning.Opaque("it reads memory"),
        Unary { Operator: UnaryOperator.Not } u => new Meaning.Truth(Truths.Not(Truth(u.A), algebra)),
        Unary { Operator: UnaryOperator.Negate } u when Of(u.A) is Meaning.Whole w => Each(w, x => x.Times(-1)),
        Unary { Operator: UnaryOperator.Negate } u => new Meaning.Real(Real(u.A).Scale(-1)),
        Binary b when b.Type == Scalar.Bool => new Meaning.Truth(Question(b)),
        Binary b when b.Type.IsInteger() => Integer(b),
        Binary b => new Meaning.Real(Arithmetic(b)),
        Call { Type: Scalar.Bool } c => new Meaning.Opaque($"{c.Function.Name} is a question about bits"),
        Call c => new Meaning.Real(Function(c)),
        IR.Convert c => Conversion(c),
        _ => new Meaning.Opaque("bits are no numbers"),
    };

    private Formula Arithmetic(Binary b) => b.Operator switch
    {
        BinaryOperator.Add => algebra.Add(Real(b.A), Real(b.B)),
        BinaryOperator.Subtract => algebra.Subtract(Real(b.A), Real(b.B)),
        BinaryOperator.Multiply => algebra.Multiply(Real(b.A), Real(b.B)),
        BinaryOperator.Divide when Real(b.B).IsZero => Formula.Unknown("it divides by 0"),
        BinaryOperator.Divide => algebra.Divide(Real(b.A), Real(b.B)),
        _ => Formula.Unknown("a remainder is not index notation"),
    };

    private Meaning Integer(Binary b)
    {
        if (Of(b.A) is not Meaning.Whole x || Of(b.B) is not Meaning.Whole y)
        {
            return Of(b.A) as Meaning.Opaque ?? Of(b.B) as Meaning.Opaque ?? (Meaning)(b.Operator is BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply
                ? new Meaning.Real(Arithmetic(b))
                : new Meaning.Opaque("an integer is computed from real numbers"));
        }
        return b.Operator switch
        {
            BinaryOperator.Add or BinaryOperator.AddChecked => Each(x, y, (p, q) => p.Plus(q)),
            BinaryOperator.Subtract => Each(x, y, (p, q) => p.Minus(q)),
            BinaryOperator.Multiply when x.Single is { IsConstant: true } c => Each(y, q => q.Times(c.Constant)),
            BinaryOperator.Multiply when y.Single is { IsConstant: true } c => Each(x, p => p.Times(c.Constant)),
            _ => new Meaning.Opaque("a subscript or range is not affine"),
        };
    }

    private static Meaning.Whole Each(Meaning.Whole x, Func<Affine, Affine> f) =>
        new(x.Cases.Select(c => c with { Value = f(c.Value) }).ToEquatableArray());

    private static Meaning Each(Meaning.Whole x, Meaning.Whole y, Func<Affine, Affine, Affine> f) => x.Cases.Count * y.Cases.Count > 8
        ? new Meaning.Opaque("there are too many cases")
        : new Meaning.Whole(x.Cases.SelectMany(p => y.Cases.Select(q => new WholeCase(p.Conditions.Concat(q.Conditions).ToEquatableArray(), f(p.Value, q.Value)))).ToEquatableArray());

    private Formula Question(Binary b)
    {
        Meaning x = Of(b.A), y = Of(b.B);
        if (x is Meaning.Opaque o)
            return Formula.Unknown(o.Reason);
        if (y is Meaning.Opaque p)
            return Formula.Unknown(p.Reason);
        return (x, y) switch
        {
            (Meaning.Truth s, Meaning.Truth t) => b.Operator switch
            {
                BinaryOperator.And => algebra.Distribute(s.Formula, t.Formula),
                BinaryOperator.Or => Truths.Or(s.Formula, t.Formula, algebra),
                BinaryOperator.Xor or BinaryOperator.NotEqual => Truths.Choose(s.Formula, Truths.Not(t.Formula, algebra), t.Formula, algebra),
                _ => Truths.Choose(s.Formula, t.Formula, Truths.Not(t.Formula, algebra), algebra),
            },
            (Meaning.Whole s, Meaning.Whole t) => Integers(b.Operator, s, t),
            _ => Reals(b.Operator, Real(x), Real(y)),
        };
    }

    private Formula Integers(BinaryOperator op, Meaning.Whole s, Meaning.Whole t)
    {
        Formula sum = Formula.Zero;
        foreach (WholeCase x in s.Cases)
        {
            foreach (WholeCase y in t.Cases)
            {
                Formula truth = op switch
                {
                    BinaryOperator.Less => Formula.Of(Condition.Below(x.Value, y.Value)),
                    BinaryOperator.LessOrEqual => Formula.Of(Condition.AtMost(x.Value, y.Value)),
                    BinaryOperator.Greater => Formula.Of(Condition.Below(y.Value, x.Value)),
                    BinaryOperator.GreaterOrEqual => Formula.Of(Condition.AtMost(y.Value, x.Value)),
                    BinaryOperator.Equal => Formula.Of(Condition.Equal(x.Value, y.Value)),
                    _ => Truths.Not(Formula.Of(Condition.Equal(x.Value, y.Value)), algebra),
                };
                Condition[] both = [.. x.Conditions, .. y.Conditions];
                sum = algebra.Add(sum, new Formula(truth.Summands.Select(r => r with { Conditions = r.Conditions.Concat(both).Distinct().ToEquatableArray() }).ToEquatableArray()));
            }
        }
        return sum;
    }

    /// <summary>1 where a comparison of real numbers holds, 0 elsewhere.</summary>
    public Formula Reals(BinaryOperator op, Formula a, Formula b)
    {
        (Relation relation, Formula difference) = op switch
        {
            BinaryOperator.Less => (Relation.Positive, algebra.Subtract(b, a)),
            BinaryOperator.LessOrEqual => (Relation.NotNegative, algebra.Subtract(b, a)),
            BinaryOperator.Greater => (Relation.Positive, algebra.Subtract(a, b)),
            BinaryOperator.GreaterOrEqual => (Relation.NotNegative, algebra.Subtract(a, b)),
            BinaryOperator.Equal => (Relation.Zero, algebra.Subtract(a, b)),
            _ => (Relation.NotZero, algebra.Subtract(a, b)),
        };
        return difference.Constant is not { } known
            ? Formula.Of(new Comparison(relation, difference))
            : Formula.Number(relation switch { Relation.Positive => known > 0, Relation.NotNegative => known >= 0, Relation.Zero => known == 0, _ => known != 0 } ? 1 : 0);
    }

    private Meaning Conversion(IR.Convert c)
    {
        Meaning of = Of(c.A);
        if (of is Meaning.Opaque || c.A.Type == c.To)
            return of;
        if (c.To.IsReal())
            return new Meaning.Real(Real(of));
        return of is Meaning.Whole && (c.To == Scalar.Int64 || (c.To == Scalar.Int32 && c.A.Type is not (Scalar.Int64 or Scalar.UInt32 or Scalar.UInt64)))
            ? of
            : new Meaning.Opaque("a conversion cuts a number off");
    }

    private Formula Function(Call call)
    {
        Formula[] x = [.. call.Arguments.Select(Real)];
        return (call.Function.Name, x.Length) switch
        {
            ("Sqrt", 1) => algebra.Power(x[0], 0.5),
            ("Pow", 2) when x[1].Constant is { } exponent => algebra.Power(x[0], exponent),
            ("FusedMultiplyAdd" or "MultiplyAddEstimate", 3) => algebra.Add(algebra.Multiply(x[0], x[1]), x[2]),
            ("Lerp", 3) => algebra.Add(algebra.Multiply(x[0], algebra.Subtract(Formula.One, x[2])), algebra.Multiply(x[1], x[2])),
            ("ReciprocalEstimate", 1) => algebra.Power(x[0], -1),
            _ when RuleTable.Find(call.Function, x.Length) is null => Formula.Unknown($"{call.Function.Name} is no function that is known"),
            _ => algebra.Bounded(Formula.Of(new FunctionOf(call.Function.Name, x.ToEquatableArray()))),
        };
    }
}
