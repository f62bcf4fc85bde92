using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using DiffGen.Compiler;

namespace DiffGen.Generator;

/// <summary>Gives a project's files names that the compiler takes, different from one another.</summary>
/// <remarks>
/// The compiler compares names without regard to case and fails on two that are the same, which happens while a method that
/// was just copied still has its old name. Of two files with exactly the same name only one is kept: they declare the
/// same methods, and C# reports that of the originals. The outcome does not depend on the order of the source files.
/// </remarks>
internal static class FileNames
{
    public static ImmutableArray<GeneratedFile> MakeDistinct(ImmutableArray<GeneratedFile> files)
    {
        ImmutableArray<GeneratedFile>.Builder distinct = ImmutableArray.CreateBuilder<GeneratedFile>(files.Length);
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        string? last = null;
        foreach (GeneratedFile file in files.OrderBy(f => f.HintName, StringComparer.Ordinal).ThenBy(f => f.Text, StringComparer.Ordinal))
        {
            if (file.HintName == last)
                continue;
            last = file.HintName;
            string name = Legal(file.HintName);
            string free = name;
            for (int suffix = 2; !taken.Add(free); suffix++)
                free = name + "-" + suffix.ToString(CultureInfo.InvariantCulture);
            distinct.Add(file with { HintName = free });
        }
        return distinct.ToImmutable();
    }

    /// <summary>Letters, digits and <c>. _ - ( ) ,</c>; everything else becomes <c>_</c>.</summary>
    private static string Legal(string name)
    {
        var legal = new StringBuilder(name.Length);
        foreach (char c in name)
            legal.Append(char.IsLetterOrDigit(c) || c is '.' or '_' or '-' or '(' or ')' or ',' ? c : '_');
        return legal.ToString();
    }
}
