using DiffGen.Compiler.Analysis;
using DiffGen.Compiler.Diagnostics;
using DiffGen.Compiler.Differentiation;
using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DiffGen.Compiler.Frontend;

/// <summary>What a method must be, apart from its statements, for derivatives to be generated beside it.</summary>
internal static class MethodChecks
{
    /// <param name="method">The method.</param>
    /// <param name="asked">What its attribute asks for.</param>
    /// <param name="isBeside">Whether its derivatives are to stand beside it.</param>
    /// <param name="problems">Where to say what is wrong.</param>
    /// <param name="cancellation">Stops it.</param>
    public static void Check(IMethodSymbol method, Derivatives? asked, bool isBeside, List<Problem> problems, CancellationToken cancellation)
    {
        Location name = method.Locations[0];
        if (MethodKinds.DeclarationObstacle(method) is { } obstacle)
            problems.Add(new Problem(Descriptors.UnsupportedMethod, name, method.Name, obstacle.Reason, obstacle.Advice));
        else if (!HasSupportedResult(method))
        {
            problems.Add(new Problem(Descriptors.UnsupportedMethod, ReturnTypeLocation(method, cancellation) ?? name, method.Name,
                "returns '" + method.ReturnType.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat) + "'",
                "return double, float, an array T[], T[,] or T[,,] of them or a struct or tuple of numbers, or nothing and write to an array, span, ref or out parameter"));
        }
        foreach (IParameterSymbol parameter in method.Parameters.Where(p => HasPointers(p.Type)))
            problems.Add(new Problem(Descriptors.UnsupportedType, parameter.Locations[0], parameter.Name, TypeReader.Text(parameter.Type)));
        if (isBeside)
            CheckPartial(method, problems, cancellation);
        // Declared derivatives are checked where they are declared.
        if (asked is not { } requested)
            return;

        const Derivatives OfNumbers = Derivatives.Gradient | Derivatives.Hessian | Derivatives.HessianVectorProduct;
        if (!AttributeReader.ReturnsReal(method) && requested != Derivatives.All && (requested & OfNumbers) != 0)
        {
            problems.Add(new Problem(Descriptors.DoesNotApply, AttributeLocation(method, cancellation) ?? name, method.Name,
                (requested & Derivatives.Gradient) != 0 ? "gradient" : "Hessian"));
        }

        foreach (IMethodSymbol taken in GeneratedNames.Taken(method, AttributeReader.Resolve(requested, method)))
        {
            string attribute = taken.Name.EndsWith("Gradient", StringComparison.Ordinal) ? "GradientOf"
                : taken.Name.EndsWith("Tangent", StringComparison.Ordinal) ? "TangentOf" : "AdjointOf";
            problems.Add(new Problem(Descriptors.NameTaken, taken.Locations[0], taken.Name, method.Name, attribute));
        }
    }

    public static bool HasSupportedResult(IMethodSymbol method) =>
        ResultReader.IsSupported(method.ReturnType) || method.ReturnsVoid || method.ReturnType.TypeKind == TypeKind.Error;

    /// <summary>Whether there is something to differentiate, and something to differentiate with respect to.</summary>
    public static void CheckDataflow(IMethodSymbol method, Function function, Derivatives requested, List<Problem> problems, CancellationToken cancellation)
    {
        bool input = function.Leaves.Any(p => !p.IsConstant && p is ArrayParameter { Array.Element: Scalar.Double or Scalar.Single }
            or ScalarParameter { Value.Type: Scalar.Double or Scalar.Single, Passing: not Passing.Out, IsConstant: false });
        if (!input)
            problems.Add(new Problem(Descriptors.NoActiveInput, method.Locations[0], method.Name));

        bool output = function.Result is not null || function.Leaves.Any(p => !p.IsConstant && p switch
        {
            ScalarParameter { Passing: Passing.Ref or Passing.Out } s => s.Value.Type.IsReal(),
            ArrayParameter a => a.Array.Element.IsReal() && Walk.Statements(function.Body).Any(s => a.Array.Equals(Walk.Writes(s))),
            _ => false,
        });
        if (!output)
            problems.Add(new Problem(Descriptors.NoOutput, method.Locations[0], method.Name));
        if (input && output && requested != Derivatives.All && requested.HasFlag(Derivatives.Jacobian) && JacobianAxes.Columns(function).Items.Count == 0)
        {
            problems.Add(new Problem(Descriptors.NoColumns, AttributeLocation(method, cancellation) ?? method.Locations[0], method.Name,
                string.Join(", ", function.Parameters.Where(JacobianAxes.IsInput).Select(p => "'" + p.Name + "'"))));
        }
        if (input && output)
            CheckLostDerivatives(method, function, problems, cancellation);
    }

    private static void CheckLostDerivatives(IMethodSymbol method, Function function, List<Problem> problems, CancellationToken cancellation)
    {
        Operand[] scalars = [.. function.FinalOperands];
        ArrayVariable[] arrays = [.. function.Leaves.OfType<ArrayParameter>().Where(p => !p.IsConstant).Select(p => p.Array)
            .Where(function.Writes), .. function.Result?.Arrays ?? []];
        var analysis = new LostDerivativeAnalysis(function, cancellation);
        for (int i = 0; i < function.Parameters.Count; i++)
        {
            if (!function.Parameters[i].IsConstant && analysis.Cut(function.Parameters[i], scalars, arrays) is { } cut)
                problems.Add(new Problem(Descriptors.LostDerivative, method.Parameters[i].Locations[0], method.Name, method.Parameters[i].Name, cut) { Constant = method.Parameters[i] });
        }
    }

    private static void CheckPartial(IMethodSymbol method, List<Problem> problems, CancellationToken cancellation)
    {
        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            foreach (SyntaxReference reference in type.DeclaringSyntaxReferences)
            {
                if (reference.GetSyntax(cancellation) is TypeDeclarationSyntax declaration && !declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
                {
                    problems.Add(new Problem(Descriptors.NotPartial, declaration.Identifier.GetLocation(), type.Name, method.Name));
                    break;
                }
            }
        }
    }

    // They can be written in unsafe code only.
    private static bool HasPointers(ITypeSymbol type) => type switch
    {
        IPointerTypeSymbol or IFunctionPointerTypeSymbol => true,
        IArrayTypeSymbol array => HasPointers(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.Any(HasPointers),
        _ => false,
    };

    private static Location? ReturnTypeLocation(IMethodSymbol method, CancellationToken cancellation) =>
        (method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) as MethodDeclarationSyntax)?.ReturnType.GetLocation();

    private static Location? AttributeLocation(IMethodSymbol method, CancellationToken cancellation) =>
        method.GetAttributes().FirstOrDefault(a => a.AttributeClass?.ToDisplayString() == AttributeReader.Differentiable)
            ?.ApplicationSyntaxReference?.GetSyntax(cancellation).GetLocation();
}
