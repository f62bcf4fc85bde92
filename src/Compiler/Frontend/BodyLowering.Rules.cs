using System.Collections.Immutable;
using DiffGen.Compiler.Diagnostics;
using DiffGen.Compiler.Frontend.Rules;
using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Compiler.Frontend;

// Calls of methods that have rules: they stay calls, with what each parameter is given.
internal sealed partial class BodyLowering
{
    private readonly List<RuleSite> _sites = [];
    private readonly Dictionary<ISymbol, CallRules?> _rules = new(SymbolEqualityComparer.Default);

    /// <summary>Whether a derivative of a derivative is wanted, for which adjoints are differentiated in their turn.</summary>
    public bool DifferentiatesTwice { get; init; }

    /// <summary>Whether methods with source are written out also where they have rules: who judges a rule must not use it.</summary>
    public bool IgnoresRules { get; init; }

    /// <summary>The methods that are being looked into, to see what they write or to differentiate them.</summary>
    public ImmutableHashSet<ISymbol> Open { get; init; } = ImmutableHashSet.Create<ISymbol>(SymbolEqualityComparer.Default);

    /// <summary>The calls that are differentiated by rules; <see cref="CalledMethod.Site"/> counts them.</summary>
    public IReadOnlyList<RuleSite> Sites => _sites;

    /// <summary>The rules of a called method that are used instead of its source; null if there are none.</summary>
    private CallRules? RulesOf(IMethodSymbol target)
    {
        if (IgnoresRules && !target.DeclaringSyntaxReferences.IsEmpty)
            return null;
        if (!_rules.TryGetValue(target, out CallRules? rules))
            _rules.Add(target, rules = CallRules.Find(target, models.Compilation, method.ContainingType, cancellation));
        return rules;
    }

    /// <summary>What the call of a method with rules returns; null if that is nothing.</summary>
    private Operand? Applied(IInvocationOperation call, CallRules rules, string? name)
    {
        IMethodSymbol target = call.TargetMethod;
        if (ContainerOf(call, rules) is not ({ } container, var holder))
            return Stand(call);
        string Rule(IMethodSymbol rule) => (rule.IsStatic ? TypeText(rule, target) : holder!.Key) + "." + Holder.Escape(rule.Name);

        int reported = _problems.Count;
        var arguments = new List<Operand>();
        var passed = new PassedAs?[target.Parameters.Length];
        var places = new List<(Cell? Place, int Parameter, Scalar Type)>();
        var locations = new Location[target.Parameters.Length];
        var references = new Dictionary<int, bool>();
        foreach (IArgumentOperation argument in call.Arguments)
        {
            if (argument.Parameter is not { } parameter)
            {
                HasCompileErrors = true;
                return Stand(call);
            }
            locations[parameter.Ordinal] = argument.Syntax.GetLocation();
            passed[parameter.Ordinal] = Passed(argument, target, rules, arguments, places, references);
        }
        if (_problems.Count > reported || passed.Contains(null) || IsAmbiguous(call, passed, places))
            return Stand(call);

        // A reference shows what its variable holds when the call begins, not when the argument was evaluated.
        Scalar? returned = target.ReturnsVoid ? null : TypeReader.Scalar(target.ReturnType);
        var results = new List<Value>();
        if (returned is { } type)
            results.Add(ids.Value(type, name));
        foreach ((Cell? place, int parameter, Scalar scalar) in places)
        {
            int? before = null;
            if (target.Parameters[parameter].RefKind == RefKind.Ref)
            {
                before = arguments.Count;
                arguments.Add(ValueAt(place!, call));
            }
            results.Add(ids.Value(scalar, place is null ? null : NameAt(place)));
            passed[parameter] = new PassedAs.Reference(before, results.Count - 1);
        }
        PassedAs.Memory[] memory = [.. passed.OfType<PassedAs.Memory>()];
        Block effects = RoutineEffects.Of(memory.Select(m => m.Array).Distinct(), memory.Where(m => m.IsWritten).Select(m => m.Array).Distinct(), ids);
        var method = new CalledMethod(container + "." + Holder.Escape(target.Name), returned is not null, passed.Select(p => p!).ToEquatableArray())
        {
            Site = _sites.Count,
            Adjoint = CallRules.Call(rules.Adjoint, Rule) is { } adjoint
                ? adjoint with { Body = DifferentiatesTwice ? MethodFrontend.Body(rules.Adjoint!.Method, models, Open, cancellation) : null }
                : null,
            Tangent = CallRules.Call(rules.Tangent, Rule),
        };
        _sites.Add(new RuleSite(rules, call.Syntax.GetLocation(), locations));
        Emit(new Apply(method, arguments.ToEquatableArray(), results.ToEquatableArray(), effects));
        for (int i = 0; i < places.Count; i++)
        {
            // Nothing is done with what an 'out _' gives.
            if (places[i].Place is { } place)
                SetAt(place, results[i + (returned is null ? 0 : 1)]);
        }
        return returned is null ? null : results[0];
    }

