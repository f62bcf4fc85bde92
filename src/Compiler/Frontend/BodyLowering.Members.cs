using DiffGen.Compiler.Diagnostics;
using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Compiler.Frontend;

// Fields and properties are constants of the method: they are read once, before it begins, under the text that leads to them from
// 'this', a parameter or a type. Getters and methods with source are written out in place, 'this' standing for their object.
internal sealed partial class BodyLowering
{
    private readonly MemberCaptures _captures = new(ids);
    private int _constructed;
    private Holder? _this = method.IsStatic ? null : Holder.This(method.ContainingType);

    public EquatableArray<Capture> Captures => _captures.All;

    private Operand MemberValue(IOperation reference)
    {
        switch (Captured(reference))
        {
            case Binding.Number { Value: { } value }:
                return value;
            case Binding.Memory:
                return Refused(Descriptors.UnsupportedExpression, reference, "the array '" + OriginText.Of(reference.Syntax).Line + "' as a value", "use its elements");
            default:
                return Stand(reference);
        }
    }

    private ArrayView? MemberMemory(IOperation reference) => (Captured(reference) as Binding.Memory)?.View;

    /// <summary>The number or array that a field or property is; null, and reported, if it is none that can be read.</summary>
    private Binding? Captured(IOperation reference)
    {
        if (Follow(reference) is not { } member)
            return null;
        string name = Symbol(reference).Name;
        Binding? binding = _captures.Read(member, MemberSymbols.LocalName(name));
        if (binding is null)
            RefuseType(name, member.Type, reference.Syntax.GetLocation());
        return binding;
    }

    private static ISymbol Symbol(IOperation reference) => reference switch
    {
        IFieldReferenceOperation f => f.Field,
        IPropertyReferenceOperation p => p.Property,
        IParameterReferenceOperation p => p.Parameter,
        _ => reference.Type!,
    };

