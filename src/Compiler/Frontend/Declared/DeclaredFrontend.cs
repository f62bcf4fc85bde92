using DiffGen.Compiler.Analysis;
using DiffGen.Compiler.Diagnostics;
using DiffGen.Compiler.Differentiation;
using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;

namespace DiffGen.Compiler.Frontend.Declared;

/// <summary>A declared derivative, lowered, and what there is to say about it. Lives inside the semantic step only.</summary>
internal sealed record LoweredDeclaration(DeclaredModel Model, IReadOnlyList<Problem> Problems);

/// <summary>Reads one partial method without a body that is declared to be a derivative: C# in, <see cref="DeclaredModel"/> out.</summary>
internal static class DeclaredFrontend
{
    /// <summary>Never throws, except for cancellation.</summary>
    public static LoweredDeclaration Lower(IMethodSymbol method, Compilation compilation, CancellationToken cancellation)
    {
        var problems = new List<Problem>();
        DeclaredDerivative? declared = DeclaredReader.Read(method, problems, cancellation);
        DeclaredSignature signature = DeclaredSignatureReader.Read(method, declared, cancellation);
        if (declared is null)
            return new LoweredDeclaration(new DeclaredModel(signature, null, Failures(problems)), problems);

        LoweredMethod primal = MethodFrontend.Lower(declared.Primal, compilation, cancellation);
        MethodModel model = Restrict(primal.Model, declared);
        if (model.Failures.Count == 0)
            CheckDataflow(declared, model.Function, problems);
        EquatableArray<string> failures = model.Failures.Count > 0 ? model.Failures : problems.Count > 0 ? Failures(problems) : [];
        problems.AddRange(OfPrimal(primal.Problems, declared, cancellation));
        return new LoweredDeclaration(new DeclaredModel(signature, model, failures), problems);
    }

    /// <summary>
    /// A derivative that has a body of the user's, as if it had none, so that another body can be written in its place; null if DiffGen cannot write one there.
    /// Never throws, except for cancellation.
    /// </summary>
    public static DeclaredModel? LowerInPlace(DeclaredDerivative declared, Compilation compilation, CancellationToken cancellation)
    {
        IMethodSymbol method = declared.Method;
        bool isOwn = SymbolEqualityComparer.Default.Equals(method.ContainingType, declared.Primal.ContainingType);
        // What F is handed is written under F's names.
        if (!declared.Primal.Parameters.Select(p => p.Name).SequenceEqual(method.Parameters.Take(declared.Primal.Parameters.Length).Select(p => p.Name)))
            return null;
        LoweredMethod primal = MethodFrontend.Lower(declared.Primal, new SemanticModels(compilation), cancellation, MethodFrontend.Flag(declared.Kind));
        MethodModel model = Restrict(primal.Model, declared);
        if (model.Failures.Count > 0 || (!isOwn && model.Function.Captures.Any(c => c.Qualified is null)))
            return null;
        var problems = new List<Problem>();
        CheckDataflow(declared, model.Function, problems);
        if (problems.Count > 0)
            return null;
        if (!isOwn)
        {
            EquatableArray<Capture> captures = model.Function.Captures.Select(c => c with { Text = c.Qualified! }).ToEquatableArray();
            model = model with { Function = model.Function with { Captures = captures } };
        }
        return new DeclaredModel(DeclaredSignatureReader.Read(method, declared, cancellation), model, []);
    }

    /// <summary>Without the parameters that the declaration leaves out: they are constant, so that nothing is computed for them.</summary>
    private static MethodModel Restrict(MethodModel model, DeclaredDerivative declared)
    {
        HashSet<int> leftOut = [.. declared.LeftOut];
        return model with
        {
            Signature = model.Signature with
            {
                ReturnType = declared.ReturnsValue ? model.Signature.ReturnType : "void",
                Parameters = model.Signature.Parameters.Select((p, i) => p with { IsConstant = p.IsConstant || leftOut.Contains(i) }).ToEquatableArray(),
            },
            Function = model.Function with
            {
                Parameters = model.Function.Parameters.Select((p, i) => leftOut.Contains(i) ? p.AsConstant() : p).ToEquatableArray(),
            },
        };
    }

