using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DiffGen.RandomPrograms.Oracle;

// Arrays, parts of them, and places.
internal sealed partial class BodyInterpreter
{
    private Func<Frame, DualArray> Array(ExpressionSyntax e)
    {
        switch (e)
        {
            case ParenthesizedExpressionSyntax p:
                return Array(p.Expression);
            case { } composite when Types.IsComposite(_model.GetTypeInfo(e).Type):
                return Composite(composite);
            case IdentifierNameSyntax n when _arrays.TryGetValue(_model.GetSymbolInfo(n).Symbol!, out int slot):
                return f => f.Arrays[slot];
            case IdentifierNameSyntax when Field(e) is { } initial:
                DualArray field = Array(initial)(new Frame(0, 0));
                return _ => field;
            case InvocationExpressionSyntax call when _model.GetSymbolInfo(call).Symbol is IMethodSymbol { DeclaringSyntaxReferences.Length: > 0 } own:
                var run = OwnMethod(own, call);
                return f => run(f).Composite!;
            case ArrayCreationExpressionSyntax { Initializer: { } initializer }:
                return Filled(initializer);
            case ImplicitArrayCreationExpressionSyntax { Initializer: var initializer }:
                return Filled(initializer);
            case StackAllocArrayCreationExpressionSyntax { Initializer: { } initializer }:
                return Filled(initializer);
            case InitializerExpressionSyntax initializer:
                return Filled(initializer);
            case CollectionExpressionSyntax c:
                return Filled([.. c.Elements.Select(x => Expression(((ExpressionElementSyntax)x).Expression))], [c.Elements.Count]);
            case ArrayCreationExpressionSyntax { Type.RankSpecifiers: [var rank] }:
                return New([.. rank.Sizes.Select(Expression)], _model.GetTypeInfo(e).Type is IArrayTypeSymbol { ElementType: var element } && Types.IsComposite(element) ? Parts(element).Length : 0);
            case StackAllocArrayCreationExpressionSyntax { Type: ArrayTypeSyntax { RankSpecifiers: [var rank] } }:
                return New([.. rank.Sizes.Select(Expression)]);
            case ConditionalExpressionSyntax c:
                var condition = Expression(c.Condition);
                Func<Frame, DualArray> then = Array(c.WhenTrue), otherwise = Array(c.WhenFalse);
                return f => condition(f).IsTrue ? then(f) : otherwise(f);
            case ElementAccessExpressionSyntax { ArgumentList.Arguments: [{ Expression: RangeExpressionSyntax range }] } a:
                return Part(Array(a.Expression), range);
            case ElementAccessExpressionSyntax { ArgumentList.Arguments: [{ Expression: var row }] } a:
                var rows = Array(a.Expression);
                var at = Expression(row);
                return f => rows(f) is var all && at(f).Whole is var i && i >= 0 && i < all.Extents[0] ? all.Rows![i] : throw new IndexOutOfRangeException();
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "Slice" or "AsSpan" } m } call:
                return Part(Array(m.Expression), [.. call.ArgumentList.Arguments.Select(x => Expression(x.Expression))]);
            default:
                throw new NotSupportedException(e.ToString());
        }
    }

    /// <param name="parts">Of how many numbers an element is made; 0 for a number.</param>
    private static Func<Frame, DualArray> New(Func<Frame, Number>[] extents, int parts = 0) => parts > 0
        ? f => new DualArray([.. Enumerable.Range(0, checked((int)extents[0](f).Whole)).Select(_ => new DualArray(parts))])
        : f => new DualArray([.. extents.Select(x => checked((int)x(f).Whole))]);

    private Func<Frame, DualArray> Filled(InitializerExpressionSyntax initializer)
    {
        var extents = new List<int> { initializer.Expressions.Count };
        for (var inner = initializer; inner.Expressions is [InitializerExpressionSyntax first, ..]; inner = first)
            extents.Add(first.Expressions.Count);
        return Filled([.. Leaves(initializer).Select(Expression)], [.. extents]);
    }

    private static IEnumerable<ExpressionSyntax> Leaves(InitializerExpressionSyntax initializer) =>
        initializer.Expressions.SelectMany(e => e is InitializerExpressionSyntax inner ? Leaves(inner) : [e]);

    private static Func<Frame, DualArray> Filled(Func<Frame, Number>[] values, int[] extents) => f =>
    {
        var array = new DualArray(extents);
        for (int i = 0; i < values.Length; i++)
            array[i] = values[i](f);
        return array;
    };

    private static Func<Frame, DualArray> Part(Func<Frame, DualArray> array, Func<Frame, Number>[] bounds) => f =>
    {
        DualArray whole = array(f);
        long start = bounds.Length > 0 ? bounds[0](f).Whole : 0;
        return whole.Part(start, bounds.Length > 1 ? bounds[1](f).Whole : whole.Length - start);
    };

    private Func<Frame, DualArray> Part(Func<Frame, DualArray> array, RangeExpressionSyntax range)
    {
        var from = range.LeftOperand is null ? null : Index(range.LeftOperand);
        var to = range.RightOperand is null ? null : Index(range.RightOperand);
        return f =>
        {
            DualArray whole = array(f);
            long start = from?.Invoke(f, whole.Length) ?? 0, end = to?.Invoke(f, whole.Length) ?? whole.Length;
            return whole.Part(start, end - start);
        };
    }

    /// <summary>A subscript, which may count from the end.</summary>
    private Func<Frame, int, long> Index(ExpressionSyntax e)
    {
        bool fromEnd = e.IsKind(SyntaxKind.IndexExpression);
        var value = Whole(fromEnd ? ((PrefixUnaryExpressionSyntax)e).Operand : e);
        return (f, length) => fromEnd ? length - value(f) : value(f);
    }

    /// <summary>An integer, before it is converted to an <c>Index</c>.</summary>
    private Func<Frame, long> Whole(ExpressionSyntax e)
    {
        var bare = Bare(e);
        return f => bare(f).Whole;
    }

    /// <summary>The variable or element that an expression stands for.</summary>
    private Func<Frame, Place> PlaceOf(ExpressionSyntax e)
    {
        switch (e)
        {
            case ParenthesizedExpressionSyntax p:
                return PlaceOf(p.Expression);
            case DeclarationExpressionSyntax { Designation: SingleVariableDesignationSyntax v }:
                int declared = Declare(_model.GetDeclaredSymbol(v)!);
                return f => f.Cells[declared] = new Place(new Number[1], 0);
            case DeclarationExpressionSyntax or IdentifierNameSyntax { Identifier.Text: "_" }:
                return _ => new Place(new Number[1], 0);
            case ElementAccessExpressionSyntax a:
                return Element(a);
            case MemberAccessExpressionSyntax m when Types.IsComposite(_model.GetTypeInfo(m.Expression).Type):
                var whole = Storage(m.Expression);
                int number = Part(m);
                return f => whole(f).At([number]);
            default:
                int cell = _cells[_model.GetSymbolInfo(e).Symbol!];
                return f => f.Cells[cell];
        }
    }

    private Func<Frame, Place> Element(ElementAccessExpressionSyntax a)
    {
        var array = Array(a.Expression);
        Func<Frame, int, long>[] subscripts = [.. a.ArgumentList.Arguments.Select(s => Index(s.Expression))];
        return f =>
        {
            DualArray target = array(f);
            Span<long> index = stackalloc long[subscripts.Length];
            for (int i = 0; i < subscripts.Length; i++)
                index[i] = subscripts[i](f, target.Length);
            return target.At(index);
        };
    }

    /// <summary>Calls that set or copy many elements; null if the call is none of these.</summary>
    private Func<Frame, Number>? WholeArray(IMethodSymbol symbol, InvocationExpressionSyntax call)
    {
        var arguments = call.ArgumentList.Arguments.Select(a => a.Expression).ToArray();
        if (!symbol.IsStatic || symbol.ContainingType.Name == "MemoryExtensions")
            arguments = [((MemberAccessExpressionSyntax)call.Expression).Expression, .. arguments];
        if (symbol.ContainingType.Name is not ("Array" or "Span" or "ReadOnlySpan" or "MemoryExtensions"))
            return null;
        switch (symbol.Name)
        {
            case "Clear" or "Fill":
                var target = Array(arguments[0]);
                var value = arguments.Length > 1 ? Expression(arguments[1]) : _ => default;
                return f =>
                {
                    target(f).Fill(value(f));
                    return default;
                };
            case "CopyTo":
                var from = Array(arguments[0]);
                var to = Array(arguments[1]);
                return f =>
                {
                    from(f).CopyTo(to(f));
                    return default;
                };
            default:
                return null;
        }
    }
}
