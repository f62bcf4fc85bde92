using System.Threading;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Emission;

/// <summary>
/// From IR to statements, in six steps: loops as C# writes them, places in the program, what is folded, what shares a variable, where
/// memory comes from, text.
/// </summary>
internal static class BodyWriter
{
    /// <param name="hasStaticLocalFunctions">Whether local functions may be kept apart from the method's names: from C# 8 on.</param>
    /// <param name="isPooled">Whether memory comes from the stack and the pool; otherwise every array is made by <c>new</c>.</param>
    public static List<CodeNode> Write(Function function, bool hasStaticLocalFunctions, CancellationToken cancellation, bool isPooled = true)
    {
        var names = new Names();
        foreach (Parameter parameter in function.Parameters.Concat(function.Inputs))
            names.Reserve(parameter.Name);
        foreach (string root in function.Captures.Select(c => c.Root).OfType<string>())
            names.Reserve(root);
        var routines = new RoutineCalls(function, names);
        HashSet<int> handed = isPooled ? HandedArrays.Of(function) : HandedArrays.All(function);
        List<CodeNode> code = Write(function, names, routines, tapes: null, handed, cancellation, isPooled);
        foreach (Routine routine in function.Routines)
        {
            code.Add(new CodeGap());
            // What a static local function does not see, its names cannot clash with.
            bool isStatic = hasStaticLocalFunctions && !Walk.Statements(routine.Body).OfType<Apply>().Any(a => a.Method.NeedsScope);
            code.Add(RoutineWriter.Write(routine, function, routines, handed, isStatic ? new Names() : names.Inside(), isStatic, cancellation));
        }
        return code;
    }

    /// <param name="tapes">For a routine, what the tapes are called that it is handed.</param>
    /// <param name="handed">Arrays that have to be <c>T[]</c>.</param>
    /// <param name="isPooled">Whether what it needs is taken from the pool.</param>
    public static List<CodeNode> Write(Function function, Names names, RoutineCalls routines, string[]? tapes, HashSet<int> handed, CancellationToken cancellation, bool isPooled = true)
    {
        function = TestAtHead.Write(TripCounting.WriteOut(function));
        var layout = new Layout(function, cancellation);
        var inlining = new Inlining(layout, cancellation);
        cancellation.ThrowIfCancellationRequested();

        var interference = new Interference(layout, inlining, Coalescing.Run(layout, null, cancellation, inlining.IsFolded).Values, cancellation);
        Coalescing classes = Coalescing.Run(layout, interference, cancellation, inlining.IsFolded);
        cancellation.ThrowIfCancellationRequested();

        var memory = new MemoryPlan(layout, names, routines.Tapes, tapes, handed, isPooled);
        var variables = new Variables(layout, inlining, classes, names, memory.NameOf, cancellation);

        cancellation.ThrowIfCancellationRequested();
        var expressions = new ExpressionWriter(layout, inlining, variables, memory);
        var statements = new StatementWriter(inlining, variables, memory, names, expressions, routines, cancellation);
        List<CodeNode> body = statements.Write(layout.Root);
        new EndWriter(inlining, variables, memory, names, expressions).Write(layout, body);

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
