using DiffGen.Compiler.Frontend.Declared;
using Microsoft.CodeAnalysis;

namespace DiffGen.Compiler;

/// <summary>The body that DiffGen writes in place of one that a user derived by hand.</summary>
internal static class HandBody
{
    /// <summary>Statements, lines that end in <c>\n</c>; null where DiffGen cannot write them.</summary>
    /// <param name="method">A method that is declared to be a derivative and has a body.</param>
    /// <param name="compilation">The project.</param>
    /// <param name="cancellation">Stops it.</param>
    public static string? Derived(IMethodSymbol method, Compilation compilation, CancellationToken cancellation) =>
        DeclaredReader.Read(method, [], cancellation) is { HasBody: true } declared
        && !declared.Primal.DeclaringSyntaxReferences.IsEmpty
        && SymbolEqualityComparer.Default.Equals(declared.Primal.ContainingAssembly, compilation.Assembly)
        && DeclaredFrontend.LowerInPlace(declared, compilation, cancellation) is { } model
            ? DeclaredCompiler.Body(model, cancellation)
            : null;
}
