using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.IndexAlgebra;

/// <summary>
/// How a gradient follows: the definitions, the value, and for each input the derivative with its deltas, contracted, and without indices where
/// there is such a form. Data; writers make text or markup of it.
/// </summary>
/// <param name="Function">The method's name.</param>
/// <param name="Definitions">Intermediate definitions in the order in which they build on each other.</param>
/// <param name="Value">What the method returns.</param>
/// <param name="ValueMatrix">The same without indices; null if there is no such form.</param>
/// <param name="Gradients">For each input.</param>
internal sealed record Derivation(
    string Function,
    EquatableArray<DerivedDefinition> Definitions,
    Formula Value,
    MatrixExpression? ValueMatrix,
    EquatableArray<DerivedGradient> Gradients,
    SharedExtents Shapes);

/// <summary>An intermediate definition, and without indices.</summary>
internal sealed record DerivedDefinition(Definition Definition, MatrixExpression? Matrix);

/// <summary>The derivative with respect to one input.</summary>
/// <param name="Parameter">The input.</param>
/// <param name="Free">One index for each of its dimensions.</param>
/// <param name="Steps">Derivatives of definitions that lead there, with their deltas and contracted.</param>
/// <param name="Inserted">The derivative with its deltas; null if it has none.</param>
/// <param name="Closed">The derivative.</param>
/// <param name="Matrices">Without indices, one form for each part of the input; empty if there is none.</param>
/// <param name="Slice">The free indices that such a form keeps.</param>
internal sealed record DerivedGradient(
    string Parameter,
    EquatableArray<Index> Free,
    EquatableArray<DerivedStep> Steps,
    Formula? Inserted,
    Formula Closed,
    EquatableArray<MatrixCase> Matrices,
    EquatableArray<Index> Slice);

/// <summary>∂v_i/∂X_ab, with its deltas and contracted.</summary>
internal sealed record DerivedStep(Definition Definition, Formula Inserted, Formula Closed);

/// <summary>A form without indices for a part of the input.</summary>
internal sealed record MatrixCase(EquatableArray<Part> Parts, MatrixExpression Form);
