using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Compiler.Frontend;

// A choice between arrays that are there: a = c ? x : y is a new array with the elements of the one or the other, as long as nobody sees that.
internal sealed partial class BodyLowering
{
    /// <summary>Whether an expression only says which array, row or part, so that it may be evaluated twice.</summary>
    private static bool IsReference(IOperation? operation) => operation is not null && operation.DescendantsAndSelf().All(o => o
        is ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation or IInstanceReferenceOperation or IPropertyReferenceOperation or IArrayElementReferenceOperation
        or IImplicitIndexerReferenceOperation or IRangeOperation or IUnaryOperation or IBinaryOperation or ILiteralOperation or IConversionOperation or IConditionalOperation or IParenthesizedOperation or IArgumentOperation
        || o is IInvocationOperation { TargetMethod: { Name: "AsSpan" or "Slice", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } });

    private ArrayView? Chosen(IConditionalOperation choice, string? name)
    {
        Operand condition = Expression(choice.Condition);
        if (condition is Constant known)
            return Memory(known.IsZero ? choice.WhenFalse! : choice.WhenTrue, name);
        var views = new List<ArrayView?>();
        Outcome? lengths = Along(side =>
        {
            views.Add(Memory(side, null));
            return views[views.Count - 1] is { } view ? new Outcome.Numbers(Lengths(view).ToEquatableArray()) : null;
        });
        if (views.Any(v => v is null))
            return null;
        ArrayView first = views[0]!;
        if (lengths is not Outcome.Numbers { Parts: var extents } || views.Any(v => v!.Rank != first.Rank || !IsOfOneLength(v)))
        {
            RefuseRenaming(choice.Syntax.GetLocation(), OriginText.Of(choice.Syntax).Line);
            return null;
        }
        string word = name ?? "chosen";
        ArrayView chosen = Allocate(TypeOfCopy(first), extents, true, word);
        Along(side =>
        {
            if (Memory(side, null) is { } from)
                CopyInto(chosen, from, Lengths(from));
            return null;
        });
        _copies.Add(new OwnCopy(choice.Syntax.GetLocation(), word, chosen.Members, views.SelectMany(v => v!.Members).ToEquatableArray(), IsWhole: false));
        return chosen;

        Outcome? Along(Func<IOperation, Outcome?> lower) => Choose(condition, () => Of(choice.WhenTrue, lower), () => Of(choice.WhenFalse!, lower), null);

        Outcome? Of(IOperation side, Func<IOperation, Outcome?> lower) => side switch
        {
            IParenthesizedOperation p => Of(p.Operand, lower),
            IConditionalOperation { WhenFalse: { } otherwise } c => Choose(Expression(c.Condition), () => Of(c.WhenTrue, lower), () => Of(otherwise, lower), null),
            _ => lower(side),
        };
    }
}
