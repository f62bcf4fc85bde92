namespace DiffGen.Compiler.IR;

/// <summary>
/// A method that calls itself, directly or through others, and so cannot be written out in place. Numbers are handed in and out; the
/// arrays it works on are those of the function, under the same names in every call.
/// </summary>
/// <param name="Id">What an <see cref="Invoke"/> names it by.</param>
/// <param name="Name">The method's name.</param>
/// <param name="Parameters">What every call hands in.</param>
/// <param name="Body">The statements.</param>
/// <param name="Results">What every call hands out.</param>
internal sealed record Routine(int Id, string Name, EquatableArray<Value> Parameters, Block Body, EquatableArray<Operand> Results)
{
    /// <summary>The arrays of the function that it, or a routine that it calls, reads or writes; known once its calls have their effects.</summary>
    public IEnumerable<ArrayVariable> Arrays
    {
        get
        {
            Statement[] all = [.. Walk.Statements(Body)];
            var made = new HashSet<ArrayVariable>(all.OfType<Allocate>().Select(a => a.Array));
            return all.SelectMany(Touched).Where(a => !made.Contains(a)).Distinct().OrderBy(a => a.Id);
        }
    }

    /// <summary>The routine as a function of its own, to which arrays of the function around it are the caller's.</summary>
    public Function AsFunction(int nextId, Func<ArrayVariable, bool>? isConstant = null)
    {
        ArrayVariable[] used = [.. Arrays];
        var outer = used.ToDictionary(a => a.Id, a => a with { Role = ArrayRole.Parameter });
        ArrayVariable Own(ArrayVariable array) => outer.TryGetValue(array.Id, out ArrayVariable? own) ? own : array;
        IEnumerable<Parameter> arrays = used.Select(a => new ArrayParameter(a.Name, outer[a.Id]) { IsConstant = isConstant?.Invoke(a) == true });
        IEnumerable<Parameter> numbers = Parameters.Select(p => new ScalarParameter(p.Name ?? "t", p, Passing.ByValue));
        return new Function(Name, arrays.Concat(numbers).ToEquatableArray(), new Rewriter(o => o, array: Own).Rewrite(Body),
            Result.Several(Results), [], nextId);
    }

    /// <summary>The routine with the numbers, the body and the results of a function that it was turned into by <see cref="AsFunction"/>.</summary>
    public Routine With(Function function)
    {
        var outer = Arrays.ToDictionary(a => a.Id);
        ArrayVariable Own(ArrayVariable array) => outer.TryGetValue(array.Id, out ArrayVariable? own) ? own : array;
        return this with
        {
            Parameters = function.Parameters.OfType<ScalarParameter>().Select(p => p.Value).ToEquatableArray(),
            Body = new Rewriter(o => o, array: Own).Rewrite(function.Body),
            Results = function.Result!.Numbers.ToEquatableArray(),
        };
    }

    private static IEnumerable<ArrayVariable> Touched(Statement statement)
    {
        if (Walk.Writes(statement) is { } written)
            yield return written;
        if (Walk.Reads(statement) is { } read)
            yield return read;
        if (statement is Let { Expression: Extent extent })
            yield return extent.Array;
    }
}
