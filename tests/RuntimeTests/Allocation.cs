namespace DiffGen.RuntimeTests;

/// <summary>Measures what a piece of code leaves for the garbage collector.</summary>
internal static class Allocation
{
    /// <summary>Bytes allocated by one run of <paramref name="act"/> on this thread, once the pool is filled and the code is compiled.</summary>
    public static long Of(Action act)
    {
        for (int i = 0; i < 3; i++)
            act();
        long before = GC.GetAllocatedBytesForCurrentThread();
        act();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
