using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DiffGen.RandomPrograms.Oracle;

/// <summary>One method's body, turned into closures.</summary>
internal sealed partial class BodyInterpreter
{
    private readonly Interpreter _interpreter;
    private readonly SemanticModel _model;
    private readonly Arithmetic _arithmetic;
    private readonly Dictionary<ISymbol, int> _cells = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, int> _arrays = new(SymbolEqualityComparer.Default);

    /// <param name="around">For a local function, the body of the method around it.</param>
    public BodyInterpreter(Interpreter interpreter, SemanticModel model, BodyInterpreter? around = null)
    {
        (_interpreter, _model, _arithmetic) = (interpreter, model, new Arithmetic(interpreter.Kinks));
        foreach (var (symbol, place) in around?._cells ?? [])
            _cells.Add(symbol, place);
        foreach (var (symbol, place) in around?._arrays ?? [])
            _arrays.Add(symbol, place);
    }

    public int Cells => _cells.Count;

    public int Arrays => _arrays.Count;

    /// <summary>The number of a variable's cell, or of its array as −1 − number.</summary>
    public int Declare(ISymbol symbol)
    {
        ITypeSymbol type = symbol is ILocalSymbol l ? l.Type : ((IParameterSymbol)symbol).Type;
        if (Types.IsArray(type))
        {
            _arrays.Add(symbol, _arrays.Count);
            return -_arrays.Count;
        }
        _cells.Add(symbol, _cells.Count);
        return _cells.Count - 1;
    }

    public Func<Frame, Flow> Result(ExpressionSyntax e)
    {
        if (Types.IsArray(_model.GetTypeInfo(e).ConvertedType))
        {
            var composite = Array(e);
            return f =>
            {
                f.Composite = composite(f);
                return Flow.Return;
            };
        }
        var value = Expression(e);
        return f =>
        {
            f.Result = value(f);
            return Flow.Return;
        };
    }

    public Func<Frame, Flow> Statement(StatementSyntax statement)
    {
        switch (statement)
        {
            case BlockSyntax block:
                Func<Frame, Flow>[] all = [.. block.Statements.Select(Statement)];
                return f =>
                {
                    foreach (var one in all)
                    {
                        Flow flow = one(f);
                        if (flow != Flow.Next)
                            return flow;
                    }
                    return Flow.Next;
                };
            case LocalDeclarationStatementSyntax d:
                return Declaration(d.Declaration);
            case ExpressionStatementSyntax e:
                var effect = Expression(e.Expression);
                return f =>
                {
                    effect(f);
                    return Flow.Next;
                };
            case IfStatementSyntax s:
                var condition = Expression(s.Condition);
                var then = Statement(s.Statement);
                var otherwise = s.Else is null ? null : Statement(s.Else.Statement);
                return f => condition(f).IsTrue ? then(f) : otherwise?.Invoke(f) ?? Flow.Next;
            case ForStatementSyntax s:
                return For(s);
            case WhileStatementSyntax s:
                return Loop(null, Expression(s.Condition), [], Statement(s.Statement));
            case DoStatementSyntax s:
                var body = Statement(s.Statement);
                var again = Loop(null, Expression(s.Condition), [], body);
                return f => body(f) switch
                {
                    Flow.Return => Flow.Return,
                    Flow.Break => Flow.Next,
                    _ => again(f),
                };
            case BreakStatementSyntax:
                return _ => Flow.Break;
            case ContinueStatementSyntax:
                return _ => Flow.Continue;
            case ReturnStatementSyntax { Expression: { } value }:
                return Result(value);
            case ReturnStatementSyntax:
                return _ => Flow.Return;
            case ForEachStatementSyntax s:
                return ForEach(s);
            case SwitchStatementSyntax s:
                return Switch(s);
            case ThrowStatementSyntax:
                return _ => throw new InvalidOperationException(statement.ToString());
            case LocalFunctionStatementSyntax:
            case EmptyStatementSyntax:
                return _ => Flow.Next;
            default:
                throw new NotSupportedException(statement.ToString());
        }
    }

    private Func<Frame, Flow> For(ForStatementSyntax s)
    {
        var start = s.Declaration is null ? Effects(s.Initializers) : Declaration(s.Declaration);
        return Loop(start, s.Condition is null ? null : Expression(s.Condition), [.. s.Incrementors.Select(Expression)], Statement(s.Statement));
    }

