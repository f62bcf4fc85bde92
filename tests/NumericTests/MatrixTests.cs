using System.Collections.Concurrent;
using System.Reflection;
using DiffGen.NumericTests.Harness;

namespace DiffGen.NumericTests;

/// <summary>What the contract says of every Jacobian and Hessian, for every program at every input.</summary>
/// <remarks>Tangents and adjoints are held to differences elsewhere; here the matrices are held to both.</remarks>
public sealed class MatrixTests
{
    // The same products in another order: a few roundings of the largest of them.
    private const double Tolerance = 1e-12, SingleTolerance = 1e-4;

    private static readonly ConcurrentDictionary<string, bool[]> _written = new();

    public static TheoryData<string, int> Jacobians() => Cases(m => m.Jacobian is not null);

    public static TheoryData<string, int> Hessians() => Cases(m => m.Hessian is not null);

    [Theory, MemberData(nameof(Jacobians))]
    public void TheJacobianTimesADirectionIsTheTangent(string name, int index)
    {
        var (method, inputs) = Suite.Case(name, index);
        var (outputs, columns) = Axes(name, method);
        var (returned, after) = method.Run(inputs);
        var numbers = new Numbers(6);
        object?[] direction = [.. method.ActiveParameters.Select(i => Numeric.Map(after[i], _ => columns.Contains(i) ? numbers.Scalar() : 0))];
        double[] v = [.. method.ActiveParameters.Zip(direction).Where(d => columns.Contains(d.First)).SelectMany(d => Numeric.Read(d.Second))];

        double[,] jacobian = Jacobian(method, inputs, outputs, columns);

        var tangent = method.RunTangent(inputs, direction);
        double[] wanted = [.. Numeric.Read(tangent.Returned), .. method.ActiveParameters.Zip(tangent.Tangents).Where(t => outputs.Contains(t.First)).SelectMany(t => Numeric.Read(t.Second))];
        AssertClose(method, wanted, Times(jacobian, v), jacobian);
    }

    [Theory, MemberData(nameof(Jacobians))]
    public void TheTransposedJacobianTimesSeedsIsTheAdjoint(string name, int index)
    {
        var (method, inputs) = Suite.Case(name, index);
        var (outputs, columns) = Axes(name, method);
        var (returned, after) = method.Run(inputs);
        var numbers = new Numbers(7);
        object? seed = Numeric.Map(returned, _ => numbers.Scalar());
        object?[] seeds = [.. method.ActiveParameters.Select(i => Numeric.Map(after[i], _ => outputs.Contains(i) ? numbers.Scalar() : 0))];
        double[] w = [.. Numeric.Read(seed), .. method.ActiveParameters.Zip(seeds).Where(s => outputs.Contains(s.First)).SelectMany(s => Numeric.Read(s.Second))];

        double[,] jacobian = Jacobian(method, inputs, outputs, columns);

        object?[] adjoints = method.RunAdjoint(inputs, seed, seeds).Derivatives;
        double[] wanted = [.. method.ActiveParameters.Zip(adjoints).Where(a => columns.Contains(a.First)).SelectMany(a => Numeric.Read(a.Second))];
        AssertClose(method, wanted, Times(Transposed(jacobian), w), jacobian);
    }

    [Theory, MemberData(nameof(Jacobians))]
    public void TheJacobianReturnsAndWritesWhatTheMethodDoes(string name, int index)
    {
        var (method, inputs) = Suite.Case(name, index);
        var (outputs, columns) = Axes(name, method);
        var (value, after) = method.Run(inputs);

        AssertSame(method, value, after, method.RunMatrix(method.Jacobian!, inputs, Rows(value, after, outputs), Count(inputs, columns)));
    }

    [Theory, MemberData(nameof(Hessians))]
    public void TheHessianTimesADirectionIsTheProduct(string name, int index)
    {
        var (method, inputs) = Suite.Case(name, index);
        int n = Count(inputs, [.. method.ActiveInputs]);
        var numbers = new Numbers(8);
        object?[] direction = [.. method.ActiveInputs.Select(i => Numeric.Map(inputs[i], _ => numbers.Scalar()))];

        double[,] hessian = method.RunMatrix(method.Hessian!, inputs, n, n).Matrix;

        double[] wanted = [.. method.RunHessianVectorProduct(inputs, direction).Product.SelectMany(Numeric.Read)];
        AssertClose(method, wanted, Times(hessian, [.. direction.SelectMany(Numeric.Read)]), hessian);
    }

