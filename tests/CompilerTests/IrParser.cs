using System.Globalization;
using System.Text.RegularExpressions;
using DiffGen.Compiler.IR;
using Convert = DiffGen.Compiler.IR.Convert;

namespace DiffGen.CompilerTests;

/// <summary>Reads what <see cref="IrPrinter"/> writes, so that a test of a pass is two pieces of text.</summary>
/// <remarks>
/// Constants with a point are <c>double</c>, others take the type of the operand beside them and else are <c>int</c>. Statements behind
/// a line <c>adjoint:</c> belong to the adjoint sweep, to the end of their block.
/// </remarks>
internal sealed class IrParser
{
    private readonly Dictionary<string, Value> _values = [];
    private readonly Dictionary<string, ArrayVariable> _arrays = [];
    private readonly string[] _lines;
    private int _line;
    private int _nextId;

    private IrParser(string text) => _lines = text.Replace("\r", "", StringComparison.Ordinal).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static Function Parse(string text) => new IrParser(text).ParseFunction();

    private Function ParseFunction()
    {
        Match head = Regex.Match(_lines[_line++], @"^function (\w+)\((.*)\)$");
        Parameter[] parameters = [.. head.Groups[2].Value.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(ParseParameter)];
        Block body = ParseBlock(1, Sweep.Primal);
        var outputs = new List<Output>();
        Operand? result = null;
        for (; _line < _lines.Length; _line++)
        {
            string line = _lines[_line].Trim();
            if (line.StartsWith("return ", StringComparison.Ordinal))
                result = Operand(line["return ".Length..]);
            else if (Regex.Match(line, @"^output (\w+) (\+?)= (.+)$") is { Success: true } m)
                outputs.Add(new Output(m.Groups[1].Value, Operand(m.Groups[3].Value), m.Groups[2].Length > 0));
            else
                throw new FormatException(line);
        }
        return new Function(head.Groups[1].Value, parameters.ToEquatableArray(), body, Result.Of(result), outputs.ToEquatableArray(), _nextId);
    }

    private Parameter ParseParameter(string text)
    {
        Match m = Regex.Match(text, @"^(constant )?(?:(ref|out|in) )?(\w+): (?:(\w+)<(\w+)>|(\w+))$");
        if (!m.Groups[4].Success)
        {
            Value value = Define(m.Groups[3].Value, Type(m.Groups[6].Value));
            Enum.TryParse(m.Groups[2].Value, ignoreCase: true, out Passing passing);
            return new ScalarParameter(value.Name!, value, passing) { IsConstant = m.Groups[1].Success };
        }
        ArrayVariable array = Array(m.Groups[3].Value, Type(m.Groups[5].Value), Enum.Parse<ArrayForm>(m.Groups[4].Value), ArrayRole.Parameter);
        return new ArrayParameter(array.Name, array) { IsConstant = m.Groups[1].Success };
    }

    private Block ParseBlock(int depth, Sweep sweep)
    {
        var statements = new List<Statement>();
        while (_line < _lines.Length && Depth(_lines[_line]) >= depth)
        {
            string line = _lines[_line].Trim();
            if (line.StartsWith("return ", StringComparison.Ordinal) || line.StartsWith("output ", StringComparison.Ordinal) || line == "else")
                break;
            _line++;
            if (line == "adjoint:")
                sweep = Sweep.Adjoint;
            else
                statements.Add(ParseStatement(line, depth, sweep) with { Origin = new Origin("", sweep) });
        }
        return new Block(statements.ToEquatableArray());
    }

    private static int Depth(string line) => (line.Length - line.TrimStart().Length) / 2;

