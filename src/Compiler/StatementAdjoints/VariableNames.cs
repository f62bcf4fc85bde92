using DiffGen.Compiler.IndexAlgebra;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.StatementAdjoints;

/// <summary>
/// What values and arrays are called. Values that are one variable to the user have one name, as long as that means the same: where a value is
/// used after its variable has got another one, it needs a name of its own.
/// </summary>
/// <remarks>
/// Found by trial: the statements are read with the names known so far, every wrong use is noted, and they are read again, until there is none.
/// Each round adds a name, so there is an end.
/// </remarks>
internal sealed class VariableNames
{
    private static readonly string[] Letters = ["t", "u", "v", "w", "p", "q", "r"], IndexLetters = ["i", "j", "k", "l", "m", "n"];

    private readonly Dictionary<int, string> _own = [];
    private readonly Dictionary<int, string> _arrays = [];
    private readonly Dictionary<string, int> _reserved = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _others = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly HashSet<int> _inputs = [];
    private readonly HashSet<int> _statements = [];
    private readonly HashSet<int> _new = [], _shared = [];
    private readonly Dictionary<string, string> _paths = new(StringComparer.Ordinal);
    private Dictionary<string, Value?> _current = new(StringComparer.Ordinal);

    public VariableNames(Function function)
    {
        ScalarParameter[] scalars = [.. function.Inputs.OfType<ScalarParameter>()];
        foreach (ScalarParameter scalar in scalars)
        {
            _inputs.Add(scalar.Value.Id);
            // A number in a struct is called v.X; in code it is vX.
            if (scalar.Value.Name is { } word && scalar.Name != word && scalar.Name.Contains("."))
                _paths[word] = scalar.Name;
        }
        Statement[] all = [.. Walk.Statements(function.Body)];
        foreach (string name in all.SelectMany(s => Walk.Definitions(s).Concat(Walk.InnerDefinitions(s))).Concat(scalars.Select(s => s.Value)).Select(v => v.Name).OfType<string>())
            _taken.Add(name);
        foreach (ArrayVariable array in function.Inputs.OfType<ArrayParameter>().Select(p => p.Array).Concat(all.OfType<Allocate>().Select(a => a.Array)))
        {
            if (_arrays.ContainsKey(array.Id))
                continue;
            string name = IndexNotation.NameOf(array);
            if (_reserved.ContainsKey(name))
                name = Fresh(name);
            _arrays.Add(array.Id, name);
            // A variable of that name, in another method that is written out, is called differently.
            _reserved[name] = -1;
            _taken.Add(name);
        }
    }

    /// <summary>Whether names have been given that the statements read so far do not have.</summary>
    public bool HasChanged { get; private set; }

    public string Of(ArrayVariable array) => _arrays.TryGetValue(array.Id, out string? name) ? name : array.Name;

    public string Of(Value value)
    {
        if (_own.TryGetValue(value.Id, out string? own))
            return own;
        if (value.Name is not { } name)
        {
            string[] letters = value.Type.IsReal() ? Letters : IndexLetters;
            _new.Add(value.Id);
            return _own[value.Id] = Fresh(letters.FirstOrDefault(l => !_taken.Contains(l)) ?? letters[0]);
        }
        if (!_reserved.TryGetValue(name, out int holder) || holder == value.Id)
            return _paths.TryGetValue(name, out string? path) ? path : name;
        if (!_others.TryGetValue(name, out string? other))
            _others.Add(name, other = Fresh(name));
        return other;
    }

    /// <summary>Whether a value is assigned to a variable, and not written out where it is used: real numbers with a name, and what needs to be.</summary>
    public bool IsStatement(Value value) => (value.Name is not null && !value.Type.IsInteger()) || _statements.Contains(value.Id);

    public void MakeStatement(Value value) => HasChanged |= _statements.Add(value.Id);

    /// <summary>Begins to read.</summary>
    public void Restart()
    {
        HasChanged = false;
        _new.Clear();
        _current.Clear();
    }

    /// <summary>The variable of that name holds the value from here on.</summary>
    public void Bind(Value value)
    {
        if (HasName(value))
            _current[Of(value)] = value;
    }

    public bool IsCurrent(Value value) => HasName(value) && _current.TryGetValue(Of(value), out Value? current) && value.Equals(current);

    private bool HasName(Value value) => value.Name is not null || _own.ContainsKey(value.Id);

    /// <summary>A value is read: its variable must still hold it.</summary>
    public void Use(Value value)
    {
        if (IsCurrent(value))
            return;
        HasChanged = true;
        bool hadName = HasName(value);
        string name = Of(value);
        // What has been named in this round is found where it is assigned in the next one.
        if (!hadName || !_new.Add(value.Id))
            return;
        if (_inputs.Contains(value.Id) && value.Name is { } own && !_reserved.ContainsKey(own))
            _reserved.Add(own, value.Id);
        else
            _own[value.Id] = Fresh(name);
    }

    /// <summary>A value without a name that becomes the value of a variable is called like that one, if nothing speaks against it.</summary>
    public void Share(Value value, Value variable)
    {
        if (value.Name is not null || !_statements.Contains(value.Id) || !_shared.Add(value.Id))
            return;
        HasChanged = true;
        _own[value.Id] = Of(variable);
    }

    /// <summary>What the variables hold, to come back to it.</summary>
    public Dictionary<string, Value?> Current
    {
        get => new(_current, StringComparer.Ordinal);
        set => _current = new Dictionary<string, Value?>(value, StringComparer.Ordinal);
    }

    /// <summary>It is not known which value these variables hold.</summary>
    public void Forget(IEnumerable<Value> values)
    {
        foreach (Value value in values.Where(HasName))
            _current[Of(value)] = null;
    }

    private string Fresh(string word)
    {
        while (!_taken.Add(word))
            word += "′";
        return word;
    }
}
