using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DiffGen.RandomPrograms.Oracle;

/// <summary>One method's body, turned into closures.</summary>
internal sealed partial class BodyInterpreter(Interpreter interpreter, SemanticModel model)
{
    private readonly Dictionary<ISymbol, int> _cells = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, int> _arrays = new(SymbolEqualityComparer.Default);
    private readonly Arithmetic _arithmetic = new(interpreter.Kinks);

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

    private static Func<Frame, Flow> Loop(Func<Frame, Flow>? start, Func<Frame, Number>? condition, Func<Frame, Number>[] updates, Func<Frame, Flow> body) => f =>
    {
        start?.Invoke(f);
        while (condition is null || condition(f).IsTrue)
        {
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

    private Func<Frame, Flow> Declaration(VariableDeclarationSyntax declaration)
    {
        var all = new List<Action<Frame>>();
        foreach (VariableDeclaratorSyntax one in declaration.Variables)
        {
            int place = Declare(model.GetDeclaredSymbol(one)!);
            if (one.Initializer is null)
                continue;
            if (place < 0)
            {
                var array = Array(one.Initializer.Value);
                all.Add(f => f.Arrays[-1 - place] = array(f));
            }
            else
            {
                var value = Expression(one.Initializer.Value);
                all.Add(f => f.Cells[place].Number = value(f));
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
