using DiffGen.Compiler.Diagnostics;
using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Compiler.Frontend;

// new T[n][] with rows of one length, made by the loop that follows: a matrix, whose rows have names.
internal sealed partial class BodyLowering
{
    private readonly HashSet<IOperation> _rowLoops = [];

    private ArrayView? CreateRows(IArrayCreationOperation creation, ArrayType type, string? name)
    {
        if (creation is { Initializer: null, DimensionSizes: [var count] } && RowLoop(creation, count) is var (loop, length))
        {
            _rowLoops.Add(loop);
            return Allocate(type with { Form = ArrayForm.Rank2 }, [Expression(count), Expression(length)], false, name);
        }
        Refuse(Descriptors.UnsupportedExpression, creation, "rows that are not all made with one length by the loop 'for (int i = 0; i < n; i++) " + (name ?? "rows") + "[i] = new …[m];' right behind",
            "make them so, or use 'new " + (type.Struct?.Type.Name ?? type.Element.Keyword()) + "[n, m]'");
        return null;
    }

    /// <summary>The statement behind the declaration, if it makes all rows, and the length of each.</summary>
    private (IForLoopOperation Loop, IOperation Length)? RowLoop(IArrayCreationOperation creation, IOperation count)
    {
        IOperation? declaration = creation;
        while (declaration is not (null or IVariableDeclarationGroupOperation))
            declaration = declaration.Parent;
        if (declaration is not IVariableDeclarationGroupOperation { Declarations: [{ Declarators: [{ Symbol: var rows }] }], Parent: IBlockOperation block })
            return null;
        int next = block.Operations.IndexOf(declaration) + 1;
        if (next >= block.Operations.Length || block.Operations[next] is not IForLoopOperation
            {
                Before: [IVariableDeclarationGroupOperation { Declarations: [{ Declarators: [{ Symbol: var counter, Initializer.Value.ConstantValue: { HasValue: true, Value: 0 } }] }] }],
                Condition: IBinaryOperation { OperatorKind: BinaryOperatorKind.LessThan } condition,
                AtLoopBottom: [IExpressionStatementOperation { Operation: IIncrementOrDecrementOperation { Kind: OperationKind.Increment } step }],
            } loop)
        {
            return null;
        }

        IOperation body = loop.Body is IBlockOperation { Operations: [var only] } ? only : loop.Body;
        bool makesRows = body is IExpressionStatementOperation
        {
            Operation: ISimpleAssignmentOperation { Target: IArrayElementReferenceOperation { Indices: [var index] } target, Value: IArrayCreationOperation { Initializer: null, DimensionSizes.Length: 1 } }
        } && Names(target.ArrayReference, rows) && Names(index, counter);
        bool runsOverAll = Names(step.Target, counter) && Names(condition.LeftOperand, counter)
            && (condition.RightOperand is IPropertyReferenceOperation { Property.Name: "Length", Instance: { } whole } && Names(whole, rows)
                || SyntaxFactory.AreEquivalent(condition.RightOperand.Syntax, count.Syntax) && IsPlainSize(count));
        if (!makesRows || !runsOverAll)
            return null;
        IOperation length = ((IArrayCreationOperation)((ISimpleAssignmentOperation)((IExpressionStatementOperation)body).Operation).Value).DimensionSizes[0];
        return IsPlainSize(length) && !length.DescendantsAndSelf().Any(o => Names(o, counter) || Names(o, rows)) ? (loop, length) : null;
    }

    private bool Names(IOperation operation, ISymbol symbol) => SymbolEqualityComparer.Default.Equals(Variable(operation), symbol);

    /// <summary>Whether computing a size changes nothing and does not fail, so that it may be done once and before the loop.</summary>
    private static bool IsPlainSize(IOperation size) => size.DescendantsAndSelf().All(o =>
        o.ConstantValue.HasValue || o is ILocalReferenceOperation or IParameterReferenceOperation or IParenthesizedOperation
        || o is IPropertyReferenceOperation { Property: { Name: "Length", IsIndexer: false } }
        || o is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract or BinaryOperatorKind.Multiply, OperatorMethod: null });
}
