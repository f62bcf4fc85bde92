using DiffGen.Compiler.IR;

namespace DiffGen.CompilerTests.Emission;

/// <summary>Makes up functions that carry, merge, swap, overwrite and record values in every way the IR allows.</summary>
internal sealed class RandomFunction
{
    private const int Length = 4;
    private static readonly string?[] Words = [null, null, "s", "t", "x_0", "aBar"];

    private readonly Random _random;
    private readonly FunctionBuilder _f = new();
    private readonly List<Operand> _reals = [Constant.Real(Scalar.Double, 0), Constant.Real(Scalar.Double, 2), Constant.Real(Scalar.Double, -1.5)];
    private readonly List<Operand> _indices = [Constant.Int(0), Constant.Int(3)];
    private readonly List<ArrayVariable> _arrays = [];

    private RandomFunction(int seed) => _random = new Random(seed);

    /// <summary>A function of a, b, r, q (by reference), x and y.</summary>
    public static Function Make(int seed)
    {
        var made = new RandomFunction(seed);
        FunctionBuilder f = made._f;
        made._reals.AddRange([f.Scalar("a"), f.Scalar("b"), f.Scalar("r", passing: Passing.Ref), f.Scalar("q", passing: Passing.Ref)]);
        made._arrays.AddRange([f.Array("x"), f.Array("y")]);
        made.Statements(9, depth: 0);
        f.Output("r", made.Real());
        f.Output("q", made.Real(), adds: seed % 2 == 0);
        return f.Return(made.Real());
    }

    private T Pick<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    // Late values are the interesting ones.
    private Operand Real() => _reals[Math.Max(_random.Next(_reals.Count), _random.Next(_reals.Count))];

    private void Statements(int count, int depth)
    {
        int reals = _reals.Count, indices = _indices.Count, arrays = _arrays.Count;
        for (int i = 0; i < count; i++)
        {
            _f.Block.Origin = Pick([null, new Origin("s += t;", Sweep.Adjoint), new Origin("t = a;")]);
            Statement(depth);
        }
        if (depth > 0)
        {
            // What is made in a block cannot be seen outside; the caller picks what is handed on before.
            _leaving = [.. Enumerable.Range(0, 3).Select(_ => Real())];
            _reals.RemoveRange(reals, _reals.Count - reals);
            _indices.RemoveRange(indices, _indices.Count - indices);
            _arrays.RemoveRange(arrays, _arrays.Count - arrays);
        }
    }

    private Operand[] _leaving = [];

    private void Statement(int depth)
    {
        switch (_random.Next(depth < 3 ? 15 : 9))
        {
            case 0 or 1 or 2:
                _reals.Add(_f.Block.Binary(Pick([BinaryOperator.Add, BinaryOperator.Subtract, BinaryOperator.Multiply, BinaryOperator.Divide]), Real(), Real(), Pick(Words)));
                break;
            case 3:
                _reals.Add(_f.Block.Let(Pick<Expression>([
                    new Unary(UnaryOperator.Negate, Real()),
                    new Call(new MathFunction("System.Math", "Sin"), [Real()], Scalar.Double),
                    new Compiler.IR.Convert(Scalar.Double, Pick(_indices))]), Pick(Words)));
                break;
            case 4 or 5:
                _reals.Add(_f.Block.Load(Pick(_arrays), [Pick(_indices)], Pick(Words)));
                break;
            case 6:
                _f.Block.Add(new Store(Pick(_arrays), [Pick(_indices)], Real()));
                break;
            case 7:
                _f.Block.Add(new Accumulate(Pick(_arrays), [Pick(_indices)], Real()));
                break;
            case 8:
                _f.Block.Add(new Push(Real()));
                Value popped = _f.Ids.Value(Scalar.Double, Pick(Words));
                _f.Block.Add(new Pop(popped));
                _reals.Add(popped);
                break;
            case 9:
                _arrays.Add(_f.Local("work", ArrayForm.Vector, _random.Next(2) == 0 ? Constant.Int(Length) : _f.Length(_arrays[0])));
                break;
            case 10 or 11 or 12:
                Loop(depth);
                break;
            default:
                Branch(depth);
                break;
        }
    }

    private void Loop(int depth)
    {
        (string?, Operand)[] carried = [.. Enumerable.Range(0, _random.Next(4)).Select(_ => (Pick(Words), Real()))];
        Operand limit = _random.Next(3) switch
        {
            0 => Constant.Int(_random.Next(Length)),
            1 => _f.Length(_arrays[0]),
            _ => _f.Block.Binary(BinaryOperator.Subtract, _f.Length(_arrays[0]), Pick(_indices)),
        };
        _reals.AddRange(_f.For(Pick(["i", "j"]), limit, carried, (i, inside) =>
        {
            _indices.Add(i);
            _reals.AddRange(inside);
            int before = _reals.Count - inside.Length;
            Statements(_random.Next(1, 6), depth + 1);
            _indices.Remove(i);
            _reals.RemoveRange(before, inside.Length);
            Operand[] leaving = _leaving;
            return [.. inside.Select((v, k) => _random.Next(4) == 0 ? inside[_random.Next(inside.Length)] : leaving[k])];
        }));
    }

    private void Branch(int depth)
    {
        Value condition = Condition(2);
        string?[] names = [.. Enumerable.Range(0, _random.Next(1, 3)).Select(_ => Pick(Words))];
        _reals.AddRange(_f.If(condition, names, () => Side(depth, names.Length), () => Side(depth, names.Length)));
    }

    private Value Condition(int depth)
    {
        if (depth == 0 || _random.Next(2) == 0)
            return _f.Less(Real(), Real());
        Value first = Condition(depth - 1);
        if (_random.Next(4) == 0)
            first = _f.Block.Let(new Unary(UnaryOperator.Not, first));
        return _random.Next(4) switch
        {
            0 => _f.If(first, [null], () => [Condition(depth - 1)], () => [Constant.Bool(false)])[0],
            1 => _f.If(first, [null], () => [Constant.Bool(true)], () => [Condition(depth - 1)])[0],
            2 => _f.If(first, [null], () => [Constant.Bool(false)], () => [Condition(depth - 1)])[0],
            _ => _f.If(first, [null], () => [Condition(depth - 1)], () => [Constant.Bool(true)])[0],
        };
    }

    private Operand[] Side(int depth, int count)
    {
        Statements(_random.Next(3), depth + 1);
        return [.. _leaving.Take(count)];
    }
}
