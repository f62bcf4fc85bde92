using System.Collections.Immutable;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.IndexAlgebra;

// Loops: a trip is read once, for any value of the index. What it does not know yet is what the trips before have left; that is put in
// afterwards, if it is a sum.
internal sealed partial class BodyReader
{
    private sealed record Range(EquatableArray<Condition> Conditions);

    private void Read(Loop loop)
    {
        string name = loop.Counter.Name ?? "i";
        Index index = _algebra.NewIndex(name);
        if (Trips(loop, index) is not var (counter, ranges))
        {
            Abandon(loop, "the range of a loop is not affine");
            return;
        }
        _values.Define(loop.Counter, Meaning.Whole.Of(counter));
        foreach (Carried carried in loop.Carried)
            _values.Define(carried.Inside, At(index, carried));

        ArrayVariable[] written = [.. Walk.Statements(loop.Body).Select(Walk.Writes).OfType<ArrayVariable>().Distinct().Where(a => Contents(a) is not null)];
        var made = new HashSet<ArrayVariable>(Walk.Statements(loop.Body).OfType<Allocate>().Select(a => a.Array));
        written = [.. written.Where(a => !made.Contains(a))];
        foreach (ArrayVariable array in written)
            _arrays[array.Id] = _arrays[array.Id].With(open: _arrays[array.Id].Open.Add((index, _arrays[array.Id].Writes.Length)));

        int before = _context.Count;
        if (ranges.Length == 1)
            _context.AddRange(ranges[0].Conditions);
        Read(loop.Body);
        _context.RemoveRange(before, _context.Count - before);
        Close(loop, index, ranges, written);
    }

    private static Meaning At(Index index, Carried carried) => carried.Inside.Type.IsReal()
        ? new Meaning.Real(Formula.Of(new Earlier(index.Id, carried.Inside.Id, IsArray: false, [])))
        : new Meaning.Opaque($"{carried.Inside.Name ?? "an integer"} changes from trip to trip");

    /// <summary>The counter, and the conditions under which the index names a trip; several alternatives if the bounds have cases.</summary>
    private (Affine Counter, Range[] Ranges)? Trips(Loop loop, Index index)
    {
        if (_values.Of(loop.Start) is not Meaning.Whole start || _values.Of(loop.Limit) is not Meaning.Whole limit
            || Single(loop.Step) is not { IsConstant: true, Constant: var step } || step == 0 || start.Cases.Count * limit.Cases.Count > 4)
        {
            return null;
        }
        Affine? counter = null;
        var ranges = new List<Range>();
        foreach (WholeCase from in start.Cases)
        {
            // Counters that step by one are their own index; others are numbered from 0.
            Affine own = step is 1 or -1 ? Affine.Of(index) : from.Value.Plus(Affine.Of(index).Times(step));
            if (counter is not null && !counter.Equals(own))
                return null;
            counter = own;
            foreach (WholeCase to in limit.Cases)
            {
                Condition begin = step == 1 ? Condition.AtMost(from.Value, own) : step == -1 ? Condition.AtMost(own, from.Value) : Condition.AtMost(Affine.Zero, Affine.Of(index));
                Condition end = loop.Test switch
                {
                    LoopTest.Less => Condition.Below(own, to.Value),
                    LoopTest.LessOrEqual => Condition.AtMost(own, to.Value),
                    LoopTest.Greater => Condition.Below(to.Value, own),
                    _ => Condition.AtMost(to.Value, own),
                };
                ranges.Add(new Range(from.Conditions.Concat(to.Conditions).Append(begin).Append(end).Where(c => c.Known != true).Distinct().ToEquatableArray()));
            }
        }
        return (counter!, [.. ranges.Where(r => r.Conditions.All(c => c.Known != false))]);
    }

    private static bool CountsDown(Loop loop) => loop.Test is LoopTest.Greater or LoopTest.GreaterOrEqual && loop.Step is Constant { Number: -1 };

