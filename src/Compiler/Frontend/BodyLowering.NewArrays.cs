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
        if (TypeReader.Array(creation.Type) is not { } type)
        {
            RefuseType(name ?? "new", creation.Type!, creation.Syntax.GetLocation());
            return null;
        }
        if (type.Form == ArrayForm.Jagged)
            return CreateRows(creation, type, name);

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

    /// <summary><c>stackalloc double[n]</c>, <c>stackalloc double[] { a, b }</c>, <c>stackalloc[] { a, b }</c>: the operation tree has no word for them.</summary>
    private ArrayView? CreateOnStack(IOperation operation, string? name)
    {
        SemanticModel? model = operation.SemanticModel;
        (TypeSyntax? type, InitializerExpressionSyntax? values) = operation.Syntax switch
        {
            StackAllocArrayCreationExpressionSyntax { Type: ArrayTypeSyntax { RankSpecifiers.Count: 1 } array, Initializer: var filled } => (array.ElementType, filled),
            ImplicitStackAllocArrayCreationExpressionSyntax { Initializer: var filled } => ((TypeSyntax?)null, filled),
            _ => (null, null),
        };
        ExpressionSyntax? size = operation.Syntax is StackAllocArrayCreationExpressionSyntax { Type: ArrayTypeSyntax { RankSpecifiers: [{ Sizes: [{ } n] }] } } && values is null ? n : null;
        ITypeSymbol? elementType = type is not null ? model?.GetTypeInfo(type, cancellation).Type
            : (model?.GetTypeInfo(operation.Syntax, cancellation).Type ?? operation.Type) switch
            {
                IPointerTypeSymbol p => p.PointedAtType,
                INamedTypeSymbol { Arity: 1 } span => span.TypeArguments[0],
                _ => null,
            };
        IOperation?[] elements = [.. values?.Expressions.Select(e => model?.GetOperation(Unparenthesized(e), cancellation)) ?? []];
        IOperation? length = size is null ? null : model?.GetOperation(Unparenthesized(size), cancellation);
        if (elementType is null || TypeReader.Array(elementType, ArrayForm.Span) is not { } created || (length is null && values is null) || elements.Any(e => !Suits(e, created)))
        {
            Unsupported(operation);
            return null;
        }

        if (length is not null)
            return Allocate(created, [Expression(length)], false, name);
        return Filled(created, elements!, name);
    }

    /// <summary><c>[a, b]</c>: a new array, also where the compiler would put it elsewhere.</summary>
    private ArrayView? Create(CollectionExpressionSyntax syntax, IOperation operation, string? name)
    {
        IOperation?[] elements = [.. syntax.Elements.Select(e => e is ExpressionElementSyntax { Expression: var value }
            ? operation.SemanticModel?.GetOperation(Unparenthesized(value), cancellation) : null)];
        if (TypeReader.Array(operation.Type) is not { Form: ArrayForm.Vector or ArrayForm.Span or ArrayForm.ReadOnlySpan } type
            || elements.Any(e => !Suits(e, type)))
        {
            Unsupported(operation);
            return null;
        }

        return Filled(type with { Form = type.Form == ArrayForm.Vector ? ArrayForm.Vector : ArrayForm.Span }, elements!, name);
    }

    /// <summary>Whether an element is written so that it can be one of an array of that type.</summary>
    private static bool Suits(IOperation? element, ArrayType type) =>
        type.Struct is null ? TypeReader.Scalar(element?.Type) is not null : type.Struct.Equals(StructReader.Read(element?.Type));

    private ArrayView Filled(ArrayType type, IReadOnlyList<IOperation> elements, string? name)
    {
        ArrayView array = Allocate(type, [Constant.Int(elements.Count)], true, name);
        for (int i = 0; i < elements.Count; i++)
            StoreAt(array, [Constant.Int(i)], type.Struct is null ? [Converted(Expression(elements[i]), type.Element)] : Numbers(elements[i]));
        return array;
    }

    /// <summary>A new array with the elements of another array, row or part.</summary>
    private ArrayView? Copied(ArrayView? from, string? name)
    {
        if (from is null)
            return null;
        Operand[] lengths = Lengths(from);
        ArrayView array = Allocate(TypeOfCopy(from), lengths, true, name);
        Each(lengths, indices => StoreAt(array, indices, Elements(from, from.Rank == 1 ? At(from, indices[0]) : indices)));
        return array;
    }

    // Parentheses are no operation.
    private static ExpressionSyntax Unparenthesized(ExpressionSyntax e)
    {
        while (e is ParenthesizedExpressionSyntax p)
            e = p.Expression;
        return e;
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
            _extents.Add(array, extents);
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
