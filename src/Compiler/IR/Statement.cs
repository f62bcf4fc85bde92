namespace DiffGen.Compiler.IR;

/// <summary>Which sweep a statement belongs to.</summary>
internal enum Sweep
{
    Primal,

    /// <summary>The derivatives of primal statements, each beside its own.</summary>
    Tangent,

    Adjoint,
}

/// <summary>The user's line that a statement comes from; printed as a comment above the adjoint of that line.</summary>
internal sealed record Origin(string Line, Sweep Sweep = Sweep.Primal)
{
    /// <summary>Whether the statement computes derivatives: their sums may be added in another order, and zeros may lose their sign.</summary>
    public bool IsDerivative => Sweep != Sweep.Primal;
}

/// <summary>One step of a block.</summary>
internal abstract record Statement
{
    public Origin? Origin { get; init; }
}

/// <summary>Statements in the order in which they run. Values defined here are visible to the end of the block.</summary>
internal sealed record Block(EquatableArray<Statement> Statements)
{
    public static readonly Block Empty = new([]);
}

/// <summary>Defines a value.</summary>
internal sealed record Let(Value Target, Expression Expression) : Statement;

/// <summary><c>a[i, …] = v</c></summary>
internal sealed record Store(ArrayVariable Array, EquatableArray<Operand> Indices, Operand Value) : Statement;

/// <summary><c>a[i, …] += v</c></summary>
internal sealed record Accumulate(ArrayVariable Array, EquatableArray<Operand> Indices, Operand Value) : Statement;

/// <summary>
/// Makes a local or scratch array. Inside a loop it makes a new one each time round.
/// </summary>
/// <param name="Cleared">Whether the elements must be 0 to begin with; otherwise all are written before they are read.</param>
internal sealed record Allocate(ArrayVariable Array, EquatableArray<Operand> Extents, bool Cleared) : Statement
{
    /// <summary>An array of the same extents whose elements the new one begins with; null if there is none.</summary>
    public ArrayVariable? CopyOf { get; init; }
}

/// <summary>
/// Gives a name to the elements of an array along one dimension, the other subscripts being fixed: a row, a column. Nothing is copied;
/// without such elements the view is empty.
/// </summary>
/// <param name="View">The name, of rank 1.</param>
/// <param name="Of">The array.</param>
/// <param name="Free">The dimension along which the view runs.</param>
/// <param name="Fixed">The other subscripts in order.</param>
internal sealed record Slice(ArrayVariable View, ArrayVariable Of, int Free, EquatableArray<Operand> Fixed) : Statement;

/// <summary>Sets every element of an array to 0.</summary>
internal sealed record Clear(ArrayVariable Array) : Statement;

/// <summary>
/// Throws unless the <paramref name="Count"/> elements from <paramref name="Start"/> lie within the first <paramref name="Extent"/>:
/// Start ≥ 0, Count ≥ 0, Start + Count ≤ Extent. For parts of arrays: an element beside the part exists, but is not the one meant.
/// </summary>
internal sealed record Check(Operand Start, Operand Count, Operand Extent) : Statement;

/// <summary>Throws unless an array of the caller's has the extents that it must have.</summary>
internal sealed record CheckShape(ArrayVariable Array, EquatableArray<Operand> Extents) : Statement
{
    /// <summary>Whether it is the matrix of derivatives, with a row for each output and a column for each input; otherwise it is the seed of an array that the function has just made.</summary>
    public bool IsMatrixOfDerivatives { get; init; }
}

/// <summary>
/// Throws what the user's code throws, or calls what may throw it (<c>ThrowIfNegative(n)</c>): C# text with operands between its parts.
/// </summary>
/// <param name="Parts">One more than there are operands.</param>
/// <param name="Operands">Numbers that a message shows.</param>
/// <param name="Always">Whether what follows in the block is never reached.</param>
internal sealed record Throw(EquatableArray<string> Parts, EquatableArray<Operand> Operands, bool Always) : Statement
{
    public string Text(Func<Operand, string> operand) =>
        Parts[0] + string.Concat(Operands.Select((o, i) => operand(o) + Parts[i + 1]));
}

