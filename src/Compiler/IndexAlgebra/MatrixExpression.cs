using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.IndexAlgebra;

/// <summary>A formula without indices: numbers, column vectors, matrices.</summary>
internal abstract record MatrixExpression
{
    /// <param name="Name">A tensor or definition.</param>
    /// <param name="Slice">The indices that say which slice of a tensor of a higher rank it is.</param>
    /// <param name="Parts">For each dimension which part of it: null for the whole.</param>
    internal sealed record Named(string Name, Definition? Definition, EquatableArray<Index> Slice, EquatableArray<Part> Parts) : MatrixExpression;

    /// <summary>All ones.</summary>
    internal sealed record Ones : MatrixExpression;

    internal sealed record Identity : MatrixExpression;

    /// <summary>Row p of it is row c[p] of the identity: it takes rows out of what it is multiplied by, and its transpose adds to them.</summary>
    internal sealed record Selection(Part Rows) : MatrixExpression;

    internal sealed record Size(IndexAtom Atom) : MatrixExpression;

    internal sealed record Transpose(MatrixExpression Of) : MatrixExpression;

    internal sealed record Product(EquatableArray<MatrixExpression> Factors) : MatrixExpression;

    /// <summary>Element by element.</summary>
    internal sealed record Hadamard(EquatableArray<MatrixExpression> Factors) : MatrixExpression;

    /// <summary>Of a number, or element by element.</summary>
    internal sealed record Power(MatrixExpression Of, double Exponent, bool IsNumber) : MatrixExpression;

    /// <summary>The diagonal matrix of a vector, the diagonal of a matrix.</summary>
    /// <param name="IsVector">Which of the two: the diagonal.</param>
    internal sealed record Diagonal(MatrixExpression Of, bool IsVector) : MatrixExpression;

    /// <summary>Of a number, or element by element.</summary>
    internal sealed record Function(string Name, EquatableArray<MatrixExpression> Arguments) : MatrixExpression;

    internal sealed record Trace(MatrixExpression Of) : MatrixExpression;

    /// <summary>‖x‖² (of a matrix in the Frobenius norm), or the sum of magnitudes.</summary>
    internal sealed record Norm(MatrixExpression Of, bool IsSquared, bool IsMatrix) : MatrixExpression;

    internal sealed record Sum(EquatableArray<Scaled> Summands) : MatrixExpression;
}

/// <summary>A summand and the numbers in front of it.</summary>
internal sealed record Scaled(double Coefficient, EquatableArray<MatrixExpression> Above, EquatableArray<MatrixExpression> Below, MatrixExpression? Of);

/// <summary>The part of a dimension from one index to before another; null for the beginning or the end.</summary>
internal sealed record Part(Affine? From, Affine? To)
{
    public static readonly Part Whole = new(null, null);

    /// <summary>The integer array whose elements say which indices these are, of which this is the part; null for the indices themselves.</summary>
    public string? Through { get; init; }
}
