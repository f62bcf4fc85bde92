using DiffGen.Compiler.Diagnostics;
using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Compiler.Frontend;

// The struct that a method is called on. A method that changes it changes the variable; where C# gives the method a copy, so does this.
internal sealed partial class BodyLowering
{
    private enum Access
    {
        Variable,
        Copy,

        /// <summary>A variable that nobody may write to, yet its own methods might.</summary>
        Unclear,
    }

    /// <param name="Places">Where the numbers stand; none for a value.</param>
    /// <param name="Values">The numbers of a value or a copy.</param>
    private sealed record Receiver(StructShape Shape, Cell[] Places, Operand[] Values, Access Access, string? Name)
    {
        /// <summary>What <c>this</c> stands for when the call begins.</summary>
        public Binding[] Current(BodyLowering lowering) =>
            Values.Length > 0 ? Assigned(Shape, Values) : [.. Places.Select(lowering.BindingAt)];
    }

    private Receiver? ReceiverOf(IOperation instance, IMethodSymbol target, Dictionary<int, bool> references)
    {
        if (StructReader.Read(instance.Type) is not { } shape)
        {
            Unsupported(instance);
            return null;
        }
        string? name = Variable(instance)?.Name is { Length: > 0 } word && instance is not IInstanceReferenceOperation ? word : null;
        if (!IsPlace(instance))
            return new Receiver(shape, [], StructValue(instance, shape, name), IsField(instance) ? Access.Unclear : Access.Copy, name);
        if (Places(instance) is not { } places)
            return null;
        Access access = AccessTo(instance);
        // What a method that must not change its struct sees of it is what is there; the same for a copy, taken when the call begins.
        if (access == Access.Copy && !target.IsReadOnly)
            return new Receiver(shape, [], [.. places.Select(p => ValueAt(p, instance))], access, name);
        foreach (Cell.Variable place in places.OfType<Cell.Variable>())
            references[place.Position] = !target.IsReadOnly;
        return new Receiver(shape, places, [], access, name);
    }

    /// <summary>Whether a struct stands in a field, which a method of it may change.</summary>
    private bool IsField(IOperation instance) => instance is IFieldReferenceOperation { Field.IsReadOnly: false } && LeadsToMember(instance);

    private void WriteBack(Receiver receiver, IReadOnlyList<Binding> left, IOperation call)
    {
        if (receiver.Access == Access.Variable)
            WriteBack(receiver.Places, left);
        else if (receiver.Access == Access.Unclear && !receiver.Current(this).SequenceEqual(left))
            Refuse(Descriptors.UnsupportedExpression, call, "a method that changes a struct that cannot be assigned to", "copy the struct to a local first");
    }

    private Access AccessTo(IOperation instance) => instance switch
    {
        IParenthesizedOperation p => AccessTo(p.Operand),
        IParameterReferenceOperation { Parameter.RefKind: RefKind.None or RefKind.Ref or RefKind.Out } => Access.Variable,
        ILocalReferenceOperation { Local: { IsForEach: false, IsUsing: false, RefKind: RefKind.None or RefKind.Ref } } => Access.Variable,
        ILocalReferenceOperation => Access.Unclear,
        IInstanceReferenceOperation => Self.IsReadOnly ? Access.Copy : Access.Variable,
        IFieldReferenceOperation { Field.IsReadOnly: true } => Self.MethodKind == MethodKind.Constructor ? Access.Unclear : Access.Copy,
        IFieldReferenceOperation { Instance: { } outer } => AccessTo(outer),
        IArrayElementReferenceOperation => Access.Variable,
        IPropertyReferenceOperation or IImplicitIndexerReferenceOperation when IsElement(instance) =>
            TypeReader.Array(((instance as IPropertyReferenceOperation)?.Instance ?? ((IImplicitIndexerReferenceOperation)instance).Instance).Type) is { Form: ArrayForm.Span }
                ? Access.Variable : Access.Copy,
        _ => Access.Copy,
    };
}
