using DiffGen.Compiler.IndexAlgebra;
using DiffGen.Compiler.IR;
using DiffGen.Compiler.Optimization;
using DiffGen.RandomPrograms.Generation;

namespace DiffGen.CompilerTests.IndexAlgebra;

/// <summary>Two independent ways to a gradient agree: the program transformation and the index algebra.</summary>
public class TwoRoutesTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AgreeOnTheDocumentedLosses(bool normal)
    {
        (int programs, int compared, int matrices, string obstacles) = Compare(Programs.Files("samples/Losses/Losses"), normal);
        Assert.True(programs == 8 && obstacles.Length == 0, obstacles);
        Assert.True(compared > 100);
        Assert.True(normal || matrices >= 50, $"{matrices} forms without indices");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AgreeOnTheNumericPrograms(bool normal)
    {
        (int programs, int compared, int matrices, _) = Compare(Programs.Files("tests/NumericTests/Programs"), normal);
        // So many are in the fragment, or the test says nothing.
        Assert.True(programs >= 25 && compared >= 300, $"{programs} programs, {compared} components");
        Assert.True(normal || matrices >= 60, $"{matrices} forms without indices");
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(20001, false)]
    [InlineData(40001, true)]
    public void AgreeOnRandomPrograms(int seed, bool normal)
    {
        var all = Enumerable.Range(seed, 600).Select(ProgramGenerator.Generate);
        (int programs, int compared, int matrices, _) = Compare(all.Select(p => p.Source), normal);
        Assert.True(programs >= 30 && compared >= 100, $"{programs} programs, {compared} components");
        Assert.True(normal || matrices >= 40, $"{matrices} forms without indices");
    }

    private static (int Programs, int Compared, int Matrices, string Obstacles) Compare(IEnumerable<string> sources, bool normal)
    {
        int programs = 0, compared = 0, matrices = 0;
        var obstacles = new List<string>();
        foreach (string source in sources)
        {
            foreach (Function function in Programs.Differentiable(source))
            {
                // The numbers of a struct have derivatives that are named otherwise.
                if (function.Result is not Result.Number { Value.Type: Scalar.Double } || function.Parameters.Any(p => p is CompositeParameter))
                    continue;
                // A formula knows no rounding to float.
                if (Walk.Statements(function.Body).SelectMany(Walk.Definitions).Any(v => v.Type == Scalar.Single))
                    continue;
                string? obstacle = null;
                bool done = false;
                for (int round = 0; round < 4 && obstacle is null; round++)
                {
                    if (Arguments(function, round) is not { } arguments)
                        continue;
                    try
                    {
                        TwoRoutes.Comparison comparison = TwoRoutes.Compare(function, arguments, normal);
                        (compared, matrices, obstacle) = (compared + comparison.Compared, matrices + comparison.Matrices, comparison.Obstacle);
                        done |= comparison.Compared > 0;
                    }
                    catch (Exception e) when (e is IndexOutOfRangeException or InvalidOperationException or NotSupportedException or DivideByZeroException)
                    {
                        // These extents are not for this method.
                    }
                    catch (Xunit.Sdk.XunitException e)
                    {
                        throw new InvalidDataException($"{e.Message}\n{IrPrinter.Print(Passes.Run(Passes.Primal, function, CancellationToken.None))}");
                    }
                }
                programs += done ? 1 : 0;
                if (obstacle is not null)
                    obstacles.Add(function.Name + ": " + obstacle);
            }
        }
        return (programs, compared, matrices, string.Join("\n", obstacles));
    }

    // Extents that are the same in the mathematics are the same here and others different; then all 3, 1 and 0.
    private static object[]? Arguments(Function function, int round)
    {
        var shapes = new SharedExtents();
        new BodyReader(function, new FormulaAlgebra(CancellationToken.None), shapes).Read(Passes.Run(Passes.Primal, function, CancellationToken.None).Body);
        var sizes = new Dictionary<Size, int>();
        int Extent(Size size)
        {
            if (round > 0)
                return round switch { 1 => 3, 2 => 1, _ => 0 };
            size = shapes.Same(size);
            if (!sizes.TryGetValue(size, out int extent))
                sizes.Add(size, extent = 2 + (sizes.Count % 3));
            return extent;
        }
        return Programs.Arguments(function, Extent, new Random(17 + round));
    }
}
