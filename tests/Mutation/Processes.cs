using System.Diagnostics;
using System.Text;

namespace DiffGen.Mutation;

/// <summary>How a command ended.</summary>
/// <param name="Code">Its exit code; null if it had to be stopped.</param>
internal sealed record Ending(int? Code, string Output);

/// <summary>Runs commands and collects what they print.</summary>
internal static class Processes
{
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(3);

    public static Ending Run(string directory, TimeSpan limit, string command, params IEnumerable<string> arguments)
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
        bool ended = process.WaitForExit(limit);
        if (!ended)
            process.Kill(entireProcessTree: true);
        // A build leaves servers behind that may hold the pipes open.
        closed.Wait(LastWords);
        lock (output)
            return new Ending(ended ? process.ExitCode : null, output.ToString());
    }
}
