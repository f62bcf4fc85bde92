using System.Threading;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Emission;

/// <summary>Writes a routine as a local function: numbers in and out, then the arrays and the tapes of the method around it.</summary>
internal static class RoutineWriter
{
    private const string Runtime = "global::DiffGen.Runtime.";

    public static CodeBlock Write(Routine routine, Function method, RoutineCalls routines, HashSet<int> handed, Names names, bool isStatic, CancellationToken cancellation)
    {
        bool returns = routines.Returns(routine.Id);
        ScalarParameter[] numbers = [.. routine.Parameters.Select(p => new ScalarParameter(names.ReserveFree(p.Name ?? "t"), p, Passing.ByValue))];
        var ids = new IdSource(method.NextId);
        ScalarParameter[] results = returns ? [] : [.. routine.Results.Select(r => Out(r, names, ids))];
        ArrayParameter[] arrays = [.. routines.ArraysOf(routine.Id).Select(a => new ArrayParameter(names.ReserveFree(a.Name), a))];
        var function = new Function(routine.Name, [.. numbers, .. results, .. arrays], routine.Body,
            returns ? new Result.Number(routine.Results[0]) : null,
            results.Select((r, i) => new Output(r.Name, routine.Results[i], Adds: false)).ToEquatableArray(), ids.Next);
        string[] tapes = [.. routines.Tapes.Select(t => names.ReserveFree("tape"))];

        string type = returns ? routine.Results[0].Type.Keyword() : "void";
        string[] parameters =
        [
            .. numbers.Select(p => p.Value.Type.Keyword() + " " + Names.Escape(p.Name)),
            .. results.Select(p => "out " + p.Value.Type.Keyword() + " " + Names.Escape(p.Name)),
            .. arrays.Select(p => TypeOf(p.Array, handed) + " " + Names.Escape(p.Name)),
            .. routines.Tapes.Select((t, i) => $"ref {Runtime}Tape<{t.Keyword()}> {tapes[i]}"),
        ];
        string header = $"{(isStatic ? "static " : "")}{type} {routines.NameOf(routine.Id)}({string.Join(", ", parameters)})";
        return new CodeBlock(header, BodyWriter.Write(function, names, routines, tapes, handed, cancellation)) { AlwaysBraces = true };
    }

    private static ScalarParameter Out(Operand result, Names names, IdSource ids)
    {
        string name = names.ReserveFree((result as Value)?.Name ?? "result");
        return new ScalarParameter(name, ids.Value(result.Type, name), Passing.Out);
    }

    private static string TypeOf(ArrayVariable array, HashSet<int> handed) => array switch
    {
        { Role: ArrayRole.Parameter or ArrayRole.Result } => MethodWriter.ArrayType(array),
        _ when handed.Contains(array.Id) => $"{array.Element.Keyword()}[{new string(',', array.Rank - 1)}]",
        { Form: ArrayForm.ScratchVector } => $"{Runtime}ScratchVector<{array.Element.Keyword()}>",
        { Rank: 1 } => $"global::System.Span<{array.Element.Keyword()}>",
        { Rank: 2 } => $"{Runtime}ScratchMatrix<{array.Element.Keyword()}>",
        _ => $"{Runtime}ScratchCube<{array.Element.Keyword()}>",
    };
}
