using DiffGen.Compiler.Differentiation;
using DiffGen.Compiler.IR;
using DiffGen.Compiler.Optimization;

namespace DiffGen.CompilerTests.Differentiation;

/// <summary>
/// Runs the adjoint of a program in the IR evaluator and compares it with central differences of the primal: the dot-product test
/// ⟨ȳ, J·ẋ⟩ = ⟨Jᵀ·ȳ, ẋ⟩ along random directions; the same product by the tangent has to agree with it.
/// </summary>
internal static partial class AdjointCheck
{
    // The step balances truncation h² against cancellation ε/h; both leave about 1e-10 for numbers near 1.
    private const double Step = 1e-5;
    private const double Tolerance = 2e-8;

    /// <summary>Asserts that gradient and adjoint of a program are right at one point: its arguments, then the members it captures.</summary>
    public static void Holds(string method, params object[] arguments) => Holds(Lowering.Lower(method), arguments);

    public static void Holds(Function raw, params object[] arguments)
    {
        var random = new Random(1234);
        Function primal = Passes.Run(Passes.Primal, raw, CancellationToken.None);
        Function adjoint = AdjointFunction.Adjoint(primal, CancellationToken.None);
        Function optimised = Passes.Run(Passes.Derivative, adjoint, CancellationToken.None);

        object[] direction = [.. arguments.Select((a, i) => i < raw.Parameters.Count && IsActive(raw.Parameters[i]) ? Random(a, random) : Zero(a))];
        object? seed = raw.Result is null ? null : Seed(raw.Result, IrEvaluator.Run(raw, Copy(arguments)).Result!, random);
        Array[] outputSeeds = [.. raw.Parameters.OfType<ArrayParameter>().Where(IsActive)
            .Select(p => (Array)(IsWritten(raw, p) ? Random(arguments[IndexOf(raw, p)], random) : Zero(arguments[IndexOf(raw, p)])))];

        double expected = (Weighted(raw, Shifted(arguments, direction, Step), seed, outputSeeds)
            - Weighted(raw, Shifted(arguments, direction, -Step), seed, outputSeeds)) / (2 * Step);
        double exact = 0;
        foreach (Function function in new[] { adjoint, optimised })
        {
            var (value, actual) = Contracted(function, raw, arguments, direction, seed, outputSeeds);
            Assert.True(Math.Abs(actual - expected) <= Tolerance * Math.Max(1, Math.Abs(expected)),
                $"⟨ȳ, Jẋ⟩ = {expected:R} but ⟨Jᵀȳ, ẋ⟩ = {actual:R} in\n{IrPrinter.Print(function)}");
            if (raw.Result is not null)
                Assert.Equal(IrEvaluator.Run(raw, Copy(arguments)).Result, value);
            exact = actual;
        }
        if (raw.Result is Result.Number)
            HessianVectorProductHolds(raw, arguments, direction);
        TangentHolds(raw, arguments, direction, seed, outputSeeds, exact);
    }

    // A number's is one number, an array's an array, a struct's one for each of its numbers.
    private static object Seed(Result result, object value, Random random) => result is Result.Composite
        ? ((object[])value).Select(v => Random(v, random)).ToArray()
        : Random(value, random);

    private static double Weighted(object value, object seed) => seed switch
    {
        double number => number * (double)value,
        object[] numbers => numbers.Zip((object[])value).Where(p => p.First is double).Sum(p => (double)p.First * (double)p.Second),
        _ => Dot((Array)seed, (Array)value),
    };

    private static double Weighted(Function primal, object[] arguments, object? seed, Array[] outputSeeds)
    {
        IrEvaluator.Outcome outcome = IrEvaluator.Run(primal, arguments);
        double sum = primal.Result is null ? 0 : Weighted(outcome.Result!, seed!);
        int k = 0;
        foreach (ArrayParameter p in primal.Parameters.OfType<ArrayParameter>().Where(IsActive))
            sum += Dot((Array)arguments[IndexOf(primal, p)], outputSeeds[k++]);
        return sum;
    }

    private static (object? Value, double Contracted) Contracted(
        Function adjoint, Function primal, object[] arguments, object[] direction, object? seed, Array[] outputSeeds)
    {
        var all = new List<object?>(Copy(arguments[..primal.Parameters.Count]));
        var derivatives = new List<(int Parameter, object Buffer, string Name)>();
        int array = 0;
        for (int i = primal.Parameters.Count; i < adjoint.Parameters.Count; i++)
        {
            Parameter p = adjoint.Parameters[i];
            if (p.Name == "seed")
            {
                all.AddRange(seed is object[] numbers ? numbers : [seed!]);
                continue;
            }
            int of = Enumerable.Range(0, primal.Parameters.Count).Single(k => "d" + primal.Parameters[k].Name == p.Name);
            object buffer = p is ArrayParameter ? outputSeeds[array++].Clone() : 0.0;
            all.Add(buffer);
            derivatives.Add((of, buffer, p.Name));
        }
        IrEvaluator.Outcome outcome = IrEvaluator.Run(adjoint, [.. all, .. Copy(arguments[primal.Parameters.Count..])]);
        double sum = 0;
        foreach (var (of, buffer, name) in derivatives)
        {
            sum += buffer is Array a
                ? Dot(a, (Array)direction[of])
                : (outcome.Outputs.TryGetValue(name, out object? d) ? (double)d : 0) * (double)direction[of];
        }
        return (outcome.Result, sum);
    }

    private static bool IsActive(Parameter p) => !p.IsConstant && p switch
    {
        ScalarParameter s => s.Value.Type.IsReal(),
        ArrayParameter a => a.Array.Element.IsReal(),
        _ => false,
    };

    private static bool IsWritten(Function f, ArrayParameter p) => Walk.Statements(f.Body).Any(s => p.Array.Equals(Walk.Writes(s)));

    private static int IndexOf(Function f, ArrayParameter p) => f.Parameters.ToList().FindIndex(q => q.Name == p.Name);

    private static object[] Copy(object[] arguments) => [.. arguments.Select(a => a is Array array ? array.Clone() : a)];

    private static object Zero(object a) => a switch
    {
        double => 0.0,
        Array array => Map(array, _ => 0.0),
        _ => 0,
    };

    private static object Random(object a, Random random) => a switch
    {
        double => (random.NextDouble() * 2) - 1,
        Array array => Map(array, _ => (random.NextDouble() * 2) - 1),
        _ => 0,
    };

    private static object[] Shifted(object[] arguments, object[] direction, double step) => [.. arguments.Select((a, i) => a switch
    {
        double x => x + (step * (double)direction[i]),
        double[] x => x.Select((v, k) => v + (step * ((double[])direction[i])[k])).ToArray(),
        double[,] x => Map(x, index => x[index[0], index[1]] + (step * ((double[,])direction[i])[index[0], index[1]])),
        Array x => x.Clone(),
        _ => a,
    })];

    private static Array Map(Array shape, Func<int[], double> f)
    {
        Array result = Array.CreateInstance(typeof(double), [.. Enumerable.Range(0, shape.Rank).Select(shape.GetLength)]);
        int columns = shape.Rank > 1 ? shape.GetLength(1) : 1;
        for (int i = 0; i < shape.GetLength(0); i++)
        {
            for (int j = 0; j < columns; j++)
            {
                int[] index = shape.Rank > 1 ? [i, j] : [i];
                result.SetValue(f(index), index);
            }
        }
        return result;
    }

    private static double Dot(Array a, Array b) => a.Cast<double>().Zip(b.Cast<double>(), (x, y) => x * y).Sum();
}
