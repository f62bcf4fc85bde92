using DiffGen.Compiler.Diagnostics;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Judgement.Explanations;

/// <summary>All small changes of a function that could undo an error that people make.</summary>
internal sealed class Repairs(Function function)
{
    private readonly IdSource _ids = new(function.NextId);
    private readonly PrimalText _text = PrimalText.Of(function);
    private readonly List<Repair> _found = [];
    private readonly List<Value> _counters = [];

    // Elements of integer arrays that are read on the way: users[r].
    private readonly List<Value> _gathered = [];

    public int NextId => _ids.Next;

    public IReadOnlyList<Repair> All()
    {
        Visit(function.Body);
        return [.. _found, .. MissingParts.Of(function, _ids)];
    }

    private void Visit(Block block)
    {
        int before = _gathered.Count;
        foreach (Statement statement in block.Statements)
        {
            switch (statement)
            {
                case Let { Expression: Call call } let:
                    OfCall(let, call);
                    break;
                case Let { Expression: Binary binary } let:
                    OfBinary(let, binary);
                    break;
                case Let { Expression: Unary { Operator: UnaryOperator.Negate } unary } let when unary.Type.IsReal():
                    Add(let, [let with { Expression = new Binary(BinaryOperator.Add, unary.A, Constant.Zero(unary.Type)) }], "a minus sign is there that should not be");
                    break;
                case Let { Expression: Load { Array.Element: not (Scalar.Single or Scalar.Double) } load } let:
                    OfSubscripts(let, load.Array, load.Indices, indices => let with { Expression = load with { Indices = indices } });
                    _gathered.Add(let.Target);
                    break;
                case Let { Expression: Load load } let:
                    OfSubscripts(let, load.Array, load.Indices, indices => let with { Expression = load with { Indices = indices } });
                    break;
                case Store store:
                    Add(store, [new Accumulate(store.Array, store.Indices, store.Value) { Origin = store.Origin }], "'=' should be '+='");
                    OfSubscripts(store, store.Array, store.Indices, indices => store with { Indices = indices });
                    OfValue(store, store.Value, value => store with { Value = value });
                    break;
                case Accumulate add:
                    Add(add, [new Store(add.Array, add.Indices, add.Value) { Origin = add.Origin }], "'+=' should be '='");
                    OfSubscripts(add, add.Array, add.Indices, indices => add with { Indices = indices });
                    OfValue(add, add.Value, value => add with { Value = value });
                    break;
                case Loop loop:
                    OfLoop(loop);
                    break;
                default:
                    break;
            }
            if (statement is Iteration iteration)
            {
                _counters.Add(iteration.Counter);
                Visit(iteration.Body);
                _counters.RemoveAt(_counters.Count - 1);
            }
            else if (statement is Branch branch)
            {
                Add(branch, [branch with { Then = branch.Else, Else = branch.Then, Merges = branch.Merges.Select(m => m with { Then = m.Else, Else = m.Then }).ToEquatableArray() }],
                    "the condition" + (_text.Of(branch.Condition) is { } c ? " '" + c + "'" : "") + " is the wrong way round");
                Visit(branch.Then);
                Visit(branch.Else);
            }
        }
        _gathered.RemoveRange(before, _gathered.Count - before);
    }

    private void OfCall(Let let, Call call)
    {
        for (int i = 0; i < call.Arguments.Count; i++)
        {
            Operand argument = call.Arguments[i];
            if (!argument.Type.IsReal())
                continue;
            Value negated = _ids.Value(argument.Type);
            Operand[] arguments = [.. call.Arguments];
            arguments[i] = negated;
            Add(let, [new Let(negated, new Unary(UnaryOperator.Negate, argument)) { Origin = let.Origin }, let with { Expression = call with { Arguments = arguments.ToEquatableArray() } }],
                call.Function.Name == "Exp" ? "the exponent has the wrong sign" : "the argument of '" + PrimalText.Of(call.Function) + "' has the wrong sign", rank: 0);
        }
        string? instead = call.Function.Name switch { "Sin" => "Cos", "Cos" => "Sin", "Sinh" => "Cosh", "Cosh" => "Sinh", "Floor" => "Ceiling", "Max" => "Min", "Min" => "Max", _ => null };
        if (instead is not null)
        {
            MathFunction other = call.Function with { Name = instead };
            Add(let, [let with { Expression = call with { Function = other } }], "'" + PrimalText.Of(call.Function) + "' should be '" + PrimalText.Of(other) + "'");
        }
    }

    private void OfBinary(Let let, Binary e)
    {
        if (e.Type.IsReal())
        {
            BinaryOperator? other = e.Operator switch
            {
                BinaryOperator.Add => BinaryOperator.Subtract,
                BinaryOperator.Subtract => BinaryOperator.Add,
                BinaryOperator.Multiply => BinaryOperator.Divide,
                BinaryOperator.Divide => BinaryOperator.Multiply,
                _ => null,
            };
            if (other is { } op)
                Add(let, [let with { Expression = e with { Operator = op } }], "'" + IrPrinter.Symbol(e.Operator) + "' should be '" + IrPrinter.Symbol(op) + "'");
            OfConstant(let, e.A, c => let with { Expression = e with { A = c } });
            OfConstant(let, e.B, c => let with { Expression = e with { B = c } });
        }
        else if (e.Type == Scalar.Bool && e.Operator >= BinaryOperator.Less)
        {
            BinaryOperator? other = e.Operator switch
            {
                BinaryOperator.Less => BinaryOperator.LessOrEqual,
                BinaryOperator.LessOrEqual => BinaryOperator.Less,
                BinaryOperator.Greater => BinaryOperator.GreaterOrEqual,
                BinaryOperator.GreaterOrEqual => BinaryOperator.Greater,
                _ => null,
            };
            BinaryOperator? opposite = e.Operator switch
            {
                BinaryOperator.Less or BinaryOperator.LessOrEqual => BinaryOperator.Greater,
                BinaryOperator.Greater or BinaryOperator.GreaterOrEqual => BinaryOperator.Less,
                _ => null,
            };
            if (opposite is { } turned)
                Add(let, [let with { Expression = e with { Operator = turned } }], "'" + IrPrinter.Symbol(e.Operator) + "' should be '" + IrPrinter.Symbol(turned) + "'", rank: 0);
            if (other is { } op)
                Add(let, [let with { Expression = e with { Operator = op } }], "'" + IrPrinter.Symbol(e.Operator) + "' should be '" + IrPrinter.Symbol(op) + "'");
        }
    }

