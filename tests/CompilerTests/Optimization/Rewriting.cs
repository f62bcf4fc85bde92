using DiffGen.Compiler.IR;
using DiffGen.Compiler.Optimization;
using Xunit;

namespace DiffGen.CompilerTests.Optimization;

/// <summary>Holds a pass to what it should print, and what it prints to what the original computes.</summary>
internal static class Rewriting
{
    private static readonly int[] Extents = [0, 1, 2, 5];

    /// <summary>Asserts that a pass turns one program into another, and that both compute the same.</summary>
    public static void Becomes(Pass pass, string before, string after) => Becomes([pass], before, after);

    public static void Becomes(IReadOnlyList<Pass> passes, string before, string after)
    {
        Function original = IrParser.Parse(before);
        original = original with { SameShapes = DerivativeShapes(original) };
        Function rewritten = Passes.Run(passes, original, TestContext.Current.CancellationToken);
        Assert.Equal(after.Trim(), IrPrinter.Print(rewritten).Trim());
        ComputesTheSame(original, rewritten);
    }

    /// <summary>The shape of the array parameter <c>d</c> + name is that of the parameter.</summary>
    public static EquatableArray<SameShape> DerivativeShapes(Function function)
    {
        ArrayVariable[] arrays = [.. function.Parameters.OfType<ArrayParameter>().Select(p => p.Array)];
        return (from like in arrays from array in arrays where array.Name == "d" + like.Name select new SameShape(array, like)).ToEquatableArray();
    }

    /// <summary>Runs both on arrays of several shapes; where the original throws nothing, results and arrays agree to rounding.</summary>
    /// <param name="exactResult">Whether the result, the value of the primal, must be the same to the last bit.</param>
    public static void ComputesTheSame(Function original, Function rewritten, bool exactResult = false)
    {
        foreach (int n in Extents)
        {
            foreach (int m in Extents)
            {
                object?[] a = Arguments(original, n, m), b = Arguments(original, n, m);
                IrEvaluator.Outcome expected;
                try
                {
                    expected = IrEvaluator.Run(original, a);
                }
                catch (Exception e) when (e is IndexOutOfRangeException or DivideByZeroException)
                {
                    continue;
                }
                IrEvaluator.Outcome actual = IrEvaluator.Run(rewritten, b);
                Equal(expected.Result, actual.Result);
                if (exactResult)
                    Assert.Equal(expected.Result, actual.Result);
                foreach (string name in expected.Outputs.Keys)
                    Equal(expected.Outputs[name], actual.Outputs[name]);
                for (int i = 0; i < a.Length; i++)
                    Equal(a[i], b[i]);
            }
        }
    }

    // Vectors have n elements, matrices and rows n × m, arrays of three dimensions n × m × 2; the first int is n, the others m.
    private static object?[] Arguments(Function function, int n, int m)
    {
        int seed = 0, count = 0;
        double Next() => Math.Sin(++seed * 1.7) * 3;
        return [.. function.Parameters.Select(object? (p) =>
        {
            switch (p)
            {
                case ArrayParameter { Array.Form: ArrayForm.Rank2 }:
                    var matrix = new double[n, m];
                    for (int i = 0; i < n * m; i++)
                        matrix[i / m, i % m] = Next();
                    return matrix;
                case ArrayParameter { Array.Form: ArrayForm.Rank3 }:
                    var cube = new double[n, m, 2];
                    for (int i = 0; i < 2 * n * m; i++)
                        cube[i / 2 / m, i / 2 % m, i % 2] = Next();
                    return cube;
                case ArrayParameter { Array.Form: ArrayForm.Jagged }:
                    return Enumerable.Range(0, n).Select(_ => Enumerable.Range(0, m).Select(_ => Next()).ToArray()).ToArray();
                case ArrayParameter:
                    return Enumerable.Range(0, n).Select(_ => Next()).ToArray();
                case ScalarParameter { Value.Type: Scalar.Int32 }:
                    return count++ == 0 ? n : m;
                case ScalarParameter { Value.Type: Scalar.Bool }:
                    return m % 2 == 0;
                default:
                    return Next();
            }
        })];
    }

    private static void Equal(object? expected, object? actual)
    {
        if (expected is double x && double.IsFinite(x))
            Assert.Equal(x, (double)actual!, 1e-12 * Math.Max(1, Math.Abs(x)));
        else if (expected is Array array)
            Assert.All(array.Cast<object>().Zip(((Array)actual!).Cast<object>()), pair => Equal(pair.First, pair.Second));
        else
            Assert.Equal(expected, actual);
    }
}
