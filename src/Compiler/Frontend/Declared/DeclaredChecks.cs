using DiffGen.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;

namespace DiffGen.Compiler.Frontend.Declared;

/// <summary>All there is to say about the declaration of a derivative, for the analyzer.</summary>
internal static class DeclaredChecks
{
    public static IReadOnlyList<Problem> Check(IMethodSymbol method, Compilation compilation, CancellationToken cancellation)
    {
        var problems = new List<Problem>();
        // While C# itself reports errors, more errors would only be noise.
        if (method.Parameters.Select(p => p.Type).Append(method.ReturnType).Any(t => t.TypeKind == TypeKind.Error))
            return problems;
        if (!DeclaredAttribute.On(method).Any())
            return problems;
        DeclaredDerivative? declared = DeclaredReader.Read(method, problems, cancellation);
        if (declared is { HasBody: false })
            problems.AddRange(DeclaredFrontend.Lower(method, compilation, cancellation).Problems);
        if (declared is not null && FirstLike(declared, cancellation) is { } first)
        {
            problems.Add(new Problem(DeclaredDescriptors.Twice, method.Locations[0], method.Name, first.Name,
                declared.Kind.ToString().ToLowerInvariant(), declared.Primal.Name));
        }
        return problems;
    }

    /// <summary>The same derivative, declared before; the first of all is in nobody's way.</summary>
    private static IMethodSymbol? FirstLike(DeclaredDerivative declared, CancellationToken cancellation)
    {
        foreach (DeclaredDerivative other in DeclaredReader.In(declared.Method.ContainingType, declared.Primal, cancellation))
        {
            if (SymbolEqualityComparer.Default.Equals(other.Method, declared.Method))
                return null;
            if (other.IsSame(declared))
                return other.Method;
        }
        return null;
    }
}