    /// <summary>What stands before the method's name, and the object if it is one; null, and reported, if it cannot be written beside the method.</summary>
    private (string Text, Holder? Object)? ContainerOf(IInvocationOperation call, CallRules rules)
    {
        IMethodSymbol target = call.TargetMethod;
        if (!target.ReturnsVoid && TypeReader.Scalar(target.ReturnType) is null)
        {
            RefuseRule(call, call.Syntax.GetLocation(), "it returns something else than a number", "let it write such results to an array or 'out' parameters");
            return null;
        }
        if (!IsInReach(target, null, call))
            return null;
        if (target.IsStatic)
            return (TypeText(target, target), null);
        if (!LeadsToMember(call.Instance))
        {
            RefuseRule(call, call.Syntax.GetLocation(), "it is called on something that may change between the call and its derivative", "call it on 'this', a parameter or a readonly field");
            return null;
        }
        if (Used(target, call.Instance, call) is not ({ } used, { } holder))
            return null;
        if (SymbolEqualityComparer.Default.Equals(used, target) && call.Instance!.Syntax is not Microsoft.CodeAnalysis.CSharp.Syntax.BaseExpressionSyntax)
            return (Present(holder)!.Qualified ?? holder.Text, holder);
        RefuseRule(call, call.Syntax.GetLocation(), "another method of that name would be called beside it", "seal the class");
        return null;
    }

    private static string TypeText(IMethodSymbol rule, IMethodSymbol target)
    {
        INamedTypeSymbol type = SymbolEqualityComparer.Default.Equals(rule.ContainingType.OriginalDefinition, target.ContainingType.OriginalDefinition)
            ? target.ContainingType
            : rule.ContainingType;
        return type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
    }

    private void RefuseRule(IInvocationOperation call, Location location, string reason, string advice) =>
        Refuse(Descriptors.RuleNotUsable, location, call.TargetMethod.Name, reason, advice);

