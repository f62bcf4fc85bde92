using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;

namespace DiffGen.Compiler.Emission;

/// <summary>
/// The names of one method. A name may be used again in a block beside, but not in one around or inside, as C# demands.
/// </summary>
internal sealed class Names
{
    private readonly Dictionary<string, List<(int Start, int End)>> _taken = new(StringComparer.Ordinal);

    // Where the search for a free suffix ended last time: what was taken then is taken still.
    private readonly Dictionary<(string Word, int Start, int End), int> _suffixes = [];

    /// <summary>Takes a name as it is: a parameter's.</summary>
    public void Reserve(string name) => Take(name, int.MinValue, int.MaxValue);

    /// <summary>Takes the first free name of <paramref name="word"/>, <c>word1</c>, … for the whole method.</summary>
    public string ReserveFree(string word)
    {
        string name = word;
        for (int suffix = 1; _taken.ContainsKey(name); suffix++)
            name = word + suffix.ToString(CultureInfo.InvariantCulture);
        Reserve(name);
        return name;
    }

    /// <summary>Names for a local function of a compiler to which it is part of the method: none that the method has.</summary>
    public Names Inside()
    {
        var inside = new Names();
        foreach (string name in _taken.Keys)
            inside.Reserve(name);
        return inside;
    }

    /// <summary>Takes the first free name of <paramref name="word"/>, <c>word1</c>, <c>word2</c>, … for a block.</summary>
    public string Claim(string word, Scope scope)
    {
        _suffixes.TryGetValue((word, scope.Start, scope.End), out int suffix);
        while (!IsFree(WithSuffix(word, suffix), scope))
            suffix++;
        _suffixes[(word, scope.Start, scope.End)] = suffix + 1;
        string name = WithSuffix(word, suffix);
        Take(name, scope.Start, scope.End);
        return name;
    }

    /// <summary>As it is written in C#: a keyword gets an <c>@</c>.</summary>
    public static string Escape(string name) => name.IndexOf('.') is var dot && dot >= 0
        ? Escape(name.Substring(0, dot)) + name.Substring(dot)
        : SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    private static string WithSuffix(string word, int suffix) => suffix == 0 ? word : word + suffix.ToString(CultureInfo.InvariantCulture);

    private bool IsFree(string name, Scope scope) =>
        !_taken.TryGetValue(name, out List<(int Start, int End)>? places) || places.TrueForAll(p => p.End < scope.Start || scope.End < p.Start);

    private void Take(string name, int start, int end)
    {
        if (!_taken.TryGetValue(name, out List<(int, int)>? places))
            _taken.Add(name, places = []);
        places.Add((start, end));
    }
}
