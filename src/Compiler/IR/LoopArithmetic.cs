namespace DiffGen.Compiler.IR;

/// <summary>The arithmetic of counted loops: how many trips, which one a counter is at, the same counters backwards.</summary>
internal static class LoopArithmetic
{
    private static bool Ascends(Loop loop) => loop.Test is LoopTest.Less or LoopTest.LessOrEqual;

    private static bool StepsByOne(Loop loop) => loop.Step is Constant step && step.Is(Ascends(loop) ? 1 : -1);

    /// <summary>
    /// ⌈(limit − start)/step⌉ for the test &lt;, and likewise for the others; 0 or less if the loop does not run.
    /// </summary>
    public static Operand Trips(Loop loop, BlockBuilder block)
    {
        bool ascends = Ascends(loop);
        Operand distance = Distance(block, ascends ? loop.Start : loop.Limit, ascends ? loop.Limit : loop.Start);
        bool inclusive = loop.Test is LoopTest.LessOrEqual or LoopTest.GreaterOrEqual;
        if (StepsByOne(loop))
            return inclusive ? Plus(block, distance, 1) : distance;
        Operand step = StepLength(loop, block);
        // (distance + step − 1)/step, one more before the division if the limit itself counts.
        Operand rounded = block.Binary(BinaryOperator.Add, distance, inclusive ? step : Plus(block, step, -1));
        return block.Binary(BinaryOperator.Divide, rounded, step);
    }

    /// <summary>What must hold for the loop to run at least once.</summary>
    public static Binary RunsAtAll(Loop loop) => new(loop.Test switch
    {
        LoopTest.Less => BinaryOperator.Less,
        LoopTest.LessOrEqual => BinaryOperator.LessOrEqual,
        LoopTest.Greater => BinaryOperator.Greater,
        _ => BinaryOperator.GreaterOrEqual,
    }, loop.Start, loop.Limit);

    /// <summary>The number of trips before the one that the counter stands for.</summary>
    public static Operand Ordinal(Loop loop, BlockBuilder block)
    {
        Operand distance = Ascends(loop) ? Distance(block, loop.Start, loop.Counter) : Distance(block, loop.Counter, loop.Start);
        return StepsByOne(loop) ? distance : block.Binary(BinaryOperator.Divide, distance, StepLength(loop, block));
    }

    /// <summary>The header that runs through the same counters from the last to the first.</summary>
    public static (Operand Start, LoopTest Test, Operand Limit, Operand Step) Backwards(Loop loop, BlockBuilder block)
    {
        bool ascends = Ascends(loop);
        LoopTest test = ascends ? LoopTest.GreaterOrEqual : LoopTest.LessOrEqual;
        if (StepsByOne(loop))
        {
            Operand last = loop.Test switch
            {
                LoopTest.Less => Plus(block, loop.Limit, -1),
                LoopTest.Greater => Plus(block, loop.Limit, 1),
                _ => loop.Limit,
            };
            return (last, test, loop.Start, Constant.Int(ascends ? -1 : 1));
        }
        // start + (trips − 1)·step, which lies before the start if there is no trip.
        Operand trips = Trips(loop, block);
        Operand final = block.Binary(BinaryOperator.Add, loop.Start,
            block.Binary(BinaryOperator.Multiply, Plus(block, trips, -1), loop.Step));
        Operand back = loop.Step is Constant step
            ? Constant.Int(-(int)step.Number)
            : block.Let(new Unary(UnaryOperator.Negate, loop.Step));
        return (final, test, loop.Start, back);
    }

    private static Operand StepLength(Loop loop, BlockBuilder block) => loop.Step switch
    {
        Constant step => Constant.Int(Math.Abs((int)step.Number)),
        Operand step when Ascends(loop) => step,
        Operand step => block.Let(new Unary(UnaryOperator.Negate, step)),
    };

    private static Operand Distance(BlockBuilder block, Operand from, Operand to) => from is Constant { Number: 0 }
        ? to
        : from is Constant a && to is Constant b
            ? Constant.Int((int)(b.Number - a.Number))
            : block.Binary(BinaryOperator.Subtract, to, from);

    private static Operand Plus(BlockBuilder block, Operand operand, int number) => operand is Constant constant
        ? Constant.Int((int)constant.Number + number)
        : number < 0
            ? block.Binary(BinaryOperator.Subtract, operand, Constant.Int(-number))
            : block.Binary(BinaryOperator.Add, operand, Constant.Int(number));
}
