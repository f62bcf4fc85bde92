using System.Globalization;
using DiffGen.Compiler.Differentiation;
using DiffGen.Compiler.Emission;
using DiffGen.Compiler.Frontend;
using DiffGen.Compiler.IR;
using DiffGen.Compiler.Optimization;

namespace DiffGen.RobustnessTests.Limits;

/// <summary>How long each stage of the compiler takes for a method, in milliseconds: where to look when it is slow.</summary>
internal sealed class StageClock
{
    private readonly List<(string Stage, double Time)> _times = [];

    public static string Of(MethodModel model, double worthTelling)
    {
        var clock = new StageClock();
        Function function = clock.Run(Passes.Primal, model.Function);
        clock.Time("differentiation", () => function = AdjointFunction.Adjoint(function, CancellationToken.None));
        function = clock.Run(Passes.Derivative, function);
        Layout layout = clock.Time("layout", () => new Layout(function, CancellationToken.None));
        Inlining inlining = clock.Time("inlining", () => new Inlining(layout, CancellationToken.None));
        Coalescing wanted = clock.Time("wanted", () => Coalescing.Run(layout, null, CancellationToken.None, inlining.IsFolded));
        Interference interference = clock.Time("interference", () => new Interference(layout, inlining, wanted.Values, CancellationToken.None));
        clock.Time("coalescing", () => Coalescing.Run(layout, interference, CancellationToken.None, inlining.IsFolded));
        clock.Time("emission of all", () => BodyWriter.Write(function, hasStaticLocalFunctions: true, CancellationToken.None));
        return string.Join(", ", clock._times.Where(t => t.Time >= worthTelling).Select(t => t.Stage + " " + t.Time.ToString("F0", CultureInfo.InvariantCulture)));
    }

    private Function Run(IReadOnlyList<Pass> passes, Function function)
    {
        foreach (Pass pass in passes)
            function = Time(pass.Name, () => pass.Run(function, CancellationToken.None));
        return function;
    }

    private T Time<T>(string stage, Func<T> run)
    {
        var clock = ThreadClock.Start();
        T result = run();
        _times.Add((stage, clock.Elapsed.TotalMilliseconds));
        return result;
    }
}
