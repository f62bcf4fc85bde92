namespace DiffGen.Mutation;

/// <summary>A fault put into the compiler by hand: one piece of text in one file, and what stands there instead.</summary>
/// <param name="Name">What is wrong, in words.</param>
/// <param name="File">The file, seen from <c>src/Compiler</c>.</param>
/// <param name="Find">Text that occurs exactly once in the file.</param>
internal sealed record Mutant(string Name, string File, string Find, string Replacement)
{
    public string Path => "src/Compiler/" + File;

    /// <summary>The file with the fault in it.</summary>
    /// <exception cref="InvalidDataException">The text is not there, or more than once: the list has to follow the compiler.</exception>
    public string Apply(string text)
    {
        string[] parts = text.Split(Find);
        return parts.Length == 2
            ? parts[0] + Replacement + parts[1]
            : throw new InvalidDataException($"'{Name}': the text to replace occurs {parts.Length - 1} times in {Path}: {Find}");
    }
}
