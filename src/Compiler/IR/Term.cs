namespace DiffGen.Compiler.IR;

/// <summary>
/// An operand with the block that arithmetic on it goes to, so that a formula is written as it is in a book:
/// <c>1 - Ω * Ω</c>.
/// </summary>
/// <param name="Container">Where functions of it are taken from; see <see cref="MathFunction"/>.</param>
internal readonly record struct Term(Operand Operand, BlockBuilder Block, string Container)
{
    public Scalar Type => Operand.Type;

    private Term Of(Expression expression) => this with { Operand = Block.Let(expression) };

    /// <summary>A constant of this term's type.</summary>
    public Term Constant(double number) => this with { Operand = IR.Constant.Real(Type, number) };

    /// <summary>A function of the same container (<c>System.Math</c>, <c>float</c>, …) applied to this term.</summary>
    public Term Apply(string function) => Of(new Call(new MathFunction(Container, function), [Operand], Type));

    public Term Apply(string function, Term second) =>
        Of(new Call(new MathFunction(Container, function), [Operand, second.Operand], Type));

    /// <summary>This term converted to another numeric type.</summary>
    public Term As(Scalar type) => Operand switch
    {
        _ when Type == type => this,
        Constant c when type.IsReal() => this with { Operand = IR.Constant.Real(type, c.Number) },
        _ => Of(new Convert(type, Operand)),
    };

    /// <summary><c>condition ? a : b</c>; only the branch taken is evaluated.</summary>
    public static Term Select(Term condition, Func<BlockBuilder, Term> a, Func<BlockBuilder, Term> b) => Select(condition, a, b, isGuard: false);

    /// <summary>A product that is 0 where a factor of it is exactly 0, whatever the others are.</summary>
    public static Term Guard(Term factor, Func<BlockBuilder, Term> product) =>
        Select(factor.EqualTo(factor.Constant(0)), block => factor.In(block).Constant(0), product, isGuard: true);

    private static Term Select(Term condition, Func<BlockBuilder, Term> a, Func<BlockBuilder, Term> b, bool isGuard)
    {
        BlockBuilder block = condition.Block;
        var then = new BlockBuilder(block.Ids);
        var otherwise = new BlockBuilder(block.Ids);
        Term onTrue = a(then), onFalse = b(otherwise);
        Value result = block.Ids.Value(onTrue.Type);
        block.Add(new Branch(condition.Operand, then.ToBlock(), otherwise.ToBlock(),
            [new Merge(result, onTrue.Operand, onFalse.Operand)]) { IsGuard = isGuard });
        return onTrue with { Operand = result, Block = block };
    }

    /// <summary>This term with its arithmetic going to another block.</summary>
    public Term In(BlockBuilder block) => this with { Block = block };

    public static Term operator -(Term a) => a.Of(new Unary(UnaryOperator.Negate, a.Operand));

    public static Term operator +(Term a, Term b) => a.Of(new Binary(BinaryOperator.Add, a.Operand, b.Operand));

    public static Term operator -(Term a, Term b) => a.Of(new Binary(BinaryOperator.Subtract, a.Operand, b.Operand));

    public static Term operator *(Term a, Term b) => a.Of(new Binary(BinaryOperator.Multiply, a.Operand, b.Operand));

    public static Term operator /(Term a, Term b) => a.Of(new Binary(BinaryOperator.Divide, a.Operand, b.Operand));

    public static Term operator +(double a, Term b) => b.Constant(a) + b;

    public static Term operator -(double a, Term b) => b.Constant(a) - b;

    public static Term operator *(double a, Term b) => b.Constant(a) * b;

    public static Term operator /(double a, Term b) => b.Constant(a) / b;

    public static Term operator +(Term a, double b) => a + a.Constant(b);

    public static Term operator -(Term a, double b) => a - a.Constant(b);

    public static Term operator <(Term a, Term b) => a.Of(new Binary(BinaryOperator.Less, a.Operand, b.Operand));

    public static Term operator >(Term a, Term b) => a.Of(new Binary(BinaryOperator.Greater, a.Operand, b.Operand));

    public static Term operator <=(Term a, Term b) => a.Of(new Binary(BinaryOperator.LessOrEqual, a.Operand, b.Operand));

    public static Term operator >=(Term a, Term b) => a.Of(new Binary(BinaryOperator.GreaterOrEqual, a.Operand, b.Operand));

    public Term EqualTo(Term b) => Of(new Binary(BinaryOperator.Equal, Operand, b.Operand));
}
