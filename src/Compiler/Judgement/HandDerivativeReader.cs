using DiffGen.Compiler.Diagnostics;
using DiffGen.Compiler.Differentiation;
using DiffGen.Compiler.Frontend;
using DiffGen.Compiler.Frontend.Declared;
using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DiffGen.Compiler.Judgement;

/// <summary>Lowers a declared derivative that has a body, and the method that it is a derivative of.</summary>
internal static class HandDerivativeReader
{
    /// <summary>Either what is to be judged, or why it cannot be; neither if C# has errors there.</summary>
    public static (HandDerivative? Hand, string? Obstacle) Read(DeclaredDerivative declared, Compilation compilation, CancellationToken cancellation)
    {
        if (declared.Primal.DeclaringSyntaxReferences.IsEmpty || !SymbolEqualityComparer.Default.Equals(declared.Primal.ContainingAssembly, compilation.Assembly))
            return (null, "'" + declared.Primal.Name + "' has no source in this project");
        if (MethodKinds.Obstacle(declared.Primal) is { } unfit)
            return (null, "'" + declared.Primal.Name + "' " + unfit.Reason);
        var models = new SemanticModels(compilation);
        (Function? primal, string? obstacle) = Lower(declared.Primal, models, cancellation);
        if (primal is null)
            return (null, obstacle);
        (Function? hand, obstacle) = Lower(declared.Method, models, cancellation);
        if (hand is null)
            return (null, obstacle);

        // What a rule for a method of another type leaves out is constant, whatever the method itself says.
        Role RoleOf(IParameterSymbol parameter)
        {
            if (parameter.Ordinal < primal.Parameters.Count)
                return new Role(RoleKind.Own, parameter.Ordinal);
            int? of = declared.Added.First(a => a.Symbol.Ordinal == parameter.Ordinal).Of;
            return of is { } k ? new Role(RoleKind.Derivative, k)
                : new Role(declared.Kind == DerivativeKind.Tangent ? RoleKind.Tangent : RoleKind.Seed, -1);
        }
        Role[] roles = [.. declared.Method.Parameters.Select(RoleOf)];
        bool isChecked = compilation.Options is CSharpCompilationOptions { CheckOverflow: true };
        return (new HandDerivative(declared.Kind, primal, hand, roles, isChecked), null);
    }

    private static (Function? Function, string? Obstacle) Lower(IMethodSymbol method, SemanticModels models, CancellationToken cancellation)
    {
        var problems = new List<Problem>();
        Function? function = MethodFrontend.LowerBody(method, models, problems, cancellation);
        return (function, problems.Count == 0 ? null : "'" + method.Name + "' cannot be followed: " + problems.OrderBy(p => p.Location.SourceSpan.Start).First().Message);
    }
}