    /// <summary>Whether an expression leads from <c>this</c>, a parameter or a type to a member.</summary>
    private bool LeadsToMember(IOperation? operation) => operation switch
    {
        IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } => _this is not null,
        IParenthesizedOperation p => LeadsToMember(p.Operand),
        IConversionOperation c => KeepsObject(c) && LeadsToMember(c.Operand),
        IParameterReferenceOperation p => IsOfConstructor(p) || Object(p.Parameter) is not null,
        ILocalReferenceOperation l => Object(l.Local) is not null,
        IFieldReferenceOperation f => f.Instance is null || LeadsToMember(f.Instance),
        IPropertyReferenceOperation { Arguments.Length: 0 } p => p.Instance is null || LeadsToMember(p.Instance),
        _ => false,
    };

    private static bool KeepsObject(IConversionOperation c) =>
        c is { OperatorMethod: null, Conversion: { IsIdentity: true } or { IsReference: true, IsImplicit: true } };

    /// <summary>Whether a parameter is one that the constructor has left to the object's methods.</summary>
    private bool IsOfConstructor(IParameterReferenceOperation p) =>
        p.Parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor } && _bindings[p.Parameter] is null;

    /// <summary>The object that a local or parameter is.</summary>
    private Holder? Object(ISymbol symbol) => _bindings[symbol] switch
    {
        Binding.Object o => o.Holder,
        // The method's own parameters are called in the generated code what they are called here.
        Binding.Opaque when symbol is IParameterSymbol { RefKind: RefKind.None } p && SymbolEqualityComparer.Default.Equals(p.ContainingSymbol, MethodFrontend.Implementation(method))
            => new Holder(Holder.Escape(p.Name), Holder.Escape(p.Name), p.Type, false),
        _ => null,
    };

    /// <summary>What an expression that leads to a member stands for; null, and reported, if that cannot be said.</summary>
    private Holder? Follow(IOperation operation)
    {
        if (!Enter())
            return null;
        switch (operation)
        {
            case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } when _this is not null:
                return _this;
            case IParenthesizedOperation p:
                return Follow(p.Operand);
            case IConversionOperation c when KeepsObject(c):
                return Follow(c.Operand);
            case IParameterReferenceOperation p when IsOfConstructor(p):
                return OfConstructor(p);
            case ILocalReferenceOperation l when Object(l.Local) is { } local:
                return local;
            case IParameterReferenceOperation p when Object(p.Parameter) is { } parameter:
                return parameter;
            case IFieldReferenceOperation { Instance: null } f:
                return OfType(f.Field, f.Field.Type, f);
            case IFieldReferenceOperation f when LeadsToMember(f.Instance):
                return Follow(f.Instance!) is { } holder ? OfObject(f.Field, f.Field.Type, holder, f) : null;
            case IPropertyReferenceOperation { Arguments.Length: 0 } p when p.Instance is null || LeadsToMember(p.Instance):
                if (Used(p.Property, p.Instance, p) is not ({ } property, var receiver))
                    return null;
                if (!MemberSymbols.IsAutomatic((IPropertySymbol)property))
                    return Within(receiver, ((IPropertySymbol)property).GetMethod!, p, Follow);
                return receiver is null ? OfType(property, p.Type!, p) : OfObject(property, p.Type!, receiver, p);
            default:
                Unsupported(operation);
                return null;
        }
    }

    /// <summary>The member that is used when it is called on an object, and the object; null, and reported, if only that object knows.</summary>
    private (ISymbol Member, Holder? Receiver)? Used(ISymbol member, IOperation? instance, IOperation reference)
    {
        if (instance is null)
            return (member, null);
        if (Follow(instance) is not { } receiver)
            return null;
        if (instance.Syntax is BaseExpressionSyntax && member is not IPropertySymbol)
            return (member, receiver);
        if (MemberSymbols.Used(member, receiver.Type) is { } used && (instance.Syntax is not BaseExpressionSyntax || SymbolEqualityComparer.Default.Equals(used, member)))
            return (used, receiver);
        bool isInterface = member.ContainingType.TypeKind == TypeKind.Interface;
        Refuse(Descriptors.VirtualMember, reference, member.Name,
            isInterface ? "is a member of an interface" : "can be overridden in a derived class",
            isInterface ? "use the class that implements it, and seal that" : "seal the class or the member, or use one that is not virtual");
        return null;
    }

    private Holder? OfObject(ISymbol member, ITypeSymbol type, Holder holder, IOperation reference) =>
        IsConstant(member, reference) && IsInReach(member, holder.Type, reference) ? holder.Member(member, type) : null;

    private Holder? OfType(ISymbol member, ITypeSymbol type, IOperation reference)
    {
        if (!IsConstant(member, reference) || !IsInReach(member, null, reference))
            return null;
        string name = Holder.Escape(member.Name);
        string qualified = member.ContainingType.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) + "." + name;
        bool own = SymbolEqualityComparer.Default.Equals(member.ContainingType, method.ContainingType);
        return new Holder(own ? name : qualified, qualified, type, false);
    }

    private Holder? OfConstructor(IParameterReferenceOperation p)
    {
        string name = p.Parameter.Name;
        string? obstacle = _this is not { IsThis: true } || !SymbolEqualityComparer.Default.Equals(p.Parameter.ContainingType, method.ContainingType)
                ? "only '" + p.Parameter.ContainingType.Name + "' itself can read a parameter of its constructor"
            : method.Parameters.Any(q => q.Name == name) ? "'" + method.Name + "' has a parameter of the same name" : null;
        if (obstacle is null)
            return new Holder(Holder.Escape(name), null, p.Parameter.Type, false);
        Refuse(Descriptors.OutOfReach, p, name, obstacle, "keep it in an internal field or property of another name");
        return null;
    }

    private bool IsConstant(ISymbol member, IOperation reference)
    {
        if (MemberSymbols.Changes(member) is not { } change)
            return member is not IFieldSymbol { RefKind: not RefKind.None } || Unsupported(reference) is null;
        Refuse(Descriptors.StaticField, reference, member.Name, change.Kind, change.Advice);
        return false;
    }

    /// <summary>Whether code beside the method can name a member, which the helper that reads it may be able to.</summary>
    private bool IsInReach(ISymbol member, ITypeSymbol? through, IOperation reference)
    {
        INamedTypeSymbol type = member.ContainingType;
        string? obstacle = !models.Compilation.IsSymbolAccessibleWithin(member, method.ContainingType, through)
                || (member is IPropertySymbol { GetMethod: { } getter } && !models.Compilation.IsSymbolAccessibleWithin(getter, method.ContainingType, through))
                ? "it is not accessible in '" + method.ContainingType.Name + "', where the derivative is"
            : member.IsStatic && MemberSymbols.IsOpen(type) && _constructed > 0 ? "its type is generic"
            : MemberSymbols.IsFileLocal(type) ? "its type is visible in its own file only"
            : !member.CanBeReferencedByName ? "it has no name in C#" : null;
        if (obstacle is not null)
            Refuse(Descriptors.OutOfReach, reference, member.Name, obstacle, "make it internal, or pass it as a parameter");
        return obstacle is null;
    }

    /// <summary>What the single expression of a getter stands for, <c>this</c> being another object.</summary>
    private T? Within<T>(Holder? receiver, IMethodSymbol getter, IOperation reference, Func<IOperation, T?> read)
        where T : class
    {
        if (_active.Contains(getter.OriginalDefinition, SymbolEqualityComparer.Default))
        {
            Refuse(Descriptors.Recursion, reference, Symbol(reference).Name, NoCalls);
            return null;
        }
        if (_active.Count >= NestingLimit || Body(getter.OriginalDefinition) is not { Operations: [IReturnOperation { ReturnedValue: { } value }] })
        {
            Refuse(Descriptors.UnknownCall, reference, OriginText.Of(reference.Syntax).Line,
                "is computed by other statements than one 'return', or without source in this project", "let it return a field, or pass what it returns as a parameter");
            return null;
        }
        (Holder? outer, int constructed) = (_this, _constructed);
        _constructed += IsConstructed(getter) ? 1 : 0;
        _this = receiver;
        _active.Add(getter.OriginalDefinition);
        T? result = read(value);
        _active.RemoveAt(_active.Count - 1);
        (_this, _constructed) = (outer, constructed);
        return result;
    }

    /// <summary>Whether a method's own type parameters stand for other types here, so that the names in its body are not those of this place.</summary>
    private static bool IsConstructed(IMethodSymbol target) => !SymbolEqualityComparer.Default.Equals(target.ContainingType, target.OriginalDefinition.ContainingType);

    /// <summary>A property that is computed, with or without subscripts, or one that is not.</summary>
    private Operand MemberProperty(IPropertyReferenceOperation p, string? name)
    {
        bool hasSource = p.Property.DeclaringSyntaxReferences.Length > 0 || p.Property.IsAbstract;
        if ((p.Instance is not null && !LeadsToMember(p.Instance)) || !(hasSource || MemberSymbols.IsAutomatic(p.Property)))
            return Unsupported(p);
        if (Used(p.Property, p.Instance, p) is not ({ } property, var receiver))
            return Stand(p);
        return MemberSymbols.IsAutomatic((IPropertySymbol)property) || property is not IPropertySymbol { GetMethod: { } getter }
            ? MemberValue(p)
            : Outcome.Number(Result(getter, p, null, Present(receiver), GivenBy(p.Arguments), name)) ?? Stand(p);
    }

    /// <summary>A method that reads nothing of its object fails all the same where there is none.</summary>
    private Holder? Present(Holder? receiver)
    {
        if (receiver is { IsThis: false, Type.IsReferenceType: true })
            _captures.Require(receiver);
        return receiver;
    }

    /// <summary>The numbers of a struct in a field or property; null, and reported, if one of them cannot be read.</summary>
    private Operand[]? MemberNumbers(IOperation reference, StructShape shape)
    {
        if (Follow(reference) is not { } whole)
            return null;
        var numbers = new List<Operand>();
        foreach (StructLeaf leaf in shape.Leaves)
        {
            Holder? holder = whole;
            foreach (StructField field in leaf.Path)
            {
                ISymbol member = field.Symbol.AssociatedSymbol ?? field.Symbol;
                holder = OfObject(member, field.Symbol.Type, holder, reference);
                if (holder is null)
                    return null;
            }
            if (_captures.Read(holder, leaf.NameIn(MemberSymbols.LocalName(Symbol(reference).Name))) is not Binding.Number { Value: { } value })
                return null;
            numbers.Add(value);
        }
        return [.. numbers];
    }

    private bool RefusesWrite(IOperation target, Cell place) => place is Cell.Element e && RefusesWrite(target, e.Array);

    private bool RefusesWrite(IOperation target, IEnumerable<Cell> places) => places.Any(p => RefusesWrite(target, p));

    /// <summary>Whether a place is a member or an element of one, which a derivative does not write; if so, it is reported.</summary>
    private bool RefusesWrite(IOperation target, ArrayVariable? array = null)
    {
        bool isMember = (target is IFieldReferenceOperation or IPropertyReferenceOperation { Property.IsIndexer: false } && !IsStructMember(target))
            || (target is IParameterReferenceOperation p && IsOfConstructor(p));
        if (!isMember && !_captures.Has(array))
            return false;
        if (!target.DescendantsAndSelf().Any(IsBroken))
            Refuse(Descriptors.MemberWritten, target, OriginText.Of(target.Syntax).Line);
        return true;
    }
}
