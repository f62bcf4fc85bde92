namespace DiffGen.Compiler.IR;

/// <summary>A field or property that a function reads, as a constant: its text in C# and what it is in the IR.</summary>
/// <param name="Input">
/// A number by value, or an array that is read and never written; its name is that of a local. An opaque one is an object that must be there.
/// </param>
/// <param name="Text">As it is written where nothing hides it: <c>_weights</c>, <c>_model.Rate</c>, <c>Table</c>.</param>
/// <param name="Qualified">
/// As it is written where a local or parameter has the name that <paramref name="Text"/> begins with: <c>this._weights</c>,
/// <c>global::N.T.Table</c>. The same as the text if that cannot be hidden; null if there is no such way to write it, so that nothing may take the name.
/// </param>
/// <param name="MayThrow">Whether reading it throws where an object on the way to it is null.</param>
internal sealed record Capture(Parameter Input, string Text, string? Qualified, bool MayThrow)
{
    /// <summary>Whether it is an enumeration's member, which the IR knows as the integer that it is.</summary>
    public bool NeedsCast { get; init; }

    /// <summary>Whether it is a field that can be passed by reference, so that a parameter may be this very field.</summary>
    public bool IsVariable { get; init; }

    /// <summary>The name that a local or parameter could hide; null if there is none.</summary>
    public string? Root => Text == Qualified ? null : Text.Split('.')[0].TrimStart('@');
}
