using DiffGen.Compiler.IR;

namespace DiffGen.CompilerTests.Emission;

/// <summary>Short words for building functions by hand.</summary>
internal sealed class FunctionBuilder
{
    private readonly List<Parameter> _parameters = [];
    private readonly List<Output> _outputs = [];
    private readonly Stack<BlockBuilder> _blocks = new();

    public FunctionBuilder()
    {
        Ids = new IdSource(0);
        _blocks.Push(new BlockBuilder(Ids));
    }

    public IdSource Ids { get; }

    public BlockBuilder Block => _blocks.Peek();

    public Value Scalar(string name, Scalar type = Compiler.IR.Scalar.Double, Passing passing = Passing.ByValue)
    {
        Value value = Ids.Value(type, name);
        _parameters.Add(new ScalarParameter(name, value, passing) { Origin = OriginOf(name) });
        return value;
    }

    public ArrayVariable Array(string name, ArrayForm form = ArrayForm.Vector, Scalar element = Compiler.IR.Scalar.Double)
    {
        var array = new ArrayVariable(Ids.Take(), name, element, form, ArrayRole.Parameter);
        _parameters.Add(new ArrayParameter(name, array) { Origin = OriginOf(name) });
        return array;
    }

    // dx belongs to x.
    private DerivativeOrigin? OriginOf(string name) =>
        name[0] == 'd' && _parameters.Any(p => p.Name == name[1..]) ? new DerivativeOrigin(name[1..], DerivativeRole.Adjoint) : null;

    public ArrayVariable Local(string name, ArrayForm form, params Operand[] extents)
    {
        var array = new ArrayVariable(Ids.Take(), name, Compiler.IR.Scalar.Double, form, ArrayRole.Local);
        Block.Add(new Allocate(array, extents.ToEquatableArray(), Cleared: true));
        return array;
    }

    public Value Add(Operand a, Operand b, string? name = null) => Block.Binary(BinaryOperator.Add, a, b, name);

    public Value Multiply(Operand a, Operand b, string? name = null) => Block.Binary(BinaryOperator.Multiply, a, b, name);

    public Value Less(Operand a, Operand b) => Block.Binary(BinaryOperator.Less, a, b);

    public Value Length(ArrayVariable array, int dimension = 0) => Block.Let(new Extent(array, dimension));

    /// <summary><paramref name="body"/> gets the counter and the values carried and says what is handed on.</summary>
    public Value[] For(string counter, Operand limit, (string? Name, Operand Initial)[] carried, Func<Value, Value[], Operand[]> body)
    {
        Value i = Ids.Value(Compiler.IR.Scalar.Int32, counter);
        Value[] inside = [.. carried.Select(c => Ids.Value(c.Initial.Type, c.Name))];
        _blocks.Push(new BlockBuilder(Ids));
        Operand[] next = body(i, inside);
        Block block = _blocks.Pop().ToBlock();
        Value[] after = [.. carried.Select(c => Ids.Value(c.Initial.Type, c.Name))];
        Block.Add(new Loop(i, Constant.Int(0), LoopTest.Less, limit, Constant.Int(1),
            carried.Select((c, k) => new Carried(inside[k], c.Initial, next[k], after[k])).ToEquatableArray(), block));
        return after;
    }

    public Value[] If(Operand condition, string?[] names, Func<Operand[]> then, Func<Operand[]> otherwise)
    {
        _blocks.Push(new BlockBuilder(Ids));
        Operand[] a = then();
        Block onTrue = _blocks.Pop().ToBlock();
        _blocks.Push(new BlockBuilder(Ids));
        Operand[] b = otherwise();
        Block onFalse = _blocks.Pop().ToBlock();
        Value[] results = [.. names.Select((n, k) => Ids.Value(a[k].Type, n))];
        Block.Add(new Branch(condition, onTrue, onFalse, results.Select((r, k) => new Merge(r, a[k], b[k])).ToEquatableArray()));
        return results;
    }

    public void Output(string parameter, Operand value, bool adds = false) => _outputs.Add(new Output(parameter, value, adds));

    public Function Return(Operand? result) =>
        new("F", _parameters.ToEquatableArray(), Block.ToBlock(), Result.Of(result), _outputs.ToEquatableArray(), Ids.Next);
}
