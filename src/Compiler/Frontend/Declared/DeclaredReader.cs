using DiffGen.Compiler.Diagnostics;
using DiffGen.Compiler.Differentiation;
using Microsoft.CodeAnalysis;

namespace DiffGen.Compiler.Frontend.Declared;

/// <summary>
/// Reads a method with <c>[GradientOf]</c>, <c>[AdjointOf]</c> or <c>[TangentOf]</c>: which derivative of which method it is, and whether its
/// parameters are those of such. Looks at declarations only, so that it reads methods of other assemblies as well.
/// </summary>
internal static class DeclaredReader
{
    /// <summary>Null if the method has none of the attributes, or is in error; then <paramref name="problems"/> says why.</summary>
    public static DeclaredDerivative? Read(IMethodSymbol method, List<Problem> problems, CancellationToken cancellation)
    {
        method = method.PartialDefinitionPart ?? method;
        DeclaredAttribute[] attributes = [.. DeclaredAttribute.On(method)];
        if (attributes.Length == 0)
            return null;
        Location name = method.Locations.FirstOrDefault() ?? Location.None;
        if (attributes.Length > 1)
        {
            problems.Add(new Problem(DeclaredDescriptors.Unsuitable, name, method.Name,
                $"is marked [{attributes[0].Kind}Of] and [{attributes[1].Kind}Of]", "keep one of the two"));
            return null;
        }
        if (Obstacle(method) is { } obstacle)
        {
            problems.Add(new Problem(DeclaredDescriptors.Unsuitable, name, method.Name, obstacle.Reason, obstacle.Advice));
            return null;
        }
        return Find(method, attributes[0], problems, cancellation);
    }

    /// <summary>The declared derivatives of a method among the members of a type, in the order of the text; what is generated is none.</summary>
    public static IEnumerable<DeclaredDerivative> In(INamedTypeSymbol type, IMethodSymbol primal, CancellationToken cancellation) => type.GetMembers().OfType<IMethodSymbol>()
        .Where(m => m.PartialDefinitionPart is null && (m.IsPartialDefinition || !DeclaredAttribute.IsGenerated(m)) && DeclaredAttribute.On(m).Any(a => a.Name == primal.Name))
        .OrderBy(m => m.Locations.FirstOrDefault()?.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(m => m.Locations.FirstOrDefault()?.SourceSpan.Start)
        .Select(m => Read(m, [], cancellation)).OfType<DeclaredDerivative>()
        .Where(d => SymbolEqualityComparer.Default.Equals(d.Primal, primal));

    private static DeclaredDerivative? Find(IMethodSymbol method, DeclaredAttribute attribute, List<Problem> problems, CancellationToken cancellation)
    {
        ITypeSymbol type = attribute.Type ?? method.ContainingType;
        Problem Unknown(string reason, string advice) => new(DeclaredDescriptors.UnknownPrimal, attribute.Argument(method, cancellation), method.Name, reason, advice);

        // What does not compile is C#'s to report.
        if (type.TypeKind == TypeKind.Error || attribute.Data.ConstructorArguments.Any(a => a.Kind == TypedConstantKind.Error))
            return null;
        DeclaredMatch[] matches = [.. type.GetMembers(attribute.Name).OfType<IMethodSymbol>()
            .Where(m => m.MethodKind == MethodKind.Ordinary && m.PartialDefinitionPart is null && !SymbolEqualityComparer.Default.Equals(m, method))
            .Select(m => new DeclaredMatch(method, m, attribute, cancellation))
            .OrderBy(m => m.Problems.Count > 0).ThenBy(m => !m.HasParametersOfPrimal).ThenByDescending(m => m.Leading)
            .ThenByDescending(m => m.Primal.Parameters.Length).ThenBy(m => m.Primal.ToDisplayString(), StringComparer.Ordinal)];
        if (matches.Length == 0)
        {
            problems.Add(attribute.Name.Length == 0 || type.GetMembers(attribute.Name).IsEmpty
                ? Unknown($"'{ExpectedParameter.Word(type)}' has no method '{attribute.Name}'", "name a method of this type with nameof, or another type's with typeof before it")
                : Unknown($"'{ExpectedParameter.Word(type)}.{attribute.Name}' is no other method", "name the method that is differentiated"));
            return null;
        }
        if (matches.Length > 1 && matches[1].Problems.Count == 0)
        {
            problems.Add(Unknown($"its parameters fit '{Text(matches[0])}' as well as '{Text(matches[1])}'", "rename the parameters of one of them"));
            return null;
        }
        // The one that fits, or the one that it may have been meant for.
        problems.AddRange(matches[0].Problems);
        return matches[0].Problems.Count == 0 ? matches[0].Read : null;
    }

    private static string Text(DeclaredMatch match) => match.Primal.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);

    private static (string Reason, string Advice)? Obstacle(IMethodSymbol method)
    {
        if (method.MethodKind != MethodKind.Ordinary)
            return ("is not an ordinary method", "declare a method of a type");
        if (method.IsGenericMethod)
            return ("is generic", "declare it for double or float");
        if (method.IsAsync)
            return ("is async", "remove async");
        if (method.IsVararg)
            return ("takes __arglist", "use ordinary parameters");
        if (DeclaredAttribute.AsksForBody(method) && MemberSymbols.IsFileLocal(method.ContainingType))
            return ("stands in a file-local type, to which no other file can add its body", "move it to a type that is not file-local");
        return method.IsAbstract || method.IsExtern
            ? ("has no body and is not partial", "make it partial, so that DiffGen writes its body, or write one")
            : null;
    }
}