    private void Close(Loop loop, Index index, Range[] ranges, ArrayVariable[] written)
    {
        bool down = CountsDown(loop);
        Dictionary<int, ArrayContents> inside = written.ToDictionary(a => a.Id, a => _arrays[a.Id]);
        foreach (ArrayVariable array in written)
        {
            ArrayContents contents = _arrays[array.Id];
            _arrays[array.Id] = contents.With(contents.Writes.Take(contents.Open[contents.Open.Length - 1].Before).ToImmutableArray(), contents.Open.RemoveAt(contents.Open.Length - 1));
        }
        if (ranges.Length == 1)
            _context.AddRange(ranges[0].Conditions);
        // What an array held at the beginning of a trip is what it held before the loop, if no earlier trip has written there.
        Formula FromArrays(Formula formula) => _algebra.Replace(formula, atom => atom is Earlier { IsArray: true } e && e.Loop == index.Id && inside.TryGetValue(e.Place, out ArrayContents? body)
            ? IsWrittenBefore(body, index, ranges, e.Subscripts, down)
                ? Formula.Unknown($"{body.Array.Name} in one trip depends on the trips before")
                : Element(_arrays[e.Place], e.Subscripts)
            : null);

        var next = loop.Carried.ToDictionary(c => c.Inside.Id, c => c.Inside.Type.IsReal() ? FromArrays(_values.Real(c.Next)) : Formula.Zero);
        var bodies = written.ToDictionary(a => a.Id, a => NewWrites(inside[a.Id]).Select(w => w with { Value = FromArrays(w.Value), Guard = FromArrays(w.Guard) }).ToArray());
        if (ranges.Length == 1)
            _context.RemoveRange(_context.Count - ranges[0].Conditions.Count, ranges[0].Conditions.Count);

        Func<Formula, Formula> fromSums = Sums(loop, index, ranges, next, down);
        foreach (Carried carried in loop.Carried)
            Finish(carried, index, ranges, next[carried.Inside.Id], fromSums);
        foreach (ArrayVariable array in written)
        {
            if (Conflict(array, bodies[array.Id], index, ranges) is { } conflict || (conflict = inside[array.Id].Obstacle) is not null)
            {
                Forget(array, conflict);
                continue;
            }
            foreach (Written write in bodies[array.Id])
            {
                foreach (Range range in ranges)
                {
                    Add(_arrays[array.Id], write with
                    {
                        Bound = write.Bound.Prepend(index).ToEquatableArray(),
                        Conditions = range.Conditions.Concat(write.Conditions).ToEquatableArray(),
                        Value = fromSums(write.Value),
                        Guard = fromSums(write.Guard),
                    });
                }
            }
        }
    }

    private static IEnumerable<Written> NewWrites(ArrayContents contents) => contents.Writes.Skip(contents.Open[contents.Open.Length - 1].Before);

    // s in trip i is what it began with and the sum of what the trips before i have added.
    private Func<Formula, Formula> Sums(Loop loop, Index index, Range[] ranges, Dictionary<int, Formula> next, bool down)
    {
        var sums = new Dictionary<int, Formula>();
        bool IsOpen(Formula formula) => FormulaAlgebra.Atoms(formula).Any(a => a is Earlier { IsArray: false } e && e.Loop == index.Id);
        Formula Put(Formula formula) => _algebra.Replace(formula, atom => atom is Earlier { IsArray: false } e && e.Loop == index.Id && sums.TryGetValue(e.Place, out Formula? sum)
            ? new Formula(sum.Summands.Select(_algebra.Fresh).ToEquatableArray())
            : null);
        for (int round = 0; round < loop.Carried.Count; round++)
        {
            foreach (Carried carried in loop.Carried.Where(c => c.Inside.Type.IsReal() && !sums.ContainsKey(c.Inside.Id)))
            {
                if (Added(carried, index, next[carried.Inside.Id]) is not { } added || (IsOpen(added) && IsOpen(added = Put(added))))
                    continue;
                Index earlier = _algebra.NewIndex(index.Name);
                Formula past = _algebra.Substitute(added, a => a.Equals(index) ? Affine.Of(earlier) : null);
                Formula sum = _values.Real(carried.Initial);
                foreach (Range range in ranges)
                {
                    Condition[] conditions =
                    [
                        .. range.Conditions.Select(c => c.Replace(a => a.Equals(index) ? Affine.Of(earlier) : null)),
                        down ? Condition.Below(Affine.Of(index), Affine.Of(earlier)) : Condition.Below(Affine.Of(earlier), Affine.Of(index)),
                    ];
                    sum = _algebra.Add(sum, Over(earlier, conditions, past));
                }
                sums.Add(carried.Inside.Id, sum);
            }
        }
        return formula => Put(formula) is var put && IsOpen(put) ? Formula.Unknown("a trip of a loop depends on the one before by more than a sum") : put;
    }

