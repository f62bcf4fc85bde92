using DiffGen.Compiler.IR;
using DiffGen.Compiler.Rules;
using Xunit;

namespace DiffGen.CompilerTests.Rules;

/// <summary>The rows of the operators, against differences and at their edges.</summary>
public sealed class OperatorRuleTests
{
    // As for functions: what extrapolated differences keep of a double.
    private const double Tolerance = 1e-8;

    [Theory]
    [InlineData(nameof(BinaryOperator.Add))]
    [InlineData(nameof(BinaryOperator.Subtract))]
    [InlineData(nameof(BinaryOperator.Multiply))]
    [InlineData(nameof(BinaryOperator.Divide))]
    [InlineData(nameof(BinaryOperator.Remainder))]
    public void EveryPartialAgreesWithDifferences(string name)
    {
        BinaryOperator op = Enum.Parse<BinaryOperator>(name);
        foreach ((double a, double b) in new[] { (7.3, 2), (-7.3, 2), (7.3, -2.2), (0.4, 0.3), (-50.3, -7), (1e-3, 40) })
        {
            (double toA, double errorA) = NumericalDerivative.Of(x => Value(op, x, b), a);
            (double toB, double errorB) = NumericalDerivative.Of(x => Value(op, a, x), b);
            double scale = Math.Max(Math.Max(Math.Abs(toA), Math.Abs(toB)), 1e-3);
            Assert.True(Math.Max(errorA, errorB) <= Tolerance * scale);
            Assert.Equal(3 * toA, Scaled(op, 0, a, b, 3), 3 * Tolerance * scale);
            Assert.Equal(3 * toB, Scaled(op, 1, a, b, 3), 3 * Tolerance * scale);
        }
    }

    [Fact]
    public void EveryArithmeticOperatorHasARowAndNoOtherHas()
    {
        Assert.NotNull(OperatorRules.Find(UnaryOperator.Negate));
        Assert.Null(OperatorRules.Find(UnaryOperator.Not));
        Assert.Null(OperatorRules.Find(UnaryOperator.Complement));
        foreach (BinaryOperator op in Enum.GetValues<BinaryOperator>())
            Assert.Equal(op <= BinaryOperator.Remainder, OperatorRules.Find(op) is not null);
    }

    [Fact]
    public void NegationNegatesTheSeed()
    {
        var block = new BlockBuilder(new IdSource(0));
        var s = new Term(Constant.Real(Scalar.Double, 3), block, "System.Math");
        Term scaled = OperatorRules.Find(UnaryOperator.Negate)!.Scale(0, [s], s, s);
        var evaluator = new IrEvaluator();
        evaluator.Run(block.ToBlock());
        Assert.Equal(-3.0, evaluator[scaled.Operand]);
    }

    [Fact]
    public void DivisionByZeroGivesWhatIeeeArithmeticGives()
    {
        Assert.Equal(double.PositiveInfinity, Scaled(BinaryOperator.Divide, 0, 1, 0, 1));
        Assert.Equal(double.NegativeInfinity, Scaled(BinaryOperator.Divide, 1, 1, 0, 1));
    }

    [Fact]
    public void DivisionNeitherOverflowsNorUnderflowsInASquareOfTheDivisor()
    {
        // −a/b² with b² beyond the largest number; four roundings of 2⁻⁵³.
        Assert.Equal(1, Scaled(BinaryOperator.Divide, 1, 1e200, 1e200, 1) / -1e-200, 5e-16);
        Assert.Equal(1, Scaled(BinaryOperator.Divide, 1, 1e-200, 1e-200, 1) / -1e200, 5e-16);
    }

    [Fact]
    public void TheRemainderByInfinityDoesNotDependOnIt() =>
        Assert.Equal(0, Math.Abs(Scaled(BinaryOperator.Remainder, 1, 3, double.PositiveInfinity, 1)));

    private static double Value(BinaryOperator op, double a, double b) => (double)IrArithmetic.Real(op, a, b);

    private static double Scaled(BinaryOperator op, int k, double a, double b, double s)
    {
        var ids = new IdSource(0);
        var block = new BlockBuilder(ids);
        var evaluator = new IrEvaluator();
        Term Given(double number)
        {
            Value value = ids.Value(Scalar.Double);
            evaluator[value] = number;
            return new Term(value, block, "System.Math");
        }

        Term scaled = OperatorRules.Find(op)!.Scale(k, [Given(a), Given(b)], Given(Value(op, a, b)), Given(s));
        evaluator.Run(block.ToBlock());
        return (double)evaluator[scaled.Operand];
    }
}
