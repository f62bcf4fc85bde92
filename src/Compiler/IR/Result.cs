namespace DiffGen.Compiler.IR;

/// <summary>What a function returns: a number, an array that it has made, or a value composed of such, as a tuple is.</summary>
internal abstract record Result
{
    internal sealed record Number(Operand Value) : Result;

    /// <summary>An array of role <see cref="ArrayRole.Result"/>.</summary>
    internal sealed record Memory(ArrayVariable Array) : Result;

    /// <summary>A struct or tuple of the numbers.</summary>
    internal sealed record Composite(IR.Composite Type, EquatableArray<Operand> Values) : Result;

    /// <summary>The numbers in it, from left to right.</summary>
    public IEnumerable<Operand> Numbers => this switch
    {
        Number n => [n.Value],
        Composite c => c.Values,
        _ => [],
    };

    public IEnumerable<ArrayVariable> Arrays => this switch
    {
        Memory m => [m.Array],
        _ => [],
    };

    /// <summary>The same with other numbers in it.</summary>
    public Result Select(Func<Operand, Operand> operand) => this switch
    {
        Number n => new Number(operand(n.Value)),
        Composite c => c with { Values = c.Values.Select(operand).ToEquatableArray() },
        _ => this,
    };

    /// <summary>Several numbers that are handed out together.</summary>
    public static Result Several(EquatableArray<Operand> numbers) =>
        new Composite(new IR.Composite("", numbers.Select(n => new CompositeLeaf("", "", n.Type, IsAssignable: true)).ToEquatableArray(), null), numbers);

    public static Result? Of(Operand? number) => number is null ? null : new Number(number);
}
