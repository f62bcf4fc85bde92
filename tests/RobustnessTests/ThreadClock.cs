using System.Diagnostics;
using System.Globalization;

namespace DiffGen.RobustnessTests;

/// <summary>How long this thread has been computing: on a busy machine the wall clock tells of others.</summary>
internal readonly struct ThreadClock
{
    private const string Account = "/proc/thread-self/schedstat";

    private readonly long _start;

    private ThreadClock(long start) => _start = start;

    public TimeSpan Elapsed => TimeSpan.FromMicroseconds((Now() - _start) / 1000);

    public static ThreadClock Start() => new(Now());

    // Nanoseconds on a processor as Linux counts them; elsewhere all that pass.
    private static long Now()
    {
        if (!File.Exists(Account))
            return (long)(Stopwatch.GetTimestamp() * (1e9 / Stopwatch.Frequency));
        string account = File.ReadAllText(Account);
        return long.Parse(account.AsSpan(0, account.IndexOf(' ', StringComparison.Ordinal)), CultureInfo.InvariantCulture);
    }
}
