using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;

namespace DiffGen.Compiler.Frontend;

/// <summary>The fields and properties that a method reads, each of them once however often it is mentioned.</summary>
internal sealed class MemberCaptures(IdSource ids)
{
    private readonly Dictionary<string, Binding> _bindings = new(StringComparer.Ordinal);
    private readonly HashSet<ArrayVariable> _arrays = [];
    private readonly List<Capture> _captures = [];

    /// <summary>In the order of the text; an object that must be there and of which nothing is read is looked at by itself.</summary>
    public EquatableArray<Capture> All => _captures
        .Where(c => c.Input is not OpaqueParameter || !_captures.Any(o => o.Input is not OpaqueParameter && o.Text.StartsWith(c.Text + ".", StringComparison.Ordinal)))
        .ToEquatableArray();

    public bool Has(ArrayVariable? array) => array is not null && _arrays.Contains(array);

    /// <summary>Makes the function throw where an object is null.</summary>
    public void Require(Holder holder)
    {
        if (!_captures.Any(c => c.Input is OpaqueParameter && c.Text == holder.Text && c.Qualified == holder.Qualified))
            _captures.Add(new Capture(new OpaqueParameter(""), holder.Text, holder.Qualified, MayThrow: true));
    }

    /// <summary>What a member is to the body; null if it is neither a number nor an array of numbers.</summary>
    public Binding? Read(Holder member, string name)
    {
        if (_bindings.TryGetValue(member.Key, out Binding? known))
            return known;
        Parameter input;
        Binding binding;
        if (TypeReader.Scalar(member.Type) is { } type)
        {
            Value value = ids.Value(type, name);
            input = new ScalarParameter(name, value, Passing.ByValue) { IsConstant = true };
            binding = new Binding.Number(type, value);
        }
        else if (TypeReader.Array(member.Type) is { Struct: null } shape)
        {
            var array = new ArrayVariable(ids.Take(), name, shape.Element, shape.Form, ArrayRole.Parameter);
            _arrays.Add(array);
            input = new ArrayParameter(name, array) { IsConstant = true };
            binding = new Binding.Memory(new ArrayView(array, []), -1);
        }
        else
        {
            return null;
        }
        _captures.Add(new Capture(input, member.Text, member.Qualified, member.MayThrow)
        {
            IsVariable = member.IsVariable,
            NeedsCast = member.Type.TypeKind == TypeKind.Enum,
        });
        _bindings.Add(member.Key, binding);
        return binding;
    }
}
