using System.Threading;
using DiffGen.Compiler.Differentiation;
using DiffGen.Compiler.Frontend;
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
            derivative = derivative with { Function = WithoutSpans(model, derivative.Function) };
        foreach (string line in Documentation.Write(model, derivative))
            yield return new CodeLine("/// " + line);
        string original = Names.Escape(model.Signature.Name);
        yield return new CodeLine($"[global::System.CodeDom.Compiler.GeneratedCode(\"DiffGen\", \"{Version}\")]");
        if (derivative.Kind is DerivativeKind.Gradient or DerivativeKind.Adjoint or DerivativeKind.Tangent)
            yield return new CodeLine($"[global::DiffGen.{derivative.Kind}Of(nameof({original}))]");
        yield return new CodeBlock(Signature(model, derivative), derivative.Failure is { } failure
            ? [new CodeLine($"throw new global::System.NotSupportedException({SymbolDisplay.FormatLiteral(failure, quote: true)});")]
            : Body(model, derivative, cancellation)) { AlwaysBraces = true };
    }

    private static string Signature(MethodModel model, DerivativeMethod derivative)
    {
        MethodSignature signature = model.Signature;
        IEnumerable<string> parameters = signature.Parameters.Select(p => Prefix(p.Passing) + p.Type + " " + Names.Escape(p.Name))
            .Concat(derivative.Function.Parameters.Skip(signature.Parameters.Count).Select(p => Declaration(p, signature)));
        return $"{signature.Accessibility} {(signature.IsStatic ? "static " : "")}{signature.ReturnType} {signature.Name}{derivative.Kind}"
            + $"({string.Join(", ", parameters)})";
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

    private static Function WithoutSpans(MethodModel model, Function function)
    {
        HashSet<int> generated = [.. function.Parameters.Skip(model.Signature.Parameters.Count).SelectMany(p => p.Leaves).OfType<ArrayParameter>()
            .Where(p => p.Array.Form is ArrayForm.Span or ArrayForm.ReadOnlySpan).Select(p => p.Array.Id)];
        ArrayVariable Replace(ArrayVariable array) => generated.Contains(array.Id) ? array with { Form = ArrayForm.Vector } : array;
        Parameter ReplaceIn(Parameter parameter) => parameter switch
        {
            ArrayParameter a => a with { Array = Replace(a.Array) },
            CompositeParameter { Form: not null } c when c.Parts.Select(ReplaceIn).ToEquatableArray() is var parts =>
                c with { Parts = parts, Form = ((ArrayParameter)parts[0]).Array.Form },
            _ => parameter,
        };
        return function with
        {
            Parameters = function.Parameters.Select(ReplaceIn).ToEquatableArray(),
            Body = new Rewriter(o => o, array: Replace).Rewrite(function.Body),
            Routines = function.Routines.Select(r => r with { Body = new Rewriter(o => o, array: Replace).Rewrite(r.Body) }).ToEquatableArray(),
        };
    }

    private static List<CodeNode> Body(MethodModel model, DerivativeMethod derivative, CancellationToken cancellation)
    {
        derivative = derivative with { Function = CapturedMembers.Named(derivative.Function) };
        List<CodeNode> code = [.. CapturedMembers.Write(derivative.Function), .. ArgumentChecks.Write(model, derivative)];
        List<CodeNode> body = BodyWriter.Write(derivative.Function, model.Language.Version >= 800, cancellation);
        if (code.Count > 0 && body.Count > 0)
            code.Add(new CodeGap());
        code.AddRange(body);
        return code;
    }
}
