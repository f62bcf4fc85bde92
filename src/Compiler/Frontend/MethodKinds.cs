using DiffGen.Compiler.Frontend.Declared;
using Microsoft.CodeAnalysis;

namespace DiffGen.Compiler.Frontend;

/// <summary>Which methods have a body that runs from top to bottom once.</summary>
internal static class MethodKinds
{
    /// <summary>Why derivatives cannot stand beside a method, as the end of "because it …", and what to do; null if they can.</summary>
    public static (string Reason, string Advice)? DeclarationObstacle(IMethodSymbol method)
    {
        if (method.MethodKind == MethodKind.PropertyGet)
            return ("is not an ordinary method", "move the code to a method");
        if (MemberSymbols.IsFileLocal(method.ContainingType))
            return ("is a member of a file-local type, to which no other file can add", "move it to a type that is not file-local");
        if (!method.IsStatic && method.ContainingType?.TypeKind == TypeKind.Interface)
            return ("is a member of an interface", "move it to a class or struct");
        if ((method.IsVirtual || (method.IsOverride && !method.IsSealed)) && method.ContainingType is { IsSealed: false, IsValueType: false })
            return ("can be overridden in a derived class, whose derivative would be another", "seal the method or its class, or move the code to a method that is not virtual");
        return Obstacle(method);
    }

    /// <summary>Why a method cannot be differentiated, as the end of "because it …", and what to do; null if it can.</summary>
    /// <param name="isMember">Whether it is called on a struct that is taken apart, or is an operator, so that it need be no method of its own.</param>
    public static (string Reason, string Advice)? Obstacle(IMethodSymbol method, bool isMember = false)
    {
        if (!isMember && method.MethodKind is not (MethodKind.Ordinary or MethodKind.LocalFunction or MethodKind.PropertyGet))
            return ("is not an ordinary method", "move the code to a static method");
        if (method.IsGenericMethod)
            return ("is generic", "write it for double or float");
        if (method.IsAsync)
            return ("is async", "move the arithmetic to a method that is not");
        if (method.IsExtern)
            return ("is extern, so its body cannot be seen", "write it in C#");
        if (method.IsAbstract)
            return ("is abstract", "mark a method that has a body");
        if (method.ReturnsByRef || method.ReturnsByRefReadonly)
            return ("returns a reference", "return the value");
        if (method.IsVararg)
            return ("takes __arglist", "use ordinary parameters");
        if (DeclaredAttribute.IsGenerated(method) || (DeclaredAttribute.AsksForBody(method) && DeclaredAttribute.On(method).Any()))
            return ("is written by DiffGen itself, which cannot read yet what it writes", "ask for Derivatives.HessianVectorProduct, or write the method by hand");
        if (method.IsPartialDefinition && method.PartialImplementationPart is null)
            return ("is partial and has no body", "give it a body");
        return IsIterator(method) ? ("is an iterator", "write the values to an array") : null;
    }

    private static bool IsIterator(IMethodSymbol method) =>
        method.ReturnType.OriginalDefinition is { Name: "IEnumerable" or "IEnumerator" or "IAsyncEnumerable" or "IAsyncEnumerator" };
}
