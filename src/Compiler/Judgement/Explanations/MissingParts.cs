using DiffGen.Compiler.Diagnostics;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Judgement.Explanations;

/// <summary>
/// All ways to put one more factor, divisor or term into a function, made of what is known at that place: named numbers, elements that are read, elements at the
/// counters of the loops around.
/// </summary>
internal sealed class MissingParts
{
    private const int MostKnown = 14;

    private sealed record Known(string Text, Operand Operand, IReadOnlyList<Statement> Before);

    private readonly IdSource _ids;
    private readonly PrimalText _text;
    private readonly List<(int At, Repair Repair)> _found = [];
    private int _at;
    private readonly List<Value> _counters = [];
    private readonly List<Value> _scope = [];
    private readonly List<ArrayVariable> _arrays = [];
    private readonly HashSet<Value> _terms = [];
    private readonly HashSet<Value> _factors = [];

    private MissingParts(Function function, IdSource ids)
    {
        _ids = ids;
        _text = PrimalText.Of(function);
        // Another factor of a product is as well a factor of the whole, and another term of a sum.
        foreach (Statement statement in Walk.Statements(function.Body))
        {
            bool isProduct = statement is Let { Expression: Binary { Operator: BinaryOperator.Multiply or BinaryOperator.Divide } };
            bool isSum = statement is Let { Expression: Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract } };
            foreach (Value value in Walk.Operands(statement).Concat(statement is Let let ? Walk.Operands(let.Expression) : []).OfType<Value>())
            {
                if (!isProduct)
                    _terms.Add(value);
                if (!isSum)
                    _factors.Add(value);
            }
        }
        foreach (Output output in function.Outputs)
        {
            if (output.Value is Value value)
                (_, _) = (_terms.Add(value), _factors.Add(value));
        }
    }

    public static IReadOnlyList<Repair> Of(Function function, IdSource ids)
    {
        var parts = new MissingParts(function, ids);
        foreach (ScalarParameter p in function.Inputs.OfType<ScalarParameter>().Where(p => p.Passing != Passing.Out))
            parts._scope.Add(p.Value);
        parts._arrays.AddRange(function.Inputs.OfType<ArrayParameter>().Select(p => p.Array));
        parts.Visit(function.Body);
        // What is near to the end of the computation first: there it is a factor of what comes out, and not of something on the way.
        return [.. parts._found.OrderByDescending(f => f.At).Select(f => f.Repair)];
    }

    private void Visit(Block block)
    {
        int before = _scope.Count;
        foreach (Statement statement in block.Statements)
        {
            _at++;
            foreach ((Value operand, Func<Operand, Statement> changed) in Operands(statement))
                OfOperand(statement, operand, changed);
            if (statement is Let let)
            {
                if (let.Expression.Type.IsReal())
                    OfLet(let);
                _scope.Add(let.Target);
                continue;
            }
            if (statement is Allocate { Array: var made } && made.Element.IsReal())
                _arrays.Add(made);
            if (statement is Iteration iteration)
            {
                if (iteration is Loop loop)
                    OfCarried(loop);
                _counters.Add(iteration.Counter);
                int inside = _scope.Count;
                _scope.AddRange(iteration.Carried.Select(c => c.Inside));
                Visit(iteration.Body);
                _scope.RemoveRange(inside, _scope.Count - inside);
                _counters.RemoveAt(_counters.Count - 1);
                _scope.AddRange(iteration.Carried.Select(c => c.After));
                continue;
            }
            foreach (Block inner in Walk.Blocks(statement))
                Visit(inner);
            if (statement is Branch branch)
                _scope.AddRange(branch.Merges.Select(m => m.Result));
        }
        _scope.RemoveRange(before, _scope.Count - before);
    }

    private void OfLet(Let let)
    {
        bool isTerm = _terms.Contains(let.Target), isFactor = _factors.Contains(let.Target);
        string line = In(let);
        string? own = _text.Of(let.Target with { Name = null });
        foreach (double number in isTerm ? new[] { 2, 0.5, -1 } : [])
            Add(let, BinaryOperator.Multiply, new Known("", Constant.Real(let.Target.Type, number), []), line + Text(number, own), 1);
        foreach (Known known in InScope(let.Target.Type))
        {
            if (known.Text == own)
                continue;
            if (isTerm)
            {
                Add(let, BinaryOperator.Multiply, known, line + FactorMissing(known.Text, own), 2);
                Add(let, BinaryOperator.Divide, known, line + DivisorMissing(known.Text, own), 2);
            }
            if (isFactor)
            {
                Add(let, BinaryOperator.Add, known, line + "the term '" + known.Text + "' is missing" + (own is null ? "" : " beside '" + own + "'"), 3);
                Add(let, BinaryOperator.Subtract, known, line + "the term '-" + known.Text + "' is missing" + (own is null ? "" : " beside '" + own + "'"), 3);
            }
        }
    }

    // Numbers that are named or read, where they are used: this use may lack something, or be the use of another number.
    private IEnumerable<(Value Operand, Func<Operand, Statement> Changed)> Operands(Statement statement)
    {
        bool IsNamed(Operand operand) => operand is Value { Type: Scalar.Single or Scalar.Double } value && (value.Name is not null || _text.Defines(value) is null or Load);
        switch (statement)
        {
            case Let { Expression: Binary e } let:
                if (IsNamed(e.A))
                    yield return ((Value)e.A, o => let with { Expression = e with { A = o } });
                if (IsNamed(e.B))
                    yield return ((Value)e.B, o => let with { Expression = e with { B = o } });
                break;
            case Store store when IsNamed(store.Value):
                yield return ((Value)store.Value, o => store with { Value = o });
                break;
            case Accumulate add when IsNamed(add.Value):
                yield return ((Value)add.Value, o => add with { Value = o });
                break;
        }
    }

    private void OfOperand(Statement statement, Value operand, Func<Operand, Statement> changed)
    {
        string line = In(statement);
        string? own = _text.Of(operand);
        bool isTerm = statement is not Let { Expression: Binary { Operator: not (BinaryOperator.Add or BinaryOperator.Subtract) } };
        foreach (Known known in InScope(operand.Type))
        {
            if (own is null || known.Text == own)
                continue;
            if (known.Before.Count == 0)
                Found(new Repair(statement, [changed(known.Operand)], line + "'" + own + "' should be '" + known.Text + "'", 3));
            if (!isTerm)
                continue;
            foreach ((BinaryOperator op, string text) in new[] { (BinaryOperator.Multiply, FactorMissing(known.Text, own)), (BinaryOperator.Divide, DivisorMissing(known.Text, own)) })
            {
                Value product = _ids.Value(operand.Type);
                Found(new Repair(statement, [.. known.Before, new Let(product, new Binary(op, operand, known.Operand)), changed(product)], line + text, 2));
            }
        }
    }

    private static string Text(double factor, string? of)
    {
        string term = of is null ? "a term" : "the term '" + of + "'";
        return factor switch
        {
            2 => "the factor 2 is missing in " + term,
            0.5 => term + " is twice too large",
            _ => "the sign of " + term + " is wrong",
        };
    }

    // A number handed on from trip to trip that is overwritten instead of added to, or lacks a factor each time.
    private void OfCarried(Loop loop)
    {
        var own = new HashSet<Value>(loop.Carried.Select(c => c.Inside));
        foreach (Carried carried in loop.Carried.Where(c => c.Inside.Type.IsReal() && c.Next is Value))
        {
            string name = carried.Inside.Name ?? "the sum";
            Repair Changed(BinaryOperator op, Operand a, Operand b, string text, int rank)
            {
                Value next = _ids.Value(carried.Inside.Type);
                return new Repair(loop, [loop with
                {
                    Body = new Block(loop.Body.Statements.Append(new Let(next, new Binary(op, a, b))).ToEquatableArray()),
                    Carried = loop.Carried.Select(c => ReferenceEquals(c, carried) ? c with { Next = next } : c).ToEquatableArray(),
                }], text, rank);
            }
            Let? last = Walk.Statements(loop.Body).OfType<Let>().FirstOrDefault(l => l.Target.Equals(carried.Next));
            if (!own.Contains((Value)carried.Next) && last is not { Expression: Binary e } || last is { Expression: Binary { A: var x, B: var y } } && !x.Equals(carried.Inside) && !y.Equals(carried.Inside))
                Found(Changed(BinaryOperator.Add, carried.Inside, carried.Next, (last is null ? "" : In(last)) + "'" + name + "' is overwritten where it should be added to", 1));
            foreach (Known known in InScope(carried.Inside.Type).Where(k => k.Before.Count == 0))
                Found(Changed(BinaryOperator.Multiply, carried.Next, known.Operand, "after each trip of the loop over '" + (loop.Counter.Name ?? "i") + "' '" + name + "' has to be multiplied by '" + known.Text + "'", 3));
        }
    }

    private void Add(Let let, BinaryOperator op, Known known, string text, int rank)
    {
        Value before = _ids.Value(let.Target.Type);
        Found(new Repair(let, [let with { Target = before }, .. known.Before, new Let(let.Target, new Binary(op, before, known.Operand))], text, rank));
    }

    private void Found(Repair repair) => _found.Add((_at, repair));

    private static string FactorMissing(string factor, string? of) => "the factor '" + factor + "' is missing" + (of is null ? "" : " beside '" + of + "'");

    private static string DivisorMissing(string divisor, string? of) => of is null ? "the division by '" + divisor + "' is missing" : "'" + of + "' has to be divided by '" + divisor + "'";

    private List<Known> InScope(Scalar type)
    {
        var known = new List<Known>();
        var texts = new HashSet<string>(StringComparer.Ordinal);
        // What has been computed last is nearest to what is meant.
        for (int i = _scope.Count - 1; i >= 0 && known.Count < MostKnown; i--)
        {
            Value value = _scope[i];
            string? name = value.Name ?? (IsElement(value) ? _text.Of(value) : null);
            if (name is null || !texts.Add(name))
                continue;
            if (value.Type == type)
                known.Add(new Known(name, value, []));
            else if (value.Type.IsInteger())
                known.Add(Converted(name, value, type));
        }
        foreach (ArrayVariable array in _arrays.Where(a => a.Element == type || a.Element.IsInteger()))
        {
            foreach (Value[] at in Tuples(array.Rank).Take(MostKnown))
            {
                string text = array.Name + "[" + string.Join(array.Form == ArrayForm.Jagged ? "][" : ", ", at.Select(c => c.Name ?? "i")) + "]";
                if (!texts.Add(text))
                    continue;
                Value element = _ids.Value(array.Element);
                var load = new Let(element, new Load(array, at.Select(c => (Operand)c).ToEquatableArray()));
                Known read = array.Element == type ? new Known(text, element, []) : Converted(text, element, type);
                known.Add(read with { Before = [load, .. read.Before] });
            }
        }
        return known;
    }

    private bool IsElement(Value value) => _text.Defines(value) is Load or Extent or Call;

    private Known Converted(string name, Value value, Scalar type)
    {
        Value converted = _ids.Value(type);
        return new Known(name, converted, [new Let(converted, new IR.Convert(type, value))]);
    }

    private IEnumerable<Value[]> Tuples(int rank) => rank == 1
        ? _counters.Select(c => new[] { c })
        : rank == 2 ? _counters.SelectMany(a => _counters.Where(b => !b.Equals(a)).Select(b => new[] { a, b })) : [];

    private static string In(Statement statement) => statement.Origin is { Line.Length: > 0 } origin ? "in '" + origin.Line + "' " : "";
}