    private Func<Frame, Flow> Effects(IEnumerable<ExpressionSyntax> expressions)
    {
        Func<Frame, Number>[] all = [.. expressions.Select(Expression)];
        return f =>
        {
            foreach (var one in all)
                one(f);
            return Flow.Next;
        };
    }

    private Func<Frame, Flow> Loop(Func<Frame, Flow>? start, Func<Frame, Number>? condition, Func<Frame, Number>[] updates, Func<Frame, Flow> body) => f =>
    {
        start?.Invoke(f);
        while (condition is null || condition(f).IsTrue)
        {
            _interpreter.Step();
            Flow flow = body(f);
            if (flow == Flow.Return)
                return flow;
            if (flow == Flow.Break)
                break;
            foreach (var update in updates)
                update(f);
        }
        return Flow.Next;
    };

    private Func<Frame, Flow> ForEach(ForEachStatementSyntax s)
    {
        var collection = Array(s.Expression);
        int place = Declare(_model.GetDeclaredSymbol(s)!);
        bool copies = Types.IsComposite(((ILocalSymbol)_model.GetDeclaredSymbol(s)!).Type);
        ForEachStatementInfo info = _model.GetForEachStatementInfo(s);
        Kind from = place < 0 ? default : Types.KindOf(info.ElementType), to = place < 0 ? default : Types.KindOf(((ILocalSymbol)_model.GetDeclaredSymbol(s)!).Type);
        var body = Statement(s.Statement);
        return f =>
        {
            DualArray array = collection(f);
            for (int i = 0; i < array.Length; i++)
            {
                if (place < 0)
                    f.Arrays[-1 - place] = copies ? array.Rows![i].Copy() : array.Rows![i];
                else
                    f.Cells[place] = new Place([_arithmetic.Convert(array[i], from, to)], 0);
                Flow flow = body(f);
                if (flow == Flow.Return)
                    return flow;
                if (flow == Flow.Break)
                    break;
            }
            return Flow.Next;
        };
    }

    private Func<Frame, Flow> Switch(SwitchStatementSyntax s)
    {
        var value = Expression(s.Expression);
        Kind kind = Types.KindOf(_model.GetTypeInfo(s.Expression).ConvertedType);
        var sections = s.Sections.Select(section => (
            Labels: section.Labels.Select(l => Label(l, kind)).ToArray(),
            IsDefault: section.Labels.Any(l => l is DefaultSwitchLabelSyntax),
            Statements: section.Statements.Select(Statement).ToArray())).ToArray();
        return f =>
        {
            Number v = value(f);
            var chosen = sections.FirstOrDefault(x => x.Labels.Any(l => l(f, v)));
            chosen = chosen.Statements is null ? sections.FirstOrDefault(x => x.IsDefault) : chosen;
            foreach (var statement in chosen.Statements ?? [])
            {
                Flow flow = statement(f);
                if (flow != Flow.Next)
                    return flow == Flow.Break ? Flow.Next : flow;
            }
            return Flow.Next;
        };
    }

    private Func<Frame, Number, bool> Label(SwitchLabelSyntax label, Kind kind)
    {
        switch (label)
        {
            case CaseSwitchLabelSyntax c:
                Number constant = Constant(_model.GetConstantValue(c.Value).Value!);
                return (_, v) => Equals(v, constant, kind);
            case CasePatternSwitchLabelSyntax p:
                var pattern = Pattern(p.Pattern, kind);
                var when = p.WhenClause is null ? null : Expression(p.WhenClause.Condition);
                return (f, v) => pattern(f, v) && (when is null || when(f).IsTrue);
            default:
                return (_, _) => false;
        }
    }

    private Func<Frame, Flow> Declaration(VariableDeclarationSyntax declaration)
    {
        var all = new List<Action<Frame>>();
        foreach (VariableDeclaratorSyntax one in declaration.Variables)
        {
            int place = Declare(_model.GetDeclaredSymbol(one)!);
            if (one.Initializer is null)
                continue;
            if (place < 0)
            {
                var array = Array(one.Initializer.Value);
                all.Add(f => f.Arrays[-1 - place] = array(f));
            }
            else if (one.Initializer.Value is RefExpressionSyntax reference)
            {
                var target = PlaceOf(reference.Expression);
                all.Add(f => f.Cells[place] = target(f));
            }
            else
            {
                var value = Expression(one.Initializer.Value);
                all.Add(f => f.Cells[place] = new Place([value(f)], 0));
            }
        }
        return f =>
        {
            foreach (var one in all)
                one(f);
            return Flow.Next;
        };
    }
}
