using DiffGen.NumericTests.Harness;

namespace DiffGen.NumericTests;

/// <summary>Promise 4: any number of threads at once get the same bits.</summary>
public sealed class ThreadTests
{
    public static TheoryData<string> Methods() => [.. Suite.Methods.Where(m => m.Value.Method.Primal.DeclaringType!.Name is "Costs" or "Recurrences"
        || m.Value.Method.Primal.DeclaringType.Namespace == "Losses").Select(m => m.Key)];

    [Theory, MemberData(nameof(Methods))]
    public void EightThreadsGetTheSameBits(string name)
    {
        var (method, inputs) = Suite.Methods[name];
        object?[] arguments = inputs[^1];
        object?[] seeds = [.. method.ActiveParameters.Select(i => Numeric.Filled(arguments[i], 0.5))];
        object? seed = Numeric.Filled(method.Run(arguments).Value, 1);
        var wanted = method.RunAdjoint(arguments, seed, seeds);
        int differences = 0;

        Thread[] threads = [.. Enumerable.Range(0, 8).Select(_ => new Thread(() =>
        {
            for (int round = 0; round < 50; round++)
            {
                var found = method.RunAdjoint(arguments, seed, seeds);
                if (!Numeric.SameBits(wanted.Value, found.Value) || !wanted.Derivatives.Zip(found.Derivatives, Numeric.SameBits).All(same => same))
                    Interlocked.Increment(ref differences);
            }
        }))];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();

        Assert.Equal(0, differences);
    }
}
