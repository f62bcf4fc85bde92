using System.Text.Json.Nodes;

namespace DiffGen.Mutation;

/// <summary>Compiles the compiler with a C# compiler that stays in memory: some seconds for each mutant where a build takes ten more.</summary>
internal sealed class CompilerBuild
{
    // The file's name becomes the assembly's.
    private const string Mutated = "obj/mutated/DiffGen.Compiler.dll";
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private readonly string _project;
    private readonly string _csc;

    /// <summary>Asks the project once how it is compiled.</summary>
    public CompilerBuild(string project)
    {
        _project = project;
        // The file that never exists makes the target run though nothing has changed.
        string description = Processes.Run(project, Longest, "dotnet", "msbuild", "-t:Compile", "-p:Configuration=Release", "-p:ProvideCommandLineArgs=true",
            "-p:SkipCompilerExecution=true", "-p:RunAnalyzers=false", "-p:BuildProjectReferences=false", "-p:NonExistentFile=__none__/__none__",
            "-getItem:CscCommandLineArgs", "-getProperty:RoslynTargetsPath").Output;
        JsonNode described = JsonNode.Parse(description)!;
        _csc = Path.Combine((string)described["Properties"]!["RoslynTargetsPath"]!, "bincore", "csc.dll");
        IEnumerable<string> arguments = described["Items"]!["CscCommandLineArgs"]!.AsArray().Select(a => (string)a!["Identity"]!)
            .Where(a => a != "/noconfig" && !a.StartsWith("/out:", StringComparison.Ordinal) && !a.StartsWith("/warnaserror", StringComparison.Ordinal))
            .Append("/out:" + Mutated);
        Directory.CreateDirectory(Path.Combine(project, "obj", "mutated"));
        File.WriteAllLines(Path.Combine(project, "obj", "mutated.rsp"), arguments.Select(a => a.Contains(' ', StringComparison.Ordinal) ? '"' + a + '"' : a));
    }

    /// <summary>The compiled compiler.</summary>
    /// <exception cref="InvalidDataException">The mutant is no C#.</exception>
    public string Run()
    {
        string output = Path.Combine(_project, Mutated);
        File.Delete(output);
        Ending ending = Processes.Run(_project, Longest, "dotnet", _csc, "-shared", "-noconfig", "@obj/mutated.rsp");
        return File.Exists(output) ? output : throw new InvalidDataException("The compiler does not compile:\n" + ending.Output);
    }
}
