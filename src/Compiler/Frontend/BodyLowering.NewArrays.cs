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

        ArrayView array = Allocate(type, creation.DimensionSizes.Select(s => Expression(s)), creation.Initializer is not null, name);
        if (creation.Initializer is { } initializer)
            Fill(array, initializer, []);
        return array;
    }

    private void Fill(ArrayView array, IArrayInitializerOperation values, EquatableArray<Operand> outer)
    {
        for (int i = 0; i < values.ElementValues.Length; i++)
        {
            EquatableArray<Operand> indices = outer.Append(Constant.Int(i)).ToEquatableArray();
            if (values.ElementValues[i] is IArrayInitializerOperation row)
                Fill(array, row, indices);
            else
                StoreAt(array, indices, Numbers(values.ElementValues[i]));
        }
    }

    /// <summary>Sets an element, or all the numbers of one.</summary>
    private void StoreAt(ArrayView array, EquatableArray<Operand> indices, IReadOnlyList<Operand> numbers)
    {
        for (int i = 0; i < array.Members.Count; i++)
            Emit(new Store(array.Members[i], indices, numbers[i]));
    }

    private ArrayView? Create(StackAllocArrayCreationExpressionSyntax syntax, IOperation operation, string? name)
    {
        SemanticModel? model = operation.SemanticModel;
        if (model is null || syntax.Initializer is not null || syntax.Type is not ArrayTypeSyntax { RankSpecifiers: [{ Sizes: [{ } size] }] } arrayType
            || TypeReader.Array(model.GetTypeInfo(arrayType.ElementType, cancellation).Type, ArrayForm.Span) is not { } type
            || model.GetOperation(size, cancellation) is not { } length)
        {
            Unsupported(operation);
            return null;
        }
        return Allocate(type, [Expression(length)], false, name);
    }

    /// <summary><c>[a, b]</c>: a new array, also where the compiler would put it elsewhere.</summary>
    private ArrayView? Create(CollectionExpressionSyntax syntax, IOperation operation, string? name)
    {
        IOperation?[] elements = [.. syntax.Elements.Select(e => e is ExpressionElementSyntax { Expression: var value }
            ? operation.SemanticModel?.GetOperation(value, cancellation) : null)];
        if (TypeReader.Array(operation.Type) is not { Form: ArrayForm.Vector or ArrayForm.Span or ArrayForm.ReadOnlySpan } type
            || elements.Any(e => type.Struct is null ? TypeReader.Scalar(e?.Type) is null : !type.Struct.Equals(StructReader.Read(e?.Type))))
        {
            Unsupported(operation);
            return null;
        }

        ArrayForm form = type.Form == ArrayForm.Vector ? ArrayForm.Vector : ArrayForm.Span;
        ArrayView array = Allocate(type with { Form = form }, [Constant.Int(elements.Length)], true, name);
        for (int i = 0; i < elements.Length; i++)
            StoreAt(array, [Constant.Int(i)], type.Struct is null ? [Converted(Expression(elements[i]!), type.Element)] : Numbers(elements[i]!));
        return array;
    }

    /// <summary>A new array; for one of structs as many as they have numbers.</summary>
    private ArrayView Allocate(ArrayType type, IEnumerable<Operand> sizes, bool filled, string? name)
    {
        EquatableArray<Operand> extents = sizes.ToEquatableArray();
        ArrayVariable New(string word, Scalar element)
        {
            var array = new ArrayVariable(ids.Take(), word, element, type.Form, ArrayRole.Local);
            Emit(new Allocate(array, extents, Cleared: !filled));
            _madeIn.Add(array, _region);
            return array;
        }

        string called = name ?? "array";
        return type.Struct is null
            ? new ArrayView(New(called, type.Element), [])
            : new ArrayView(type.Struct.Leaves.Select(l => New(l.NameIn(called), l.Type)).ToEquatableArray(), type.Struct);
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