    private static void CheckDataflow(DeclaredDerivative declared, Function function, List<Problem> problems)
    {
        bool IsWritten(Parameter parameter) => parameter.Leaves.Any(p => p switch
        {
            ScalarParameter { Passing: Passing.Ref or Passing.Out } => true,
            ArrayParameter array => function.Writes(array.Array),
            _ => false,
        });
        foreach (DeclaredParameter added in declared.Added)
        {
            if (added.Of is { } of && TypeReader.Array(added.Symbol.Type) is { Form: ArrayForm.ReadOnlySpan } && IsWritten(function.Parameters[of]))
            {
                Mismatch(added.Symbol.Locations[0], $"declares '{ExpectedParameter.Declaration(added.Symbol)}'",
                    $"a Span or an array, because '{declared.Primal.Name}' writes '{function.Parameters[of].Name}' and the tangent of that");
            }
        }

        Parameter[] active = [.. function.Parameters.Where(p => !p.IsConstant && p.HasReals)];
        if (active.All(p => p.Leaves.All(l => l is ScalarParameter { Passing: Passing.Out })))
            Mismatch(declared.Method.Locations[0], "has a derivative of outputs alone", "one with respect to an input of '" + declared.Primal.Name + "' as well");
        if (function.Result is null && !active.Any(IsWritten))
        {
            string[] outputs = [.. function.Parameters.Where(p => p.HasReals && IsWritten(p)).Select(p => "'" + p.Name + "'")];
            Mismatch(declared.Method.Locations[0], "has no derivative of an output",
                outputs.Length == 0 ? $"one, but '{declared.Primal.Name}' returns and writes nothing" : "one of what is written, of " + string.Join(" or ", outputs));
        }

        foreach (DeclaredParameter hiding in declared.Added.Where(a => function.Captures.Any(c => c.Qualified is null && c.Root == a.Symbol.Name)))
        {
            problems.Add(new Problem(DeclaredDescriptors.Unsuitable, hiding.Symbol.Locations[0], declared.Method.Name,
                $"has a parameter '{hiding.Symbol.Name}', which hides the member of that name that '{declared.Primal.Name}' reads", "rename the member"));
        }

        void Mismatch(Location place, string what, string expected) => problems.Add(new Problem(DeclaredDescriptors.Mismatch, place, declared.Method.Name,
            declared.Kind.ToString().ToLowerInvariant(), declared.Primal.Name, what, expected));
    }

    // Of several derivatives of one method the first tells what is wrong with that, if it is not [Differentiable] itself.
    private static IEnumerable<Problem> OfPrimal(IReadOnlyList<Problem> problems, DeclaredDerivative declared, CancellationToken cancellation)
    {
        if (AttributeReader.IsDifferentiable(declared.Primal))
            return [];
        DeclaredDerivative[] all = [.. DeclaredReader.In(declared.Method.ContainingType, declared.Primal, cancellation).Where(d => !d.HasBody)];
        if (!SymbolEqualityComparer.Default.Equals(declared.Method, all[0].Method))
            return [];
        // A derivative that is 0 and nobody asks for is no news.
        return problems.Where(p => p.Descriptor != Descriptors.LostDerivative
            || declared.Primal.Parameters.Any(x => x.Locations[0] == p.Location && all.Any(d => d.Of(x.Ordinal) is not null)));
    }

    private static EquatableArray<string> Failures(List<Problem> problems) => problems.Count == 0
        ? ["The declaration has compile errors."]
        : problems.Where(p => p.Descriptor.DefaultSeverity == DiagnosticSeverity.Error).Select(p => p.Message).ToEquatableArray();
}