    private void OfConstant(Let let, Operand operand, Func<Constant, Let> changed)
    {
        if (operand is not Constant constant)
            return;
        foreach (double number in new[] { -constant.Number, constant.Number + 1, constant.Number - 1, constant.Number * 2, constant.Number / 2 }.Distinct())
        {
            if (number != constant.Number)
            {
                Constant instead = Constant.Real(constant.Type, number);
                Add(let, [changed(instead)], "the constant '" + constant.Text + "' should be '" + instead.Text + "'");
            }
        }
    }

    private void OfSubscripts(Statement statement, ArrayVariable array, EquatableArray<Operand> indices, Func<EquatableArray<Operand>, Statement> changed)
    {
        string name = Element(array, indices);
        for (int a = 0; a < indices.Count; a++)
        {
            for (int b = a + 1; b < indices.Count; b++)
            {
                Operand[] exchanged = [.. indices];
                (exchanged[a], exchanged[b]) = (exchanged[b], exchanged[a]);
                Add(statement, [changed(exchanged.ToEquatableArray())], "the subscripts of " + name + " are exchanged");
            }
            foreach (Value counter in _counters.Concat(_gathered))
            {
                if (counter.Type != indices[a].Type || counter.Equals(indices[a]))
                    continue;
                Operand[] other = [.. indices];
                other[a] = counter;
                Add(statement, [changed(other.ToEquatableArray())], name + " should be " + Element(array, other.ToEquatableArray()));
            }
            foreach (int step in new[] { 1, -1 })
            {
                Value moved = _ids.Value(indices[a].Type);
                Operand[] other = [.. indices];
                other[a] = moved;
                Add(statement, [new Let(moved, new Binary(BinaryOperator.Add, indices[a], new Constant(indices[a].Type, step, step > 0 ? "1" : "-1"))), changed(other.ToEquatableArray())],
                    "a subscript of " + name + " is off by one");
            }
        }
    }

    private void OfValue(Statement statement, Operand value, Func<Operand, Statement> changed)
    {
        if (!value.Type.IsReal())
            return;
        Value negated = _ids.Value(value.Type);
        Add(statement, [new Let(negated, new Unary(UnaryOperator.Negate, value)) { Origin = statement.Origin }, changed(negated)], "the sign is wrong");
    }

    private void OfLoop(Loop loop)
    {
        Operand Moved(Operand operand, int step, List<Statement> before)
        {
            if (operand is Constant c)
                return new Constant(c.Type, c.Number + step, (c.Number + step).ToString(System.Globalization.CultureInfo.InvariantCulture));
            Value moved = _ids.Value(operand.Type);
            before.Add(new Let(moved, new Binary(BinaryOperator.Add, operand, new Constant(operand.Type, step, step > 0 ? "1" : "-1"))));
            return moved;
        }
        string name = "the loop over '" + (loop.Counter.Name ?? "i") + "' ";
        foreach (int step in new[] { 1, -1 })
        {
            var before = new List<Statement>();
            Operand limit = Moved(loop.Limit, step, before);
            bool ascends = loop.Test is LoopTest.Less or LoopTest.LessOrEqual;
            Add(loop, [.. before, loop with { Limit = limit }], name + (step > 0 == ascends ? "ends one too early" : "ends one too late"));
            before = [];
            Operand start = Moved(loop.Start, step, before);
            Add(loop, [.. before, loop with { Start = start }], name + (step > 0 == ascends ? "begins one too early" : "begins one too late"));
        }
        if (loop is { Test: LoopTest.Less, Step: Constant { Number: 1 } })
        {
            var before = new List<Statement>();
            Operand last = Moved(loop.Limit, -1, before);
            Add(loop, [.. before, loop with { Start = last, Test = LoopTest.GreaterOrEqual, Limit = loop.Start, Step = Constant.Int(-1) }], name + "has to run the other way, from the last to the first");
        }
        else if (loop is { Test: LoopTest.GreaterOrEqual, Step: Constant { Number: -1 } })
        {
            Add(loop, [loop with { Start = loop.Limit, Test = LoopTest.LessOrEqual, Limit = loop.Start, Step = Constant.Int(1) }], name + "has to run the other way, from the first to the last");
        }
    }

    private string Element(ArrayVariable array, EquatableArray<Operand> indices) =>
        "'" + array.Name + "[" + string.Join(array.Form == ArrayForm.Jagged ? "][" : ", ", indices.Select(i => _text.Of(i) ?? "…")) + "]'";

    private void Add(Statement of, IReadOnlyList<Statement> by, string text, int rank = 1) =>
        _found.Add(new Repair(of, by, (of.Origin is { Line.Length: > 0 } origin ? "in '" + origin.Line + "' " : "") + text, rank));
}
