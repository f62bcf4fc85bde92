using DiffGen.Compiler.Diagnostics;
using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Compiler.Frontend;

// Making structs: constructors, object initialisers, with.
internal sealed partial class BodyLowering
{
    private Operand[]? Create(IObjectCreationOperation creation, StructShape shape, string? name)
    {
        Operand[]? made = creation.Constructor is null or { IsImplicitlyDeclared: true, Parameters.Length: 0 }
            ? Stand(shape)
            : Construct(creation.Constructor, creation, GivenBy(creation.Arguments), shape, name);
        return made is null || creation.Initializer is null ? made : Initialized(made, creation.Initializer, shape, name);
    }

    private Operand[]? With(IWithOperation with, StructShape shape, string? name) =>
        Initialized(StructValue(with.Operand, shape, name), with.Initializer, shape, name);

    /// <summary>The numbers after <c>{ X = …, Y = … }</c>.</summary>
    private Operand[]? Initialized(Operand[] numbers, IObjectOrCollectionInitializerOperation initializer, StructShape shape, string? name)
    {
        Operand[] result = [.. numbers];
        foreach (IOperation one in initializer.Initializers)
        {
            IFieldSymbol? symbol = one is not ISimpleAssignmentOperation { IsRef: false, Target: IMemberReferenceOperation member } ? null
                : member is IPropertyReferenceOperation p ? StructMembers.SetBy(p.Property) : (member as IFieldReferenceOperation)?.Field;
            if (symbol is null || shape.Find(symbol) is not { } field)
            {
                Unsupported(one);
                return null;
            }
            Operand[] value = Numbers(((ISimpleAssignmentOperation)one).Value, name is null ? null : new StructLeaf(default, [field]).NameIn(name));
            value.Take(field.Count).ToArray().CopyTo(result, field.First);
        }
        return result;
    }

    /// <summary>The numbers that a constructor leaves in a struct; null, and reported, if it cannot be followed.</summary>
    private Operand[]? Construct(IMethodSymbol constructor, IOperation? call, IReadOnlyList<Given> given, StructShape shape, string? name)
    {
        if (constructor.IsImplicitlyDeclared && constructor.Parameters.Length == 0)
            return Stand(shape);
        // Tuples have constructors too: new ValueTuple<double, double>(a, b).
        if (shape.Type.IsTupleType || constructor.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) is not { } syntax
            || !models.Compilation.ContainsSyntaxTree(syntax.SyntaxTree))
        {
            if (call is not null)
                RefuseCall(call);
            return null;
        }
        if (IsActive(constructor))
        {
            if (call is not null)
                Refuse(Descriptors.Recursion, call, constructor.ContainingType.Name, NoCalls);
            return null;
        }
        if (Arguments(given, constructor, [], name) is not { } arguments)
            return null;
        if (arguments.Any(a => a.Parameter.RefKind is RefKind.Ref or RefKind.Out))
        {
            if (call is not null)
                Refuse(Descriptors.UnsupportedReference, call, OriginText.Of(call.Syntax).Line, "it is passed to a constructor");
            return null;
        }

