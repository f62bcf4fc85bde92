using System.Threading;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Emission;

/// <summary>
/// From IR to statements, in six steps: loops as C# writes them, places in the program, what is folded, what shares a variable, where memory comes
/// from, text.
/// </summary>
internal static class BodyWriter
{
    public static List<CodeNode> Write(Function function, CancellationToken cancellation)
    {
        function = TestAtHead.Write(TripCounting.WriteOut(function));
        var layout = new Layout(function);
        var inlining = new Inlining(layout, cancellation);
        cancellation.ThrowIfCancellationRequested();

        var interference = new Interference(layout, inlining, Coalescing.Run(layout, null, inlining.IsFolded).Values, cancellation);
        Coalescing classes = Coalescing.Run(layout, interference, inlining.IsFolded);
        cancellation.ThrowIfCancellationRequested();

        var names = new Names();
        foreach (Parameter parameter in function.Parameters)
            names.Reserve(parameter.Name);
        var memory = new MemoryPlan(layout, names);
        var variables = new Variables(layout, inlining, classes, names, memory.NameOf);

        cancellation.ThrowIfCancellationRequested();
        var expressions = new ExpressionWriter(layout, inlining, variables, memory);
        var statements = new StatementWriter(inlining, variables, memory, names, expressions, cancellation);
        List<CodeNode> body = statements.Write(layout.Root);
        statements.WriteEnd(layout, body);

        List<CodeNode> code = [.. MemoryWriter.Declarations(memory)];
        if (memory.NeedsFinally)
        {
            code.Add(new CodeBlock("try", body, new CodeBlock("finally", MemoryWriter.Returns(memory)) { AlwaysBraces = true }) { AlwaysBraces = true });
        }
        else
        {
            code.AddRange(body);
        }
        return code;
    }
}