    private Statement ParseStatement(string line, int depth, Sweep sweep)
    {
        if (Regex.Match(line, @"^for (\S+) = (\S+); (\S+) (\S+); \+= (\S+?)((?: \(.*\))?)$") is { Success: true } loop)
            return ParseLoop(loop, depth, sweep);
        if (Regex.Match(line, @"^while (\S+) (\S+) -> (\S+?)((?: \(.*\))?)$") is { Success: true } conditional)
            return ParseWhile(conditional, depth, sweep);
        if (Regex.Match(line, @"^if (\S+)((?: \(.*\))?)$") is { Success: true } branch)
            return ParseBranch(branch, depth, sweep);
        if (Regex.Match(line, @"^allocate (cleared )?(\w+)\[(.*)\]$") is { Success: true } allocate)
        {
            EquatableArray<Operand> extents = Operands(allocate.Groups[3].Value);
            ArrayForm form = extents.Count switch { 1 => ArrayForm.Vector, 2 => ArrayForm.Rank2, _ => ArrayForm.Rank3 };
            return new Allocate(Array(allocate.Groups[2].Value, Scalar.Double, form, ArrayRole.Local), extents, allocate.Groups[1].Success);
        }
        if (Regex.Match(line, @"^(\w+) = slice (\w+)\[(.*)\]$") is { Success: true } slice)
        {
            ArrayVariable of = _arrays[slice.Groups[2].Value];
            List<string> subscripts = [.. slice.Groups[3].Value.Split(", ")];
            int free = subscripts.IndexOf("*");
            subscripts.RemoveAt(free);
            ArrayForm form = free == of.Rank - 1 ? ArrayForm.Span : ArrayForm.Strided;
            return new Slice(Array(slice.Groups[1].Value, of.Element, form, ArrayRole.View), of, free, Operands(string.Join(", ", subscripts)));
        }
        if (Regex.Match(line, @"^clear (\w+)$") is { Success: true } clear)
            return new Clear(_arrays[clear.Groups[1].Value]);
        if (Regex.Match(line, @"^check (\S+) \+ (\S+) <= (\S+)$") is { Success: true } check)
            return new Check(Operand(check.Groups[1].Value), Operand(check.Groups[2].Value), Operand(check.Groups[3].Value));
        if (Regex.Match(line, @"^push (\S+)$") is { Success: true } push)
            return new Push(Operand(push.Groups[1].Value));
        if (Regex.Match(line, @"^(\S+) = pop$") is { Success: true } pop)
            return new Pop(Define(pop.Groups[1].Value, Scalar.Double));
        if (Regex.Match(line, @"^(\w+)\[(.*)\] (\+?)= (\S+)$") is { Success: true } write)
        {
            ArrayVariable array = _arrays[write.Groups[1].Value];
            EquatableArray<Operand> indices = Operands(write.Groups[2].Value);
            Operand value = Operand(write.Groups[4].Value, array.Element);
            return write.Groups[3].Length > 0 ? new Accumulate(array, indices, value) : new Store(array, indices, value);
        }
        Match let = Regex.Match(line, @"^(\S+) = (.+)$");
        Expression expression = ParseExpression(let.Groups[2].Value);
        return new Let(Define(let.Groups[1].Value, expression.Type), expression);
    }

    private Loop ParseLoop(Match m, int depth, Sweep sweep)
    {
        Value counter = Define(m.Groups[1].Value, Scalar.Int32);
        LoopTest test = m.Groups[3].Value switch
        {
            "<" => LoopTest.Less,
            "<=" => LoopTest.LessOrEqual,
            ">" => LoopTest.Greater,
            _ => LoopTest.GreaterOrEqual,
        };
        (EquatableArray<Carried> carried, Block body) = ParseTrips(m.Groups[6].Value, depth, sweep);
        return new Loop(counter, Operand(m.Groups[2].Value), test, Operand(m.Groups[4].Value), Operand(m.Groups[5].Value), carried, body);
    }

    private While ParseWhile(Match m, int depth, Sweep sweep)
    {
        Value counter = Define(m.Groups[2].Value, Scalar.Int32);
        (EquatableArray<Carried> carried, Block body) = ParseTrips(m.Groups[4].Value, depth, sweep);
        return new While(counter, Define(m.Groups[3].Value, Scalar.Int32), Operand(m.Groups[1].Value, Scalar.Bool), carried, body);
    }

    private (EquatableArray<Carried> Carried, Block Body) ParseTrips(string handOvers, int depth, Sweep sweep)
    {
        string[][] texts = [.. Regex.Matches(handOvers, @"\((\S+): (\S+) -> (\S+) -> (\S+)\)").Select(c => c.Groups.Values.Skip(1).Select(g => g.Value).ToArray())];
        (Value Inside, Operand Initial)[] heads = [.. texts.Select(t =>
        {
            Operand initial = Operand(t[1]);
            return (Define(t[0], initial.Type), initial);
        })];
        Block body = ParseBlock(depth + 1, sweep);
        Carried[] carried = [.. heads.Select((h, i) =>
            new Carried(h.Inside, h.Initial, Operand(texts[i][2], h.Initial.Type), Define(texts[i][3], h.Initial.Type)))];
        return (carried.ToEquatableArray(), body);
    }

