namespace DiffGen.Mutation;

/// <summary>A copy of the repository's tracked files, where the mutants live.</summary>
/// <remarks>It stays where it is from run to run, so that only what has changed is built.</remarks>
internal sealed class Workspace
{
    private static readonly TimeSpan LongestBuild = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan LongestTest = TimeSpan.FromMinutes(60);

    // A fault may make tests slower without keeping them from their end, but not many times slower.
    private const int TimesSlower = 4;
    private static readonly TimeSpan LeastWork = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan UnknownWork = TimeSpan.FromMinutes(15);

    private readonly string _root = Path.Combine(Path.GetTempPath(), "diffgen-mutants");
    private readonly Dictionary<string, TimeSpan> _work = [];
    private CompilerBuild? _compiler;
    private bool _generatedIsStale = true;

    /// <summary>Brings the copy up to date with the repository and builds it.</summary>
    public void Prepare(string repository, IEnumerable<Suite> suites)
    {
        string[] tracked = Processes.Run(repository, LongestBuild, "git", "ls-files").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        foreach (string file in tracked.Where(f => File.Exists(Path.Combine(repository, f))))
        {
            string target = Path.Combine(_root, file);
            byte[] content = File.ReadAllBytes(Path.Combine(repository, file));
            if (File.Exists(target) && content.AsSpan().SequenceEqual(File.ReadAllBytes(target)))
                continue;
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.WriteAllBytes(target, content);
        }
        RemoveAllBut([.. tracked.Select(f => Path.GetFullPath(Path.Combine(_root, f)))]);
        foreach (string project in suites.Select(s => s.Project).Distinct())
        {
            Ending build = Build("tests/" + project);
            if (build.Code != 0)
                throw new InvalidOperationException($"{project} does not build:\n{build.Output}");
        }
    }

    /// <summary>Runs something while a fault is in the compiler.</summary>
    public T With<T>(Mutant? mutant, Func<T> run)
    {
        if (mutant is null)
            return Built(run);
        string path = Path.Combine(_root, mutant.Path), original = File.ReadAllText(path);
        DateTime written = File.GetLastWriteTimeUtc(path);
        File.WriteAllText(path, mutant.Apply(original));
        try
        {
            return Built(run);
        }
        finally
        {
            File.WriteAllText(path, original);
            // What has not been built from the mutant need not be built again.
            if (_generatedIsStale)
                File.SetLastWriteTimeUtc(path, written);
        }
    }

    /// <summary>What of a suite fails; null if nothing does.</summary>
    public string? Killer(Suite suite)
    {
        string project = Path.Combine(_root, "tests", suite.Project);
        if (suite.IsGenerated && _generatedIsStale)
        {
            _generatedIsStale = false;
            Ending build = Build("tests/" + suite.Project);
            if (build.Code != 0)
                return $"{suite.Project}, whose generated code does not compile";
        }
        string program = Path.Combine(project, "bin", "Release", "net10.0", "DiffGen." + suite.Project + ".dll");
        // Without a fault nothing is known yet.
        TimeSpan work = !_work.TryGetValue(suite.Name, out TimeSpan usual) ? UnknownWork : usual * TimesSlower > LeastWork ? usual * TimesSlower : LeastWork;
        Ending run = Processes.Run(project, LongestTest, work, "dotnet", [program, .. suite.Arguments]);
        if (run.Code == 0 && run.Worked > _work.GetValueOrDefault(suite.Name))
            _work[suite.Name] = run.Worked;
        return run switch
        {
            { Code: 0 } => null,
            { Code: null } => suite.Name + FormattableString.Invariant($", which do not come to an end: stopped after {run.Worked.TotalMinutes:F0} minutes"),
            _ when suite.Killer.Match(run.Output) is { Success: true } match => suite.Project + ": " + match.Groups[1].Value,
            _ => suite.Name + ", which end with exit code " + run.Code,
        };
    }

    // The tests run on the compiler that lies beside them: only that is built anew.
    private T Built<T>(Func<T> run)
    {
        _compiler ??= new CompilerBuild(Path.Combine(_root, "src", "Compiler"));
        string compiler = _compiler.Run();
        foreach (string folder in Suite.All.Where(s => !s.IsGenerated).Select(s => Path.Combine(_root, "tests", s.Project, "bin", "Release", "net10.0")).Where(Directory.Exists))
            File.Copy(compiler, Path.Combine(folder, "DiffGen.Compiler.dll"), overwrite: true);
        _generatedIsStale = true;
        return run();
    }

    private Ending Build(string project) =>
        Processes.Run(_root, LongestBuild, "dotnet", "build", project, "-c", "Release", "-v", "q", "-nologo", "-p:RunAnalyzers=false");

    private void RemoveAllBut(HashSet<string> tracked)
    {
        foreach (string file in Directory.EnumerateFiles(_root, "*", SearchOption.AllDirectories))
        {
            string[] folders = Path.GetRelativePath(_root, file).Split(Path.DirectorySeparatorChar);
            if (!tracked.Contains(file) && !folders.Contains("bin") && !folders.Contains("obj"))
                File.Delete(file);
        }
    }
}
