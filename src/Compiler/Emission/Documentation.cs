using DiffGen.Compiler.Differentiation;
using DiffGen.Compiler.Frontend;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Emission;

/// <summary>The XML documentation of a generated method.</summary>
internal static class Documentation
{
    public static IEnumerable<string> Write(MethodModel model, DerivativeMethod derivative)
    {
        string f = Code(model.Signature.Name);
        IReadOnlyList<GeneratedParameter> generated = GeneratedParameters.Of(model, derivative);
        yield return $"<summary>{Summary(derivative, model, generated)}</summary>";
        if (derivative.Derivation.Count > 0)
        {
            yield return "<remarks>";
            for (int i = 0; i < derivative.Derivation.Count; i++)
                yield return Escape(derivative.Derivation[i]) + (i + 1 < derivative.Derivation.Count ? "<br/>" : "");
            yield return "</remarks>";
        }
        foreach (ParameterSignature parameter in model.Signature.Parameters)
        {
            yield return Param(parameter.Name, $"As for {f}."
                + (parameter.IsConstant ? " No derivative is taken with respect to it." : ""));
        }
        foreach (GeneratedParameter parameter in generated)
            yield return Param(parameter.Parameter.Name, Describe(derivative, model, parameter));
        if (model.Signature.ReturnType != "void")
            yield return $"<returns>The value of {f}.</returns>";
        foreach (string exception in Exceptions(derivative))
            yield return exception;
    }

    private static string Summary(DerivativeMethod derivative, MethodModel model, IReadOnlyList<GeneratedParameter> generated)
    {
        string f = Code(model.Signature.Name), what = Derived(derivative, model, generated);
        return model.Signature.ReturnType != "void" ? $"The value of {f}; {what}."
            : model.Function.Result is null ? $"Computes {f}; {what}."
            : char.ToUpperInvariant(what[0]) + what.Substring(1) + ".";
    }

    private static string Derived(DerivativeMethod derivative, MethodModel model, IReadOnlyList<GeneratedParameter> generated)
    {
        DerivativeKind kind = derivative.Kind;
        string f = model.Signature.Name;
        if (kind == DerivativeKind.Tangent)
            return Enumerate(Tangents(f, derivative, generated));
        if (kind is DerivativeKind.Hessian or DerivativeKind.Jacobian)
            return $"fills {Reference(generated[0].Parameter.Name)} with {MatrixDocumentation.Meaning(derivative, f)}";
        if (kind == DerivativeKind.HessianVectorProduct)
            return "overwrites " + Enumerate([.. generated.Where(g => g.Role != DerivativeRole.Tangent).Select(g => $"{Reference(g.Parameter.Name)} with {Second(g, f, generated)}")]);
        string[] all = [.. generated.Where(g => g.Of is not null and not ScalarParameter { Passing: Passing.Out } and not CompositeParameter { Passing: Passing.Out }).Select(g => kind switch
        {
            DerivativeKind.Gradient => $"{Reference(g.Parameter.Name)} with ∂{Escape(f)}/∂{Escape(g.Of!.Name)}",
            _ => $"seed·∂{Escape(f)}/∂{Escape(g.Of!.Name)} into {Reference(g.Parameter.Name)}",
        })];
        return (kind == DerivativeKind.Gradient ? "overwrites " : "adds ") + Enumerate(all);
    }

    // tangent = ∂F/∂x·xDot + ∂F/∂y·yDot, and likewise for each parameter that F writes.
    private static string[] Tangents(string f, DerivativeMethod derivative, IReadOnlyList<GeneratedParameter> generated) =>
    [
        .. generated.Where(g => g.Of is null || IsOutput(g.Of, derivative.Function))
            .Select(g => $"{Reference(g.Parameter.Name)} = {Along(g.Of?.Name ?? f, generated)}"),
    ];

    private static string Along(string f, IReadOnlyList<GeneratedParameter> generated)
    {
        string[] terms = [.. generated.Where(g => g.Of is not null and not ScalarParameter { Passing: Passing.Out })
            .Select(g => $"∂{Escape(f)}/∂{Escape(g.Of!.Name)}·{Escape(g.Parameter.Name)}")];
        return string.Join(" + ", terms);
    }

    // dx = ∂F/∂x, dxDot = ∂²F/∂x∂x·xDot + ∂²F/∂x∂y·yDot
    private static string Second(GeneratedParameter parameter, string f, IReadOnlyList<GeneratedParameter> generated)
    {
        string name = Escape(parameter.Of!.Name);
        return parameter.Role == DerivativeRole.Adjoint ? $"∂{Escape(f)}/∂{name}" : string.Join(" + ", generated.Where(g => g.Role == DerivativeRole.Tangent)
            .Select(g => $"∂²{Escape(f)}/∂{name}∂{Escape(g.Of!.Name)}·{Escape(g.Parameter.Name)}"));
    }

