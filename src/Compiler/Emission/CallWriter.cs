using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Emission;

/// <summary>Writes the arguments of a method that has rules, or of a rule.</summary>
internal sealed class CallWriter(Inlining inlining, Variables variables, MemoryPlan memory, Names names, ExpressionWriter expressions)
{
    /// <summary>What is passed by <c>ref</c>: the result's variable, and what it holds before.</summary>
    public static IEnumerable<(Value Result, Operand Before)> References(Apply call) => call.Method.Parameters.OfType<PassedAs.Reference>()
        .Where(r => r.Argument is not null).Select(r => (call.Results[r.Result], call.Arguments[r.Argument!.Value]));

    /// <summary>The call without a semicolon; what has to stand before it is added to the code.</summary>
    public string Write(Apply call, Scope scope, List<CodeNode> code) =>
        call.Method.Name + "(" + string.Join(", ", call.Method.Parameters.Select(p => Argument(p, call, scope, code))) + ")";

    private string Argument(PassedAs passed, Apply call, Scope scope, List<CodeNode> code)
    {
        string Number(int argument) => expressions.Argument(call.Arguments[argument]);
        switch (passed)
        {
            case PassedAs.Number { Cast: { } type } p:
                string number = expressions.Text(call.Arguments[p.Argument], Precedence.Unary);
                return "(" + type + ")" + (number[0] == '-' ? "(" + number + ")" : number);
            case PassedAs.Number p:
                return Number(p.Argument);
            case PassedAs.Reference p when inlining.IsUsed(call.Results[p.Result]):
                Variable variable = variables[call.Results[p.Result]];
                bool declares = !variable.IsDeclared && variable.Scope == scope;
                variable.IsDeclared |= declares;
                return (p.Argument is not null ? "ref " : declares ? "out " + variable.Type.Keyword() + " " : "out ") + variable.Text;
            case PassedAs.Reference { Argument: null }:
                return "out _";
            case PassedAs.Reference p:
                // Nobody reads it, and C# wants a variable.
                Value result = call.Results[p.Result];
                string unread = Names.Escape(names.Claim(result.Name ?? "unread", scope));
                code.Add(new CodeLine(result.Type.Keyword() + " " + unread + " = " + Number(p.Argument!.Value) + ";", Declares: true));
                return "ref " + unread;
            case PassedAs.Memory p:
                return Memory(p, Number);
            case PassedAs.Verbatim p:
                return p.Code;
            default:
                throw new ArgumentOutOfRangeException(nameof(passed));
        }
    }

    private string Memory(PassedAs.Memory passed, Func<int, string> number)
    {
        string name = Names.Escape(memory.NameOf(passed.Array));
        bool isArray = passed.Row is not null || memory.IsArray(passed.Array);
        if (passed.Row is { } row)
            name += "[" + number(row) + "]";
        if (passed.Start is not { } start)
            return name;
        string part = number(start) + ", " + number(passed.Length!.Value) + ")";
        return isArray ? "new global::System.Span<" + passed.Array.Element.Keyword() + ">(" + name + ", " + part : name + ".Slice(" + part;
    }
}

/// <summary>Arrays of the method's own that are handed to a method which takes <c>T[]</c>, and so must be such.</summary>
internal static class HandedArrays
{
    public static HashSet<int> Of(Function function)
    {
        Statement[] all = [.. function.AllStatements];
        var handed = new HashSet<int>(all.OfType<Apply>()
            .SelectMany(a => a.Method.Memory).Where(m => m.Form is ArrayForm.Vector or ArrayForm.Rank2 or ArrayForm.Rank3)
            .Where(m => m.Array.Role is ArrayRole.Local or ArrayRole.Scratch).Select(m => m.Array.Id));
        // What a matrix is a copy of must be one too.
        while (all.OfType<Allocate>().FirstOrDefault(a => handed.Contains(a.Array.Id) && a is { Array.Rank: > 1, CopyOf: { Role: ArrayRole.Local or ArrayRole.Scratch } source }
            && !handed.Contains(source.Id)) is { CopyOf: { } next })
            handed.Add(next.Id);
        return handed;
    }

    /// <summary>As if all of them were.</summary>
    public static HashSet<int> All(Function function) =>
        [.. function.AllStatements.OfType<Allocate>().Select(a => a.Array.Id)];
}
