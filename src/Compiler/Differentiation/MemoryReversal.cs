using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Differentiation;

/// <summary>Reverses what happens to arrays. A read of a[i] gathers, so its adjoint scatters (see <see cref="ExpressionReversal"/>).</summary>
internal static class MemoryReversal
{
    /// <summary>
    /// Arrays that a block makes have adjoints that start at 0 (at the seed, if the array is returned) where the block's adjoint
    /// starts, or, where that runs in the same scope, beside the array.
    /// </summary>
    public static void AllocateAdjoints(Region region, AdjointContext context)
    {
        for (int i = 0; i < region.Primal.Statements.Count; i++)
        {
            if (region.Primal.Statements[i] is not Allocate allocate)
                continue;
            var origin = new Origin("", Sweep.Adjoint);
            ArrayVariable? seed = context.SeedOf(allocate.Array);
            if (seed is not null)
                region.After[i].Add(new CheckShape(seed, allocate.Extents) { Origin = origin });
            if (!context.Activity.IsActive(allocate.Array))
                continue;
            var adjoint = new Allocate(context.AdjointOf(allocate.Array), allocate.Extents, Cleared: seed is null)
            {
                CopyOf = seed,
                Origin = origin,
            };
            if (region.Shared)
                region.After[i].Add(adjoint);
            else
                region.Reverse.Add(adjoint);
        }
    }

    /// <summary>a[i] = v reverses to v̄ += ā[i], ā[i] = 0: what a[i] held before is gone.</summary>
    public static void Reverse(Store store, Region region, AdjointContext context)
    {
        if (!context.Activity.IsActive(store.Array))
            return;
        ArrayVariable adjoints = context.AdjointOf(store.Array);
        if (context.Activity.IsActive(store.Value))
        {
            Value adjoint = region.Reverse.Load(adjoints, store.Indices);
            region.Frame.Add(store.Value, adjoint, region.Reverse);
        }
        region.Reverse.Add(new Store(adjoints, store.Indices, Constant.Zero(store.Array.Element)));
    }

    /// <summary>a[i] += v reverses to v̄ += ā[i].</summary>
    public static void Reverse(Accumulate accumulate, Region region, AdjointContext context)
    {
        if (context.Activity.IsActive(accumulate.Array) && context.Activity.IsActive(accumulate.Value))
        {
            Value adjoint = region.Reverse.Load(context.AdjointOf(accumulate.Array), accumulate.Indices);
            region.Frame.Add(accumulate.Value, adjoint, region.Reverse);
        }
    }

    /// <summary>An array set to 0 reverses to its adjoint set to 0.</summary>
    public static void Reverse(Clear clear, Region region, AdjointContext context)
    {
        if (context.Activity.IsActive(clear.Array))
            region.Reverse.Add(new Clear(context.AdjointOf(clear.Array)));
    }
}
