using DiffGen.Compiler.Diagnostics;
using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Compiler.Frontend;

// Places: what stands on the left of an assignment, or is passed by reference. A struct is as many places as it has numbers.
internal sealed partial class BodyLowering
{
    /// <summary>A place that holds one number.</summary>
    private abstract record Cell
    {
        /// <summary>A variable, or a field of one.</summary>
        public sealed record Variable(int Position) : Cell;

        /// <summary>An element of an array, or a field of one.</summary>
        public sealed record Element(ArrayVariable Array, EquatableArray<Operand> Indices) : Cell;
    }

    /// <summary>A reference to an element throws where there is no such element, whether it is used or not.</summary>
    private void Reach(IEnumerable<Cell> cells)
    {
        foreach (Cell.Element element in cells.OfType<Cell.Element>())
            Let(new Load(element.Array, element.Indices));
    }

    /// <summary>Whether an expression names something that holds numbers, and does not compute them.</summary>
    private bool IsPlace(IOperation operation) => operation switch
    {
        IFieldReferenceOperation { Instance: { } instance } f => FieldOf(f) is not null && IsPlace(instance),
        IPropertyReferenceOperation { Instance: { } instance } p when !IsElement(p) => FieldOf(p) is not null && IsPlace(instance),
        IParenthesizedOperation p => IsPlace(p.Operand),
        _ when IsElement(operation) => TypeReader.Scalar(operation.Type) is not null || StructReader.Read(operation.Type) is not null,
        _ => Variable(operation) is { } symbol && _bindings[symbol] is Binding.Number or Binding.Struct or Binding.Element,
    };

    /// <summary>Whether an expression is a member of a struct that is taken apart.</summary>
    private bool IsStructMember(IOperation operation) => operation switch
    {
        IMemberReferenceOperation { Instance: { } instance } when !IsElement(operation) =>
            IsTakenApart(instance),
        _ => false,
    };

    /// <summary>The places of a number or struct, their subscripts evaluated; null, and reported, if it has none.</summary>
    private Cell[]? Places(IOperation operation)
    {
        if (!Enter())
            return null;
        switch (operation)
        {
            case IParenthesizedOperation p:
                return Places(p.Operand);
            case IMemberReferenceOperation { Instance: { } instance } member when !IsElement(operation) && IsStructMember(member):
                if (FieldOf(member) is { } field)
                    return Places(instance)?.Skip(field.First).Take(field.Count).ToArray();
                Unsupported(operation);
                return null;
            case var _ when IsElement(operation):
                return ElementOf(operation);
        }

        if (RefusesWrite(operation))
            return null;
        if (operation is IInvocationOperation { TargetMethod: { ReturnsByRef: true } or { ReturnsByRefReadonly: true } } call && MethodKinds.Obstacle(call.TargetMethod.OriginalDefinition) is { } obstacle)
        {
            Refuse(Descriptors.UnsupportedMethod, operation, call.TargetMethod.Name, obstacle.Reason, obstacle.Advice);
            return null;
        }
        if (Variable(operation) is not { } symbol)
        {
            Unsupported(operation);
            return null;
        }
        switch (_bindings[symbol])
        {
            case Binding.Number:
                return [new Cell.Variable(_bindings.Position(symbol)!.Value)];
            case Binding.Element e:
                return [new Cell.Element(e.Array, e.Indices)];
            case Binding.Struct s:
                return [.. Enumerable.Range(s.First, s.Shape.Count).Select(CellAt)];
            case Binding.Broken:
                return null;
            case Binding.Opaque or Binding.Object:
                RefuseType(symbol.Name, operation.Type!, operation.Syntax.GetLocation());
                return null;
            default:
                Unsupported(operation);
                return null;
        }
    }

    private Cell CellAt(int position) =>
        _bindings[position] is Binding.Element e ? new Cell.Element(e.Array, e.Indices) : new Cell.Variable(position);

    /// <summary>The place of a number; null, and reported, if it has none.</summary>
    private Cell? Place(IOperation operation)
    {
        if (Places(operation) is not { } cells)
            return null;
        if (TypeReader.Scalar(operation.Type) is not null && cells.Length == 1)
            return cells[0];
        Unsupported(operation);
        return null;
    }

    /// <summary>The field of a struct that a member stands for; null for what is computed.</summary>
    private static StructField? FieldOf(IMemberReferenceOperation member)
    {
        IFieldSymbol? field = member switch
        {
            IFieldReferenceOperation f => f.Field,
            IPropertyReferenceOperation { Arguments.Length: 0 } p => StructMembers.SetBy(p.Property) is null ? null : StructMembers.ReadBy(p.Property),
            _ => null,
        };
        return field is null ? null : StructReader.Read(member.Instance?.Type)?.Find(field);
    }

    /// <summary>The value that a place holds now.</summary>
    private Operand ValueAt(Cell cell, IOperation reference, string? name = null) => cell switch
    {
        Cell.Element e => Let(new Load(e.Array, e.Indices), name),
        Cell.Variable v when _bindings[v.Position] is Binding.Number { Value: { } value } => value,
        // C# reports this itself; were it ever to reach this point otherwise, a wrong value would be silent.
        _ => Refused(Descriptors.UnsupportedExpression, reference, "'" + OriginText.Of(reference.Syntax).Line + "' before it has a value", "assign it first"),
    };

    private void SetAt(Cell cell, Operand value)
    {
        if (cell is Cell.Element e)
            Emit(new Store(e.Array, e.Indices, value));
        else if (cell is Cell.Variable v && _bindings[v.Position] is Binding.Number number)
            _bindings[v.Position] = number with { Value = value };
    }

    /// <summary>What a place's value is called.</summary>
    private string? NameAt(Cell cell) => cell is Cell.Variable v ? _bindings.Name(v.Position) : null;

    /// <summary>The binding that makes a name another name for a place.</summary>
    private Binding BindingAt(Cell cell) => cell switch
    {
        Cell.Element e => new Binding.Element(e.Array, e.Indices),
        Cell.Variable v => _bindings[v.Position],
        _ => throw new ArgumentOutOfRangeException(nameof(cell)),
    };
}
