using DiffGen.Compiler.Analysis;
using DiffGen.Compiler.Differentiation;
using DiffGen.Compiler.IndexAlgebra;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.StatementAdjoints;

/// <summary>From the IR of a method, as the user wrote it, to the list of its statements' adjoints.</summary>
internal static class AdjointListBuilder
{
    // Nobody would read the list, and it is made whenever the method is edited.
    private const int MostParts = 300, MostRounds = 8, MostSteps = 10_000;

    /// <param name="function">Before any optimisation: every statement as it was written.</param>
    /// <param name="isGradient">Whether the adjoint of what is returned is 1.</param>
    /// <returns>Null if the method is too long.</returns>
    public static AdjointList? Of(Function function, bool isGradient, CancellationToken ct)
    {
        if (function.AllStatements.Skip(MostParts).Any())
            return null;
        var parameters = new AdjointParameters(function, isGradient);
        var activity = new ActivityAnalysis(function, parameters.DependentScalars, parameters.DependentArrays, ct);
        Dictionary<int, string> routineNames = function.Routines.ToDictionary(r => r.Id, r => r.Name);
        Formula? seed = isGradient ? Formula.One : null;
        if (Steps(function, activity, seed, routineNames, new VariableNames(function), ct) is not { } steps)
            return null;
        var routines = new List<RoutineAdjoints>();
        foreach (Routine routine in function.Routines)
        {
            Function own = routine.AsFunction(function.NextId, a => !activity.IsActive(a));
            var arrays = own.Parameters.OfType<ArrayParameter>().Where(p => !p.IsConstant && p.Array.Element.IsReal()).Select(p => p.Array);
            var inside = new ActivityAnalysis(own, own.FinalOperands.Where(o => o.Type.IsReal()), arrays, ct);
            if (Steps(own, inside, null, routineNames, new VariableNames(own), ct) is not { } inner)
                return null;
            routines.Add(new RoutineAdjoints(routine.Name, routine.Parameters.Select(p => p.Name ?? "t").ToEquatableArray(), inner));
        }
        return new AdjointList(function.Name, VariableActivities.Of(function, activity).ToEquatableArray(), steps, routines.ToEquatableArray());
    }

    /// <param name="seed">The adjoint of what is returned; null for what is passed.</param>
    /// <param name="names">Filled.</param>
    public static EquatableArray<AdjointStep>? Steps(
        Function function, ActivityAnalysis activity, Formula? seed, IReadOnlyDictionary<int, string> routines, VariableNames names, CancellationToken ct)
    {
        for (int round = 0; round < MostRounds; round++)
        {
            names.Restart();
            var algebra = new FormulaAlgebra(ct, MostSteps);
            EquatableArray<AdjointStep> steps = new StatementReader(function, activity, names, algebra, routines).Read(function, seed);
            if (algebra.IsExhausted)
                return null;
            if (!names.HasChanged)
                return steps;
        }
        return null;
    }
}