    [Theory, MemberData(nameof(Hessians))]
    public void TheHessianIsSymmetricToTheLastBit(string name, int index)
    {
        var (method, inputs) = Suite.Case(name, index);
        int n = Count(inputs, [.. method.ActiveInputs]);
        var (value, after) = method.Run(inputs);

        var hessian = method.RunMatrix(method.Hessian!, inputs, n, n);

        Assert.True(Numeric.SameBits(hessian.Matrix, Transposed(hessian.Matrix)), method.ToString());
        AssertSame(method, value, after, hessian);
    }

    private static double[,] Jacobian(DifferentiatedMethod method, object?[] inputs, int[] outputs, int[] columns)
    {
        var (value, after) = method.Run(inputs);
        return method.RunMatrix(method.Jacobian!, inputs, Rows(value, after, outputs), Count(inputs, columns)).Matrix;
    }

    /// <summary>The parameters that are written, and the inputs that are not.</summary>
    private static (int[] Outputs, int[] Columns) Axes(string name, DifferentiatedMethod method)
    {
        bool[] written = _written.GetOrAdd(name, _ => Written(name, method));
        return ([.. method.ActiveParameters.Where(i => written[i])], [.. method.ActiveInputs.Where(i => !written[i])]);
    }

    // What the generated methods say of F; nothing else may change.
    private static bool[] Written(string name, DifferentiatedMethod method)
    {
        string[] said = method.Adjoint.GetCustomAttribute<WritesAttribute>()?.Parameters.ToArray() ?? [];
        bool[] written = [.. method.Parameters.Select(p => (p.ParameterType.IsByRef && (p.IsOut || !p.IsIn)) || said.Contains(p.Name))];
        foreach (object?[] inputs in Suite.Methods[name].Inputs)
        {
            var (_, after) = method.Run(inputs);
            for (int i = 0; i < inputs.Length; i++)
                Assert.True(written[i] || Numeric.SameBits(inputs[i], after[i]), $"{method}: {method.Parameters[i].Name} is written, and nothing says so");
        }
        return written;
    }

    private static TheoryData<string, int> Cases(Func<DifferentiatedMethod, bool> has)
    {
        var cases = new TheoryData<string, int>();
        foreach (var row in Suite.Cases().Where(row => has(Suite.Methods[row.Data.Item1].Method)))
            cases.Add(row);
        return cases;
    }

    private static int Rows(object? value, object?[] after, int[] outputs) => Numeric.Read(value).Count + Count(after, outputs);

    private static int Count(object?[] arguments, int[] which) => which.Sum(i => Numeric.Read(arguments[i]).Count);

    private static void AssertSame(DifferentiatedMethod method, object? value, object?[] after, (object? Value, object?[] After, double[,]) found)
    {
        Assert.True(Numeric.SameBits(value, found.Value), method + ": value");
        for (int i = 0; i < after.Length; i++)
            Assert.True(Numeric.SameBits(after[i], found.After[i]), method + ": " + method.Parameters[i].Name);
    }

    private static void AssertClose(DifferentiatedMethod method, double[] wanted, double[] found, double[,] matrix)
    {
        double size = wanted.Concat(matrix.Cast<double>()).Select(Math.Abs).Append(1).Max();
        Assert.Equal(wanted.Length, found.Length);
        for (int i = 0; i < wanted.Length; i++)
            Assert.True(Math.Abs(wanted[i] - found[i]) <= (method.IsSingle ? SingleTolerance : Tolerance) * size, $"{method}: {found[i]:R} at {i}, not {wanted[i]:R}");
    }

    private static double[] Times(double[,] a, double[] v) =>
        [.. Enumerable.Range(0, a.GetLength(0)).Select(i => v.Select((x, j) => a[i, j] * x).Sum())];

    private static double[,] Transposed(double[,] a)
    {
        var t = new double[a.GetLength(1), a.GetLength(0)];
        for (int i = 0; i < t.GetLength(0); i++)
        {
            for (int j = 0; j < t.GetLength(1); j++)
                t[i, j] = a[j, i];
        }
        return t;
    }
}
