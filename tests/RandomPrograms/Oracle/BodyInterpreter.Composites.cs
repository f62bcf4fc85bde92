using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DiffGen.RandomPrograms.Oracle;

// Tuples and structs, number by number.
internal sealed partial class BodyInterpreter
{
    /// <summary>The fields of a struct, in the order in which its constructor takes them.</summary>
    private static string[] Parts(ITypeSymbol type) =>
        [.. type.GetMembers().OfType<IFieldSymbol>().Where(f => !f.IsStatic).Select(f => f.AssociatedSymbol?.Name ?? f.Name)];

    private int Part(MemberAccessExpressionSyntax member) => _model.GetSymbolInfo(member).Symbol switch
    {
        IFieldSymbol { CorrespondingTupleField: { } field } => int.Parse(field.Name.AsSpan("Item".Length), System.Globalization.CultureInfo.InvariantCulture) - 1,
        { } field => System.Array.IndexOf(Parts(field.ContainingType), field.Name),
        null => throw new NotSupportedException(member.ToString()),
    };

    /// <summary>A value of its own: nobody else's changes reach it.</summary>
    private Func<Frame, DualArray> Composite(ExpressionSyntax e)
    {
        switch (e)
        {
            case ParenthesizedExpressionSyntax p:
                return Composite(p.Expression);
            case TupleExpressionSyntax t:
                return Filled([.. t.Arguments.Select(a => Expression(a.Expression))], [t.Arguments.Count]);
            case BaseObjectCreationExpressionSyntax { ArgumentList: { } list }:
                return Filled([.. list.Arguments.Select(a => Expression(a.Expression))], [list.Arguments.Count]);
            case BinaryExpressionSyntax b when _model.GetSymbolInfo(b).Symbol is IMethodSymbol op:
                var run = OwnMethod(op, i => i == 0 ? b.Left : b.Right);
                return f => run(f).Composite!;
            case InvocationExpressionSyntax call when _model.GetSymbolInfo(call).Symbol is IMethodSymbol own:
                var called = OwnMethod(own, call);
                return f => called(f).Composite!;
            case ConditionalExpressionSyntax c:
                var condition = Expression(c.Condition);
                var then = Composite(c.WhenTrue);
                var otherwise = Composite(c.WhenFalse);
                return f => condition(f).IsTrue ? then(f) : otherwise(f);
            case WithExpressionSyntax w:
                return With(w);
            default:
                var storage = Storage(e);
                return f => storage(f).Copy();
        }
    }

    private Func<Frame, DualArray> With(WithExpressionSyntax w)
    {
        var whole = Composite(w.Expression);
        string[] parts = Parts(_model.GetTypeInfo(w).Type!);
        var changes = w.Initializer.Expressions.Cast<AssignmentExpressionSyntax>().Select(a => (Part: System.Array.IndexOf(parts, a.Left.ToString()), Value: Expression(a.Right))).ToArray();
        return f =>
        {
            DualArray copy = whole(f);
            foreach (var (part, value) in changes)
                copy[part] = value(f);
            return copy;
        };
    }

    /// <summary>The numbers themselves, where an expression names a place; else a value.</summary>
    private Func<Frame, DualArray> Storage(ExpressionSyntax e)
    {
        switch (e)
        {
            case ParenthesizedExpressionSyntax p:
                return Storage(p.Expression);
            case IdentifierNameSyntax n when _arrays.TryGetValue(_model.GetSymbolInfo(n).Symbol!, out int slot):
                return f => f.Arrays[slot];
            case ElementAccessExpressionSyntax { ArgumentList.Arguments: [{ Expression: var at }] } a:
                var rows = Array(a.Expression);
                var index = Expression(at);
                return f => rows(f) is var all && index(f).Whole is var i && i >= 0 && i < all.Extents[0] ? all.Rows![i] : throw new IndexOutOfRangeException();
            default:
                return Composite(e);
        }
    }

    /// <summary>v = w, q[i] = w, v += w.</summary>
    private Func<Frame, Number> AssignComposite(AssignmentExpressionSyntax a)
    {
        var target = Storage(a.Left);
        Func<Frame, DualArray> value;
        if (_model.GetSymbolInfo(a).Symbol is IMethodSymbol op)
        {
            var run = OwnMethod(op, i => i == 0 ? a.Left : a.Right);
            value = f => run(f).Composite!;
        }
        else
        {
            value = Composite(a.Right);
        }
        return f =>
        {
            DualArray into = target(f), from = value(f);
            for (int i = 0; i < into.Length; i++)
                into[i] = from[i];
            return default;
        };
    }
}