    private PassedAs? Passed(IArgumentOperation argument, IMethodSymbol target, CallRules rules, List<Operand> arguments,
        List<(Cell? Place, int Parameter, Scalar Type)> places, Dictionary<int, bool> references)
    {
        IParameterSymbol parameter = argument.Parameter!;
        int Add(Operand operand)
        {
            arguments.Add(operand);
            return arguments.Count - 1;
        }
        if (TypeReader.Scalar(parameter.Type) is { } scalar)
        {
            if (parameter.RefKind is not (RefKind.Ref or RefKind.Out))
            {
                return new PassedAs.Number(Add(Expression(argument.Value)),
                    TypeReader.IsEnum(parameter.Type) ? parameter.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) : null);
            }
            if (TypeReader.IsEnum(parameter.Type) || ByReference(argument.Value, parameter, target, references) is not { } reference)
                return RefusedArgument(argument, "it is an enumeration that is passed by reference");
            places.Add((reference.Places.FirstOrDefault(), parameter.Ordinal, scalar));
            return new PassedAs.Reference(null, -1);
        }
        if (TypeReader.Array(parameter.Type) is { Struct: null } array && parameter.RefKind == RefKind.None)
        {
            if (Memory(argument.Value, parameter.Name) is not { } view)
                return null;
            bool isWritten = WrittenParameters.MayWrite(target, parameter.Ordinal, rules, models, Open, cancellation);
            if (isWritten && RefusesWrite(argument.Value, view.Array))
                return null;
            bool isOwn = method.Parameters.Any(p => p.Name == view.Array.Name && !AttributeReader.IsConstant(p)) && !_captures.Has(view.Array);
            if (view.Array.Form == ArrayForm.Jagged && (array.Form == ArrayForm.Jagged ? isWritten || !isOwn : view.Array.Role != ArrayRole.Parameter))
                return RefusedArgument(argument, "rows of different lengths that it may write, or that are no parameter of '" + method.Name + "', cannot be kept for its derivative");
            if (view.Prefix.Count > 0 && view.Array.Form != ArrayForm.Jagged)
                return RefusedArgument(argument, "a row of a matrix is passed");
            return new PassedAs.Memory(view.Array, array.Form, view.Prefix.Count > 0 ? Add(view.Prefix[0]) : null,
                view.Window is { } window ? Add(window.Start) : null, view.Window is { } part ? Add(part.Length) : null, isWritten);
        }
        if (TypeReader.Array(parameter.Type) is not null || TypeReader.HidesReals(parameter.Type) || parameter.RefKind != RefKind.None)
            return RefusedArgument(argument, "a parameter is a struct of numbers");
        return Text(argument.Value) is { } text ? new PassedAs.Verbatim(text) : RefusedArgument(argument, "what is passed to '" + parameter.Name + "' is computed here");
    }

    private PassedAs? RefusedArgument(IArgumentOperation argument, string reason)
    {
        if (!argument.DescendantsAndSelf().Any(IsBroken))
        {
            Refuse(Descriptors.RuleNotUsable, argument.Syntax.GetLocation(), ((IInvocationOperation)argument.Parent!).TargetMethod.Name, reason,
                "pass numbers, arrays of numbers, and what a parameter or a field holds");
        }
        return null;
    }

    /// <summary>An argument that means the same wherever it stands: a constant, a parameter, a field.</summary>
    private string? Text(IOperation value)
    {
        string type = value.Type is null || value.Type.IsAnonymousType ? "object" : value.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        while (value is IConversionOperation { OperatorMethod: null, Operand: var operand } && !value.ConstantValue.HasValue)
            value = operand;
        if (value is IDefaultValueOperation || value.ConstantValue is { HasValue: true, Value: null })
            return "default(" + type + ")";
        if (value.ConstantValue is { HasValue: true, Value: string or char })
            return SymbolDisplay.FormatPrimitive(value.ConstantValue.Value!, quoteStrings: true, useHexadecimalNumbers: false);
        return LeadsToMember(value) ? Follow(value)?.Qualified : null;
    }

    /// <summary>Whether a call has two names for one piece of memory, one of which it may write through; if so, it is reported.</summary>
    private bool IsAmbiguous(IInvocationOperation call, PassedAs?[] passed, List<(Cell? Place, int Parameter, Scalar Type)> places)
    {
        PassedAs.Memory[] memory = [.. passed.OfType<PassedAs.Memory>()];
        ArrayVariable[] elements = [.. places.Select(p => p.Place).OfType<Cell.Element>().Select(e => e.Array)];
        ArrayVariable? twice = memory.Where(m => m.IsWritten && memory.Count(o => o.Array.Equals(m.Array)) > 1).Select(m => m.Array)
            .Concat(memory.Select(m => m.Array).Where(elements.Contains)).FirstOrDefault();
        if (twice is not null)
            RefuseRule(call, call.Syntax.GetLocation(), "'" + twice.Name + "' is passed twice and may be written", "pass arrays of their own, or declare what is only read as ReadOnlySpan<T>");
        return twice is not null;
    }
}

/// <summary>A call that is differentiated by rules.</summary>
/// <param name="Rules">The method and its rules.</param>
/// <param name="Location">Where it is called.</param>
/// <param name="Arguments">Where each argument stands, in the order of the parameters.</param>
internal sealed record RuleSite(CallRules Rules, Location Location, Location?[] Arguments);
