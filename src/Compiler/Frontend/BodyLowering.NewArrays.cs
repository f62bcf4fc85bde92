using DiffGen.Compiler.Diagnostics;
using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Compiler.Frontend;

// New arrays: new T[n], { … } of any rank, stackalloc, collection expressions.
internal sealed partial class BodyLowering
{
    private readonly Dictionary<ArrayVariable, int> _madeIn = [];

    private ArrayView? Create(IArrayCreationOperation creation, string? name)
    {
        if (TypeReader.Array(creation.Type) is not { Form: not ArrayForm.Jagged } type)
        {
            Refuse(Descriptors.UnsupportedType, creation, name ?? "new", creation.Type?.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat) ?? "?");
            return null;
        }

        ArrayVariable array = Allocate(type, creation.DimensionSizes.Select(s => Expression(s)), creation.Initializer is not null, name);
        if (creation.Initializer is { } initializer)
            Fill(array, initializer, []);
        return new ArrayView(array, []);
    }

    private void Fill(ArrayVariable array, IArrayInitializerOperation values, EquatableArray<Operand> outer)
    {
        for (int i = 0; i < values.ElementValues.Length; i++)
        {
            EquatableArray<Operand> indices = outer.Append(Constant.Int(i)).ToEquatableArray();
            if (values.ElementValues[i] is IArrayInitializerOperation row)
                Fill(array, row, indices);
            else
                Emit(new Store(array, indices, Expression(values.ElementValues[i])));
        }
    }

    private ArrayView? Create(StackAllocArrayCreationExpressionSyntax syntax, IOperation operation, string? name)
    {
        SemanticModel? model = operation.SemanticModel;
        if (model is null || syntax.Initializer is not null || syntax.Type is not ArrayTypeSyntax { RankSpecifiers: [{ Sizes: [{ } size] }] } arrayType
            || TypeReader.Scalar(model.GetTypeInfo(arrayType.ElementType, cancellation).Type) is not { } element
            || model.GetOperation(size, cancellation) is not { } length)
        {
            Unsupported(operation);
            return null;
        }
        return new ArrayView(Allocate(new ArrayType(element, ArrayForm.Span), [Expression(length)], false, name), []);
    }

    /// <summary><c>[a, b]</c>: a new array, also where the compiler would put it elsewhere.</summary>
    private ArrayView? Create(CollectionExpressionSyntax syntax, IOperation operation, string? name)
    {
        IOperation?[] elements = [.. syntax.Elements.Select(e => e is ExpressionElementSyntax { Expression: var value }
            ? operation.SemanticModel?.GetOperation(value, cancellation) : null)];
        if (TypeReader.Array(operation.Type) is not { Form: ArrayForm.Vector or ArrayForm.Span or ArrayForm.ReadOnlySpan } type
            || elements.Any(e => TypeReader.Scalar(e?.Type) is null))
        {
            Unsupported(operation);
            return null;
        }

        ArrayForm form = type.Form == ArrayForm.Vector ? ArrayForm.Vector : ArrayForm.Span;
        ArrayVariable array = Allocate(type with { Form = form }, [Constant.Int(elements.Length)], true, name);
        for (int i = 0; i < elements.Length; i++)
            Emit(new Store(array, [Constant.Int(i)], Converted(Expression(elements[i]!), type.Element)));
        return new ArrayView(array, []);
    }

    private ArrayVariable Allocate(ArrayType type, IEnumerable<Operand> sizes, bool filled, string? name)
    {
        Operand[] extents = [.. sizes];
        var array = new ArrayVariable(ids.Take(), name ?? "array", type.Element, type.Form, ArrayRole.Local);
        Emit(new Allocate(array, extents.ToEquatableArray(), Cleared: !filled));
        _madeIn.Add(array, _region);
        return array;
    }

    /// <summary>Whether an array that a method returns is still known by its name here; if not, that is reported.</summary>
    private bool Outlives(Outcome.Memory returned)
    {
        ArrayView view = returned.View;
        bool known = view is { Prefix.Count: 0, Window: null } && (!_madeIn.TryGetValue(view.Array, out int region) || _open.Contains(region));
        if (!known)
            RefuseSecondArray(returned);
        return known;
    }

    private void RefuseSecondArray(Outcome.Memory returned) => Refuse(Descriptors.ArrayRenamed, returned.Source,
        OriginText.Of(returned.Source.Syntax).Line, "return the same array everywhere: declare it once, before the first branch or loop");
}
