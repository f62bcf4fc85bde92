using System.Globalization;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Emission;

/// <summary>Fields and properties that the method reads: each is read once, into a local, before anything else happens.</summary>
/// <remarks>So value and derivative belong to the same numbers, whatever another thread does to the object meanwhile.</remarks>
internal static class CapturedMembers
{
    /// <summary>Leaves out what is not used, and gives the locals names that nothing else has.</summary>
    public static Function Named(Function function)
    {
        if (function.Captures.Count == 0)
            return function;
        HashSet<int> used = Used(function);
        HashSet<string> taken = [.. function.TakenNames];
        var captures = new List<Capture>();
        // What may throw is read even if nobody wants it: F throws there.
        foreach (Capture capture in function.Captures.Where(c => c.MayThrow || used.Contains(Id(c.Input))))
        {
            if (capture.Input is OpaqueParameter)
            {
                captures.Add(capture);
                continue;
            }
            string name = capture.Input.Name;
            for (int suffix = 1; !taken.Add(name); suffix++)
                name = capture.Input.Name + suffix.ToString(CultureInfo.InvariantCulture);
            captures.Add(capture with { Input = capture.Input with { Name = name } });
        }
        return function with { Captures = captures.ToEquatableArray() };
    }

    /// <param name="function">With names of its own for the locals.</param>
    public static IEnumerable<CodeNode> Write(Function function)
    {
        foreach (Capture capture in function.Captures)
        {
            string text = Text(function, capture);
            if (capture.Input is OpaqueParameter)
            {
                yield return new CodeLine($"if ({text} is null) throw new global::System.NullReferenceException();");
                continue;
            }
            string type = capture.Input is ScalarParameter scalar ? scalar.Value.Type.Keyword() : MethodWriter.ArrayType(((ArrayParameter)capture.Input).Array);
            yield return new CodeLine($"{type} {Names.Escape(capture.Input.Name)} = {(capture.NeedsCast ? "(" + type + ")" : "")}{text};", Declares: true);
        }
    }

    /// <summary>As it is written where the locals have names.</summary>
    public static string Text(Function function, Capture capture)
    {
        bool IsHidden(string name) => function.Parameters.Concat(function.Captures.Select(c => c.Input).Where(i => i is not OpaqueParameter)).Any(i => i.Name == name);
        return capture is { Root: { } root, Qualified: { } qualified } && IsHidden(root) ? qualified : capture.Text;
    }

    private static int Id(Parameter input) => input switch
    {
        ScalarParameter scalar => scalar.Value.Id,
        ArrayParameter array => array.Array.Id,
        _ => -1,
    };

    private static HashSet<int> Used(Function function)
    {
        var used = new HashSet<int>();
        foreach (Statement statement in Walk.Statements(function.Body))
        {
            used.UnionWith(Walk.Operands(statement).OfType<Value>().Select(v => v.Id));
            ArrayVariable? array = statement switch
            {
                Let { Expression: Load load } => load.Array,
                Let { Expression: Extent extent } => extent.Array,
                Slice slice => slice.Of,
                _ => null,
            };
            if (array is not null)
                used.Add(array.Id);
        }
        foreach (Operand operand in function.FinalOperands)
        {
            if (operand is Value value)
                used.Add(value.Id);
        }
        return used;
    }
}
