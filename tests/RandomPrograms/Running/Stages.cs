namespace DiffGen.RandomPrograms.Running;

/// <summary>Where the time goes.</summary>
internal enum Stage
{
    Generate,
    Parse,
    Frontend,
    Compile,
    Emit,
    Oracle,
    Run,
}

/// <summary>Processor time spent on each stage; with several workers at once it is shared out wrongly.</summary>
internal sealed class Stages
{
    private readonly long[] _ticks = new long[Enum.GetValues<Stage>().Length];

    public T Measure<T>(Stage stage, Func<T> work)
    {
        long start = Now;
        try
        {
            return work();
        }
        finally
        {
            _ticks[(int)stage] += Now - start;
        }
    }

    public void Measure(Stage stage, Action work) => Measure(stage, () =>
    {
        work();
        return 0;
    });

    public void Add(Stages other)
    {
        for (int i = 0; i < _ticks.Length; i++)
            _ticks[i] += other._ticks[i];
    }

    public double Milliseconds(Stage stage) => _ticks[(int)stage] / (double)TimeSpan.TicksPerMillisecond;

    private static long Now => Environment.CpuUsage.TotalTime.Ticks;
}
