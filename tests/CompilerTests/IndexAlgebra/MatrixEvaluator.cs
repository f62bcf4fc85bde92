using DiffGen.Compiler.IndexAlgebra;
using DiffGen.Compiler.IR;
using Index = DiffGen.Compiler.IndexAlgebra.Index;

namespace DiffGen.CompilerTests.IndexAlgebra;

/// <summary>
/// Turns forms without indices into numbers: everything is a matrix, vectors have one column. How large ones, identities and definitions are,
/// nothing says but what they stand beside.
/// </summary>
/// <param name="inputs">Numbers and arrays by name.</param>
/// <param name="formulas">The same, for the formulas of definitions.</param>
internal sealed class MatrixEvaluator(IReadOnlyDictionary<string, object> inputs, FormulaEvaluator formulas)
{
    private static readonly Dictionary<Index, int> Nowhere = [];

    /// <summary>How many rows and columns; null where only what is around can say.</summary>
    private readonly record struct Shape(int? Rows, int? Columns)
    {
        public Shape Transposed => new(Columns, Rows);

        public Shape Or(Shape other) => new(Rows ?? other.Rows, Columns ?? other.Columns);
    }

    /// <summary>A number.</summary>
    /// <exception cref="NotSupportedException">The extents do not follow from the form.</exception>
    public double Evaluate(MatrixExpression number) => Evaluate(number, new Shape(1, 1)) is { Length: 1 } one ? one[0, 0] : throw new NotSupportedException("no number");

    /// <summary>The whole derivative with respect to an input of one or two dimensions.</summary>
    /// <exception cref="NotSupportedException">The extents do not follow from the form.</exception>
    public double[,] Evaluate(EquatableArray<MatrixCase> cases, int rows, int columns)
    {
        var result = new double[rows, columns];
        foreach (MatrixCase part in cases)
        {
            int[] down = Indices(part.Parts[0], rows)!, across = part.Parts.Count > 1 ? Indices(part.Parts[1], columns)! : [0];
            double[,] inside = Evaluate(part.Form, new Shape(down.Length, across.Length));
            for (int i = 0; i < down.Length; i++)
            {
                for (int j = 0; j < across.Length; j++)
                    result[down[i], across[j]] = inside[i, j];
            }
        }
        return result;
    }

    private double[,] Evaluate(MatrixExpression expression, Shape around)
    {
        Shape shape = ShapeOf(expression).Or(around);
        return expression switch
        {
            MatrixExpression.Named n => Tensor(n, shape),
            MatrixExpression.Ones => Make(shape, (_, _) => 1),
            MatrixExpression.Identity => Make(shape.Or(shape.Transposed), (i, j) => i == j ? 1 : 0),
            MatrixExpression.Selection s when Indices(s.Rows, null) is { } to => Make(shape, (i, j) => to[i] == j ? 1 : 0),
            MatrixExpression.Size s => Make(shape, (_, _) => formulas.Evaluate(Affine.Of(s.Atom), Nowhere)),
            MatrixExpression.Transpose t when Evaluate(t.Of, shape.Transposed) is var of => Make(shape, (i, j) => of[j, i]),
            MatrixExpression.Product p => Product(p, around),
            MatrixExpression.Hadamard h => Elementwise(h.Factors.Select(f => Evaluate(f, shape)), shape, x => x.Aggregate(1.0, (a, b) => a * b)),
            MatrixExpression.Power p => Elementwise([Evaluate(p.Of, shape)], shape, x => Math.Pow(x[0], p.Exponent)),
            MatrixExpression.Function f => Elementwise(f.Arguments.Select(a => Evaluate(a, shape)), shape, x => FormulaEvaluator.Function(f.Name, x)),
            MatrixExpression.Diagonal { IsVector: true } d when Evaluate(d.Of, new Shape(shape.Rows, shape.Rows)) is var of => Make(shape, (i, _) => of[i, i]),
            MatrixExpression.Diagonal d when Evaluate(d.Of, new Shape(shape.Rows ?? shape.Columns, 1)) is var of => Make(shape, (i, j) => i == j ? of[i, 0] : 0),
            MatrixExpression.Trace t when Evaluate(t.Of, default) is var of => Make(shape, (_, _) => Enumerable.Range(0, of.GetLength(0)).Sum(i => of[i, i])),
            MatrixExpression.Norm n when Evaluate(n.Of, default) is var of => Make(shape, (_, _) => of.Cast<double>().Sum(x => n.IsSquared ? x * x : Math.Abs(x))),
            MatrixExpression.Sum s => Elementwise(s.Summands.Select(x => Scale(x, shape)), shape, x => x.Sum()),
            _ => throw new NotSupportedException(expression.ToString()),
        };
    }

    private double[,] Scale(Scaled summand, Shape shape)
    {
        double scale = summand.Above.Aggregate(summand.Coefficient, (product, a) => product * Evaluate(a));
        scale = summand.Below.Aggregate(scale, (quotient, b) => quotient / Evaluate(b));
        if (summand.Of is null)
            return Make(shape, (_, _) => scale);
        double[,] of = Evaluate(summand.Of, shape);
        return Make(shape, (i, j) => scale * of[i, j]);
    }

