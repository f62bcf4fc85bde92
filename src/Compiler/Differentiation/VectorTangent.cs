using DiffGen.Compiler.Analysis;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Differentiation;

/// <summary>A direction in the space of a function's inputs: the tangents of those that change. The others stay as they are.</summary>
/// <param name="Suffix">What tells the names of its tangents from those of another direction.</param>
/// <param name="Numbers">The tangents of numbers.</param>
/// <param name="Arrays">The arrays that hold the tangents of an array's elements.</param>
/// <param name="Scalars">The numbers whose derivative along the direction is wanted.</param>
/// <param name="Memory">The arrays for whose elements it is wanted.</param>
internal sealed record Direction(
    string Suffix,
    IReadOnlyDictionary<Value, Operand> Numbers,
    IReadOnlyDictionary<ArrayVariable, ArrayVariable> Arrays,
    IReadOnlyList<Operand> Scalars,
    IReadOnlyList<ArrayVariable> Memory)
{
    /// <summary>Whether a tangent may turn out to be 0, as in a unit vector that is chosen when the program runs.</summary>
    public bool MayVanish { get; init; }
}

/// <summary>
/// The forward transform along several directions at once (vector mode): one primal, and beside each of its statements the tangents along
/// every direction that the statement has anything to do with.
/// </summary>
/// <param name="Function">The primal and the tangents; parameters and results are those of the primal.</param>
/// <param name="Along">What each direction has come to.</param>
internal sealed record VectorTangent(Function Function, IReadOnlyList<TangentContext> Along)
{
    public static VectorTangent Of(Function primal, IReadOnlyList<Direction> directions, IdSource ids, CancellationToken cancellation)
    {
        var along = new TangentContext[directions.Count];
        for (int k = 0; k < along.Length; k++)
        {
            // Directions that move the same inputs are active in the same places.
            int alike = directions.Take(k).ToList().FindIndex(d => IsAlike(d, directions[k]));
            along[k] = Context(primal, directions[k], alike < 0 ? null : along[alike], ids, cancellation);
        }
        var like = primal.SameShapes.ToDictionary(s => s.Array, s => s.Like);
        var body = new BlockBuilder(ids) { Origin = new Origin("", Sweep.Tangent) };
        for (int k = 0; k < along.Length; k++)
        {
            // What an array holds that does not change along the direction has the tangent 0, but may be overwritten.
            foreach (ArrayVariable array in primal.Leaves.OfType<ArrayParameter>().Select(p => p.Array)
                .Where(a => along[k].Activity.IsActive(a) && !directions[k].Arrays.ContainsKey(a)))
            {
                // A buffer for derivatives is overwritten, and so is its tangent.
                bool isBuffer = like.TryGetValue(array, out ArrayVariable? shape);
                AdjointFunction.AllocateLike(isBuffer ? shape! : array, along[k].TangentOf(array), body, isFilled: isBuffer);
            }
        }
        BlockTangent.Add(primal.Body, body, along);
        Function derivative = primal with
        {
            Body = body.ToBlock(),
            Routines = primal.Routines.Select(r => RoutineTangent.Of(r, along)).ToEquatableArray(),
            NextId = ids.Next,
        };
        return new VectorTangent(derivative, along);
    }

    /// <summary>A function with the names of the tangents in it.</summary>
    public Function Named(Function function) => Along.Aggregate(function, (f, direction) => direction.Named(f));

    private static TangentContext Context(Function primal, Direction direction, TangentContext? alike, IdSource ids, CancellationToken cancellation)
    {
        Function seen = primal with { Parameters = primal.Parameters.Select(p => Moving(p, direction)).ToEquatableArray() };
        ActivityAnalysis activity = alike?.Activity ?? new ActivityAnalysis(seen, direction.Scalars, direction.Memory, cancellation, primal.Routines.Count > 0);
        VanishingAnalysis vanishing = alike?.Vanishing ?? new VanishingAnalysis(seen, activity, direction.MayVanish, cancellation);
        var context = new TangentContext(primal, ids, activity, vanishing, cancellation) { Suffix = direction.Suffix, ReturnsTangents = false };
        foreach (KeyValuePair<Value, Operand> number in direction.Numbers.Where(n => activity.IsActive(n.Key)))
            context.Set(number.Key, number.Value);
        foreach (KeyValuePair<ArrayVariable, ArrayVariable> array in direction.Arrays)
            context.Set(array.Key, array.Value);
        return context;
    }

    private static bool IsAlike(Direction a, Direction b) => a.MayVanish == b.MayVanish && a.Scalars == b.Scalars && a.Memory == b.Memory
        && a.Numbers.Keys.SequenceEqual(b.Numbers.Keys) && a.Arrays.Keys.SequenceEqual(b.Arrays.Keys);

    private static Parameter Moving(Parameter parameter, Direction direction) => parameter switch
    {
        ScalarParameter p => p with { IsConstant = !direction.Numbers.ContainsKey(p.Value) },
        ArrayParameter p => p with { IsConstant = !direction.Arrays.ContainsKey(p.Array) },
        CompositeParameter p => p with { Parts = p.Parts.Select(part => Moving(part, direction)).ToEquatableArray() },
        _ => parameter,
    };
}
