using DiffGen.Compiler.Differentiation;
using DiffGen.Compiler.IndexAlgebra;
using DiffGen.Compiler.IR;
using DiffGen.Compiler.StatementAdjoints;
using DiffGen.CompilerTests.IndexAlgebra;
using DiffGen.RandomPrograms.Generation;
using static DiffGen.CompilerTests.IndexAlgebra.BoxedValues;

namespace DiffGen.CompilerTests.StatementAdjoints;

/// <summary>Who does what the list of adjoints says, with nothing but the names in it, gets the derivative that is generated.</summary>
public class ListedAdjointTests
{
    [Fact]
    public void AgreesOnTheNumericPrograms()
    {
        (int programs, int compared) = Compare(Programs.Files("tests/NumericTests/Programs"));
        // So many have a list, or the test says nothing.
        Assert.True(programs >= 60 && compared >= 500, $"{programs} programs, {compared} components");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(60001)]
    public void AgreesOnRandomPrograms(int seed)
    {
        (int programs, int compared) = Compare(Enumerable.Range(seed, 200).Select(s => ProgramGenerator.Generate(s).Source));
        Assert.True(programs >= 30 && compared >= 150, $"{programs} programs, {compared} components");
    }

    [Theory]
    [InlineData("double y = x[0]; double s = y; s = s * s; return y * s;")]
    [InlineData("double s = 1; for (int i = 0; i < x.Length; i++) { double old = s; s = s * x[i]; if (s > 2) s = old; } return s;")]
    [InlineData("double a = x[0], b = x[1]; for (int i = 0; i < 3; i++) (a, b) = (b * a, a); return a * b;")]
    [InlineData("double s = x[0] * x[1]; for (int i = 0; i < x.Length; i++) { s *= x[i]; s = i * 0.5; } return s * x[2];")]
    [InlineData("for (int i = 1; i < x.Length; i++) (x[i - 1], x[i]) = (x[i] * x[0], x[i - 1]); return x[0] * x[1] * x[2];")]
    [InlineData("double s = 1; int i = 0; while (s < 3 && i < 5) { s += x[i % 3] * x[i / 2]; i++; } return s * s;")]
    [InlineData("for (int i = 0; i < x.Length; i++) x[i] = x[i] * x[(i * i) % 3]; return x[0] + x[1] * x[2];")]
    public void AgreesWhereAVariableChanges(string body) =>
        Assert.True(Compare(["public static partial class C { [Differentiable] public static double F(double[] x) { " + body + " } }"]) is (1, > 0));

    [Fact]
    public void EveryActiveInputIsHandedItsAdjoint()
    {
        int lists = 0;
        foreach (Function function in Programs.Files("tests/NumericTests/Programs").SelectMany(Programs.Differentiable))
        {
            if (AdjointListBuilder.Of(function, isGradient: function.Result is Result.Number, CancellationToken.None) is not { } list)
                continue;
            lists++;
            HashSet<string> handed = [.. list.Routines.SelectMany(r => r.Steps).Concat(list.Steps).SelectMany(HandedTo)];
            foreach (VariableActivity input in list.Variables.Where(v => v is { IsInput: true, WhyNot: null }))
            {
                // What is written anew has the seed of what it becomes; what is not written gets something.
                bool isOutput = function.Outputs.Any(o => o.Parameter.Split('.')[0] == input.Name) || Walk.Statements(function.Body).Select(Walk.Writes).Any(a => a?.Member?.Array == input.Name || a?.Name == input.Name);
                Assert.True(isOutput || handed.Contains(input.Name), $"{function.Name}: {input.Name}\n{ListText.Of(function)}");
            }
        }
        Assert.True(lists >= 150, $"{lists} lists");
    }

    private static IEnumerable<string> HandedTo(AdjointStep step) => (step switch
    {
        AssignmentStep a => a.Handed.Select(h => h.To.Tensor),
        CallStep c => c.HandedTo.Select(h => h.Tensor),
        LoopStep l => l.Body.SelectMany(HandedTo),
        BranchStep b => b.Then.Concat(b.Else).SelectMany(HandedTo),
        _ => [],
    }).Select(name => name.Split('.')[0]);

    private static (int Programs, int Compared) Compare(IEnumerable<string> sources)
    {
        int programs = 0, compared = 0;
        foreach (Function function in sources.SelectMany(Programs.Differentiable))
        {
            if (function.Result is not Result.Number { Value.Type: Scalar.Double } || function.Parameters.Any(p => p is CompositeParameter) || function.Routines.Count > 0)
                continue;
            int before = compared;
            for (int round = 0; round < 3; round++)
            {
                if (Programs.Arguments(function, _ => 3, new Random(11 + round)) is not { } arguments)
                    continue;
                try
                {
                    compared += Compare(function, arguments);
                }
                catch (Exception e) when (e is IndexOutOfRangeException or InvalidOperationException or NotSupportedException or DivideByZeroException or OverflowException)
                {
                    // These arguments are not for this method.
                }
            }
            programs += compared > before ? 1 : 0;
        }
        return (programs, compared);
    }

    private static int Compare(Function function, object[] arguments)
    {
        Function gradient = AdjointFunction.Gradient(function, CancellationToken.None);
        Parameter[] inputs = [.. function.Inputs], generated = [.. gradient.Leaves.Skip(function.Leaves.Count())];
        object?[] buffers = [.. generated.Select(g => g is ArrayParameter ? Zeros((Array)arguments[Of(g, inputs)]) : null)];
        int own = function.Leaves.Count();
        IrEvaluator.Outcome outcome = IrEvaluator.Run(gradient, [.. Copy(arguments)[..own], .. buffers, .. arguments[own..]]);
        if (ListedAdjoint.Gradient(function, Copy(arguments)) is not { } listed)
            return 0;
        int compared = 0;
        foreach ((Parameter derivative, int k) in generated.Select((g, k) => (g, k)))
        {
            string name = inputs[Of(derivative, inputs)].Name;
            foreach ((int[] at, double expected) in Elements(buffers[k] ?? outcome.Outputs[derivative.Name]))
            {
                double actual = listed(name, at);
                // A point with an infinity says nothing.
                if (!double.IsFinite(expected) || Math.Abs(expected) > 1e8)
                    continue;
                Assert.True(Math.Abs(expected - actual) <= 1e-9 * Math.Max(1, Math.Abs(expected)),
                    $"{function.Name}: ∂/∂{name}[{string.Join(",", at)}] is {expected:R}, the list says {actual:R}\n{ListText.Of(function)}\n{IrPrinter.Print(function)}");
                compared++;
            }
        }
        return compared;
    }

    private static int Of(Parameter derivative, Parameter[] inputs) => Array.FindIndex(inputs, p => "d" + p.Name == derivative.Name);
}
