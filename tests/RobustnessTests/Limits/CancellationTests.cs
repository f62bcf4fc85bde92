using DiffGen.Compiler.Frontend;

namespace DiffGen.RobustnessTests.Limits;

/// <summary>An editor cancels at every key: whatever the compiler is at, it stops at once.</summary>
public class CancellationTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(50);

    // Tests are not optimised and run beside others; the promise is 50 ms, which "--cancel" measures on the command line.
    private static readonly TimeSpan s_patienceHere = TimeSpan.FromMilliseconds(150);

    public static TheoryData<string> Programs => [
        "1000 branches one after the other", "2000 array stores that are read again", "4900 statements of arithmetic",
        "50 nested loops that record in locals", "500 loops that record", "a loop with 3000 statements"];

    [Theory]
    [MemberData(nameof(Programs))]
    public void StopsSoonAfterBeingCancelled(string name)
    {
        (double at, TimeSpan latency) = Slowest(name, points: 3);
        Assert.True(latency <= s_patienceHere, $"{latency.TotalMilliseconds:F0} ms, cancelled at {at:P0}");
    }

    /// <summary>The longest time between being cancelled and giving up, and how far the compiler was then.</summary>
    internal static (double At, TimeSpan Latency) Slowest(string name, int points)
    {
        var program = Stages.Method(LargePrograms.All[name]());
        // Not the first time, when the compiler itself is being compiled.
        TimeSpan total = TimeSpan.MaxValue;
        for (int i = 0; i < 3; i++)
        {
            var clock = ThreadClock.Start();
            Run(program, CancellationToken.None);
            total = clock.Elapsed < total ? clock.Elapsed : total;
        }
        return Enumerable.Range(0, points).Select(i => (At: (i + 0.5) / points, Latency: Latency(program, total * ((i + 0.5) / points)))).MaxBy(p => p.Latency);
    }

    private static TimeSpan Latency((Microsoft.CodeAnalysis.IMethodSymbol, Microsoft.CodeAnalysis.CSharp.CSharpCompilation) program, TimeSpan after)
    {
        TimeSpan best = TimeSpan.MaxValue;
        // A collection of garbage may fall into one attempt, hardly into all.
        for (int attempt = 0; attempt < 4 && best > s_patience; attempt++)
        {
            using var source = new CancellationTokenSource();
            ThreadClock clock = default;
            using var started = new ManualResetEventSlim();
            TimeSpan stopped = default, cancelled = TimeSpan.MaxValue;
            var thread = new Thread(() =>
            {
                clock = ThreadClock.Start();
                started.Set();
                try
                {
                    Run(program, source.Token);
                }
                catch (OperationCanceledException)
                {
                }
                stopped = clock.Elapsed;
            }, 1 << 22);
            thread.Start();
            started.Wait();
            while (thread.IsAlive && clock.Elapsed < after)
                Thread.Sleep(1);
            cancelled = clock.Elapsed;
            source.Cancel();
            thread.Join();
            TimeSpan latency = stopped > cancelled ? stopped - cancelled : TimeSpan.Zero;
            best = latency < best ? latency : best;
        }
        return best;
    }

    private static void Run((Microsoft.CodeAnalysis.IMethodSymbol, Microsoft.CodeAnalysis.CSharp.CSharpCompilation) program, CancellationToken cancellation)
    {
        LoweredMethod lowered = Stages.Lower(program, cancellation);
        Stages.Compile(lowered.Model, cancellation);
    }
}
