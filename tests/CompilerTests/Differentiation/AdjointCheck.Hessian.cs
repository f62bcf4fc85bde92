using DiffGen.Compiler.Differentiation;
using DiffGen.Compiler.IR;
using DiffGen.Compiler.Optimization;

namespace DiffGen.CompilerTests.Differentiation;

internal static partial class AdjointCheck
{
    // Differences of a gradient that is right to rounding, of numbers near 1; second derivatives may be larger than first ones.
    private const double SecondTolerance = 1e-6;

    /// <summary>The product returns F's value and gradient, and the difference of the gradient along the direction.</summary>
    private static void HessianVectorProductHolds(Function raw, object[] arguments, object[] direction)
    {
        Function primal = Passes.Run(Passes.Primal, raw, CancellationToken.None);
        Function gradient = Passes.Run(Passes.Derivative, AdjointFunction.Gradient(primal, CancellationToken.None), CancellationToken.None);
        Function product = TangentFunction.HessianVectorProduct(gradient, raw.Parameters.Count, CancellationToken.None);
        double[] forward = Gradient(gradient, raw, Shifted(arguments, direction, Step)), backward = Gradient(gradient, raw, Shifted(arguments, direction, -Step));
        double[] here = Gradient(gradient, raw, arguments);
        foreach (Function function in new[] { product, Passes.Run(Passes.Derivative, product, CancellationToken.None) })
        {
            (double[] first, double[] second) = Product(function, raw, arguments, direction);
            Assert.Equal(here.Length, second.Length);
            for (int k = 0; k < here.Length; k++)
            {
                double expected = (forward[k] - backward[k]) / (2 * Step);
                Assert.True(Math.Abs(first[k] - here[k]) <= 1e-12 * Math.Max(1, Math.Abs(here[k])), $"gradient {k}: {first[k]:R}, not {here[k]:R}");
                Assert.True(Math.Abs(second[k] - expected) <= SecondTolerance * Math.Max(1, Math.Abs(expected)),
                    $"H·v {k}: {second[k]:R}, not {expected:R} in\n{IrPrinter.Print(function)}");
            }
        }
    }

    private static double[] Gradient(Function gradient, Function raw, object[] arguments) => Run(gradient, raw, arguments, []).Derivatives;

    private static (double[] First, double[] Second) Product(Function product, Function raw, object[] arguments, object[] direction)
    {
        object[] dots = [.. Copy(direction).Where((_, i) => i < raw.Parameters.Count && IsInput(raw.Parameters[i]))];
        double[] all = Run(product, raw, arguments, dots).Derivatives;
        return (all[..(all.Length / 2)], all[(all.Length / 2)..]);
    }

    private static (double[] Derivatives, object? Value) Run(Function derivative, Function raw, object[] arguments, object[] dots)
    {
        int own = raw.Parameters.Count;
        object[] copy = Copy(arguments);
        Parameter[] generated = [.. derivative.Parameters.Skip(own + dots.Length)];
        // What the buffers hold on entry must not matter.
        object?[] buffers = [.. generated.Select(p => p is ArrayParameter ? Map((Array)arguments[Of(p, raw)], _ => double.NaN) : null)];
        IrEvaluator.Outcome outcome = IrEvaluator.Run(derivative, [.. copy[..own], .. dots, .. buffers, .. copy[own..]]);
        return ([.. generated.SelectMany((p, i) => buffers[i] is Array a ? a.Cast<double>() : [(double)outcome.Outputs[p.Name]])], outcome.Result);
    }

    private static int Of(Parameter derivative, Function raw) => raw.Parameters.ToList().FindIndex(p => "d" + p.Name == derivative.Name || "d" + p.Name + "Dot" == derivative.Name);

    private static bool IsInput(Parameter p) => IsActive(p) && p is not ScalarParameter { Passing: Passing.Out };
}
