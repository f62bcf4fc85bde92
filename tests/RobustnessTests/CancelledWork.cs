namespace DiffGen.RobustnessTests;

/// <summary>Work on a thread of its own that is told to stop.</summary>
internal static class CancelledWork
{
    /// <summary>How long the thread worked, how long it had when it was told to stop, and what it stopped with; null if it came to its end.</summary>
    /// <param name="work">What is done.</param>
    /// <param name="after">How much work is done before.</param>
    public static (TimeSpan Worked, TimeSpan Cancelled, OperationCanceledException? By) Run(Action<CancellationToken> work, TimeSpan after)
    {
        using var source = new CancellationTokenSource();
        using var started = new ManualResetEventSlim();
        ThreadClock clock = default;
        TimeSpan stopped = default;
        OperationCanceledException? by = null;
        var thread = new Thread(() =>
        {
            clock = ThreadClock.Start();
            started.Set();
            try
            {
                work(source.Token);
            }
            catch (OperationCanceledException e)
            {
                by = e;
            }
            stopped = clock.Elapsed;
        }, 1 << 22);
        thread.Start();
        started.Wait();
        while (thread.IsAlive && clock.Elapsed < after)
            Thread.Sleep(1);
        TimeSpan cancelled = clock.Elapsed;
        source.Cancel();
        thread.Join();
        return (stopped, cancelled, by);
    }
}
