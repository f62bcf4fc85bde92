namespace DiffGen.RobustnessTests.Limits;

/// <summary>An editor cancels at every key: whatever the compiler is at, it stops at once.</summary>
public class CancellationTests
{
    // Tests are not optimised and run beside others; the promise is 50 ms, which "--cancel" measures on the command line.
    private static readonly TimeSpan s_patienceHere = TimeSpan.FromMilliseconds(150);

    public static TheoryData<string> Programs => [
        "1000 branches one after the other", "2000 array stores that are read again", "4900 statements of arithmetic",
        "50 nested loops that record in locals", "500 loops that record", "a loop with 3000 statements"];

    [Theory]
    [MemberData(nameof(Programs))]
    public void StopsSoonAfterBeingCancelled(string name)
    {
        Interruption slowest = Interruption.Slowest(Interruption.OfDiffGen(Stages.Method(LargePrograms.All[name]())), points: 3);
        Assert.True(slowest.Latency <= s_patienceHere, $"{slowest.Latency.TotalMilliseconds:F0} ms, cancelled at {slowest.At:P0}, stopped by {slowest.StoppedBy}");
    }
}
