using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DiffGen.RandomPrograms.Oracle;

/// <summary>How a statement ended.</summary>
internal enum Flow
{
    Next,
    Break,
    Continue,
    Return,
}

/// <summary>A method as a function of a frame whose variables hold the arguments.</summary>
internal sealed class Callable
{
    public Func<Frame, Flow> Body = _ => Flow.Next;
    public int Cells;
    public int Arrays;

    /// <summary>Of a local function: so many of these are those of the method around it.</summary>
    public int SharedCells;
    public int SharedArrays;

    /// <summary>For each parameter: the number of its cell, or of its array as −1 − number.</summary>
    public int[] Parameters = [];

    /// <summary>What a parameter holds after a run.</summary>
    public IEnumerable<Number> Final(Frame frame, int parameter) => Parameters[parameter] switch
    {
        < 0 and var place => frame.Arrays[-1 - place].Numbers,
        var place => [frame.Cells[place].Number],
    };
}

/// <summary>
/// Runs methods as their C# syntax says, on dual numbers. The semantic model is asked for names, types and constants only; nothing of DiffGen
/// takes part.
/// </summary>
internal sealed class Interpreter(SemanticModel model)
{
    private readonly Dictionary<IMethodSymbol, Callable> _methods = new(SymbolEqualityComparer.Default);

    private const int MostSteps = 100_000;

    private const int DeepestCall = 200;

    private int _steps;
    private int _depth;

    public Kinks Kinks { get; } = new();

    /// <summary>Runs the method; its frame then holds the result.</summary>
    public void Run(Callable method, Frame frame)
    {
        Kinks.Forget();
        _steps = _depth = 0;
        method.Body(frame);
    }

    /// <summary>Calls, no deeper than a thread's stack allows.</summary>
    internal void Call(Callable callee, Frame inner)
    {
        Step();
        if (++_depth > DeepestCall)
            throw new NotSupportedException("The program's calls do not end.");
        callee.Body(inner);
        _depth--;
    }

    /// <summary>Counts trips of loops, and calls: what the reducer makes of a program need not end.</summary>
    internal void Step()
    {
        if (++_steps > MostSteps)
            throw new NotSupportedException("The program does not end.");
    }

    public Callable Method(MethodDeclarationSyntax syntax) => Method(model.GetDeclaredSymbol(syntax)!);

    internal Callable Method(IMethodSymbol symbol, BodyInterpreter? around = null)
    {
        if (!_methods.TryGetValue(symbol, out Callable? method))
        {
            _methods.Add(symbol, method = new Callable());
            var body = new BodyInterpreter(this, model, around);
            (method.SharedCells, method.SharedArrays) = (body.Cells, body.Arrays);
            method.Parameters = [.. symbol.Parameters.Select(body.Declare)];
            (BlockSyntax? block, ExpressionSyntax? e) = symbol.DeclaringSyntaxReferences[0].GetSyntax() switch
            {
                BaseMethodDeclarationSyntax m => (m.Body, m.ExpressionBody?.Expression),
                LocalFunctionStatementSyntax l => (l.Body, l.ExpressionBody?.Expression),
                var other => throw new NotSupportedException(other.Kind().ToString()),
            };
            method.Body = block is not null ? body.Statement(block) : body.Result(e!);
            (method.Cells, method.Arrays) = (body.Cells, body.Arrays);
        }
        return method;
    }
}
