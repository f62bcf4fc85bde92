using System.Diagnostics;
using System.Text;

namespace DiffGen.Mutation;

/// <summary>How a command ended.</summary>
/// <param name="Code">Its exit code; null if it had to be stopped.</param>
/// <param name="Worked">How long it computed, to the last glance.</param>
internal sealed record Ending(int? Code, string Output, TimeSpan Worked);

/// <summary>Runs commands and collects what they print.</summary>
internal static class Processes
{
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(1);

    /// <param name="limit">Stopped when as much time has passed.</param>
    public static Ending Run(string directory, TimeSpan limit, string command, params IEnumerable<string> arguments) =>
        Run(directory, limit, limit, command, arguments);

    /// <param name="longest">Stopped when as much time has passed.</param>
    /// <param name="work">Stopped when it has computed as long: on a busy machine the wall clock tells of others.</param>
    public static Ending Run(string directory, TimeSpan longest, TimeSpan work, string command, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["MSBUILDTERMINALLOGGER"] = "off";
        var output = new StringBuilder();
        using var process = new Process { StartInfo = start };
        var closed = new CountdownEvent(2);
        DataReceivedEventHandler collect = (_, e) =>
        {
            if (e.Data is null)
                closed.Signal();
            lock (output)
                output.Append(e.Data).Append('\n');
        };
        process.OutputDataReceived += collect;
        process.ErrorDataReceived += collect;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var clock = Stopwatch.StartNew();
        TimeSpan worked = TimeSpan.Zero;
        bool ended;
        while (!(ended = process.WaitForExit(Glance)) && clock.Elapsed < longest && worked < work)
            worked = Worked(process) ?? worked;
        if (!ended)
            process.Kill(entireProcessTree: true);
        // A build leaves servers behind that may hold the pipes open.
        closed.Wait(LastWords);
        lock (output)
            return new Ending(ended ? process.ExitCode : null, output.ToString(), worked);
    }

    private static TimeSpan? Worked(Process process)
    {
        try
        {
            return process.TotalProcessorTime;
        }
        catch (InvalidOperationException)
        {
            // It has just ended.
            return null;
        }
    }
}
