using System.Text.RegularExpressions;

namespace DiffGen.Mutation;

/// <summary>Tests that a mutant is tried on, one suite after the other until one of them kills it.</summary>
/// <param name="Project">The folder in <c>tests</c>.</param>
/// <param name="Killer">Finds, in what is printed, what failed; its first group is the name.</param>
internal sealed record Suite(string Name, string Project, string[] Arguments, Regex Killer)
{
    private static readonly Regex FailedTest = new(@"^\s*DiffGen\.\w+\.(.+?) \[FAIL\]", RegexOptions.Multiline);

    /// <summary>Whether the project holds derivatives that the generator makes while it is built.</summary>
    public bool IsGenerated { get; init; }

    /// <summary>Every suite, for a compiler without a fault.</summary>
    public static IReadOnlyList<Suite> All { get; } =
    [
        new("500 random programs", "RandomPrograms", ["--programs", "500", "--seed", "1", "--jobs", "2", "--reduce", "0"], new(@"(seed \d+)")),
        Tests("the tests of the compiler", "CompilerTests"),
        Tests("the tests of generated code", "NumericTests") with { IsGenerated = true },
    ];

    /// <summary>
    /// The suites for a fault: before all of them the tests that are nearest to it and compare numbers. They are quick, and they say what
    /// the fault does, not only that a text has changed.
    /// </summary>
    public static IEnumerable<Suite> For(Mutant mutant)
    {
        // What generated methods check of their arguments is seen when they are called.
        if (mutant.File.EndsWith("Checks.cs", StringComparison.Ordinal) && mutant.File.StartsWith("Emission/", StringComparison.Ordinal))
            return All.OrderByDescending(s => s.IsGenerated);
        string[] near = mutant.File.Split('/')[0] switch
        {
            "Rules" => ["*.Rules.*"],
            "Emission" => ["*.OutOfStaticSingleAssignmentTests", "*.RandomFunctionTests", "*.ExpressionTests"],
            "Frontend" => ["*.SameValueTests"],
            "Analysis" => ["*.CompilerTests.Analysis.*", "*.CompilerTests.Differentiation.*"],
            "Optimization" => ["*.CompilerTests.Optimization.*", "*.CompilerTests.Differentiation.*"],
            _ => ["*.CompilerTests.Differentiation.*"],
        };
        return All.Prepend(Tests("the tests nearest to it", "CompilerTests", [.. near.SelectMany(n => new[] { "-class", n })]));
    }

    private static Suite Tests(string name, string project, params string[] arguments) =>
        new(name, project, [.. arguments, "-stopOnFail", "-noColor", "-noLogo"], FailedTest);
}
