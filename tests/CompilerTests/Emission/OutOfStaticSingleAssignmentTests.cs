using DiffGen.Compiler.IR;
using Xunit;

namespace DiffGen.CompilerTests.Emission;

public class OutOfStaticSingleAssignmentTests
{
    private static readonly Constant Zero = Constant.Real(Scalar.Double, 0);

    private static void AssertBody(string expected, Function function) =>
        Assert.Equal(expected.ReplaceLineEndings("\n") + "\n", EmittedMethod.Body(function));

    [Fact]
    public void AnAccumulatorIsOneVariable()
    {
        var f = new FunctionBuilder();
        ArrayVariable x = f.Array("x");
        Value a = f.Scalar("a");
        Value n = f.Length(x);
        Value s = f.For("i", n, [("s", Zero)], (i, carried) =>
        {
            Value t = f.Multiply(f.Block.Load(x, [i]), a, "t");
            return [f.Add(carried[0], f.Multiply(t, t), "s")];
        })[0];
        AssertBody("""
            double s = 0;
            for (int i = 0; i < x.Length; i++)
            {
                double t = x[i] * a;
                s += t * t;
            }
            return s;
            """, f.Return(s));
    }

    [Fact]
    public void AnAccumulatorOfANestIsOneVariable()
    {
        var f = new FunctionBuilder();
        ArrayVariable m = f.Array("M", ArrayForm.Rank2);
        Value s = f.For("i", f.Length(m), [("s", Zero)], (i, outer) =>
            [f.For("j", f.Length(m, 1), [("s", outer[0])], (j, inner) => [f.Add(inner[0], f.Block.Load(m, [i, j]), "s")])[0]])[0];
        AssertBody("""
            double s = 0;
            for (int i = 0; i < M.GetLength(0); i++)
            {
                for (int j = 0; j < M.GetLength(1); j++)
                    s += M[i, j];
            }
            return s;
            """, f.Return(s));
    }

    [Fact]
    public void ASwapKeepsOneValueAside()
    {
        var f = new FunctionBuilder();
        Value n = f.Scalar("n", Scalar.Int32), a = f.Scalar("a"), b = f.Scalar("b");
        Value[] after = f.For("i", n, [("a", a), ("b", b)], (_, c) => [c[1], c[0]]);
        Function function = f.Return(f.Block.Binary(BinaryOperator.Subtract, after[0], after[1]));
        AssertBody("""
            for (int i = 0; i < n; i++)
            {
                double aNext = b;
                b = a;
                a = aNext;
            }
            return a - b;
            """, function);
        Assert.Equal(3.0, EmittedMethod.Run(function, 3, 2.0, 5.0));
        Assert.Equal(-3.0, EmittedMethod.Run(function, 2, 2.0, 5.0));
    }

    [Fact]
    public void FibonacciNumbersNeedNoMoreThanTheUsersOwnTemporary()
    {
        var f = new FunctionBuilder();
        Value n = f.Scalar("n", Scalar.Int32);
        Value[] after = f.For("i", n, [("a", Zero), ("b", Constant.Real(Scalar.Double, 1))], (_, c) => [c[1], f.Add(c[0], c[1], "t")]);
        Function function = f.Return(after[0]);
        AssertBody("""
            double a = 0;
            double b = 1;
            for (int i = 0; i < n; i++)
            {
                double t = a + b;
                a = b;
                b = t;
            }
            return a;
            """, function);
        Assert.Equal(55.0, EmittedMethod.Run(function, 10));
    }

    // (x + 1) * (x = x + x): the sum is taken before x gets its next value, which needs no variable of its own then.
    [Fact]
    public void WhatReadsAVariableIsComputedBeforeItsNextValue()
    {
        var f = new FunctionBuilder();
        Value n = f.Scalar("n", Scalar.Int32), x = f.Scalar("x");
        Value[] after = f.For("i", n, [("x", x), ("s", Zero)], (_, c) =>
        {
            Value sum = f.Add(c[0], Constant.Real(Scalar.Double, 1));
            Value next = f.Add(c[0], c[0], "x");
            return [next, f.Add(c[1], f.Multiply(sum, next), "s")];
        });
        AssertBody("""
            double s = 0;
            for (int i = 0; i < n; i++)
            {
                double t = x + 1;
                x += x;
                s += t * x;
            }
            return s;
            """, f.Return(after[1]));
    }

