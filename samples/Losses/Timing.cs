using System.Diagnostics;

namespace Losses;

/// <summary>Medians of the time of a loss, of its gradient (microseconds) and of their ratio, and what one gradient call allocates.</summary>
internal sealed record Timing(double Value, double Gradient, double Ratio, long AllocatedBytes)
{
    private const int Batches = 15;
    private static readonly TimeSpan BatchTime = TimeSpan.FromMilliseconds(10);

    public static Timing Of(Func<double> value, Func<double> gradient)
    {
        WarmUp(value);
        WarmUp(gradient);
        int valueCalls = CallsPerBatch(value), gradientCalls = CallsPerBatch(gradient);

        // Alternating, each ratio from two batches side by side, so that a busy or slower machine meets both.
        double[] values = new double[Batches], gradients = new double[Batches], ratios = new double[Batches];
        for (int batch = 0; batch < Batches; batch++)
        {
            values[batch] = MicrosecondsPerCall(value, valueCalls);
            gradients[batch] = MicrosecondsPerCall(gradient, gradientCalls);
            ratios[batch] = gradients[batch] / values[batch];
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        gradient();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        return new Timing(Median(values), Median(gradients), Median(ratios), allocated);
    }

    /// <summary>The pauses let the runtime finish compiling in the background; a machine with few cores needs them.</summary>
    private static void WarmUp(Func<double> function)
    {
        for (int round = 0; round < 4; round++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int call = 0; call < 10 && (call == 0 || Stopwatch.GetElapsedTime(start) < BatchTime); call++)
                function();
            Thread.Sleep(30);
        }
    }

    private static int CallsPerBatch(Func<double> function) =>
        Math.Max(1, (int)(BatchTime.TotalMicroseconds / MicrosecondsPerCall(function, 3)));

    private static double MicrosecondsPerCall(Func<double> function, int calls)
    {
        long start = Stopwatch.GetTimestamp();
        for (int call = 0; call < calls; call++)
            function();
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / calls;
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }
}
