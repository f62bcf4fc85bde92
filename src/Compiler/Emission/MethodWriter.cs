using System.Threading;
using DiffGen.Compiler.Differentiation;
using DiffGen.Compiler.Frontend;
using DiffGen.Compiler.Frontend.Declared;
using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis.CSharp;

namespace DiffGen.Compiler.Emission;

/// <summary>Writes one derivative: documentation, attributes, signature, checks and body.</summary>
internal static class MethodWriter
{
    private const string Version = "0.1.0";

    public static IEnumerable<CodeNode> Write(MethodModel model, DerivativeMethod derivative, CancellationToken cancellation)
    {
        if (!model.Language.HasSpan)
            derivative = derivative with { Function = ParameterSpelling.WithoutSpans(derivative.Function, model.Signature.Parameters.Count) };
        foreach (string line in Documentation.Write(model, derivative))
            yield return new CodeLine("/// " + line);
        string original = Names.Escape(model.Signature.Name);
        yield return new CodeLine($"[global::System.CodeDom.Compiler.GeneratedCode(\"DiffGen\", \"{Version}\")]");
        if (derivative.Kind is DerivativeKind.Gradient or DerivativeKind.Adjoint or DerivativeKind.Tangent)
            yield return new CodeLine($"[global::DiffGen.{derivative.Kind}Of(nameof({original}))]");
        if (derivative.Kind is DerivativeKind.Adjoint or DerivativeKind.Tangent && Written(model) is { Length: > 0 } written)
            yield return new CodeLine($"[global::DiffGen.Writes({string.Join(", ", written.Select(n => SymbolDisplay.FormatLiteral(n, quote: true)))})]");
        yield return new CodeBlock(Signature(model, derivative), derivative.Failure is { } failure
            ? Throwing(failure)
            : Body(model, derivative, cancellation)) { AlwaysBraces = true };
    }

    /// <summary>The body of a derivative that the user declares.</summary>
    public static IEnumerable<CodeNode> Write(DeclaredSignature declared, MethodModel model, DerivativeMethod derivative, CancellationToken cancellation)
    {
        derivative = derivative with { Function = ParameterSpelling.As(derivative.Function, model.Signature.Parameters.Count, declared) };
        foreach (string line in declared.HasDocumentation ? [] : Documentation.Write(model, derivative))
            yield return new CodeLine("/// " + line);
        yield return new CodeBlock(declared.Text, Body(model, derivative, cancellation)) { AlwaysBraces = true };
    }

    /// <summary>The statements of a declared derivative, with arrays that are made by <c>new</c>.</summary>
    public static IReadOnlyList<CodeNode> WriteBody(DeclaredSignature declared, MethodModel model, DerivativeMethod derivative, CancellationToken cancellation) =>
        Body(model, derivative with { Function = ParameterSpelling.As(derivative.Function, model.Signature.Parameters.Count, declared) }, cancellation, isPooled: false);

    /// <summary>A declared derivative that there is none of.</summary>
    public static IEnumerable<CodeNode> Write(DeclaredSignature declared, string failure) =>
        [new CodeBlock(declared.Text, Throwing(failure)) { AlwaysBraces = true }];

    private static CodeNode[] Throwing(string failure) =>
        [new CodeLine($"throw new global::System.NotSupportedException({SymbolDisplay.FormatLiteral(failure, quote: true)});")];

    // What callers of other assemblies, who do not see the source, have to know.
    private static string[] Written(MethodModel model) =>
        [.. model.Function.Parameters.Where(p => p.Leaves.OfType<ArrayParameter>().Any(a => model.Function.Written.Contains(a.Array))).Select(p => p.Name)];

    /// <summary>The parameters after those of the method itself, as they are declared.</summary>
    public static IReadOnlyList<string> Added(MethodModel model, DerivativeMethod derivative)
    {
        int own = model.Signature.Parameters.Count;
        Function function = model.Language.HasSpan ? derivative.Function : ParameterSpelling.WithoutSpans(derivative.Function, own);
        return [.. function.Parameters.Skip(own).Select(p => Declaration(p, model.Signature))];
    }

    private static string Signature(MethodModel model, DerivativeMethod derivative)
    {
        MethodSignature signature = model.Signature;
        IEnumerable<string> parameters = signature.Parameters.Select(p => Prefix(p.Passing) + p.Type + " " + Names.Escape(p.Name))
            .Concat(derivative.Function.Parameters.Skip(signature.Parameters.Count).Select(p => Declaration(p, signature)));
        return $"{signature.Accessibility} {(signature.IsStatic ? "static " : signature.IsReadOnly ? "readonly " : "")}{signature.ReturnType} {signature.Name}{derivative.Kind}"
            + $"({(signature.IsExtension ? "this " : "")}{string.Join(", ", parameters)})";
    }

    private static string Declaration(Parameter parameter, MethodSignature signature) => parameter switch
    {
        ScalarParameter p => Prefix(p.Passing) + p.Value.Type.Keyword() + " " + Names.Escape(p.Name),
        ArrayParameter p => ArrayType(p.Array.Element.Keyword(), p.Array.Form) + " " + Names.Escape(p.Name),
        CompositeParameter { Form: { } form } p => ArrayType(p.Type.Type, form) + " " + Names.Escape(p.Name),
        CompositeParameter p => Prefix(p.Passing) + p.Type.Type + " " + Names.Escape(p.Name),
        ResultParameter p => "out " + signature.ReturnType + " " + Names.Escape(p.Name),
        _ => throw new ArgumentOutOfRangeException(nameof(parameter)),
    };

    private static string Prefix(Passing passing) => passing switch
    {
        Passing.In => "in ",
        Passing.Ref => "ref ",
        Passing.Out => "out ",
        _ => "",
    };

    public static string ArrayType(ArrayVariable array) => ArrayType(array.Element.Keyword(), array.Form);

    private static string ArrayType(string element, ArrayForm form) => form switch
    {
        ArrayForm.Vector => element + "[]",
        ArrayForm.Span => $"global::System.Span<{element}>",
        ArrayForm.ReadOnlySpan => $"global::System.ReadOnlySpan<{element}>",
        ArrayForm.Rank2 => element + "[,]",
        ArrayForm.Rank3 => element + "[,,]",
        _ => element + "[][]",
    };

    /// <param name="isPooled">Whether memory comes from the stack and the pool.</param>
    private static List<CodeNode> Body(MethodModel model, DerivativeMethod derivative, CancellationToken cancellation, bool isPooled = true)
    {
        derivative = derivative with { Function = CapturedMembers.Named(model.Language.HasSpan || !isPooled ? derivative.Function : ParameterSpelling.ScratchVectors(derivative.Function)) };
        List<CodeNode> code = [.. CapturedMembers.Write(derivative.Function), .. ArgumentChecks.Write(model, derivative)];
        List<CodeNode> body = BodyWriter.Write(derivative.Function, model.Language.Version >= 800, cancellation, isPooled);
        if (code.Count > 0 && body.Count > 0)
            code.Add(new CodeGap());
        code.AddRange(body);
        return code;
    }
}
