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
    public static (IndexedFunction? Function, string? Obstacle) Read(Function primal, CancellationToken ct, int stepLimit = FormulaAlgebra.ManySteps) =>
        primal.Result is Result.Number { Value: var result } && result.Type.IsReal()
            ? Read(primal, (_, reader) => ExpressionReader.Real(reader.Of(result)), ct, stepLimit)
            : (null, NoNumber);

    /// <summary>A number that a method leads to.</summary>
    /// <param name="value">Makes it of what the method has been read as.</param>
    public static (IndexedFunction? Function, string? Obstacle) Read(Function primal, Func<FormulaAlgebra, BodyReader, Formula> value, CancellationToken ct, int stepLimit)
    {
        if (IsTooLong(primal))
            return (null, "the method is too long");
        var shapes = new SharedExtents();
        var algebra = new FormulaAlgebra(ct, stepLimit);
        var reader = new BodyReader(primal, algebra, shapes);
        reader.Read(primal.Body);
        // Once to learn which extents are the same, and if there are such, once more with one name for them.
        if (!shapes.IsEmpty)
        {
            algebra = new FormulaAlgebra(ct, stepLimit);
            reader = new BodyReader(primal, algebra, shapes);
            reader.Read(primal.Body);
        }
        Formula formula = value(algebra, reader);
        string? obstacle = algebra.IsExhausted ? "the formula is too large" : FormulaAlgebra.Obstacle(formula);
        return obstacle is null ? (new IndexedFunction(primal, formula, shapes, algebra), null) : (null, obstacle);
    }

    /// <summary>∂F/∂X for a number or array of numbers that F takes.</summary>
    public static (IndexedGradient? Gradient, string? Obstacle) Gradient(IndexedFunction function, Parameter parameter)
    {
        FormulaAlgebra algebra = function.Algebra;
        EquatableArray<Index> free = Free(algebra, parameter);
        Condition[] known = Ranges(function.Shapes, parameter, free);
        var derivative = new IndexDerivative(algebra, NameOf(parameter), free, known);
        Formula inserted = derivative.Inserted(function.Value);
        Formula formula = new Contraction(algebra).Contract(inserted, known);
        string? obstacle = algebra.IsExhausted ? "the formula is too large" : FormulaAlgebra.Obstacle(formula);
        return obstacle is null ? (new IndexedGradient(NameOf(parameter), free, inserted, formula, known.ToEquatableArray()), null) : (null, obstacle);
    }

    /// <summary>What a method that was written by hand does, in terms of what it was given; its arrays have the extents of those of F.</summary>
    /// <param name="method">A gradient, adjoint or tangent that somebody wrote, after <see cref="Optimization.Passes.Primal"/>.</param>
    /// <param name="of">The method that it is a derivative of: it says which extents are the same.</param>
    /// <param name="name">
    /// What parameters of the method are called in formulas: those of F as in F, so that the formulas can be compared.
    /// </param>
    /// <param name="alike">Arrays of the method, and the parameters of F that have the same shape.</param>
    public static BodyReader Left(Function method, IndexedFunction of, Func<string, string> name, IEnumerable<(ArrayParameter Array, Parameter Like)> alike)
    {
        var shapes = new SharedExtents(of.Shapes);
        foreach ((ArrayParameter array, Parameter like) in alike)
        {
            for (int d = 0; d < (array.Array.Form == ArrayForm.Jagged ? 1 : array.Array.Rank); d++)
                shapes.Unite(new Size(NameOf(like), d), new Size(name(NameOf(array)), d));
        }
        var reader = new BodyReader(method, of.Algebra, shapes, name, learns: false);
        reader.Read(method.Body);
        return reader;
    }

    /// <summary>What a method leaves in an array, or in a <c>ref</c> or <c>out</c> number; null if that is no formula.</summary>
    /// <param name="output">The parameter.</param>
    /// <param name="free">The indices at which an element is asked for.</param>
    public static Formula? Left(Function method, BodyReader reader, Parameter output, EquatableArray<Index> free, FormulaAlgebra algebra)
    {
        Formula? formula = output switch
        {
            ArrayParameter array => reader.Contents(array.Array) is { } contents ? reader.Element(contents, free.Select(i => Affine.Of(i)).ToEquatableArray()) : null,
            ScalarParameter scalar => method.Outputs.Where(o => o.Parameter == scalar.Name).Select(o => ExpressionReader.Real(reader.Of(o.Value))).FirstOrDefault(),
            _ => null,
        };
        return formula is null || algebra.IsExhausted || FormulaAlgebra.Obstacle(formula) is not null ? null : formula;
    }

    /// <summary>One index for each dimension of an input.</summary>
    public static EquatableArray<Index> Free(FormulaAlgebra algebra, Parameter parameter) =>
        Enumerable.Range(0, parameter is ArrayParameter array ? array.Array.Rank : 0).Select(_ => algebra.NewIndex("")).ToEquatableArray();

    /// <summary>Whether two formulas are proved equal; false where that is not decided.</summary>
    public static bool AreEqual(IndexedFunction function, Formula a, Formula b, IReadOnlyList<Condition> known) =>
        new NormalForm(function.Algebra).AreEqual(a, b, known);

    public static Condition[] Ranges(SharedExtents shapes, Parameter parameter, EquatableArray<Index> free) => parameter is ArrayParameter { Array.Form: not ArrayForm.Jagged }
        ? [.. free.SelectMany((i, d) => Range(Affine.Of(i), Affine.Of(shapes.Same(new Size(NameOf(parameter), d)))))]
        : [.. free.SelectMany((i, d) => Range(Affine.Of(i), d == 0 ? Affine.Of(shapes.Same(new Size(NameOf(parameter), 0))) : Affine.Of(Gathered.LengthOf(NameOf(parameter), Affine.Of(free[0])))))];

    private static IEnumerable<Condition> Range(Affine index, Affine extent) => [Condition.AtMost(Affine.Zero, index), Condition.Below(index, extent)];
}
