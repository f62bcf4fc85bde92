using DiffGen.Compiler.Differentiation;
using DiffGen.Compiler.Emission;
using DiffGen.Compiler.Frontend;
using DiffGen.Compiler.IndexAlgebra;
using DiffGen.Compiler.IR;
using DiffGen.Compiler.Optimization;
using DiffGen.Compiler.StatementAdjoints;

namespace DiffGen.Compiler;

/// <summary>A file of C# to be added to the user's project.</summary>
/// <param name="HintName">Its name without folder and extension.</param>
/// <param name="Text">What it says; lines end in <c>\n</c>.</param>
internal sealed record GeneratedFile(string HintName, string Text);

/// <summary>The way from a lowered method to the C# of its derivatives: a pure function.</summary>
internal static class DerivativeCompiler
{
    public static GeneratedFile Compile(MethodModel model, CancellationToken ct) => Compile(model, disabled: null, ct);

    /// <param name="disabled">Names of optimiser passes to leave out; tests switch off each in turn.</param>
    public static GeneratedFile Compile(MethodModel model, IReadOnlyCollection<string>? disabled, CancellationToken ct)
    {
        Function primal = model.Failures.Count > 0 ? model.Function : Passes.Run(Passes.Primal, model.Function, ct, disabled);
        DerivativeKind[] wanted = [.. Wanted(model)];
        DocumentedDerivation? derivation = model.Failures.Count == 0 && wanted.Any(IsFirstOrder) ? DerivationText.Of(primal, ct) : null;
        // What is stored is told where there is no formula to be told.
        StorageNotes? notes = derivation?.Obstacle is null ? null : new StorageNotes();
        // The gradient is wanted for itself and for the Hessian-vector product.
        var gradient = new Lazy<Function>(() => Passes.Run(Passes.Derivative, AdjointFunction.Gradient(primal, ct, notes), ct, disabled), LazyThreadSafetyMode.None);
        bool hasRules = primal.AllStatements.Any(s => s is Apply);
        Lazy<Function> toDifferentiate = !hasRules ? gradient
            : new Lazy<Function>(() => Passes.Run(Passes.Derivative, AdjointFunction.GradientToDifferentiate(primal, ct), ct, disabled), LazyThreadSafetyMode.None);
        var derivatives = new List<DerivativeMethod>();
        foreach (DerivativeKind kind in wanted)
        {
            bool isToBeTold = derivation is not null && IsFirstOrder(kind);
            bool isFirst = isToBeTold && !derivatives.Any(d => IsFirstOrder(d.Kind));
            DerivativeMethod derivative = Derive(kind, primal, kind is DerivativeKind.Gradient ? gradient : toDifferentiate, model, isFirst ? notes : null, disabled, ct);
            derivatives.Add(isToBeTold ? derivative with { Derivation = Remarks(derivation!, derivative, isFirst, model, primal, notes, ct) } : derivative);
        }
        return new GeneratedFile(model.Signature.HintName, DerivativeFile.Emit(model, derivatives, ct));
    }

    // The first of gradient and adjoint shows how the derivative follows, the other one only the result.
    private static EquatableArray<string> Remarks(
        DocumentedDerivation derivation, DerivativeMethod derivative, bool isFirst, MethodModel model, Function primal, StorageNotes? notes, CancellationToken ct)
    {
        if (derivation.Obstacle is not { } obstacle)
            return isFirst ? derivation.Lines : derivation.Closed;
        string reason = "No formula in index notation: " + obstacle + ".";
        return isFirst
            ? [reason, .. AdjointListText.Of(model.Function, derivative.Kind == DerivativeKind.Gradient, StorageReport.Short(primal, derivative.Function, notes!), ct)]
            : [reason];
    }

    private static bool IsFirstOrder(DerivativeKind kind) => kind is DerivativeKind.Gradient or DerivativeKind.Adjoint;