        int count = _bindings.Count;
        Frame outer = Begin(constructor, arguments);
        _bindings.Set(constructor, shape, Assigned(shape, Stand(shape)), name ?? LowerCase(shape.Type.Name));
        int first = ((Binding.Struct)_bindings[constructor]!).First;
        bool ok = Construct(constructor, syntax, shape, first);
        Operand[] made = Taken(first, shape);
        End(outer, count);
        return ok ? made : null;
    }

    /// <summary>The field that each parameter of a constructor sets; null if the constructor does anything else. For a lowering of its own.</summary>
    public IReadOnlyList<StructField>? FieldsSetBy(IMethodSymbol constructor, StructShape shape)
    {
        if (constructor.Parameters.Length != shape.Fields.Count || constructor.Parameters.Any(p => p.RefKind is not (RefKind.None or RefKind.In)))
            return null;
        var given = new List<Given>();
        foreach (IParameterSymbol parameter in constructor.Parameters)
        {
            if (TypeReader.Scalar(parameter.Type) is { } type)
                given.Add(new Given(parameter, null, [ids.Value(type)]));
            else if (StructReader.Read(parameter.Type) is { } inner)
                given.Add(new Given(parameter, null, [.. inner.Leaves.Select(l => ids.Value(l.Type))]));
            else
                return null;
        }
        Operand[]? made = Construct(constructor, null, given, shape, null);
        if (made is null || _problems.Count > 0 || HasCompileErrors || Statements.Statements.Count > 0)
            return null;
        StructField?[] fields = [.. given.Select(g => shape.Fields.FirstOrDefault(f => made.Skip(f.First).Take(f.Count).SequenceEqual(g.Numbers!)))];
        return fields.Contains(null) ? null : [.. fields.OfType<StructField>()];
    }

    private static string LowerCase(string word) => char.ToLowerInvariant(word[0]) + word.Substring(1);

    private bool Construct(IMethodSymbol constructor, SyntaxNode syntax, StructShape shape, int first)
    {
        if (syntax is not ConstructorDeclarationSyntax declaration)
        {
            AssignPositional(constructor, shape, first);
            InitializeMembers(shape, first);
            return true;
        }
        if (declaration.Initializer is { } chained)
        {
            if (models.Of(syntax.SyntaxTree).GetOperation(chained, cancellation) is not IInvocationOperation other
                || Construct(other.TargetMethod, other, GivenBy(other.Arguments), shape, null) is not { } begun)
                return false;
            Put(first, begun);
        }
        else
        {
            InitializeMembers(shape, first);
        }
        if (Body(constructor) is not { } body)
            return !_abandoned && declaration.Body is null && declaration.ExpressionBody is null;
        DeclareUnassigned(body.Locals);
        InScope(null, () => Tail(Pending.Of(body.Operations, null), null));
        return true;
    }

    /// <summary>The properties that a record struct has because of its parameters.</summary>
    private void AssignPositional(IMethodSymbol constructor, StructShape shape, int first)
    {
        foreach (IParameterSymbol parameter in constructor.Parameters)
        {
            if (shape.Fields.FirstOrDefault(f => IsPositional(f) && f.Name == parameter.Name) is { } field)
                Put(first + field.First, [.. Numbers(parameter).Select(b => (b as Binding.Number)?.Value ?? Constant.Zero(field.Number))]);
        }
    }

    private static bool IsPositional(StructField field) =>
        field.Symbol.AssociatedSymbol is IPropertySymbol property && property.DeclaringSyntaxReferences.Any(r => r.GetSyntax() is ParameterSyntax);

    private void InitializeMembers(StructShape shape, int first)
    {
        foreach (StructField field in shape.Fields)
        {
            if (Initializer(field.Symbol.AssociatedSymbol ?? field.Symbol) is { } value)
                Put(first + field.First, Numbers(value));
        }
    }

    /// <summary>What a field or property is initialised with where it is declared; null for nothing.</summary>
    private IOperation? Initializer(ISymbol member)
    {
        EqualsValueClauseSyntax? syntax = member.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) switch
        {
            VariableDeclaratorSyntax field => field.Initializer,
            PropertyDeclarationSyntax property => property.Initializer,
            _ => null,
        };
        if (syntax is null || !models.Compilation.ContainsSyntaxTree(syntax.SyntaxTree))
            return null;
        if (SyntaxDepth.IsTooDeep(syntax, cancellation))
        {
            Abandon();
            return null;
        }
        return (models.Of(syntax.SyntaxTree).GetOperation(syntax, cancellation) as ISymbolInitializerOperation)?.Value;
    }

    /// <summary>The <c>set</c> or <c>init</c> of a property of a struct that does more than set a field; null for all else.</summary>
    private IMethodSymbol? SetterOf(IOperation target) => target is IPropertyReferenceOperation { Property.SetMethod: { } setter } p
        && !IsElement(p) && IsStructMember(p) && FieldOf(p) is null ? setter : null;

    private Operand[] Set(IMethodSymbol setter, ISimpleAssignmentOperation a)
    {
        var target = (IPropertyReferenceOperation)a.Target;
        // The value is wanted afterwards too, so it is computed here: before the target's subscripts, which must not notice.
        if (new SymbolUse([a.Value], Body, Self).AssignsAnything)
            return [Unsupported(a)];
        Operand[] value = Numbers(a.Value);
        Invoke(setter, a, target.Instance, [.. GivenBy(target.Arguments), new Given(setter.Parameters[setter.Parameters.Length - 1], null, value)], null);
        return value;
    }
}
