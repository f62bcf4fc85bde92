using System.Diagnostics;
using System.Globalization;

namespace DiffGen.RobustnessTests;

/// <summary>How long this thread has been computing: on a busy machine the wall clock tells of others.</summary>
internal readonly struct ThreadClock
{
    private readonly string? _account;
    private readonly long _start;

    private ThreadClock(string? account)
    {
        _account = account;
        _start = Now(account);
    }

    /// <summary>May be asked by another thread.</summary>
    public TimeSpan Elapsed => TimeSpan.FromMicroseconds((Now(_account) - _start) / 1000);

    /// <summary>From here on, for the thread that asks.</summary>
    public static ThreadClock Start()
    {
        string? self = File.Exists("/proc/thread-self/schedstat") ? new FileInfo("/proc/thread-self").LinkTarget : null;
        return new ThreadClock(self is null ? null : "/proc/" + self + "/schedstat");
    }

    // Nanoseconds on a processor as Linux counts them; elsewhere all that pass.
    private static long Now(string? path)
    {
        if (path is null)
            return (long)(Stopwatch.GetTimestamp() * (1e9 / Stopwatch.Frequency));
        string account;
        try
        {
            account = File.ReadAllText(path);
        }
        catch (IOException)
        {
            // The thread has ended.
            return long.MaxValue;
        }
        return long.Parse(account.AsSpan(0, account.IndexOf(' ', StringComparison.Ordinal)), CultureInfo.InvariantCulture);
    }
}
