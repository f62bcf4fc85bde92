using DiffGen.Compiler.Diagnostics;
using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Compiler.Frontend;

// foreach over an array or a span is counted loops over its elements, and over T[][] one over its rows, as in C# itself.
internal sealed partial class BodyLowering
{
    private void ForEach(IForEachLoopOperation loop)
    {
        int count = _bindings.Count;
        IOperation collection = loop.Collection;
        while (collection is IConversionOperation { IsImplicit: true } conversion && TypeReader.Array(conversion.Type) is null)
            collection = conversion.Operand;
        Location keyword = loop.Syntax.GetFirstToken().GetLocation();
        if (loop.IsAsynchronous || TypeReader.Array(collection.Type) is not { } type)
        {
            Refuse(Descriptors.LoopNotCounted, keyword, "it is a 'foreach' over something else than the elements of an array or span");
            return;
        }
        ITupleOperation? parts = Written(loop.LoopControlVariable);
        ILocalSymbol? element = (loop.LoopControlVariable as IVariableDeclaratorOperation)?.Symbol;
        if (parts is null ? element is null or { IsRef: true } : type.Struct is null || type.Form == ArrayForm.Jagged || Parts(type.Struct) is null)
        {
            Refuse(Descriptors.LoopNotCounted, keyword, parts is null ? "its variable is a reference to the elements" : "its elements are taken apart by a method");
            return;
        }

        bool rows = element is not null && type.Form == ArrayForm.Jagged && TypeReader.Array(element.Type) is { Form: ArrayForm.Vector } row && row.Element == type.Element && Equals(row.Struct, type.Struct);
        bool structs = element is not null && type is { Form: not ArrayForm.Jagged, Struct: not null } && type.Struct.Equals(StructReader.Read(element.Type));
        if (element is not null && !rows && !structs && (type.Struct is not null || type.Form == ArrayForm.Jagged || TypeReader.Scalar(element.Type) is not { } number || !(number == type.Element || number.IsReal())))
        {
            Refuse(Descriptors.LoopNotCounted, keyword, "its elements are converted to '" + element.Type.ToDisplayString() + "' on the way");
            return;
        }

        if (Memory(collection, null) is not { } view)
            return;
        var use = new SymbolUse([loop.Body], Body, Self);
        // The elements of this array are gone through, whatever its name stands for in the meantime.
        _bindings.Add("collection", new Binding.Memory(view, _region));
        Along(0, view.Prefix);
        _bindings.Leave(count);

        // One loop for each dimension, the last one innermost: the order in which C# goes.
        void Along(int dimension, EquatableArray<Operand> outer)
        {
            Operand limit = Length(view, dimension, null);
            LoopPart part = (dimension == 0 ? LoopPart.Outermost : 0) | (dimension + 1 == Dimensions(type) ? LoopPart.Innermost : 0);
            Count(loop, limit, use, part: part, trip: counter =>
            {
                EquatableArray<Operand> subscripts = outer.Append(view.Window is { } window ? Shifted(window, counter) : counter).ToEquatableArray();
                if (dimension + 1 < Dimensions(type))
                    Along(dimension + 1, subscripts);
                else
                    Visit(subscripts);
            });
        }

        void Visit(EquatableArray<Operand> subscripts)
        {
            if (element is null)
                TakeApart(parts!, type.Struct!, [.. view.Members.Select(m => Let(new Load(m, subscripts)))], loop);
            else if (structs)
                _bindings.Set(element, type.Struct!, Assigned(type.Struct!, [.. view.Members.Zip(type.Struct!.Leaves, (m, l) => Let(new Load(m, subscripts), l.NameIn(element.Name)))]));
            else
                _bindings.Set(element, rows ? new Binding.Memory(view with { Prefix = subscripts }, _region)
                    : new Binding.Number(TypeReader.Scalar(element.Type)!.Value, ElementAs(TypeReader.Scalar(element.Type)!.Value, view.Array, subscripts, element.Name)));
            Run(new Pending(loop.Body, null), last: true);
        }
    }

    /// <summary><c>foreach (var (a, b) in x)</c></summary>
    private void TakeApart(ITupleOperation parts, StructShape shape, Operand[] numbers, IForEachLoopOperation loop)
    {
        DeclareUnassigned(loop.Locals);
        var values = new List<Operand[]>();
        IOperation[] targets = [.. Targets(parts)];
        if (!Distribute(parts, shape, numbers, values) || values.Count != targets.Length)
        {
            Unsupported(loop);
            return;
        }
        for (int i = 0; i < targets.Length; i++)
        {
            if (targets[i] is IDiscardOperation || Places(targets[i]) is not { } places)
                continue;
            for (int k = 0; k < places.Length; k++)
                SetAt(places[k], values[i][k]);
        }
    }

    private Value ElementAs(Scalar type, ArrayVariable array, EquatableArray<Operand> subscripts, string name) => type == array.Element
        ? Let(new Load(array, subscripts), name)
        : Let(new IR.Convert(type, Let(new Load(array, subscripts))), name);
}
