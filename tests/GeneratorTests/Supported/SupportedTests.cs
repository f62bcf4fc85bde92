using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using DiffGen.GeneratorTests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DiffGen.GeneratorTests.Supported;

/// <summary>The page that says what is differentiated and what is refused, held against the compiler row by row.</summary>
public sealed class SupportedTests
{
    // Central differences of numbers near 1: h² and ε/h are both about 1e-10. For float the same with ε = 6e-8.
    private const double Step = 1e-5, Tolerance = 1e-7;
    private const double SingleStep = 1e-2, SingleTolerance = 2e-2;

    private static readonly Lazy<Project> s_project = new(() => new Project(SupportedPage.Rows));

    public static TheoryData<int, string> Accepted => [.. SupportedPage.Rows.Where(r => r.RefusedAs is null).Select(r => (r.Number, r.Construct))];

    public static TheoryData<int, string> Refused => [.. SupportedPage.Rows.Where(r => r.RefusedAs is not null).Select(r => (r.Number, r.Construct))];

    [Fact]
    public void ThePageIsComplete()
    {
        Assert.True(SupportedPage.Rows.Length >= 100, $"only {SupportedPage.Rows.Length} rows");
        Assert.All(SupportedPage.Rows, r => Assert.True(r.RefusedAs is not null || r.Answer is "yes" or "yes with a tape", r.Construct + ": " + r.Answer));
        Assert.Equal(SupportedPage.Rows.Length, SupportedPage.Rows.Select(r => r.Section + r.Construct).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Accepted))]
    public void IsDifferentiatedAsThePageSays(int number, string construct)
    {
        SupportedRow row = SupportedPage.Rows[number - 1];
        Assert.Empty(s_project.Value.Errors(row));
        Assert.Empty(s_project.Value.Reported(row));
        string generated = s_project.Value.Generated(row);
        Assert.Contains("FAdjoint(", generated, StringComparison.Ordinal);
        Assert.True(row.NeedsTape == generated.Contains("Tape<", StringComparison.Ordinal), construct + " is '" + row.Answer + "' but\n" + generated);
        Type driver = s_project.Value.Driver(row);
        bool single = row.Source.Contains("float", StringComparison.Ordinal) || row.Source.Contains("MathF", StringComparison.Ordinal);
        for (int n = 0; n <= 3; n++)
            Compare(driver, n, single ? SingleStep : Step, single ? SingleTolerance : Tolerance, generated);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void IsRefusedAsThePageSays(int number, string construct)
    {
        SupportedRow row = SupportedPage.Rows[number - 1];
        Assert.Empty(s_project.Value.Errors(row));
        string[] reported = [.. s_project.Value.Reported(row)];
        Assert.True(reported.Length > 0, construct + " is not refused");
        Assert.All(reported, r => Assert.StartsWith(row.RefusedAs + " ", r, StringComparison.Ordinal));
    }

    /// <summary>⟨w, J·v⟩ by differences of F against ⟨Jᵀ·w, v⟩ by its adjoint; and the value, to the last bit.</summary>
    private static void Compare(Type driver, int n, double step, double tolerance, string generated)
    {
        var random = new Random(7 + n);
        double[] at = [.. Enumerable.Range(0, 64).Select(_ => 0.5 + (1.2 * random.NextDouble()))];
        double[] direction = [.. at.Select(_ => random.NextDouble() - 0.5)];
        double[] seeds = [.. at.Select(_ => random.NextDouble() - 0.5)];
        double[] plus = Call(driver, "Value", at.Zip(direction, (p, d) => p + (step * d)).ToArray(), n);
        double[] minus = Call(driver, "Value", at.Zip(direction, (p, d) => p - (step * d)).ToArray(), n);
        double expected = plus.Zip(minus, (p, m) => (p - m) / (2 * step)).Zip(seeds, (d, w) => d * w).Sum();

        double[] adjoint = Call(driver, "Adjoint", at, seeds, n);
        int returned = (int)driver.GetField("Returned")!.GetValue(null)!;
        Assert.Equal(Call(driver, "Value", at, n).Take(returned).Select(BitConverter.DoubleToInt64Bits), adjoint.Take(returned).Select(BitConverter.DoubleToInt64Bits));
        double actual = adjoint.Skip(returned).Zip(direction, (d, v) => d * v).Sum();
        Assert.True(Math.Abs(actual - expected) <= tolerance * Math.Max(1, Math.Abs(expected)), $"n = {n}: ⟨w, Jv⟩ = {expected:R}, ⟨Jᵀw, v⟩ = {actual:R}\n{generated}");
    }

    private static double[] Call(Type driver, string method, params object[] arguments) =>
        (double[])driver.GetMethod(method)!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null)!;

    /// <summary>All rows in one project, a class and a file each; generated, compiled and loaded once.</summary>
    private sealed class Project
    {
        private readonly Lazy<Assembly> _assembly;
        private readonly Compilation _before;
        private readonly GeneratorRun _run;
        private readonly ImmutableArray<Diagnostic> _reported;
        private readonly ILookup<string, Diagnostic> _errors;

        public Project(SupportedRow[] rows)
        {
            CSharpCompilation project = UserProject.Of([.. rows.Select(r => r.Source)]);
            _before = project.WithOptions(project.Options.WithAllowUnsafe(true).WithGeneralDiagnosticOption(ReportDiagnostic.Default));
            _errors = UserProject.Errors(_before).ToLookup(d => d.Location.SourceTree?.FilePath ?? "");
            _reported = AnalyzerRun.Over(_before).GetAwaiter().GetResult();
            _run = GeneratorRun.Over(_before);
            _assembly = new Lazy<Assembly>(() => Load([.. rows.Where(r => r.RefusedAs is null && !Errors(r).Any() && !Reported(r).Any())]));
        }

        public IEnumerable<string> Errors(SupportedRow row) => _errors["File" + (row.Number - 1) + ".cs"].Select(d => d.ToString());

        public IEnumerable<string> Reported(SupportedRow row) => _reported
            .Where(d => d.Location.SourceTree?.FilePath == "File" + (row.Number - 1) + ".cs")
            .Select(d => d.Id + " " + d.Location.SourceTree!.GetText().ToString(d.Location.SourceSpan) + ": " + d.GetMessage(System.Globalization.CultureInfo.InvariantCulture));

        public string Generated(SupportedRow row) => string.Concat(_run.Result.GeneratedSources
            .Where(s => s.HintName.StartsWith(row.Type + ".", StringComparison.Ordinal)).Select(s => s.SourceText.ToString()));

        public Type Driver(SupportedRow row) => _assembly.Value.GetType(row.Type + "Driver")!;

        private Assembly Load(SupportedRow[] rows)
        {
            var drivers = new List<SyntaxTree> { UserProject.Parse(Supported.Driver.Support, "Support.cs") };
            foreach (SupportedRow row in rows)
            {
                IMethodSymbol f = _run.After.GetTypeByMetadataName(row.Type)!.GetMembers("F").OfType<IMethodSymbol>().Single();
                drivers.Add(UserProject.Parse(Supported.Driver.Of(row, f), row.Type + "Driver.cs"));
            }
            SyntaxTree[] left = [.. rows.SelectMany(r => _run.After.SyntaxTrees.Where(t => t.FilePath == "File" + (r.Number - 1) + ".cs" || t.FilePath.Contains(r.Type + ".F", StringComparison.Ordinal)))];
            Compilation whole = _run.After.RemoveAllSyntaxTrees().AddSyntaxTrees([.. left, .. drivers]);
            using var image = new MemoryStream();
            var result = whole.Emit(image);
            Assert.True(result.Success, string.Join("\n", result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)));
            image.Position = 0;
            return new AssemblyLoadContext("Supported").LoadFromStream(image);
        }
    }
}