    private Branch ParseBranch(Match m, int depth, Sweep sweep)
    {
        Block then = ParseBlock(depth + 1, sweep), otherwise = Block.Empty;
        if (_line < _lines.Length && _lines[_line].Trim() == "else" && Depth(_lines[_line]) == depth)
        {
            _line++;
            otherwise = ParseBlock(depth + 1, sweep);
        }
        Merge[] merges = [.. Regex.Matches(m.Groups[2].Value, @"\((\S+): (\S+) \| (\S+)\)").Select(g =>
        {
            Operand a = Operand(g.Groups[2].Value), b = Operand(g.Groups[3].Value, a is Value ? a.Type : null);
            return new Merge(Define(g.Groups[1].Value, b.Type), Operand(g.Groups[2].Value, b.Type), b);
        })];
        return new Branch(Operand(m.Groups[1].Value), then, otherwise, merges.ToEquatableArray());
    }

    private Expression ParseExpression(string text)
    {
        if (Regex.Match(text, @"^extent (\w+)(?:\[(\S+)\])?\.(\d)$") is { Success: true } extent)
        {
            return new Extent(_arrays[extent.Groups[1].Value], int.Parse(extent.Groups[3].Value, CultureInfo.InvariantCulture),
                extent.Groups[2].Success ? Operand(extent.Groups[2].Value) : null);
        }
        if (Regex.Match(text, @"^(\S+) ([-+*/%&|^<>=!]+) (\S+)$") is { Success: true } binary)
        {
            Operand a = Operand(binary.Groups[1].Value), b = Operand(binary.Groups[3].Value);
            Scalar type = a is Value || (b is Constant && a.Type.IsReal()) ? a.Type : b.Type;
            BinaryOperator op = Enum.GetValues<BinaryOperator>().Single(o => IrPrinter.Symbol(o) == binary.Groups[2].Value);
            return new Binary(op, Operand(binary.Groups[1].Value, type), Operand(binary.Groups[3].Value, type));
        }
        if (Regex.Match(text, @"^([\w.]+)\.(\w+)\((.*)\)$") is { Success: true } call)
        {
            EquatableArray<Operand> arguments = Operands(call.Groups[3].Value);
            return new Call(new MathFunction(call.Groups[1].Value, call.Groups[2].Value), arguments, arguments[0].Type);
        }
        if (Regex.Match(text, @"^\((\w+)\)(\S+)$") is { Success: true } conversion)
            return new Convert(Type(conversion.Groups[1].Value), Operand(conversion.Groups[2].Value));
        if (Regex.Match(text, @"^(\w+)\[(.*)\]$") is { Success: true } load)
            return new Load(_arrays[load.Groups[1].Value], Operands(load.Groups[2].Value));
        Operand operand = Operand(text[1..]);
        return new Unary(text[0] switch { '-' => UnaryOperator.Negate, '!' => UnaryOperator.Not, _ => UnaryOperator.Complement }, operand);
    }

    private EquatableArray<Operand> Operands(string text) => text.Split(", ").Select(t => Operand(t)).ToEquatableArray();

    private Operand Operand(string text, Scalar? type = null)
    {
        if (_values.TryGetValue(text, out Value? value))
            return value;
        if (text is "true" or "false")
            return Constant.Bool(text == "true");
        double number = double.Parse(text, CultureInfo.InvariantCulture);
        return new Constant(type ?? (text.Contains('.', StringComparison.Ordinal) ? Scalar.Double : Scalar.Int32), number, text);
    }

    private Value Define(string text, Scalar type)
    {
        (string name, int id) = Split(text);
        var value = new Value(id, type, name == "%" ? null : name);
        _values.Add(text, value);
        return value;
    }

    private ArrayVariable Array(string text, Scalar element, ArrayForm form, ArrayRole role)
    {
        (string name, int id) = Split(text);
        var array = new ArrayVariable(id, name, element, form, role);
        _arrays.Add(text, array);
        return array;
    }

    private (string Name, int Id) Split(string text)
    {
        Match m = Regex.Match(text, @"^(.*?)(\d+)$");
        int id = int.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture);
        _nextId = Math.Max(_nextId, id + 1);
        return (m.Groups[1].Value, id);
    }

    private static Scalar Type(string keyword) => Enum.GetValues<Scalar>().Single(s => s.Keyword() == keyword);
}
