using DiffGen.Compiler.Differentiation;
using DiffGen.Compiler.Frontend.Declared;
using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;

namespace DiffGen.Compiler.Frontend;

/// <summary>The user's methods that stand where a derivative is to be generated.</summary>
internal static class GeneratedNames
{
    private const string Span = "global::System.Span";
    private const string ReadOnlySpan = "global::System.ReadOnlySpan";

    private static readonly SymbolDisplayFormat Format = SymbolDisplayFormat.FullyQualifiedFormat;

    /// <summary>Methods with a generated one's name and parameters that do not say they are that derivative, or say they are another.</summary>
    public static IEnumerable<IMethodSymbol> Taken(IMethodSymbol method, Derivatives derivatives) =>
        InTheWay(method, derivatives).Where(m => !Is(m.Other, m.Kind, method)).Select(m => m.Other);

    /// <summary>The derivatives that cannot be generated: the user's own methods have their names and parameters, as it should be or by mistake.</summary>
    public static Derivatives Occupied(IMethodSymbol method, Derivatives derivatives) =>
        InTheWay(method, derivatives).Aggregate(Derivatives.Default, (all, m) => all | m.Kind);

    private static bool Is(IMethodSymbol other, Derivatives kind, IMethodSymbol method) =>
        DeclaredAttribute.Names(other, method) && DeclaredAttribute.On(other).Any(a => a.Kind.ToString() == kind.ToString());

    private static IEnumerable<(Derivatives Kind, IMethodSymbol Other)> InTheWay(IMethodSymbol method, Derivatives derivatives)
    {
        foreach ((Derivatives kind, string suffix) in new[]
        {
            (Derivatives.Gradient, "Gradient"), (Derivatives.Adjoint, "Adjoint"), (Derivatives.Tangent, "Tangent"),
            (Derivatives.HessianVectorProduct, "HessianVectorProduct"), (Derivatives.Hessian, "Hessian"), (Derivatives.Jacobian, "Jacobian"),
        })
        {
            if ((derivatives & kind) == 0)
                continue;
            string[] types = [.. method.Parameters.Select(Own), .. AddedTo(method, kind)];
            foreach (IMethodSymbol other in method.ContainingType.GetMembers(method.Name + suffix).OfType<IMethodSymbol>())
            {
                // The analyzer sees what has been generated.
                if (DeclaredAttribute.IsGenerated(other) && !other.IsPartialDefinition)
                    continue;
                if (other.Arity == 0 && other.Parameters.Select(Own).Select((type, i) => kind == Derivatives.Tangent && i >= method.Parameters.Length ? Readable(type) : type)
                    .SequenceEqual(types))
                    yield return (kind, other);
            }
        }
    }

    // C# tells methods apart by type and by whether a parameter is a reference, not by which kind of reference.
    private static string Own(IParameterSymbol p) => (p.RefKind == RefKind.None ? "" : "ref ") + p.Type.ToDisplayString(Format);

    // Whether a span is written only the method's body tells: one stands for the other.
    private static string Readable(string type) => type.StartsWith(Span, StringComparison.Ordinal) ? ReadOnlySpan + type.Substring(Span.Length) : type;

    private static IEnumerable<string> AddedTo(IMethodSymbol method, Derivatives kind) => kind switch
    {
        Derivatives.HessianVectorProduct => OfHessianVectorProduct(method),
        Derivatives.Hessian => [method.ReturnType.ToDisplayString(Format) + "[,]"],
        Derivatives.Jacobian => [MatrixDerivative.ElementOfJacobian(MethodFrontend.Declaration(method)).Keyword() + "[,]"],
        _ => Added(method, kind),
    };

    // The direction is passed as arguments are; the gradient and its change as a gradient is.
    private static IEnumerable<string> OfHessianVectorProduct(IMethodSymbol method)
    {
        string[] gradient = [.. Added(method, Derivatives.Gradient)];
        IEnumerable<string> direction = gradient.Select(t => t.StartsWith("ref ", StringComparison.Ordinal) ? t.Substring("ref ".Length) : Readable(t));
        return direction.Concat(gradient).Concat(gradient);
    }

    private static IEnumerable<string> Added(IMethodSymbol method, Derivatives kind)
    {
        string result = method.ReturnType.ToDisplayString(Format);
        if (kind == Derivatives.Adjoint && !method.ReturnsVoid)
            yield return TypeReader.Array(method.ReturnType) is { Form: ArrayForm.Vector } vector ? ReadOnlySpan + "<" + vector.Element.Keyword() + ">" : result;
        foreach (IParameterSymbol p in method.Parameters)
        {
            bool isScalar = TypeReader.Scalar(p.Type)?.IsReal() ?? StructReader.Read(p.Type)?.HasReals == true;
            ArrayType? array = TypeReader.Array(p.Type) is { HasReals: true } a ? a : null;
            if (AttributeReader.IsConstant(p) || (!isScalar && array is null) || (kind == Derivatives.Gradient && p.RefKind == RefKind.Out))
                continue;
            bool isReference = kind switch
            {
                Derivatives.Gradient => true,
                Derivatives.Adjoint => p.RefKind != RefKind.Out,
                _ => p.RefKind is RefKind.Ref or RefKind.Out,
            };
            string span = kind == Derivatives.Tangent ? ReadOnlySpan : Span;
            yield return array is { Form: ArrayForm.Vector or ArrayForm.Span or ArrayForm.ReadOnlySpan } flat
                ? span + "<" + (flat.Struct?.Type.ToDisplayString(Format) ?? flat.Element.Keyword()) + ">"
                : (isScalar && isReference ? "ref " : "") + p.Type.ToDisplayString(Format);
        }
        if (kind == Derivatives.Tangent && !method.ReturnsVoid)
            yield return "ref " + result;
    }
}
