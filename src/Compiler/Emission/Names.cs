using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;

namespace DiffGen.Compiler.Emission;

/// <summary>
/// The names of one method. A name may be used again in a block beside, but not in one around or inside, as C# demands.
/// </summary>
internal sealed class Names
{
    private readonly List<(string Name, int Start, int End)> _taken = [];

    /// <summary>Takes a name as it is: a parameter's.</summary>
    public void Reserve(string name) => _taken.Add((name, int.MinValue, int.MaxValue));

    /// <summary>Takes the first free name of <paramref name="word"/>, <c>word1</c>, <c>word2</c>, … for a block.</summary>
    public string Claim(string word, Scope scope)
    {
        string name = word;
        for (int suffix = 1; !IsFree(name, scope); suffix++)
            name = word + suffix.ToString(CultureInfo.InvariantCulture);
        _taken.Add((name, scope.Start, scope.End));
        return name;
    }

    /// <summary>As it is written in C#: a keyword gets an <c>@</c>.</summary>
    public static string Escape(string name) => name.IndexOf('.') is var dot && dot >= 0
        ? Escape(name.Substring(0, dot)) + name.Substring(dot)
        : SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    private bool IsFree(string name, Scope scope) => _taken.All(t => t.Name != name || t.End < scope.Start || scope.End < t.Start);
}
