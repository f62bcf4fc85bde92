using System.Diagnostics;
using DiffGen.RandomPrograms.Generation;
using DiffGen.RandomPrograms.Reduction;
using DiffGen.RandomPrograms.Running;

namespace DiffGen.RandomPrograms;

/// <summary>Checks any number of programs and reports on the console.</summary>
internal sealed class Hunt(int seed, int programs)
{
    private const int PerLine = 10_000;

    /// <summary>The first programs pay for compiling the compiler.</summary>
    private const int WarmUp = 1500;

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Tally _tally = new();
    private readonly Stages _stages = new();
    private readonly List<(RandomProgram Program, Failure Failure)> _failures = [];
    private int _next;
    private int _done;
    private int _measured;

    public int Jobs { get; init; } = 1;

    /// <summary>Whether every kind of derivative is wanted of every program.</summary>
    public bool AllKinds { get; init; }

    public int BatchSize { get; init; } = 100;

    /// <summary>How many failures are reduced.</summary>
    public int Reduce { get; init; } = 5;

    /// <summary>A pass to leave out of all programs, beside the one that some leave out anyway.</summary>
    public string? Disabled { get; init; }

    public int Run()
    {
        Thread[] workers = [.. Enumerable.Range(0, Jobs).Select(_ => new Thread(Work, maxStackSize: 64 << 20))];
        foreach (Thread worker in workers)
            worker.Start();
        foreach (Thread worker in workers)
            worker.Join();
        Console.Error.WriteLine();
        Report();
        foreach (var (program, failure) in _failures.OrderBy(f => f.Failure.Kind).ThenBy(f => f.Program.Seed).DistinctBy(f => (f.Failure.Kind, Math.Min(f.Failure.Message.Length, 12))).Concat(_failures).DistinctBy(f => f.Program.Seed).Take(Reduce))
        {
            RandomProgram smallest = Reducer.Smallest(program, failure);
            Console.WriteLine($"\nseed {program.Seed}, without [{string.Join(", ", program.Disabled)}]: {failure}\n{smallest.Source}");
        }
        return _failures.Count == 0 ? 0 : 1;
    }

    private void Work()
    {
        var stages = new Stages();
        int measured = 0;
        while (true)
        {
            int from = Interlocked.Add(ref _next, BatchSize) - BatchSize;
            if (from >= programs)
                break;
            if (from < WarmUp)
                (stages, measured) = (new Stages(), 0);
            RandomProgram[] batch = stages.Measure(Stage.Generate, () =>
                Enumerable.Range(seed + from, Math.Min(BatchSize, programs - from)).Select(s => ProgramGenerator.Generate(s, AllKinds)).ToArray());
            if (Disabled is { } pass)
                batch = [.. batch.Select(p => p with { Disabled = [.. p.Disabled, pass] })];
            IReadOnlyList<Outcome> outcomes = Batch.Check(batch, stages);
            measured += batch.Length;
            lock (_tally)
                Add(batch, outcomes);
        }
        lock (_tally)
        {
            _stages.Add(stages);
            _measured += measured;
        }
    }

    private void Add(RandomProgram[] batch, IReadOnlyList<Outcome> outcomes)
    {
        for (int i = 0; i < batch.Length; i++)
        {
            _tally.Add(batch[i], outcomes[i]);
            if (outcomes[i].Failure is not { } failure || failure.Kind == FailureKind.Refused)
                continue;
            _failures.Add((batch[i], failure));
            Console.Error.Write("\r" + new string(' ', 78) + "\r");
            Console.WriteLine($"seed {batch[i].Seed}: {failure.Kind}: {failure.Message}");
        }
        if ((_done + batch.Length) / PerLine > _done / PerLine)
            Console.WriteLine($"{_done + batch.Length} programs from seed {seed}, {_clock.Elapsed.TotalSeconds:F0} s: {_tally}, {_failures.Count} failed");
        _done += batch.Length;
        int filled = (int)(40L * Math.Min(_done, programs) / programs);
        Console.Error.Write($"\r[{new string('#', filled)}{new string('.', 40 - filled)}] {_done}/{programs}, {_failures.Count} failed, {_clock.Elapsed.TotalMilliseconds / _done:F1} ms each ");
    }

    private void Report()
    {
        Console.WriteLine($"{programs} programs in {_clock.Elapsed.TotalSeconds:F0} s: {_tally}");
        Console.WriteLine($"ms a program, after the first {WarmUp}: {string.Join(", ", Enum.GetValues<Stage>().Select(s => $"{s} {_stages.Milliseconds(s) / _measured:F2}"))}; "
            + $"all {Environment.CpuUsage.TotalTime.TotalMilliseconds / programs:F2}, {GC.GetTotalAllocatedBytes() / programs / 1024} KB allocated");
        foreach (string line in _tally.Details())
            Console.WriteLine("  " + line);
    }
}