/// <summary>How a loop decides to go on: <c>counter Test Limit</c>.</summary>
internal enum LoopTest
{
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// <summary>
/// A value handed from trip to trip: <paramref name="Inside"/> is what a trip starts with, <paramref name="Next"/>
/// what it hands on, <paramref name="After"/> what is left after the last trip (<paramref name="Initial"/> without any).
/// </summary>
internal sealed record Carried(Value Inside, Operand Initial, Operand Next, Value After);

/// <summary>Statements that run again and again: a trip each time, with values handed from trip to trip.</summary>
/// <param name="Counter">Different in every trip, by equal steps.</param>
internal abstract record Iteration(Value Counter, EquatableArray<Carried> Carried, Block Body) : Statement;

/// <summary>
/// A counted loop: <c>for (counter = Start; counter Test Limit; counter += Step)</c>.
/// Start, Limit and Step are defined outside and do not change; Step is positive for Less, negative for Greater.
/// </summary>
internal sealed record Loop(
    Value Counter,
    Operand Start,
    LoopTest Test,
    Operand Limit,
    Operand Step,
    EquatableArray<Carried> Carried,
    Block Body) : Iteration(Counter, Carried, Body);

/// <summary>
/// A loop whose end only its trips can tell: <c>while (Condition)</c>.
/// </summary>
/// <param name="Counter">How many trips came before this one: 0, 1, 2, …</param>
/// <param name="Trips">How many there were, known after the loop.</param>
/// <param name="Condition">Looked at before each trip: one of the values carried in, or one from outside.</param>
internal sealed record While(
    Value Counter,
    Value Trips,
    Operand Condition,
    EquatableArray<Carried> Carried,
    Block Body) : Iteration(Counter, Carried, Body);

/// <summary>A value that depends on the branch taken.</summary>
internal sealed record Merge(Value Result, Operand Then, Operand Else);

/// <summary><c>if</c>, <c>?:</c>, <c>&amp;&amp;</c>, <c>||</c>.</summary>
internal sealed record Branch(Operand Condition, Block Then, Block Else, EquatableArray<Merge> Merges) : Statement
{
    /// <summary>
    /// Whether this is a product, 0 if a factor of it is 0 (the condition) and written out if not. It depends on the factor smoothly all the
    /// same: the branch is there so that 0·∞ is no NaN.
    /// </summary>
    public bool IsGuard { get; init; }
}

/// <summary>Puts a value on the tape of its type.</summary>
internal sealed record Push(Operand Value) : Statement;

/// <summary>Takes the value last put on the tape of the target's type.</summary>
internal sealed record Pop(Value Target) : Statement;

/// <summary>A call of what is written elsewhere.</summary>
/// <param name="Arguments">What is handed in.</param>
/// <param name="Results">What is handed out.</param>
/// <param name="Effects">
/// For those who look for accesses: a read and a write of an unknown element for every array that is read or written. Never run.
/// </param>
internal abstract record OutsideCall(EquatableArray<Operand> Arguments, EquatableArray<Value> Results, Block Effects) : Statement;

/// <summary>A call of a <see cref="Routine"/>.</summary>
/// <param name="Routine">Its number.</param>
internal sealed record Invoke(int Routine, EquatableArray<Operand> Arguments, EquatableArray<Value> Results, Block Effects)
    : OutsideCall(Arguments, Results, Effects);

/// <summary>A call of a method that has rules for its derivatives, or of such a derivative.</summary>
internal sealed record Apply(CalledMethod Method, EquatableArray<Operand> Arguments, EquatableArray<Value> Results, Block Effects)
    : OutsideCall(Arguments, Results, Effects)
{
    /// <summary>The results that a rule knows the derivative of, with the parameter that each comes out of; -1 for what is returned.</summary>
    public IEnumerable<(Value Result, int Parameter)> DifferentiableResults
    {
        get
        {
            if (Method.Returns && Results[0].Type.IsReal())
                yield return (Results[0], -1);
            for (int i = 0; i < Method.Parameters.Count; i++)
            {
                if (Method.Parameters[i] is PassedAs.Reference r && Method.HasDerivative(i) && Results[r.Result].Type.IsReal())
                    yield return (Results[r.Result], i);
            }
        }
    }

    /// <summary>The numbers that a rule knows the derivative with respect to.</summary>
    public IEnumerable<Operand> DifferentiableArguments => Method.Parameters
        .Select((p, i) => !Method.HasDerivative(i) ? null : p switch
        {
            PassedAs.Number n => Arguments[n.Argument],
            PassedAs.Reference { Argument: { } before } => Arguments[before],
            _ => null,
        }).OfType<Operand>().Where(o => o.Type.IsReal());

    /// <summary>The arrays that a rule knows the derivative of.</summary>
    public IEnumerable<PassedAs.Memory> DifferentiableMemory => Method.Parameters
        .Where((p, i) => p is PassedAs.Memory { Array: var array } && array.Element.IsReal() && Method.HasDerivative(i)).Cast<PassedAs.Memory>();
}
