namespace DiffGen.Compiler.IR;

/// <summary>What a function returns: a number, an array that it has made, or a value composed of such, as a tuple is.</summary>
internal abstract record Result
{
    internal sealed record Number(Operand Value) : Result;

    /// <summary>An array of role <see cref="ArrayRole.Result"/>.</summary>
    internal sealed record Memory(ArrayVariable Array) : Result;

    /// <summary>Written as <paramref name="Open"/>, the members with commas between them, <paramref name="Close"/>.</summary>
    internal sealed record Composite(string Type, string Open, EquatableArray<Member> Members, string Close) : Result;

    /// <summary>The numbers in it, from left to right.</summary>
    public IEnumerable<Operand> Numbers => this switch
    {
        Number n => [n.Value],
        Composite c => c.Members.SelectMany(m => m.Value.Numbers),
        _ => [],
    };

    public IEnumerable<ArrayVariable> Arrays => this switch
    {
        Memory m => [m.Array],
        Composite c => c.Members.SelectMany(m => m.Value.Arrays),
        _ => [],
    };

    /// <summary>The same with other numbers in it.</summary>
    public Result Select(Func<Operand, Operand> operand) => this switch
    {
        Number n => new Number(operand(n.Value)),
        Composite c => c with { Members = c.Members.Select(m => m with { Value = m.Value.Select(operand) }).ToEquatableArray() },
        _ => this,
    };

    public static Result? Of(Operand? number) => number is null ? null : new Number(number);
}

/// <summary>A part of a composed value.</summary>
/// <param name="Access">How it is read: <c>a</c>, <c>Item1</c>.</param>
/// <param name="Value">What it holds.</param>
/// <param name="Label">What is written before it where the whole is made.</param>
internal sealed record Member(string Access, Result Value, string Label = "");
