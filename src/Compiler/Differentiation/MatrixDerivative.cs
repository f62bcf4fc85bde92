using DiffGen.Compiler.Analysis;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Differentiation;

/// <summary>
/// A function in the making that fills a matrix of derivatives, by passes that each compute some of its rows or columns. F itself runs once;
/// the passes run on copies of the arrays that F changes.
/// </summary>
internal sealed class MatrixDerivative
{
    private readonly Parameter _parameter;
    private readonly Dictionary<ArrayVariable, ArrayVariable> _before = [];

    public MatrixDerivative(Function primal, string name, Scalar element, int nextId)
    {
        Primal = primal;
        Ids = new IdSource(nextId);
        Body = new BlockBuilder(Ids) { Origin = Origin };
        _parameter = Declare(primal, name, element, Ids);
        Matrix = ((ArrayParameter)_parameter).Array;
    }

    /// <summary>Of what belongs to no line of F.</summary>
    public static Origin Origin { get; } = new("", Sweep.Tangent);

    public Function Primal { get; }

    public IdSource Ids { get; }

    public ArrayVariable Matrix { get; }

    public BlockBuilder Body { get; }

    public List<Routine> Routines { get; } = [];

    /// <summary>The parameters of F and the matrix.</summary>
    public static EquatableArray<Parameter> Parameters(Function primal, string name, Scalar element) =>
        [.. primal.Parameters, Declare(primal, name, element, new IdSource(primal.NextId))];

    /// <summary>The type of a Jacobian's elements: that of a returned number; if none is returned, double where any number that takes part is.</summary>
    public static Scalar ElementOfJacobian(Function primal)
    {
        if (primal.Result is Result.Number { Value.Type: var type })
            return type;
        IEnumerable<Scalar> parameters = primal.Parameters.Where(p => !p.IsConstant).SelectMany(p => p.Leaves).Select(p => p switch
        {
            ScalarParameter s => s.Value.Type,
            ArrayParameter a => a.Array.Element,
            _ => Scalar.Bool,
        });
        IEnumerable<Scalar> returned = (primal.Result?.Numbers ?? []).Select(n => n.Type).Concat((primal.Result?.Arrays ?? []).Select(a => a.Element));
        return parameters.Concat(returned).Contains(Scalar.Double) ? Scalar.Double : Scalar.Single;
    }

    private static Parameter Declare(Function primal, string name, Scalar element, IdSource ids)
    {
        name = Names.Free(name, new HashSet<string>(primal.TakenNames));
        return new ArrayParameter(name, new ArrayVariable(ids.Take(), name, element, ArrayForm.Rank2, ArrayRole.Parameter))
        {
            Origin = new DerivativeOrigin("", DerivativeRole.Matrix),
        };
    }

    /// <summary>Throws unless the matrix has these extents.</summary>
    public void Check(Operand rows, Operand columns) => Body.Add(new CheckShape(Matrix, [rows, columns]) { IsMatrixOfDerivatives = true });

    /// <summary>Assigns an element of the matrix.</summary>
    public void Put(BlockBuilder block, Operand row, Operand column, Operand value) => block.Add(new Store(Matrix, [row, column], Converted(value, block)));

    /// <summary>A derivative as an element of the matrix.</summary>
    public Operand Converted(Operand value, BlockBuilder block) => new Term(value, block, "").As(Matrix.Element).Operand;

    /// <summary>Runs F, and keeps what the arrays hold that it changes.</summary>
    public void RunPrimal()
    {
        foreach (ArrayVariable array in Changed)
            _before.Add(array, Copied(array, array, "Before", Body, Body));
        foreach (Statement statement in Primal.Body.Statements)
            Body.Add(statement);
        Routines.AddRange(Primal.Routines);
    }

    /// <summary>What stands for the arrays that F changes in one pass.</summary>
    /// <param name="around">Where memory may be taken: before a loop whose trips are passes.</param>
    /// <param name="pass">Where the pass begins.</param>
    public Dictionary<ArrayVariable, ArrayVariable> Workspace(BlockBuilder around, BlockBuilder pass) =>
        _before.ToDictionary(b => b.Key, b => Copied(b.Value, b.Key, "Copy", around, pass));

    /// <summary>A scratch array of the shape of another one, whose elements are all written before they are read.</summary>
    public ArrayVariable Like(ArrayVariable array, string name, Scalar element, BlockBuilder block)
    {
        ArrayVariable like = Scratch(array, name) with { Element = element };
        AdjointFunction.AllocateLike(array, like, block, isFilled: true);
        return like;
    }

    /// <summary>The function.</summary>
    public Function Finish() => Finish(Primal, o => o);

    /// <summary>The function, ending as one that F was written out in does.</summary>
    /// <param name="pass">What F returns and assigns at the end, and perhaps more, under its own names for them.</param>
    /// <param name="final">What has become of these.</param>
    public Function Finish(Function pass, Func<Operand, Operand> final) => (Primal with
    {
        Result = pass.Result,
        Outputs = Primal.Outputs.Select(o => pass.Outputs.First(p => p.Parameter == o.Parameter)).ToEquatableArray(),
    }).With(Body.ToBlock(), final) with
    {
        Parameters = [.. Primal.Parameters, _parameter],
        Routines = Routines.ToEquatableArray(),
        NextId = Ids.Next,
    };

    /// <summary>The arrays F changes whose rows may have different lengths; what stands for them in a pass has all rows as long as the longest.</summary>
    public IEnumerable<ArrayVariable> Ragged => Changed.Where(a => a.Form == ArrayForm.Jagged);

    private IEnumerable<ArrayVariable> Changed =>
        Primal.Leaves.OfType<ArrayParameter>().Select(p => p.Array).Where(Primal.Writes);

    private ArrayVariable Scratch(ArrayVariable like, string name) =>
        new(Ids.Take(), name, like.Element, like.Rank == 1 ? ArrayForm.Vector : like.Form, ArrayRole.Scratch);

    private ArrayVariable Copied(ArrayVariable source, ArrayVariable array, string word, BlockBuilder around, BlockBuilder block)
    {
        ArrayVariable copy = Scratch(array, array.Name + word);
        if (source.Rank == 1 && source.Member is null)
        {
            AdjointFunction.AllocateLike(array, copy, block, copyOf: source);
            return copy;
        }
        AdjointFunction.AllocateLike(array, copy, around, isFilled: true);
        MatrixAxis.ForEach(new AxisItem.Elements([array]), Constant.Int(0), block, (inner, _, indices, _) =>
            inner.Add(new Store(copy, indices, inner.Load(source, indices))));
        return copy;
    }
}
