using DiffGen.Compiler.Analysis;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Differentiation;

/// <summary>
/// The reverse transform: from the IR of F to the IR of its gradient or adjoint.
/// </summary>
/// <remarks>
/// With ȳ given for the outputs y = F(x), x̄ = (∂y/∂x)ᵀ·ȳ: the statements of F from the last to the first, each handing its
/// result's adjoint to its operands, times the partial derivative (Griewank &amp; Walther, Evaluating Derivatives, ch. 3).
/// The gradient is the adjoint with seed 1, assigned instead of added.
/// </remarks>
internal static class AdjointFunction
{
    /// <param name="notes">Where to note what is stored; null for nowhere.</param>
    public static Function Gradient(Function function, CancellationToken cancellation, StorageNotes? notes = null) =>
        new AdjointParameters(function, isGradient: true).Differentiate(cancellation, notes);

    /// <summary>The gradient as it is to be differentiated once more: with rules written out instead of called.</summary>
    public static Function GradientToDifferentiate(Function function, CancellationToken cancellation) =>
        new AdjointParameters(function, isGradient: true).Differentiate(cancellation, writesRulesOut: true);

    /// <param name="notes">Where to note what is stored; null for nowhere.</param>
    public static Function Adjoint(Function function, CancellationToken cancellation, StorageNotes? notes = null) =>
        new AdjointParameters(function, isGradient: false).Differentiate(cancellation, notes);

    public static Function Differentiate(this AdjointParameters parameters, CancellationToken cancellation, StorageNotes? notes = null,
        bool writesRulesOut = false)
    {
        Function function = parameters.Primal;
        var activity = new ActivityAnalysis(function, parameters.DependentScalars, parameters.DependentArrays, cancellation);
        var affine = new AffineAnalysis(Walk.Statements(function.Body), cancellation);
        var context = new AdjointContext(function, parameters.Ids, activity, new OverwriteAnalysis(function, affine, cancellation: cancellation),
            new SelectionAnalysis(function, cancellation), cancellation)
        {
            Notes = notes,
            WritesRulesOut = writesRulesOut,
            Ephemeral = RoutineReversal.Ephemeral(function),
            Reverses = function.Routines.ToDictionary(r => r.Id, _ => parameters.Ids.Take()),
        };
        var region = new Region(null, null, function.Body, shared: true, FrameKind.Function, context);

        var start = new BlockBuilder(parameters.Ids) { Origin = new Origin("", Sweep.Adjoint) };
        foreach ((ArrayVariable array, ArrayVariable seed) in parameters.ArraySeeds)
            context.SetSeed(array, seed);
        foreach ((ArrayVariable array, ArrayVariable adjoint) in parameters.Arrays)
        {
            if (array.Element.IsReal())
                context.SetAdjoint(array, adjoint);
            if (parameters.IsGradient)
                start.Add(new Clear(adjoint));
        }
        foreach (ArrayVariable scratch in parameters.ScratchArrays.Where(activity.IsActive))
            AllocateLike(scratch, context.AdjointOf(scratch), start);
        foreach ((Operand output, Operand seed) in parameters.Seeds)
        {
            if (activity.IsActive(output))
                region.Frame.Add(output, seed, region.Reverse);
        }
        BlockReversal.Reverse(region, context);

        Block body = new(start.Statements.Concat(region.ForwardStatements()).Concat(region.Reverse.Statements).ToEquatableArray());
        EquatableArray<Routine> routines = RoutineReversal.Differentiate(function, context);
        IEnumerable<Output> outputs = function.Outputs.Concat(parameters.Outputs(value => region.Frame[value]));
        var derivative = new Function(function.Name, parameters.All, body, function.Result, outputs.ToEquatableArray(), parameters.Ids.Next)
        {
            Written = function.Written,
            Routines = routines,
            Captures = function.Captures,
            SameShapes = parameters.Arrays.Select(p => new SameShape(p.Adjoint, p.Array)).ToEquatableArray(),
        };
        return derivative.Named(context.Named);
    }

    // What F writes into a [Constant] array carries derivatives inside F only.
    public static void AllocateLike(ArrayVariable array, ArrayVariable derivative, BlockBuilder block, ArrayVariable? copyOf = null, bool isFilled = false)
    {
        Operand[] extents = [.. Enumerable.Range(0, array.Rank).Select(d => (Operand)block.Let(new Extent(array, d)))];
        if (array.Form == ArrayForm.Jagged)
            extents[1] = LongestRow(array, extents[0], block);
        block.Add(new Allocate(derivative, extents.ToEquatableArray(), Cleared: copyOf is null && !isFilled) { CopyOf = copyOf });
    }

    /// <summary>The derivatives of rows of different lengths are a matrix that has room for the longest.</summary>
    private static Value LongestRow(ArrayVariable array, Operand rows, BlockBuilder block)
    {
        Value row = block.Ids.Value(Scalar.Int32, "row"), longest = block.Ids.Value(Scalar.Int32, "longest");
        Value longer = block.Ids.Value(Scalar.Int32), after = block.Ids.Value(Scalar.Int32, "longest");
        var body = new BlockBuilder(block.Ids) { Origin = block.Origin };
        Value length = body.Let(new Extent(array, 1, row));
        Value exceeds = body.Binary(BinaryOperator.Greater, length, longest);
        body.Add(new Branch(exceeds, Block.Empty, Block.Empty, [new Merge(longer, length, longest)]));
        block.Add(new Loop(row, Constant.Int(0), LoopTest.Less, rows, Constant.Int(1),
            [new Carried(longest, Constant.Int(0), longer, after)], body.ToBlock()));
        return after;
    }
}
