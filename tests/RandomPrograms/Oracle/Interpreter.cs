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

    /// <summary>For each parameter: the number of its cell, or of its array as −1 − number.</summary>
    public int[] Parameters = [];
}

/// <summary>
/// Runs methods as their C# syntax says, on dual numbers. The semantic model is asked for names, types and constants only; nothing of DiffGen
/// takes part.
/// </summary>
internal sealed class Interpreter(SemanticModel model)
{
    private readonly Dictionary<IMethodSymbol, Callable> _methods = new(SymbolEqualityComparer.Default);

    public Kinks Kinks { get; } = new();

    public Callable Method(MethodDeclarationSyntax syntax) => Method(model.GetDeclaredSymbol(syntax)!);

    internal Callable Method(IMethodSymbol symbol)
    {
        if (!_methods.TryGetValue(symbol, out Callable? method))
        {
            _methods.Add(symbol, method = new Callable());
            var body = new BodyInterpreter(this, model);
            method.Parameters = [.. symbol.Parameters.Select(body.Declare)];
            SyntaxNode syntax = symbol.DeclaringSyntaxReferences[0].GetSyntax();
            method.Body = syntax is MethodDeclarationSyntax { Body: { } block } ? body.Statement(block)
                : syntax is MethodDeclarationSyntax { ExpressionBody.Expression: { } e } ? body.Result(e)
                : throw new NotSupportedException(syntax.Kind().ToString());
            (method.Cells, method.Arrays) = (body.Cells, body.Arrays);
        }
        return method;
    }
}
