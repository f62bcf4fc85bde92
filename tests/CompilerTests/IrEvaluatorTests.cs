using DiffGen.Compiler.IR;
using Xunit;

namespace DiffGen.CompilerTests;

/// <summary>The evaluator that other tests trust.</summary>
public sealed class IrEvaluatorTests
{
    [Fact]
    public void SumsTheSquaresOfAnArrayInALoop()
    {
        var ids = new IdSource(0);
        var x = new ArrayVariable(ids.Take(), "x", Scalar.Double, ArrayForm.Vector, ArrayRole.Parameter);
        Value i = ids.Value(Scalar.Int32, "i"), inside = ids.Value(Scalar.Double, "s"), after = ids.Value(Scalar.Double, "s");
        var outer = new BlockBuilder(ids);
        var body = new BlockBuilder(ids);
        Value extent = outer.Let(new Extent(x, 0));
        Value element = body.Load(x, [i]);
        Value next = body.Binary(BinaryOperator.Add, inside, body.Binary(BinaryOperator.Multiply, element, element));
        outer.Add(new Loop(i, Constant.Int(0), LoopTest.Less, extent, Constant.Int(1),
            [new Carried(inside, Constant.Zero(Scalar.Double), next, after)], body.ToBlock()));
        var function = new Function("F", [new ArrayParameter("x", x)], outer.ToBlock(), Result.Of(after), [], ids.Next);

        Assert.Equal(14.0, IrEvaluator.Run(function, new[] { 1.0, 2, 3 }).Result);
        Assert.Equal(0.0, IrEvaluator.Run(function, Array.Empty<double>()).Result);
    }

    [Fact]
    public void RunsOnlyTheBranchTakenAndMergesItsValue()
    {
        var ids = new IdSource(0);
        var x = new ArrayVariable(ids.Take(), "x", Scalar.Double, ArrayForm.Rank2, ArrayRole.Parameter);
        Value condition = ids.Value(Scalar.Bool, "c"), result = ids.Value(Scalar.Double);
        EquatableArray<Operand> at = [Constant.Int(0), Constant.Int(1)];
        Block Store(double number) => new([new Store(x, at, Constant.Real(Scalar.Double, number))]);
        var body = new Block([new Branch(condition, Store(1), Store(2),
            [new Merge(result, Constant.Real(Scalar.Double, 10), Constant.Real(Scalar.Double, 20))])]);
        var function = new Function("F",
            [new ScalarParameter("c", condition, Passing.ByValue), new ArrayParameter("x", x)], body, Result.Of(result), [], ids.Next);

        double[,] memory = new double[1, 2];
        Assert.Equal(10.0, IrEvaluator.Run(function, true, memory).Result);
        Assert.Equal(1, memory[0, 1]);
        Assert.Equal(20.0, IrEvaluator.Run(function, false, memory).Result);
        Assert.Equal(2, memory[0, 1]);
    }

    [Fact]
    public void ReadsNaNWhereAProgramBreaksItsPromiseToWriteFirst()
    {
        var ids = new IdSource(0);
        var t = new ArrayVariable(ids.Take(), "t", Scalar.Double, ArrayForm.Vector, ArrayRole.Scratch);
        var block = new BlockBuilder(ids);
        block.Add(new Allocate(t, [Constant.Int(2)], Cleared: false));
        block.Add(new Store(t, [Constant.Int(0)], Constant.Real(Scalar.Double, 1)));
        Value written = block.Load(t, [Constant.Int(0)]), unwritten = block.Load(t, [Constant.Int(1)]);
        var evaluator = new IrEvaluator();
        evaluator.Run(block.ToBlock());

        Assert.Equal(1.0, evaluator[written]);
        Assert.Equal(double.NaN, evaluator[unwritten]);
    }

    [Fact]
    public void TakesFromTheTapeInReverseOrder()
    {
        var ids = new IdSource(0);
        Value last = ids.Value(Scalar.Double), first = ids.Value(Scalar.Double), flag = ids.Value(Scalar.Bool);
        var evaluator = new IrEvaluator();
        evaluator.Run(new Block([
            new Push(Constant.Real(Scalar.Double, 1)), new Push(Constant.Bool(true)), new Push(Constant.Real(Scalar.Double, 2)),
            new Pop(last), new Pop(flag), new Pop(first)]));

        Assert.Equal((2.0, true, 1.0), (evaluator[last], evaluator[flag], evaluator[first]));
    }

    [Fact]
    public void ConvertsAsCSharpDoes()
    {
        Assert.Equal(-2, IrEvaluator.To(Scalar.Int32, -2.9));
        Assert.Equal(0.1f, IrEvaluator.To(Scalar.Single, 0.1));
        Assert.Equal((double)0.1f, IrEvaluator.To(Scalar.Double, 0.1f));
        Assert.Equal((byte)44, IrEvaluator.To(Scalar.Byte, 300));
    }

    [Fact]
    public void AddsToARefParameterOnTheWayOut()
    {
        var ids = new IdSource(0);
        Value d = ids.Value(Scalar.Double, "d");
        var function = new Function("F", [new ScalarParameter("d", d, Passing.Ref)], Block.Empty, null,
            [new Output("d", Constant.Real(Scalar.Double, 2), Adds: true)], ids.Next);
        Assert.Equal(5.0, IrEvaluator.Run(function, 3.0).Outputs["d"]);
    }

    [Fact]
    public void ReadsAndWritesTheViewedArrayThroughAView()
    {
        Function function = IrParser.Parse("function F(M0: Rank2<double>)\n  c1 = slice M0[*, 1]\n  r2 = slice M0[7, *]\n  %3 = c1[0]\n  c1[1] = %3\n");
        double[,] memory = { { 1, 2 }, { 3, 4 } };
        IrEvaluator.Run(function, memory);
        Assert.Equal(2, memory[1, 1]);
    }
}