    private static string DescribeSecond(MethodModel model, GeneratedParameter parameter, IReadOnlyList<GeneratedParameter> generated)
    {
        string shape = parameter.Parameter is ArrayParameter ? $", the shape of {Reference(parameter.Of!.Name)}" : "";
        return parameter.Role == DerivativeRole.Tangent
            ? $"The direction in {Reference(parameter.Of!.Name)}{shape}."
            : $"{Second(parameter, model.Signature.Name, generated)}{shape}; overwritten.";
    }

    private static string DescribeTangent(DerivativeMethod derivative, MethodModel model, GeneratedParameter parameter)
    {
        string f = model.Signature.Name;
        if (parameter.Of is not { } of)
            return $"Receives the derivative of the returned value along the direction: {Along(f, GeneratedParameters.Of(model, derivative))}.";
        string shape = parameter.Parameter is ArrayParameter ? $", the shape of {Reference(of.Name)}" : "";
        if (of is ScalarParameter { Passing: Passing.Out })
            return $"Receives the tangent of {Reference(of.Name)}.";
        return IsOutput(of, derivative.Function)
            ? $"On entry the tangent of what {Reference(of.Name)} holds; on return that of what {Code(f)} leaves in it{shape}."
            : $"The tangent of {Reference(of.Name)}: how fast it changes along the direction{shape}.";
    }

    private static string Describe(DerivativeMethod derivativeMethod, MethodModel model, GeneratedParameter parameter)
    {
        DerivativeKind kind = derivativeMethod.Kind;
        if (kind == DerivativeKind.Tangent)
            return DescribeTangent(derivativeMethod, model, parameter);
        if (kind is DerivativeKind.Hessian or DerivativeKind.Jacobian)
            return MatrixDocumentation.Describe(derivativeMethod);
        if (kind == DerivativeKind.HessianVectorProduct)
            return DescribeSecond(model, parameter, GeneratedParameters.Of(model, derivativeMethod));
        string f = Escape(model.Signature.Name);
        if (parameter.Of is not { } of)
        {
            return parameter.Parameter switch
            {
                ArrayParameter => "The adjoint of the returned array, of its shape; only read.",
                CompositeParameter => "The adjoint of the returned value, member by member; members that are no real numbers are not looked at.",
                _ => "The adjoint of the returned value: every derivative is multiplied by it.",
            };
        }
        string derivative = $"∂{f}/∂{Escape(of.Name)}";
        string shape = parameter.Parameter is ArrayParameter or CompositeParameter { Form: not null } ? $", the shape of {Reference(of.Name)}" : "";
        if (kind == DerivativeKind.Adjoint && IsOutput(of, derivativeMethod.Function))
        {
            return of is ScalarParameter { Passing: Passing.Out } or CompositeParameter { Passing: Passing.Out }
                ? $"The seed: the adjoint of {Reference(of.Name)}."
                : $"On entry the seed, the adjoint of what {Code(model.Signature.Name)} leaves in {Reference(of.Name)}; "
                    + $"on return the adjoint of what it held before{shape}.";
        }
        return kind == DerivativeKind.Gradient ? $"{derivative}{shape}; overwritten." : $"Receives seed·{derivative}{shape}; added to what it holds.";
    }

    private static bool IsOutput(Parameter parameter, Function function) => parameter switch
    {
        ScalarParameter scalar => scalar.Passing is Passing.Ref or Passing.Out,
        ArrayParameter array => function.Writes(array.Array),
        CompositeParameter composite => composite.Passing is Passing.Ref or Passing.Out || composite.Parts.Any(p => p is ArrayParameter && IsOutput(p, function)),
        _ => false,
    };

    private static IEnumerable<string> Exceptions(DerivativeMethod derivative)
    {
        if (derivative.Failure is not null)
        {
            yield return "<exception cref=\"global::System.NotSupportedException\">Always: there is no derivative.</exception>";
            yield break;
        }
        ArrayVariable[] arrays = [.. derivative.Function.Leaves.OfType<ArrayParameter>().Select(p => p.Array)];
        if (arrays.Any(a => a.Form is not (ArrayForm.Span or ArrayForm.ReadOnlySpan)))
            yield return "<exception cref=\"global::System.ArgumentNullException\">An array is null.</exception>";
        if (arrays.Length > 0)
        {
            yield return "<exception cref=\"global::System.ArgumentException\">A derivative has another shape than its parameter, "
                + "or an array that is written overlaps another one. Nothing has been written then.</exception>";
        }
        else if (derivative.Function.Parameters.Count(ReferenceChecks.IsByReference) > 1)
        {
            yield return "<exception cref=\"global::System.ArgumentException\">A variable that is written is passed for another parameter too. "
                + "Nothing has been written then.</exception>";
        }
    }

    public static string Enumerate(string[] items) => items.Length switch
    {
        0 => "nothing",
        1 => items[0],
        _ => string.Join(", ", items.Take(items.Length - 1)) + " and " + items[items.Length - 1],
    };

    private static string Param(string name, string text) => $"<param name=\"{name}\">{text}</param>";

    public static string Reference(string name) => $"<paramref name=\"{name}\"/>";

    public static string Code(string text) => $"<c>{Escape(text)}</c>";

    public static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;")
        .Replace('\r', ' ').Replace('\n', ' ');
}
