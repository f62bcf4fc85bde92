using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.IndexAlgebra;

/// <summary>A method in index notation.</summary>
/// <param name="Function">The method.</param>
/// <param name="Value">What it returns.</param>
/// <param name="Shapes">Which extents are the same.</param>
/// <param name="Algebra">What its formulas are computed with.</param>
internal sealed record IndexedFunction(Function Function, Formula Value, SharedExtents Shapes, FormulaAlgebra Algebra);

/// <summary>A derivative in index notation: ∂F/∂X at the free indices.</summary>
/// <param name="Parameter">X.</param>
/// <param name="Free">One index for each dimension of X.</param>
/// <param name="Inserted">The derivative before the sums are contracted.</param>
/// <param name="Formula">The derivative.</param>
/// <param name="Known">The ranges of the free indices.</param>
internal sealed record IndexedGradient(string Parameter, EquatableArray<Index> Free, Formula Inserted, Formula Formula, EquatableArray<Condition> Known);

/// <summary>The way from IR to index notation and to derivatives in it. Where there is none, the reason.</summary>
internal static class IndexNotation
{
    private const string NoNumber = "the method returns no single number";

    // Nobody would read the formula, and the work of finding it grows faster than the method.
    private static bool IsTooLong(Function primal)
    {
        const int MostParts = 400, MostLoops = 8;
        int parts = 0;
        foreach (Statement statement in Walk.Statements(primal.Body))
        {
            parts += 1 + (statement is Iteration loop ? loop.Carried.Count : 0);
            if (parts > MostParts)
                return true;
        }
        return Nests(primal.Body) > MostLoops;

        static int Nests(Block block) => block.Statements
            .Select(s => (s is Iteration ? 1 : 0) + Walk.Blocks(s).Select(Nests).DefaultIfEmpty(0).Max()).DefaultIfEmpty(0).Max();
    }

    /// <summary>What an input is called in formulas: of an array of structs, each number is an array of its own.</summary>
    public static string NameOf(Parameter input) => input is ArrayParameter { Array: { Member: not null } array } ? NameOf(array) : input.Name;

    /// <inheritdoc cref="NameOf(Parameter)"/>
    public static string NameOf(ArrayVariable array) => array.Member is { } member ? member.Array + member.This.Path : array.Name;

    /// <summary>The returned number of a method as a formula of its inputs.</summary>
    /// <param name="primal">After <see cref="Optimization.Passes.Primal"/>.</param>
    /// <param name="stepLimit">How much work it, and what is computed from it, may take.</param>
    public static (IndexedFunction? Function, string? Obstacle) Read(Function primal, CancellationToken ct, int stepLimit = FormulaAlgebra.ManySteps)
    {
        if (primal.Result is not Result.Number { Value: var result } || !result.Type.IsReal())
            return (null, NoNumber);
        if (IsTooLong(primal))
            return (null, "the method is too long");
        var shapes = new SharedExtents();
        // Once to learn which extents are the same, once more with one name for them.
        new BodyReader(primal, new FormulaAlgebra(ct, stepLimit), shapes).Read(primal.Body);
        var algebra = new FormulaAlgebra(ct, stepLimit);
        var reader = new BodyReader(primal, algebra, shapes);
        reader.Read(primal.Body);
        Formula value = ExpressionReader.Real(reader.Of(result));
        string? obstacle = algebra.IsExhausted ? "the formula is too large" : FormulaAlgebra.Obstacle(value);
        return obstacle is null ? (new IndexedFunction(primal, value, shapes, algebra), null) : (null, obstacle);
    }

    /// <summary>∂F/∂X for a number or array of numbers that F takes.</summary>
    public static (IndexedGradient? Gradient, string? Obstacle) Gradient(IndexedFunction function, Parameter parameter)
    {
        FormulaAlgebra algebra = function.Algebra;
        int rank = parameter is ArrayParameter array ? array.Array.Rank : 0;
        EquatableArray<Index> free = Enumerable.Range(0, rank).Select(d => algebra.NewIndex("")).ToEquatableArray();
        Condition[] known = Ranges(function.Shapes, parameter, free);
        var derivative = new IndexDerivative(algebra, NameOf(parameter), free, known);
        Formula inserted = derivative.Inserted(function.Value);
        Formula formula = new Contraction(algebra).Contract(inserted, known);
        string? obstacle = algebra.IsExhausted ? "the formula is too large" : FormulaAlgebra.Obstacle(formula);
        return obstacle is null ? (new IndexedGradient(NameOf(parameter), free, inserted, formula, known.ToEquatableArray()), null) : (null, obstacle);
    }

    /// <summary>What a method leaves in an array or a <c>ref</c> or <c>out</c> number, in terms of what it was given.</summary>
    /// <param name="method">A gradient, adjoint or tangent that somebody wrote, after <see cref="Optimization.Passes.Primal"/>.</param>
    /// <param name="of">The method that it is a derivative of: it says which extents are the same.</param>
    /// <param name="output">The parameter of <paramref name="method"/>.</param>
    /// <param name="free">The indices at which an element is asked for.</param>
    /// <param name="name">
    /// What parameters of the method are called in formulas: those of F as in F, so that the formulas can be compared.
    /// </param>
    /// <param name="like">The parameter of F that has the same shape as the array.</param>
    public static (Formula? Formula, string? Obstacle) Left(Function method, IndexedFunction of, Parameter output, EquatableArray<Index> free, Func<string, string> name, Parameter like)
    {
        FormulaAlgebra algebra = of.Algebra;
        var shapes = new SharedExtents(of.Shapes);
        for (int d = 0; d < free.Count; d++)
            shapes.Unite(new Size(NameOf(like), d), new Size(name(NameOf(output)), d));
        var reader = new BodyReader(method, algebra, shapes, name, learns: false);
        reader.Read(method.Body);
        Formula? formula = output switch
        {
            ArrayParameter array => reader.Contents(array.Array) is { } contents ? reader.Element(contents, free.Select(i => Affine.Of(i)).ToEquatableArray()) : null,
            ScalarParameter scalar => method.Outputs.Where(o => o.Parameter == scalar.Name).Select(o => ExpressionReader.Real(reader.Of(o.Value))).FirstOrDefault(),
            _ => null,
        };
        if (formula is null)
            return (null, $"{output.Name} is neither an array nor a number");
        string? obstacle = algebra.IsExhausted ? "the formula is too large" : FormulaAlgebra.Obstacle(formula);
        return obstacle is null ? (formula, null) : (null, obstacle);
    }

    /// <summary>Whether two formulas are proved equal; false where that is not decided.</summary>
    public static bool AreEqual(IndexedFunction function, Formula a, Formula b, IReadOnlyList<Condition> known) =>
        new NormalForm(function.Algebra).AreEqual(a, b, known);

    public static Condition[] Ranges(SharedExtents shapes, Parameter parameter, EquatableArray<Index> free) => parameter is ArrayParameter { Array.Form: not ArrayForm.Jagged }
        ? [.. free.SelectMany((i, d) => Range(Affine.Of(i), Affine.Of(shapes.Same(new Size(NameOf(parameter), d)))))]
        : [.. free.SelectMany((i, d) => Range(Affine.Of(i), d == 0 ? Affine.Of(shapes.Same(new Size(NameOf(parameter), 0))) : Affine.Of(Gathered.LengthOf(NameOf(parameter), Affine.Of(free[0])))))];

    private static IEnumerable<Condition> Range(Affine index, Affine extent) => [Condition.AtMost(Affine.Zero, index), Condition.Below(index, extent)];
}
