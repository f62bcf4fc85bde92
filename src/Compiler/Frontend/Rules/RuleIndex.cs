using System.Runtime.CompilerServices;
using DiffGen.Compiler.Differentiation;
using DiffGen.Compiler.Frontend.Declared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DiffGen.Compiler.Frontend.Rules;

/// <summary>
/// Where rules are looked for: in this project; in the type that declares the method; in public static types of referenced assemblies that know
/// DiffGen's attributes. The first of these places that has any counts.
/// </summary>
internal sealed class RuleIndex
{
    private const string AttributesAssembly = "DiffGen.Attributes";

    private static readonly ConditionalWeakTable<Compilation, RuleIndex> OfCompilation = new();
    private static readonly ConditionalWeakTable<SyntaxTree, MethodDeclarationSyntax[]> Candidates = new();
    private static readonly ConditionalWeakTable<IAssemblySymbol, IMethodSymbol[]> OfAssembly = new();

    private readonly Compilation _compilation;
    private readonly ILookup<string, DeclaredDerivative> _own;

    private RuleIndex(Compilation compilation, CancellationToken cancellation)
    {
        _compilation = compilation;
        var rules = new List<DeclaredDerivative>();
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (MethodDeclarationSyntax method in CandidatesIn(tree, cancellation))
            {
                if (compilation.GetSemanticModel(tree).GetDeclaredSymbol(method, cancellation) is IMethodSymbol symbol
                    && !DeclaredAttribute.IsGenerated(symbol) && Read(symbol, cancellation) is { } rule)
                    rules.Add(rule);
            }
        }
        _own = rules.OrderBy(r => r.Method.ToDisplayString(), StringComparer.Ordinal).ToLookup(r => r.Primal.Name, StringComparer.Ordinal);
    }

    public static RuleIndex Of(Compilation compilation, CancellationToken cancellation)
    {
        if (OfCompilation.TryGetValue(compilation, out RuleIndex? known))
            return known;
        var index = new RuleIndex(compilation, cancellation);
        return OfCompilation.GetValue(compilation, _ => index);
    }

    /// <summary>The adjoints and tangents with a body that belong to a method.</summary>
    public IReadOnlyList<DeclaredDerivative> Find(IMethodSymbol method, CancellationToken cancellation)
    {
        method = method.OriginalDefinition;
        bool Is(DeclaredDerivative rule) => SymbolEqualityComparer.Default.Equals(rule.Primal.OriginalDefinition, method);
        DeclaredDerivative[] own = [.. _own[method.Name].Where(Is)];
        if (own.Length > 0 || SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, _compilation.Assembly))
            return own;
        DeclaredDerivative[] beside = [.. Beside(method).Select(m => Read(m, cancellation)).OfType<DeclaredDerivative>().Where(Is)];
        return beside.Length > 0 ? beside
            : [.. Referenced().SelectMany(MarkedIn).Where(m => DeclaredAttribute.On(m).Any(a => a.Name == method.Name))
                .Select(m => Read(m, cancellation)).OfType<DeclaredDerivative>().Where(Is)];
    }

    /// <summary>Methods of the same type that say they are a derivative of a method of that name, and are none of it or of its overloads.</summary>
    public static IMethodSymbol? Stale(IMethodSymbol method, CancellationToken cancellation) =>
        Beside(method.OriginalDefinition).FirstOrDefault(m => DeclaredReader.Read(m, [], cancellation) is null);

    private static IEnumerable<IMethodSymbol> Beside(IMethodSymbol method) => method.ContainingType.GetMembers().OfType<IMethodSymbol>()
        .Where(m => DeclaredAttribute.On(m).Any(a => a.Name == method.Name && a.Kind != DerivativeKind.Gradient));

    // Of other assemblies only what they show: C# may leave out the rest of them.
    private static DeclaredDerivative? Read(IMethodSymbol method, CancellationToken cancellation) =>
        DeclaredReader.Read(method, [], cancellation) is { HasBody: true, Kind: DerivativeKind.Adjoint or DerivativeKind.Tangent } declared ? declared : null;

    private IEnumerable<IAssemblySymbol> Referenced() => _compilation.SourceModule.ReferencedAssemblySymbols
        .Where(a => a.Modules.Any(m => m.ReferencedAssemblies.Any(r => r.Name == AttributesAssembly)))
        .OrderBy(a => a.Identity.GetDisplayName(), StringComparer.Ordinal);

    private static IMethodSymbol[] MarkedIn(IAssemblySymbol assembly) => OfAssembly.GetValue(assembly, a =>
        [.. PublicTypes(a.GlobalNamespace).Where(t => t.IsStatic).SelectMany(t => t.GetMembers()).OfType<IMethodSymbol>()
            .Where(m => m is { DeclaredAccessibility: Accessibility.Public, MethodKind: MethodKind.Ordinary } && DeclaredAttribute.On(m).Any())]);

    private static IEnumerable<INamedTypeSymbol> PublicTypes(INamespaceOrTypeSymbol container)
    {
        foreach (ISymbol member in container.GetMembers())
        {
            if (member is INamedTypeSymbol { DeclaredAccessibility: Accessibility.Public } type)
                yield return type;
            if (member is INamespaceSymbol or INamedTypeSymbol { DeclaredAccessibility: Accessibility.Public })
            {
                foreach (INamedTypeSymbol inner in PublicTypes((INamespaceOrTypeSymbol)member))
                    yield return inner;
            }
        }
    }

    // Looking for the words first is cheap, and what was found in a file that did not change stays.
    private static MethodDeclarationSyntax[] CandidatesIn(SyntaxTree tree, CancellationToken cancellation)
    {
        if (Candidates.TryGetValue(tree, out MethodDeclarationSyntax[]? known))
            return known;
        MethodDeclarationSyntax[] found = [.. tree.GetRoot(cancellation).DescendantNodes(n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)
            .OfType<MethodDeclarationSyntax>().Where(m => m.AttributeLists.SelectMany(l => l.Attributes).Any(MayBeRule))];
        return Candidates.GetValue(tree, _ => found);
    }

    private static bool MayBeRule(AttributeSyntax attribute)
    {
        string name = attribute.Name switch
        {
            QualifiedNameSyntax q => q.Right.Identifier.ValueText,
            AliasQualifiedNameSyntax a => a.Name.Identifier.ValueText,
            SimpleNameSyntax s => s.Identifier.ValueText,
            _ => "",
        };
        return name is "AdjointOf" or "AdjointOfAttribute" or "TangentOf" or "TangentOfAttribute";
    }
}
