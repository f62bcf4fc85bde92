namespace DiffGen.Tests;

/// <summary>Where the sources are that a test reads. Not by the compiler's paths: a build for publication does not tell them.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "DiffGen.sln")))
                return folder.FullName;
        }
        throw new InvalidOperationException("The tests run in their repository only.");
    }
}
