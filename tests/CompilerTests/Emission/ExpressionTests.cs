using DiffGen.Compiler.IR;
using Xunit;

namespace DiffGen.CompilerTests.Emission;

public class ExpressionTests
{
    private readonly FunctionBuilder _f = new();

    private static Constant Real(double number) => Constant.Real(Scalar.Double, number);

    private Value Of(BinaryOperator op, Operand a, Operand b) => _f.Block.Binary(op, a, b);

    private void AssertReturns(string expected, Operand result) =>
        Assert.Equal("return " + expected + ";\n", EmittedMethod.Body(_f.Return(result)));

    [Fact]
    public void ParenthesesStandOnlyWhereTheOrderNeedsThem()
    {
        Value a = _f.Scalar("a"), b = _f.Scalar("b");
        AssertReturns("a * b + (a - b) / (a * b)", _f.Add(_f.Multiply(a, b),
            Of(BinaryOperator.Divide, Of(BinaryOperator.Subtract, a, b), _f.Multiply(a, b))));
    }

    [Fact]
    public void SumsAreNotRegrouped()
    {
        Value a = _f.Scalar("a"), b = _f.Scalar("b");
        AssertReturns("a + b + (b + a)", _f.Add(_f.Add(a, b), _f.Add(b, a)));
    }

    [Fact]
    public void NegativeTermsStandInParentheses()
    {
        Value a = _f.Scalar("a");
        Value negative = _f.Block.Let(new Unary(UnaryOperator.Negate, a));
        AssertReturns("-(-2) * a - (-a)", Of(BinaryOperator.Subtract,
            _f.Multiply(_f.Block.Let(new Unary(UnaryOperator.Negate, Real(-2))), a), negative));
    }

    [Fact]
    public void ANegatedZeroIsReal()
    {
        AssertReturns("-0.0", _f.Block.Let(new Unary(UnaryOperator.Negate, Real(0))));
        AssertReturns("-0.0", Real(-0.0));
        AssertReturns("a + (-0.0)", _f.Add(_f.Scalar("a"), Real(-0.0)));
    }

    [Fact]
    public void AConstantThatCSharpWouldNotComputeIsLeftToTheRun()
    {
        Value zero = _f.Block.Let(new Binary(BinaryOperator.Remainder, Constant.Int(3), Constant.Int(0)));
        Value large = _f.Block.Let(new Binary(BinaryOperator.Add, Constant.Int(int.MaxValue), Constant.Int(1)));
        AssertReturns("3 % string.Empty.Length * ((2147483647 + string.Empty.Length) + 1)", _f.Block.Let(new Binary(BinaryOperator.Multiply, zero, large)));
    }

    [Fact]
    public void WholeConstantsStayReal()
    {
        Value a = _f.Scalar("a");
        AssertReturns("1.0 / 2 * a", _f.Multiply(Of(BinaryOperator.Divide, Real(1), Real(2)), a));
    }

    [Fact]
    public void IntegersAreConvertedWhereTheOtherSideIsNotReal()
    {
        Value n = _f.Scalar("n", Scalar.Int32), m = _f.Scalar("m", Scalar.Int32), a = _f.Scalar("a");
        Value real(Operand o) => _f.Block.Let(new Compiler.IR.Convert(Scalar.Double, o));
        AssertReturns("(double)n / m + n / m * a", _f.Add(Of(BinaryOperator.Divide, real(n), real(m)),
            _f.Multiply(real(Of(BinaryOperator.Divide, n, m)), a)));
    }

    [Fact]
    public void NarrowingIsWritten()
    {
        Value a = _f.Scalar("a");
        AssertReturns("(float)(a * a)", _f.Block.Let(new Compiler.IR.Convert(Scalar.Single, _f.Multiply(a, a))));
    }

    [Fact]
    public void AFunctionWithOverloadsGetsAnArgumentOfItsType() =>
        AssertReturns("global::System.Math.Abs((double)n)", _f.Block.Let(new Call(new MathFunction("System.Math", "Abs"),
            [_f.Block.Let(new Compiler.IR.Convert(Scalar.Double, _f.Scalar("n", Scalar.Int32)))], Scalar.Double)));

    // As an int, 0 would fit Round(decimal, int) as well as Round(double, int).
    [Fact]
    public void ANumberBesideAnIntegerHasItsType() =>
        AssertReturns("global::System.Math.Round(0.0, 1)", _f.Block.Let(new Call(new MathFunction("System.Math", "Round"),
            [new Constant(Scalar.Double, 0, "0"), Constant.Int(1)], Scalar.Double)));

    [Fact]
    public void NotANumberHasAName()
    {
        Value a = _f.Scalar("a");
        AssertReturns("a < double.PositiveInfinity ? double.NaN : 0", _f.If(_f.Less(a, Real(double.PositiveInfinity)), [null],
            () => [Real(double.NaN)], () => [Real(0)])[0]);
    }

    [Fact]
    public void WhatIsUsedInALoopIsComputedBeforeIt()
    {
        Function function = IrParser.Parse("function F(a0: double, n1: int)\n  %2 = a0 * a0\n  for i3 = 0; < n1; += 1 (s4: 0.0 -> s5 -> s6)\n    s5 = s4 + %2\n  return s6");
        string body = EmittedMethod.Body(function);
        Assert.Contains("a * a", body[..body.IndexOf("for ", StringComparison.Ordinal)], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(">", "while (x > 1)", 1.0)]
    [InlineData(">=", "while (more)", 0.5)]
    public void ATestStandsAtTheHeadIfItIsTheSameEachTime(string later, string head, double result)
    {
        Function function = IrParser.Parse(
            $"""
            function F(x0: double)
              more1 = x0 > 1
              while more3 %5 -> %6 (x2: x0 -> x7 -> x9) (more3: more1 -> more8 -> more10)
                x7 = x2 * 0.5
                more8 = x7 {later} 1
              return x9
            """);
        Assert.Contains(head, EmittedMethod.Body(function), StringComparison.Ordinal);
        Assert.Equal(result, EmittedMethod.Run(function, 4.0));
    }

    [Fact]
    public void ALoadStaysBeforeTheStoreThatChangesIt()
    {
        ArrayVariable x = _f.Array("x");
        Value old = _f.Block.Load(x, [Constant.Int(0)]);
        _f.Block.Add(new Store(x, [Constant.Int(0)], Real(1)));
        Assert.Equal("double x_0 = x[0];\nx[0] = 1;\nreturn x_0;\n", EmittedMethod.Body(_f.Return(old)));
    }

    [Fact]
    public void AValueOfMoreUsesIsNamedForTheElement()
    {
        ArrayVariable phi = _f.Array("phi", ArrayForm.Rank2);
        Value i = _f.Scalar("i", Scalar.Int32), k = _f.Scalar("k", Scalar.Int32);
        Value element = _f.Block.Load(phi, [i, k]);
        Assert.Equal("double phi_ik = phi[i, k];\nreturn phi_ik * phi_ik;\n", EmittedMethod.Body(_f.Return(_f.Multiply(element, element))));
    }

    [Fact]
    public void WordsOfCSharpAreEscaped()
    {
        Value a = _f.Scalar("do");
        Value b = _f.Multiply(a, a, "for");
        Assert.Equal("double @for = @do * @do;\nreturn @for + @for;\n", EmittedMethod.Body(_f.Return(_f.Add(b, b))));
    }
}
