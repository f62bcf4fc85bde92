namespace DiffGen.Generator;

/// <summary>The names of the pipeline's steps, for tests of what an edit runs again.</summary>
internal static class TrackingNames
{
    /// <summary>Method → IR: the only step that sees symbols and syntax.</summary>
    public const string Lower = nameof(Lower);

    /// <summary>The methods that could be read at all.</summary>
    public const string Models = nameof(Models);

    /// <summary>IR → C# text.</summary>
    public const string Compile = nameof(Compile);

    /// <summary>All of a project's files, under names that do not clash.</summary>
    public const string Files = nameof(Files);

    public static readonly string[] All = [Lower, Models, Compile, Files];
}