    [Fact]
    public void TheOldValueSurvivesItsSuccessor()
    {
        var f = new FunctionBuilder();
        Value n = f.Scalar("n", Scalar.Int32);
        ArrayVariable x = f.Array("x");
        Value after = f.For("i", n, [("s", Zero)], (i, c) =>
        {
            Value next = f.Add(c[0], f.Block.Load(x, [i]), "s");
            f.Block.Add(new Store(x, [i], f.Multiply(c[0], next)));
            return [next];
        })[0];
        Function function = f.Return(after);
        double[] numbers = [1, 2, 3];
        Assert.Equal(6.0, EmittedMethod.Run(function, 3, numbers));
        Assert.Equal([0, 3, 18], numbers);
    }

    [Fact]
    public void AMaximumIsAnAssignmentUnderACondition()
    {
        var f = new FunctionBuilder();
        ArrayVariable x = f.Array("x");
        Value m = f.For("i", f.Length(x), [("m", Zero)], (i, c) =>
        {
            Value v = f.Block.Load(x, [i], "v");
            return f.If(f.Less(c[0], v), ["m"], () => [v], () => [c[0]]);
        })[0];
        AssertBody("""
            double m = 0;
            for (int i = 0; i < x.Length; i++)
            {
                double v = x[i];
                if (m < v)
                    m = v;
            }
            return m;
            """, f.Return(m));
    }

    [Fact]
    public void BothSidesOfABranchAssignOneVariable()
    {
        var f = new FunctionBuilder();
        Value a = f.Scalar("a");
        Value[] r = f.If(f.Less(a, Zero), ["p", "q"],
            () => [f.Multiply(a, a, "p"), f.Add(a, a, "q")], () => [f.Add(a, Constant.Real(Scalar.Double, 1), "p"), Zero]);
        Function function = f.Return(f.Add(r[0], r[1]));
        AssertBody("""
            double p;
            double q;
            if (a < 0)
            {
                p = a * a;
                q = a + a;
            }
            else
            {
                p = a + 1;
                q = 0;
            }
            return p + q;
            """, function);
        Assert.Equal(3.0, EmittedMethod.Run(function, -3.0));
        Assert.Equal(5.0, EmittedMethod.Run(function, 4.0));
    }

    [Fact]
    public void SmallBranchesAreExpressions()
    {
        var f = new FunctionBuilder();
        Value a = f.Scalar("a"), b = f.Scalar("b");
        Value both = f.If(f.Less(Zero, a), [null], () => [f.Less(a, b)], () => [Constant.Bool(false)])[0];
        Value r = f.If(both, [null], () => [f.Multiply(a, b)], () => [f.Add(a, b)])[0];
        AssertBody("""
            return 2 * (0 < a && a < b ? a * b : a + b);
            """, f.Return(f.Multiply(Constant.Real(Scalar.Double, 2), r)));
    }

    [Fact]
    public void AParameterThatChangesIsChangedItself()
    {
        var f = new FunctionBuilder();
        Value a = f.Scalar("a");
        Value n = f.Scalar("n", Scalar.Int32);
        Value after = f.For("i", n, [("a", a)], (_, c) => [f.Multiply(c[0], c[0], "a")])[0];
        AssertBody("""
            for (int i = 0; i < n; i++)
                a *= a;
            return a;
            """, f.Return(after));
    }

    [Fact]
    public void AReturnedOldValueIsReadBeforeItIsOverwritten()
    {
        var f = new FunctionBuilder();
        Value a = f.Scalar("a", passing: Passing.Ref), b = f.Scalar("b", passing: Passing.Ref);
        f.Output("a", b);
        f.Output("b", a);
        Function function = f.Return(a);
        AssertBody("""
            double result = a;
            double aNext = b;
            b = a;
            a = aNext;
            return result;
            """, function);
    }
}