    // A gradient is that of a returned number.
    private static IEnumerable<DerivativeKind> Wanted(MethodModel model)
    {
        if (model.Requested.HasFlag(Derivatives.Gradient) && model.Function.Result is Result.Number)
            yield return DerivativeKind.Gradient;
        if (model.Requested.HasFlag(Derivatives.Adjoint))
            yield return DerivativeKind.Adjoint;
        if (model.Requested.HasFlag(Derivatives.Tangent))
            yield return DerivativeKind.Tangent;
        if (model.Requested.HasFlag(Derivatives.HessianVectorProduct) && model.Function.Result is Result.Number)
            yield return DerivativeKind.HessianVectorProduct;
        if (model.Requested.HasFlag(Derivatives.Hessian) && model.Function.Result is Result.Number)
            yield return DerivativeKind.Hessian;
        if (model.Requested.HasFlag(Derivatives.Jacobian) && (model.Failures.Count > 0 || JacobianAxes.Columns(model.Function).Items.Count > 0))
            yield return DerivativeKind.Jacobian;
    }

    private static DerivativeMethod Derive(DerivativeKind kind, Function primal, Lazy<Function> gradient, MethodModel model, StorageNotes? notes, IReadOnlyCollection<string>? disabled, CancellationToken ct)
    {
        if (model.Failures.Count > 0)
        {
            EquatableArray<Parameter> parameters = Parameters(kind, primal);
            return new DerivativeMethod(kind, primal with { Parameters = parameters }, [], string.Join("\n", model.Failures));
        }
        Function derivative = kind switch
        {
            DerivativeKind.Gradient => gradient.Value,
            DerivativeKind.Adjoint => Optimised(AdjointFunction.Adjoint(primal, ct, notes)),
            DerivativeKind.Tangent => Optimised(TangentFunction.Of(primal, ct)),
            DerivativeKind.HessianVectorProduct => Optimised(TangentFunction.HessianVectorProduct(gradient.Value, primal.Parameters.Count, ct)),
            DerivativeKind.Hessian => Optimised(HessianFunction.Of(primal, gradient.Value, ct)),
            _ => Optimised(JacobianFunction.Of(primal, ct)),
        };
        return new DerivativeMethod(kind, ForLanguage(derivative, model.Language, disabled, ct), [], Failure: null);

        Function Optimised(Function function) => Passes.Run(Passes.Derivative, function, ct, disabled);
    }

    /// <summary>The pass that not every project can do with: its runtime must have what the text calls.</summary>
    public static Function ForLanguage(Function derivative, LanguageFacts language, IReadOnlyCollection<string>? disabled, CancellationToken ct) =>
        language.HasSlices && disabled?.Contains(TakeSlices.Pass.Name) != true ? TakeSlices.Pass.Run(derivative, ct) : derivative;

    /// <summary>The parameters that a derivative of a lowered method has after the method's own, as they are declared.</summary>
    public static IReadOnlyList<string> AddedParameters(MethodModel model, DerivativeKind kind) =>
        MethodWriter.Added(model, new DerivativeMethod(kind, model.Function with { Parameters = Parameters(kind, model.Function) }, [], Failure: null));

    // They follow from the declaration, and from what F writes; no more is known of a method that cannot be differentiated.
    private static EquatableArray<Parameter> Parameters(DerivativeKind kind, Function primal)
    {
        if (kind == DerivativeKind.Jacobian)
            return MatrixDerivative.Parameters(primal, JacobianFunction.MatrixName, MatrixDerivative.ElementOfJacobian(primal));
        if (kind == DerivativeKind.Hessian)
            return MatrixDerivative.Parameters(primal, HessianFunction.MatrixName, ((Result.Number)primal.Result!).Value.Type);
        if (kind == DerivativeKind.Tangent)
            return new TangentParameters(primal).All;
        var adjoint = new AdjointParameters(primal, isGradient: kind != DerivativeKind.Adjoint);
        return kind == DerivativeKind.HessianVectorProduct ? new TangentParameters(adjoint.Declaration, primal.Parameters.Count).All : adjoint.All;
    }
}
