using DiffGen.Compiler.Diagnostics;
using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Compiler.Frontend;

// What a called method's parameters stand for while it is written out in place.
internal sealed partial class BodyLowering
{
    /// <param name="Variable">The caller's variable behind a <c>ref</c>, <c>out</c> or <c>in</c> parameter; null for a value and for <c>out _</c>.</param>
    private sealed record PassedArgument(IParameterSymbol Parameter, Binding Binding, ISymbol? Variable)
    {
        /// <summary>The numbers of a composed value.</summary>
        public EquatableArray<Operand>? Parts { get; init; }

        public ISymbol? WrittenBack => Parameter.RefKind is RefKind.Ref or RefKind.Out ? Variable : null;
    }

    /// <summary>Evaluates the arguments in the order of the source; null, and reported, if one cannot be passed.</summary>
    private List<PassedArgument>? Arguments(IEnumerable<IArgumentOperation> given, IMethodSymbol target)
    {
        var passed = new List<PassedArgument>();
        var references = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        bool ok = true;
        foreach (IArgumentOperation argument in given)
        {
            if (argument.Parameter is not { } declared)
            {
                HasCompileErrors = true;
                return null;
            }

            IParameterSymbol parameter = target.Parameters[declared.Ordinal];
            PassedArgument? one = parameter.RefKind is RefKind.None
                ? ByValue(argument.Value, parameter)
                : ByReference(argument.Value, parameter, target, references);
            ok &= one is not null;
            if (one is not null)
                passed.Add(one);
        }
        // A reference shows what its variable holds when the call begins, not when the argument was evaluated.
        return ok ? [.. passed.Select(p => p.Variable is { } v && p.Parameter.RefKind != RefKind.Out ? p with { Binding = _bindings[v]! } : p)] : null;
    }

    private PassedArgument? ByValue(IOperation value, IParameterSymbol parameter)
    {
        if (TypeReader.Scalar(parameter.Type) is { } type)
            return new PassedArgument(parameter, new Binding.Number(type, Expression(value, parameter.Name)), null);
        if (CompositeType.Is(parameter.Type))
            return Parts(value, parameter.Name) is { } parts ? new PassedArgument(parameter, new Binding.Broken(), null) { Parts = parts } : null;
        if (TypeReader.Array(parameter.Type) is null && LeadsToMember(value))
            return Follow(value) is { } holder ? new PassedArgument(parameter, new Binding.Object(holder), null) : null;
        if (TypeReader.Array(parameter.Type) is null)
        {
            RefuseType(parameter.Name, parameter.Type, value.Syntax.GetLocation());
            return null;
        }
        return Memory(value, parameter.Name) is { } view ? new PassedArgument(parameter, new Binding.Memory(view, _region), null) : null;
    }

    /// <summary>Whether an expression is an element of an array or span, and so has a place that can be given a second name.</summary>
    private static bool IsElement(IOperation value) => value switch
    {
        IArrayElementReferenceOperation => true,
        IPropertyReferenceOperation { Property.IsIndexer: true, Instance.Type: { } type } => TypeReader.IsSpan(type),
        IImplicitIndexerReferenceOperation { Instance.Type: { } type } => TypeReader.IsSpan(type),
        _ => false,
    };

    private PassedArgument? ByReference(IOperation value, IParameterSymbol parameter, IMethodSymbol target, HashSet<ISymbol> references)
    {
        if (TypeReader.Scalar(parameter.Type) is not { } type)
        {
            RefuseType(parameter.Name, parameter.Type, value.Syntax.GetLocation());
            return null;
        }

        if (value is IDiscardOperation && parameter.RefKind == RefKind.Out)
            return new PassedArgument(parameter, new Binding.Number(type, null), null);
        if (IsElement(value) && TypeReader.Scalar(value.Type) == type)
            return Place(value) is { } place ? new PassedArgument(parameter, new Binding.Element(place.Array, place.Indices), null) : null;
        bool readOnly = parameter.RefKind is not (RefKind.Ref or RefKind.Out);
        ISymbol? variable = Variable(value);
        if (variable is not null && _bindings[variable] is Binding.Element element)
            return new PassedArgument(parameter, element, null);
        if (!readOnly && RefusesWrite(value))
            return null;
        if (readOnly && LeadsToMember(value))
            return new PassedArgument(parameter, new Binding.Number(type, Expression(value, parameter.Name)), null);
        if (variable is null && readOnly && value is not (IArrayElementReferenceOperation or IPropertyReferenceOperation or IImplicitIndexerReferenceOperation or IFieldReferenceOperation))
            return new PassedArgument(parameter, new Binding.Number(type, Expression(value, parameter.Name)), null);

        string? obstacle = variable is null ? "it is not a local or a parameter"
            : !references.Add(variable) ? "the call has two names for it"
            : target is { MethodKind: MethodKind.LocalFunction, IsStatic: false } ? "the local function may also see it by its own name"
            : null;
        if (variable is ILocalSymbol local && value is IDeclarationExpressionOperation)
            _bindings.Set(local, new Binding.Number(type, null));
        if (obstacle is null && _bindings[variable!] is not Binding.Number)
        {
            if (_bindings[variable!] is not Binding.Broken)
                Unsupported(value);
            return null;
        }

        if (obstacle is not null)
        {
            Refuse(Descriptors.UnsupportedReference, value, OriginText.Of(value.Syntax).Line, obstacle);
            return null;
        }
        return new PassedArgument(parameter, new Binding.Number(type, null), variable);
    }
}
