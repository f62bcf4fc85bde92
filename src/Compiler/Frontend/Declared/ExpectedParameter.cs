using DiffGen.Compiler.Differentiation;
using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;

namespace DiffGen.Compiler.Frontend.Declared;

/// <summary>A parameter that a derivative of F has, or may have, after those of F.</summary>
/// <param name="Of">The position of F's parameter that it belongs to; null for the seed and for the tangent of the result.</param>
/// <param name="Name">What it is called in generated code; a declared one may differ in case.</param>
/// <param name="RefKind">How it is passed.</param>
/// <param name="Type">Its type, or one of the same elements.</param>
/// <param name="Forms">The forms that are as good as one another, for elements in a row; empty for anything else.</param>
internal sealed record ExpectedParameter(int? Of, string Name, RefKind RefKind, ITypeSymbol Type, IReadOnlyList<ArrayForm> Forms)
{
    /// <summary>What a derivative has besides F's parameters, in order; a declared one may leave out what belongs to a parameter.</summary>
    /// <param name="names">The names of F's parameters, in the derivative's words.</param>
    /// <param name="isConstant">Whether a parameter of F has no derivative.</param>
    public static IReadOnlyList<ExpectedParameter> All(IMethodSymbol primal, DerivativeKind kind, IReadOnlyList<string> names, Func<int, bool> isConstant)
    {
        var taken = new HashSet<string>(names, StringComparer.Ordinal);
        var all = new List<ExpectedParameter>();
        bool hasResult = ResultReader.IsSupported(primal.ReturnType);
        if (kind == DerivativeKind.Adjoint && hasResult)
            all.Add(new(null, Differentiation.Names.Free("seed", taken), RefKind.None, primal.ReturnType, InARow(primal.ReturnType, ArrayForm.ReadOnlySpan)));
        foreach (IParameterSymbol p in primal.Parameters)
        {
            if (isConstant(p.Ordinal) || !CarriesDerivatives(p) || (kind == DerivativeKind.Gradient && p.RefKind == RefKind.Out))
                continue;
            string wanted = kind == DerivativeKind.Tangent ? Differentiation.Names.Tangent(names[p.Ordinal]) : "d" + names[p.Ordinal];
            all.Add(new(p.Ordinal, Differentiation.Names.Free(wanted, taken), PassingOf(p, kind), p.Type, FormsOf(p, kind)));
        }
        if (kind == DerivativeKind.Tangent && hasResult)
            all.Add(new(null, Differentiation.Names.Free("tangent", taken), RefKind.Out, primal.ReturnType, []));
        return all;
    }

    /// <summary>Whether a parameter holds numbers of which there can be derivatives.</summary>
    public static bool CarriesDerivatives(IParameterSymbol p) => p.RefKind == RefKind.None && TypeReader.Array(p.Type) is { } array
        ? array.HasReals
        : !TypeReader.IsEnum(p.Type) && (TypeReader.Scalar(p.Type)?.IsReal() ?? StructReader.Read(p.Type)?.HasReals == true);

    public bool Accepts(IParameterSymbol parameter) => parameter.RefKind == RefKind && AcceptsType(parameter.Type);

    /// <summary>As it is declared: <c>Span&lt;double&gt; dx</c>, and the other ways to declare it.</summary>
    public string Text
    {
        get
        {
            string prefix = Prefix(RefKind), name = Emission.Names.Escape(Name);
            string[] types = Forms.Count == 0 ? [Word(Type)] : [.. Forms.Select(f => FormText(f, Word(ElementOf(Type)!)))];
            return string.Join(" or ", types.Select(t => "'" + prefix + t + " " + name + "'"));
        }
    }

    /// <summary>A parameter as it is declared.</summary>
    public static string Declaration(IParameterSymbol parameter) =>
        Prefix(parameter.RefKind) + Word(parameter.Type) + " " + Emission.Names.Escape(parameter.Name);

    public static string Word(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat
        .RemoveMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier | SymbolDisplayMiscellaneousOptions.UseAsterisksInMultiDimensionalArrays));

    private bool AcceptsType(ITypeSymbol type) => Forms.Count == 0
        ? SymbolEqualityComparer.Default.Equals(type, Type)
        : TypeReader.Array(type) is { } array && Forms.Contains(array.Form) && SymbolEqualityComparer.Default.Equals(ElementOf(type), ElementOf(Type));

    private static RefKind PassingOf(IParameterSymbol p, DerivativeKind kind) => (TypeReader.Array(p.Type), kind) switch
    {
        (not null, _) => RefKind.None,
        (_, DerivativeKind.Gradient) => RefKind.Out,
        (_, DerivativeKind.Adjoint) => p.RefKind == RefKind.Out ? RefKind.None : RefKind.Ref,
        _ => p.RefKind is RefKind.Ref or RefKind.Out ? p.RefKind : RefKind.None,
    };

    // Whether the tangent of an array is written only F's body tells.
    private static ArrayForm[] FormsOf(IParameterSymbol p, DerivativeKind kind) => kind != DerivativeKind.Tangent ? InARow(p.Type, ArrayForm.Span)
        : TypeReader.Array(p.Type) is { Form: ArrayForm.ReadOnlySpan } ? InARow(p.Type, ArrayForm.ReadOnlySpan)
        : InARow(p.Type, ArrayForm.ReadOnlySpan, ArrayForm.Span);

    private static ArrayForm[] InARow(ITypeSymbol type, params ArrayForm[] spans) =>
        TypeReader.Array(type) is { Form: ArrayForm.Vector or ArrayForm.Span or ArrayForm.ReadOnlySpan }
            ? [.. spans, ArrayForm.Vector]
            : [];

    private static ITypeSymbol? ElementOf(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => array.ElementType,
        INamedTypeSymbol { Arity: 1 } span => span.TypeArguments[0],
        _ => null,
    };

    private static string FormText(ArrayForm form, string element) => form == ArrayForm.Vector ? element + "[]" : form + "<" + element + ">";

    private static string Prefix(RefKind kind) => kind switch
    {
        RefKind.None => "",
        RefKind.Ref => "ref ",
        RefKind.Out => "out ",
        RefKind.In => "in ",
        _ => "ref readonly ",
    };
}
