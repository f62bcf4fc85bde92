using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Emission;

/// <summary>What the calls of routines have to name: the local function, the arrays and the tapes that it is handed.</summary>
internal sealed class RoutineCalls
{
    private readonly Dictionary<int, (string Name, ArrayVariable[] Arrays, int Results)> _routines = [];

    public RoutineCalls(Function function, Names names)
    {
        foreach (Routine routine in function.Routines)
        {
            _routines.Add(routine.Id, (names.ReserveFree(routine.Name), [.. routine.Arrays], routine.Results.Count));
        }
        Tapes = [.. function.Routines.SelectMany(r => TapesOf(r.Body)).Distinct().OrderBy(t => t)];
    }

    /// <summary>The element types of the tapes that every routine is handed.</summary>
    public Scalar[] Tapes { get; }

    public string NameOf(int routine) => _routines[routine].Name;

    public ArrayVariable[] ArraysOf(int routine) => _routines[routine].Arrays;

    /// <summary>Whether the routine returns its result; otherwise there is none, or several in <c>out</c> parameters.</summary>
    public bool Returns(int routine) => _routines[routine].Results == 1;

    private static IEnumerable<Scalar> TapesOf(Block block) => block.Statements.SelectMany(s => s switch
    {
        Push push => [push.Value.Type],
        Pop pop => [pop.Target.Type],
        OutsideCall => [],
        _ => Walk.Blocks(s).SelectMany(TapesOf),
    });
}