    private double[,] Product(MatrixExpression.Product product, Shape around)
    {
        Shape[] shapes = [.. product.Factors.Select(ShapeOf)];
        // What is between two factors both of them say.
        int? Between(int i) => i == 0 ? shapes[0].Rows ?? around.Rows : i == shapes.Length ? shapes[^1].Columns ?? around.Columns : shapes[i - 1].Columns ?? shapes[i].Rows;
        double[,] result = Evaluate(product.Factors[0], new Shape(Between(0), Between(1)));
        for (int f = 1; f < product.Factors.Count; f++)
        {
            double[,] left = result, right = Evaluate(product.Factors[f], new Shape(left.GetLength(1), Between(f + 1)));
            Assert.Equal(left.GetLength(1), right.GetLength(0));
            result = Make(new Shape(left.GetLength(0), right.GetLength(1)), (i, j) => Enumerable.Range(0, left.GetLength(1)).Sum(k => left[i, k] * right[k, j]));
        }
        return result;
    }

    private Shape ShapeOf(MatrixExpression expression)
    {
        switch (expression)
        {
            case MatrixExpression.Named { Definition: not null } n:
                return n.Parts.Count == 0 ? new Shape(1, 1) : n.Parts.Count == 1 ? new Shape(Indices(n.Parts[0], null)?.Length, 1)
                    : new Shape(Indices(n.Parts[0], null)?.Length, Indices(n.Parts[1], null)?.Length);
            case MatrixExpression.Named n:
                int[] extents = [.. n.Parts.Select((p, d) => Indices(p, Extent(n, d))!.Length)];
                return new Shape(extents.FirstOrDefault(1), extents.Skip(1).FirstOrDefault(1));
            case MatrixExpression.Ones:
                return new Shape(null, 1);
            case MatrixExpression.Identity:
                return default;
            case MatrixExpression.Selection s:
                return new Shape(Indices(s.Rows, null)!.Length, null);
            case MatrixExpression.Transpose t:
                return ShapeOf(t.Of).Transposed;
            case MatrixExpression.Product p:
                return new Shape(ShapeOf(p.Factors[0]).Rows, ShapeOf(p.Factors[^1]).Columns);
            case MatrixExpression.Hadamard h:
                return h.Factors.Select(ShapeOf).Aggregate((a, b) => a.Or(b));
            case MatrixExpression.Function f:
                return f.Arguments.Select(ShapeOf).Aggregate((a, b) => a.Or(b));
            case MatrixExpression.Power p:
                return ShapeOf(p.Of);
            case MatrixExpression.Diagonal { IsVector: true } d:
                Shape of = ShapeOf(d.Of);
                return new Shape(of.Rows ?? of.Columns, 1);
            case MatrixExpression.Diagonal d:
                return new Shape(ShapeOf(d.Of).Rows, ShapeOf(d.Of).Rows);
            case MatrixExpression.Sum s:
                return s.Summands.All(x => x.Of is null) ? new Shape(1, 1) : s.Summands.Where(x => x.Of is not null).Select(x => ShapeOf(x.Of!)).Aggregate(default(Shape), (a, b) => a.Or(b));
            default:
                return new Shape(1, 1);
        }
    }

    private int Extent(MatrixExpression.Named named, int dimension) => named.Slice.Count > 0
        ? throw new NotSupportedException("which dimension is kept, the form does not say")
        : ((Array)inputs[named.Name]).GetLength(dimension);

    /// <summary>The indices that a part is made of; null if only what is around can say.</summary>
    private int[]? Indices(Part part, int? extent)
    {
        int[]? through = part.Through is { } name ? (int[])inputs[name] : null;
        if ((through?.Length ?? extent) is not { } end && part.To is null)
            return null;
        int from = part.From is null ? 0 : (int)formulas.Evaluate(part.From, Nowhere);
        int to = part.To is null ? through?.Length ?? extent!.Value : (int)formulas.Evaluate(part.To, Nowhere);
        return [.. Enumerable.Range(from, Math.Max(0, to - from)).Select(i => through is null ? i : through[i])];
    }

    private double[,] Tensor(MatrixExpression.Named named, Shape shape)
    {
        int[]?[] indices = [.. named.Parts.Select((p, d) => Indices(p, named.Definition is null ? Extent(named, d) : From(p) + (d == 0 ? shape.Rows : shape.Columns)))];
        return Make(shape, (i, j) =>
        {
            int[] at = [.. indices.Select((own, d) => own![d == 0 ? i : j])];
            return named.Definition is { } definition
                ? formulas.Evaluate(definition.Body, definition.Parameters.Select((p, d) => (p, at[d])).ToDictionary(p => p.p, p => p.Item2))
                : System.Convert.ToDouble(inputs[named.Name] is Array array ? array.GetValue(at) : inputs[named.Name], System.Globalization.CultureInfo.InvariantCulture);
        });
    }

    private int From(Part part) => part.From is null ? 0 : (int)formulas.Evaluate(part.From, Nowhere);

    private static double[,] Elementwise(IEnumerable<double[,]> operands, Shape shape, Func<double[], double> function)
    {
        double[][,] all = [.. operands];
        return Make(shape, (i, j) => function([.. all.Select(o => o[i, j])]));
    }

    private static double[,] Make(Shape shape, Func<int, int, double> element)
    {
        if (shape is not { Rows: { } rows, Columns: { } columns })
            throw new NotSupportedException("nothing says how large it is");
        var result = new double[rows, columns];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
                result[i, j] = element(i, j);
        }
        return result;
    }
}
