using System.Collections.Immutable;
using DiffGen.Compiler.Diagnostics;
using DiffGen.Compiler.Differentiation;
using DiffGen.Compiler.Frontend.Declared;
using DiffGen.Compiler.Frontend.Rules;
using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Compiler.Frontend;

/// <summary>A lowered method and what there is to say about it. Lives inside the semantic step only.</summary>
internal sealed record LoweredMethod(MethodModel Model, IReadOnlyList<Problem> Problems);

/// <summary>Reads one method that is <c>[Differentiable]</c> or has a declared derivative: C# in, <see cref="MethodModel"/> out.</summary>
internal static class MethodFrontend
{
    private const int MostOpen = 8;
    private const string CompileErrors = "The method has compile errors.";

    /// <summary>Never throws, except for cancellation; a method that cannot be lowered has a function without a body.</summary>
    public static LoweredMethod Lower(IMethodSymbol method, Compilation compilation, CancellationToken cancellation) =>
        Lower(method, new SemanticModels(compilation), cancellation);

    /// <param name="method">The method.</param>
    /// <param name="models">The project.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <param name="elsewhere">The derivatives that are wanted if nothing is to be generated beside the method: then it does not matter where it stands.</param>
    public static LoweredMethod Lower(IMethodSymbol method, SemanticModels models, CancellationToken cancellation, Derivatives? elsewhere = null)
    {
        MethodSignature signature = SignatureReader.Read(method);
        Derivatives? requested = elsewhere is null ? AttributeReader.Requested(method) : null;
        Derivatives wanted = elsewhere ?? (requested is { } named ? AttributeReader.Resolve(named, method) : 0);
        var problems = new List<Problem>();
        bool compileErrors = false;
        Function? function = null;
        try
        {
            MethodChecks.Check(method, requested, isBeside: elsewhere is null, problems, cancellation);
            if (IsTooDeep(method, cancellation) || HasTooManyArrays(method))
                problems.Add(new Problem(Descriptors.TooLarge, method.Locations[0], method.Name, BodyLowering.Limits));
            else if (Statements(method, models, ref compileErrors, cancellation) is { } body && !compileErrors
                && MethodKinds.DeclarationObstacle(method) is null && MethodChecks.HasSupportedResult(method))
            {
                function = Lower(method, requested ?? Derivatives.Default, elsewhere ?? (wanted | Declared(method, cancellation)), body, models, problems, ref compileErrors, cancellation);
            }
        }
        catch (InsufficientExecutionStackException)
        {
            problems.Add(new Problem(Descriptors.TooLarge, method.Locations[0], method.Name, BodyLowering.Limits));
        }

        // While C# itself reports errors, more errors would only be noise.
        if (compileErrors)
            problems.Clear();
        Problem[] ordered = [.. problems.OrderBy(p => p.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(p => p.Location.SourceSpan.Start)];
        string[] failures = [.. ordered.Where(p => p.Descriptor.DefaultSeverity == DiagnosticSeverity.Error).Select(p => p.Message)];
        if (failures.Length == 0 && (compileErrors || function is null))
            failures = [CompileErrors];
        var model = new MethodModel(signature, wanted & ~GeneratedNames.Occupied(method, wanted),
            failures.Length == 0 && function is not null ? function : Declaration(method), failures.ToEquatableArray(), Language(method, models.Compilation));
        return new LoweredMethod(model, ordered);
    }

    /// <summary>
    /// A method as any other code, whatever it is declared for: to be run, or differentiated where nothing is generated beside it. Null if it could not be lowered; then
    /// <paramref name="problems"/> says why, unless C# does.
    /// </summary>
    public static Function? LowerBody(IMethodSymbol method, SemanticModels models, List<Problem> problems, CancellationToken cancellation)
    {
        bool compileErrors = false;
        try
        {
            if (IsTooDeep(method, cancellation) || HasTooManyArrays(method))
            {
                problems.Add(new Problem(Descriptors.TooLarge, method.Locations[0], method.Name, BodyLowering.Limits));
                return null;
            }
            if (Statements(method, models, ref compileErrors, cancellation) is not { } body || compileErrors)
                return null;
            Function function = Lower(method, 0, 0, body, models, problems, ref compileErrors, cancellation, isDifferentiated: false);
            // While C# itself reports errors, more would only be noise.
            if (compileErrors)
                problems.Clear();
            return problems.Count == 0 && !compileErrors ? function : null;
        }
        catch (InsufficientExecutionStackException)
        {
            problems.Add(new Problem(Descriptors.TooLarge, method.Locations[0], method.Name, BodyLowering.Limits));
            return null;
        }
    }

    /// <summary>The derivatives of a method that are declared without a body.</summary>
    private static Derivatives Declared(IMethodSymbol method, CancellationToken cancellation) =>
        DeclaredReader.In(method.ContainingType, method, cancellation).Where(d => !d.HasBody).Aggregate((Derivatives)0, (all, d) => all | Flag(d.Kind));

    /// <summary>The flag of a derivative that can be declared.</summary>
    public static Derivatives Flag(DerivativeKind kind) => kind switch
    {
        DerivativeKind.Gradient => Derivatives.Gradient,
        DerivativeKind.Adjoint => Derivatives.Adjoint,
        _ => Derivatives.Tangent,
    };

    /// <param name="requested">What the attribute says.</param>
    /// <param name="wanted">What it comes to, and what is declared.</param>
    private static Function Lower(IMethodSymbol method, Derivatives requested, Derivatives wanted, IBlockOperation body, SemanticModels models, List<Problem> problems,
        ref bool compileErrors, CancellationToken cancellation, ImmutableHashSet<ISymbol>? open = null, bool isDifferentiated = true)
    {
        var ids = new IdSource(0);
        var lowering = new BodyLowering(method, models, ids, cancellation)
        {
            IgnoresRules = !isDifferentiated,
            DifferentiatesTwice = (wanted & (Derivatives.HessianVectorProduct | Derivatives.Hessian)) != 0,
            Open = open ?? ImmutableHashSet.Create<ISymbol>(SymbolEqualityComparer.Default, method),
        };
        var composites = new CompositeReader(method.ContainingType, models.Compilation, (constructor, shape) =>
            new BodyLowering(method, models, new IdSource(0), cancellation).FieldsSetBy(constructor, shape));
        Parameter[] parameters = [.. method.Parameters.Select(p => ParameterReader.Read(p, ids, lowering, composites, problems))];
        Outcome? outcome = lowering.LowerBody(body);
        problems.AddRange(lowering.Problems);
        compileErrors |= lowering.HasCompileErrors;

        Output[] outputs = [.. Implementation(method).Parameters.Zip(parameters, (symbol, parameter) => (symbol, parameter))
            .Where(p => p.parameter is ScalarParameter { Passing: Passing.Ref or Passing.Out } or CompositeParameter { Passing: Passing.Ref or Passing.Out })
            .SelectMany(p => p.parameter.Leaves.OfType<ScalarParameter>().Zip(lowering.FinalValues(p.symbol),
                (leaf, value) => new Output(leaf.Name, value ?? Constant.Zero(leaf.Value.Type), Adds: false)))];
        (Block statements, Result? result) = ResultReader.Read(method, lowering.Statements, outcome, composites, problems);
        Function function = RoutineEffects.Fill(
            new Function(method.Name, parameters.ToEquatableArray(), statements, result, outputs.ToEquatableArray(), ids.Next)
            {
                Captures = lowering.Captures,
                Routines = lowering.Routines.ToEquatableArray(),
            }, ids);
        var written = new HashSet<ArrayVariable>(Walk.Statements(function.Body).Select(Walk.Writes).OfType<ArrayVariable>());
        function = function with { Written = function.Leaves.OfType<ArrayParameter>().Select(p => p.Array).Where(written.Contains).ToEquatableArray() };
        if (isDifferentiated && problems.Count == 0 && !compileErrors)
            MethodChecks.CheckDataflow(method, function, requested, problems, cancellation);
        if (isDifferentiated && problems.Count == 0 && !compileErrors)
            RuleChecks.Check(method, wanted, function, lowering.Sites, problems, cancellation);
        return function;
    }

    /// <summary>A called method as a function, to see what it does; null if it cannot be seen.</summary>
    /// <param name="open">The methods that are being looked into.</param>
    public static Function? Body(IMethodSymbol method, SemanticModels models, ImmutableHashSet<ISymbol> open, CancellationToken cancellation)
    {
        if (open.Contains(method) || open.Count >= MostOpen)
            return null;
        bool compileErrors = false;
        var problems = new List<Problem>();
        if (IsTooDeep(method, cancellation) || HasTooManyArrays(method) || MethodKinds.Obstacle(method) is not null
            || Statements(method, models, ref compileErrors, cancellation) is not { } body || compileErrors)
            return null;
        Function function = Lower(method, Derivatives.Default, Derivatives.Default, body, models, problems, ref compileErrors, cancellation, open.Add(method));
        return compileErrors || problems.Any(p => p.Descriptor.Category == "DiffGen.Differentiation") ? null : function;
    }

    /// <summary>The parameters and the type of the result alone: enough to declare the derivatives of what could not be lowered.</summary>
    public static Function Declaration(IMethodSymbol method)
    {
        var ids = new IdSource(0);
        EquatableArray<Parameter> parameters = method.Parameters.Select(p => ParameterReader.Declare(p, ids)).ToEquatableArray();
        return new Function(method.Name, parameters, Block.Empty, ResultReader.Declare(method, ids), [], ids.Next);
    }

    public static IMethodSymbol Implementation(IMethodSymbol method) => method.PartialImplementationPart ?? method;

    private static bool IsTooDeep(IMethodSymbol method, CancellationToken cancellation) =>
        Implementation(method).DeclaringSyntaxReferences.Any(r => SyntaxDepth.IsTooDeep(r.GetSyntax(cancellation), cancellation));

    // Each array that is written is compared with every other one at the door.
    private static bool HasTooManyArrays(IMethodSymbol method) =>
        method.Parameters.Count(p => p.Type is IArrayTypeSymbol or INamedTypeSymbol { IsRefLikeType: true }) > BodyLowering.ArrayLimit;

    private static IBlockOperation? Statements(IMethodSymbol method, SemanticModels models, ref bool compileErrors, CancellationToken cancellation)
    {
        SyntaxNode? syntax = Implementation(method).DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation);
        if (syntax is null || !models.Compilation.ContainsSyntaxTree(syntax.SyntaxTree))
            return null;
        SemanticModel model = models.Of(syntax.SyntaxTree);
        compileErrors = !models.AreKnownToCompile && model.GetDiagnostics(syntax.Span, cancellation).Any(d => d.DefaultSeverity == DiagnosticSeverity.Error);
        return model.GetOperation(syntax, cancellation) is IMethodBodyOperation body ? body.BlockBody ?? body.ExpressionBody : null;
    }

    private static LanguageFacts Language(IMethodSymbol method, Compilation compilation)
    {
        var options = method.DeclaringSyntaxReferences.FirstOrDefault()?.SyntaxTree.Options as CSharpParseOptions;
        int version = (int)(options?.LanguageVersion ?? LanguageVersion.CSharp7_3);
        // Versions before 7.1 are numbered 1 to 7, a preview is the largest number there is.
        version = version <= 7 ? version * 100 : Math.Min(version, 10000);
        return new LanguageFacts(version, compilation.GetTypeByMetadataName("System.Span`1") is not null,
            compilation.GetTypeByMetadataName("DiffGen.Runtime.Slice") is not null);
    }
}
