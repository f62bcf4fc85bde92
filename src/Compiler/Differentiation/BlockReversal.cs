using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Differentiation;

/// <summary>Reverses a block: its statements from the last to the first, each by the rule for its kind.</summary>
internal static class BlockReversal
{
    public static void Reverse(Region region, AdjointContext context)
    {
        MemoryReversal.AllocateAdjoints(region, context);
        for (int i = region.Primal.Statements.Count - 1; i >= 0; i--)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            region.Position = i;
            Statement statement = region.Primal.Statements[i];
            region.Reverse.Origin = statement.Origin is { } origin ? origin with { Sweep = Sweep.Adjoint } : new Origin("", Sweep.Adjoint);
            switch (statement)
            {
                case Let let:
                    ExpressionReversal.Reverse(let, region, context);
                    break;
                case Store store:
                    MemoryReversal.Reverse(store, region, context);
                    break;
                case Accumulate accumulate:
                    MemoryReversal.Reverse(accumulate, region, context);
                    break;
                case Clear clear:
                    MemoryReversal.Reverse(clear, region, context);
                    break;
                case Iteration loop when context.Activity.HasActive(loop):
                    if (!FusedSweeps.TryReverse(loop, region, context))
                        LoopReversal.Reverse(loop, region, context);
                    break;
                case Branch branch when context.Activity.HasActive(branch):
                    if (!FusedSweeps.TryReverse(branch, region, context))
                        BranchReversal.Reverse(branch, region, context);
                    break;
                case Invoke invoke:
                    RoutineReversal.Reverse(invoke, region, context);
                    break;
                case Apply call:
                    CallReversal.Reverse(call, region, context);
                    break;
                case Push or Pop:
                    throw new NotSupportedException("A tape inside the primal.");
            }
        }
    }
}
