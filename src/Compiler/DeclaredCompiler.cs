using DiffGen.Compiler.Differentiation;
using DiffGen.Compiler.Emission;
using DiffGen.Compiler.Frontend;
using DiffGen.Compiler.Frontend.Declared;
using DiffGen.Compiler.IR;
using DiffGen.Compiler.Optimization;

namespace DiffGen.Compiler;

/// <summary>The way from a declared derivative to the C# of its body: a pure function.</summary>
internal static class DeclaredCompiler
{
    public static GeneratedFile Compile(DeclaredModel declared, CancellationToken ct) => Compile(declared, disabled: null, ct);

    /// <param name="disabled">Names of optimiser passes to leave out; tests switch off each in turn.</param>
    public static GeneratedFile Compile(DeclaredModel declared, IReadOnlyCollection<string>? disabled, CancellationToken ct)
    {
        DerivativeMethod? derivative = declared is { Primal: { } primal, Failures.Count: 0 } ? Derive(primal, declared.Signature.Kind, disabled, ct) : null;
        return new GeneratedFile(declared.Signature.HintName, DerivativeFile.Emit(declared, derivative, ct));
    }

    /// <summary>
    /// The statements of a derivative for a file of the user's, lines that end in <c>\n</c>: elements are written with their subscripts, arrays are made by <c>new</c>, and a
    /// tape is a stack, so that it reads as what a person writes, and the judge can follow it. Null if methods that call themselves share a tape, which it cannot.
    /// </summary>
    public static string? Body(DeclaredModel declared, CancellationToken ct)
    {
        MethodModel model = declared.Primal! with { Language = declared.Primal.Language with { HasSlices = false } };
        DerivativeMethod derivative = Derive(model, declared.Signature.Kind, disabled: null, ct);
        bool sharesTape = derivative.Function.Routines.Select(r => r.Body).SelectMany(Walk.Statements).Any(s => s is Push or Pop);
        return sharesTape ? null : IndentedText.Write(MethodWriter.WriteBody(declared.Signature, model, derivative, ct));
    }

    private static DerivativeMethod Derive(MethodModel model, DerivativeKind kind, IReadOnlyCollection<string>? disabled, CancellationToken ct)
    {
        Function primal = Passes.Run(Passes.Primal, model.Function, ct, disabled);
        Function derivative = kind switch
        {
            DerivativeKind.Gradient => AdjointFunction.Gradient(primal, ct),
            DerivativeKind.Adjoint => AdjointFunction.Adjoint(primal, ct),
            _ => TangentFunction.Of(primal, ct),
        };
        if (model.Signature.ReturnType == "void")
            derivative = WithoutResult(derivative, ct);
        derivative = Passes.Run(Passes.Derivative, derivative, ct, disabled);
        return new DerivativeMethod(kind, DerivativeCompiler.ForLanguage(derivative, model.Language, disabled, ct), [], Failure: null);
    }

    // An array that F makes and nobody gets is scratch. What computes the value of F is left out, but throws where F does.
    private static Function WithoutResult(Function function, CancellationToken ct)
    {
        HashSet<int> returned = [.. (function.Result?.Arrays ?? []).Select(a => a.Id)];
        ArrayVariable Local(ArrayVariable array) => returned.Contains(array.Id) ? array with { Role = ArrayRole.Local } : array;
        return KeepExceptions.Pass.Run(function with { Result = null, Body = new Rewriter(o => o, array: Local).Rewrite(function.Body) }, ct);
    }
}
