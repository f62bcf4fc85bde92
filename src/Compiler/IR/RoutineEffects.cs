namespace DiffGen.Compiler.IR;

/// <summary>What calls of routines do to arrays, for those who look for accesses (<see cref="Invoke.Effects"/>).</summary>
internal static class RoutineEffects
{
    /// <summary>A read of an unknown element of each array that is read, a write to one of each that is written.</summary>
    public static Block Of(IEnumerable<ArrayVariable> read, IEnumerable<ArrayVariable> written, IdSource ids)
    {
        var block = new BlockBuilder(ids);
        Value unknown = ids.Value(Scalar.Int32);
        block.Add(new Pop(unknown));
        foreach (ArrayVariable array in read)
            block.Load(array, Anywhere(array));
        foreach (ArrayVariable array in written)
        {
            Value value = ids.Value(array.Element);
            block.Add(new Pop(value));
            block.Add(new Store(array, Anywhere(array), value));
        }
        return block.ToBlock();

        EquatableArray<Operand> Anywhere(ArrayVariable array) => Enumerable.Repeat<Operand>(unknown, array.Rank).ToEquatableArray();
    }

    /// <summary>Gives every call its effects, those of the routine and of all that it calls, and the numbers from around that these use.</summary>
    public static Function Fill(Function function, IdSource ids) => Anew(HandDown(function, ids), ids);

    /// <summary>Gives every call its effects again, where routines do less than they did: a routine that only calls itself does nothing.</summary>
    public static Function Anew(Function function) => function.Routines.Count == 0 ? function : Anew(function, new IdSource(function.NextId));

    // What a call was said to do counts for nothing, or two routines that call each other would vouch for one another.
    private static Function Anew(Function function, IdSource ids)
    {
        function = WithCalls(function, invoke => invoke with { Effects = Block.Empty });
        var read = new Dictionary<int, HashSet<ArrayVariable>>();
        var written = new Dictionary<int, HashSet<ArrayVariable>>();
        foreach (Routine routine in function.Routines)
        {
            Statement[] all = [.. Walk.Statements(routine.Body)];
            var made = new HashSet<ArrayVariable>(all.OfType<Allocate>().Select(a => a.Array));
            read[routine.Id] = [.. all.Select(s => Walk.Reads(s) ?? (s is Let { Expression: Extent e } ? e.Array : null)).OfType<ArrayVariable>().Where(a => !made.Contains(a))];
            written[routine.Id] = [.. all.Select(Walk.Writes).OfType<ArrayVariable>().Where(a => !made.Contains(a))];
        }
        bool changed;
        do
        {
            changed = false;
            foreach (Routine routine in function.Routines)
            {
                foreach (Invoke invoke in Walk.Statements(routine.Body).OfType<Invoke>())
                {
                    int before = read[routine.Id].Count + written[routine.Id].Count;
                    read[routine.Id].UnionWith(read[invoke.Routine]);
                    written[routine.Id].UnionWith(written[invoke.Routine]);
                    changed |= read[routine.Id].Count + written[routine.Id].Count > before;
                }
            }
        }
        while (changed);

        return WithCalls(function, invoke => invoke with
        {
            Effects = Of(read[invoke.Routine].OrderBy(a => a.Id), written[invoke.Routine].OrderBy(a => a.Id), ids),
        }) with { NextId = ids.Next };
    }

    private static Function WithCalls(Function function, Func<Invoke, Invoke> change) => function with
    {
        Body = Calls(function.Body, change),
        Routines = function.Routines.Select(r => r with { Body = Calls(r.Body, change) }).ToEquatableArray(),
    };

    // Values of the function that a routine uses, such as fields that were read at the door, become parameters of it.
    private static Function HandDown(Function function, IdSource ids)
    {
        var free = function.Routines.ToDictionary(r => r.Id, Free);
        bool changed;
        do
        {
            changed = false;
            foreach (Routine routine in function.Routines)
            {
                foreach (Invoke invoke in Walk.Statements(routine.Body).OfType<Invoke>())
                {
                    foreach (Value value in free[invoke.Routine].Where(v => !free[routine.Id].Contains(v)).ToArray())
                    {
                        free[routine.Id].Add(value);
                        changed = true;
                    }
                }
            }
        }
        while (changed);

        Routine Closed(Routine routine)
        {
            var own = free[routine.Id].ToDictionary(v => v, v => (Operand)ids.Value(v.Type, v.Name));
            var rewriter = new Rewriter(o => o is Value v && own.TryGetValue(v, out Operand? parameter) ? parameter : o);
            return routine with
            {
                Parameters = routine.Parameters.Concat(free[routine.Id].Select(v => (Value)own[v])).ToEquatableArray(),
                Body = rewriter.Rewrite(Passed(routine.Body)),
                Results = routine.Results.Select(r => r is Value v && own.TryGetValue(v, out Operand? parameter) ? parameter : r).ToEquatableArray(),
            };
        }

        Block Passed(Block block) => Calls(block, invoke => invoke with { Arguments = invoke.Arguments.Concat(free[invoke.Routine]).ToEquatableArray() });
        return function with { Body = Passed(function.Body), Routines = function.Routines.Select(Closed).ToEquatableArray() };
    }

    private static List<Value> Free(Routine routine)
    {
        Statement[] all = [.. Walk.Statements(routine.Body)];
        var defined = new HashSet<Value>(all.SelectMany(s => Walk.Definitions(s).Concat(Walk.InnerDefinitions(s))).Concat(routine.Parameters));
        return [.. all.SelectMany(Walk.Operands).Concat(routine.Results).OfType<Value>().Where(v => !defined.Contains(v)).Distinct()];
    }

    private static Block Calls(Block block, Func<Invoke, Invoke> change) => new(block.Statements.Select(s => s switch
    {
        Invoke invoke => change(invoke),
        _ => Walk.WithBlocks(s, b => Calls(b, change)),
    }).ToEquatableArray());
}
