using System.Diagnostics;

namespace Word2Vec;

/// <summary>Counts words and losses and writes a line for each epoch.</summary>
internal sealed class Progress(TextWriter writer)
{
    private readonly long started = Stopwatch.GetTimestamp();
    private long words, pairs;
    private double loss;

    public void Words(int count) => words += count;

    public void Pair(double pairLoss)
    {
        pairs++;
        loss += pairLoss;
    }

    public void EndOfEpoch(int epoch, double rate)
    {
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        writer.WriteLine($"epoch {epoch,3}   mean loss {loss / Math.Max(1, pairs):0.0000}   rate {rate:0.00000}   {words / seconds,9:N0} words/s   {seconds,6:0.0} s");
        (pairs, loss) = (0, 0);
    }
}