    /// <summary>What a trip adds to a carried value; null if it does anything else with it.</summary>
    private static Formula? Added(Carried carried, Index index, Formula next)
    {
        Summand self = Formula.Of(new Earlier(index.Id, carried.Inside.Id, IsArray: false, [])).Summands[0];
        if (!next.Summands.Contains(self))
            return null;
        var rest = new Formula(next.Summands.Where(s => !s.Equals(self)).ToEquatableArray());
        return FormulaAlgebra.Atoms(rest).Contains(self.Factors[0].Atom) ? null : rest;
    }

    private void Finish(Carried carried, Index index, Range[] ranges, Formula next, Func<Formula, Formula> fromSums)
    {
        if (!carried.After.Type.IsReal())
        {
            _values.Define(carried.After, new Meaning.Opaque($"{carried.After.Name ?? "an integer"} is what the trips of a loop leave"));
            return;
        }
        if (Added(carried, index, next) is not { } added)
        {
            _values.Define(carried.After, new Meaning.Opaque($"a trip makes {carried.After.Name ?? "a value"} from what the trip before has left, and not by adding to it"));
            return;
        }
        added = fromSums(added);
        Formula after = _values.Real(carried.Initial);
        foreach (Range range in ranges)
            after = _algebra.Add(after, Over(index, range.Conditions, added));
        Define(carried.After, new Meaning.Real(_contraction.Contract(after, _context)));
    }

    private Formula Over(Index index, IEnumerable<Condition> conditions, Formula body)
    {
        var sum = new Summand(1, [index], conditions.ToEquatableArray(), []);
        return body.Summands.Count > 1 && body.Summands.All(s => s.Conditions.Count == 0 && s.Bound.Count == 0)
            ? _algebra.Of(_algebra.Multiply(sum, new Summand(1, [], [], [new Factor(new Group(body), 1)])))
            : _algebra.Collect(body.Summands.SelectMany(s => _algebra.Of(_algebra.Multiply(sum, s)).Summands));
    }

    private bool IsWrittenBefore(ArrayContents contents, Index index, Range[] ranges, EquatableArray<Affine> subscripts, bool down)
    {
        Index earlier = _algebra.NewIndex(index.Name);
        Condition order = down ? Condition.Below(Affine.Of(index), Affine.Of(earlier)) : Condition.Below(Affine.Of(earlier), Affine.Of(index));
        return NewWrites(contents).Any(w => ranges.Any(r => MayMeet(w, index, earlier, r, subscripts, [order, .. r.Conditions])));
    }

    // Whether the write of another trip can be to the same element.
    private bool MayMeet(Written write, Index index, Index other, Range range, EquatableArray<Affine> subscripts, IEnumerable<Condition> known)
    {
        Affine? There(IndexAtom atom) => atom.Equals(index) ? Affine.Of(other) : null;
        Summand summand = _algebra.Substitute(new Summand(1, write.Bound, range.Conditions.Concat(write.Conditions)
            .ToEquatableArray(), [new Factor(new Element("", write.Subscripts), 1)]), There);
        summand = _algebra.Fresh(summand);
        return summand.Factors[0].Atom is Element there && !Constraints.Contradict(
            known.Concat(_context).Concat(summand.Conditions).Concat(there.Subscripts.Select((s, d) => Condition.Equal(s, subscripts[d]))));
    }

    // Writes are put in the order of the statements, not of the trips. That is the same unless one overwrites what another trip has written elsewhere in the body.
    private string? Conflict(ArrayVariable array, Written[] writes, Index index, Range[] ranges)
    {
        Index other = _algebra.NewIndex(index.Name);
        Condition[] orders = [Condition.Below(Affine.Of(index), Affine.Of(other)), Condition.Below(Affine.Of(other), Affine.Of(index))];
        foreach (Written write in writes.Where(w => !w.Adds))
        {
            Written apart = write with { Conditions = write.Conditions };
            foreach (Written second in writes.Where(w => !ReferenceEquals(w, write)))
            {
                if (ranges.Any(r => orders.Any(o => MayMeet(second, index, other, r, apart.Subscripts, [o, .. r.Conditions, .. apart.Conditions]))))
                    return $"{array.Name} is overwritten in one trip where another one has written";
            }
        }
        return null;
    }
}
