using DiffGen.Compiler.IndexAlgebra;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.StatementAdjoints;

/// <summary>
/// How the adjoint of a method follows that is no formula: what carries derivatives, and each statement that does with what it hands back. Data;
/// a writer makes text or markup of it.
/// </summary>
/// <param name="Function">The method's name.</param>
/// <param name="Variables">Its inputs, and the variables that carry derivatives or could.</param>
/// <param name="Steps">The statements that carry derivatives, in the order in which they run; the adjoint takes them backwards.</param>
/// <param name="Routines">The methods that call themselves.</param>
internal sealed record AdjointList(
    string Function,
    EquatableArray<VariableActivity> Variables,
    EquatableArray<AdjointStep> Steps,
    EquatableArray<RoutineAdjoints> Routines);

/// <summary>Whether a variable carries derivatives.</summary>
/// <param name="IsInput">Whether it is a parameter or a member.</param>
/// <param name="WhyNot">Why not; null if it does.</param>
internal sealed record VariableActivity(string Name, bool IsInput, string? WhyNot);

/// <summary>The statements of a method that calls itself.</summary>
internal sealed record RoutineAdjoints(string Name, EquatableArray<string> Parameters, EquatableArray<AdjointStep> Steps);

/// <summary>A statement with its adjoint.</summary>
internal abstract record AdjointStep
{
    /// <summary>What it comes from: a statement, or the loop or branch that hands values over; null at the end of the method.</summary>
    public Statement? Source { get; init; }
}

/// <summary>When an assignment happens.</summary>
internal enum Moment
{
    /// <summary>Where the user wrote it.</summary>
    Statement,

    /// <summary>Before the first trip of a loop.</summary>
    LoopStart,

    /// <summary>At the end of each trip.</summary>
    TripEnd,

    /// <summary>After the last trip.</summary>
    LoopEnd,

    /// <summary>At the end of one side of a branch.</summary>
    SideEnd,

    /// <summary>When the method returns.</summary>
    MethodEnd,
}

/// <summary>Variables or elements that get new values, all at once, and what their adjoints hand back.</summary>
internal sealed record AssignmentStep(EquatableArray<Assigned> Assigned, EquatableArray<Handed> Handed, Moment Moment) : AdjointStep;

/// <summary>What gets a new value.</summary>
/// <param name="Target">A variable, or an element of an array; null for what is returned.</param>
/// <param name="Adjoint">Its adjoint, as a factor.</param>
/// <param name="Value">What it gets, or what is added to it; null if index notation has no form for it.</param>
/// <param name="Adds">Whether it keeps what it has, so that its adjoint stays what it is.</param>
internal sealed record Assigned(Element? Target, Formula Adjoint, Formula? Value, bool Adds);

/// <summary>What is added to the adjoint of a variable or element.</summary>
/// <param name="Amount">Null if index notation has no form for it.</param>
/// <param name="Replaces">Whether it takes the place of that adjoint, which has been used up.</param>
internal sealed record Handed(Element To, Formula? Amount, bool Replaces);

/// <summary>Statements that run again and again.</summary>
/// <param name="Range">What is counted; null if the trips are not counted by ones.</param>
internal sealed record LoopStep(CounterRange? Range, EquatableArray<AdjointStep> Body) : AdjointStep;

/// <summary>The counter of a loop in the first trip and in the last.</summary>
internal sealed record CounterRange(string Counter, Affine First, Affine Last);

/// <summary>Statements of which one side runs.</summary>
/// <param name="Condition">As the user wrote it, or as it can be told.</param>
internal sealed record BranchStep(string Condition, EquatableArray<AdjointStep> Then, EquatableArray<AdjointStep> Else) : AdjointStep;

/// <summary>A call of a method whose adjoint is a method too.</summary>
/// <param name="Arguments">What it is handed.</param>
/// <param name="Results">The variables and arrays that it hands out.</param>
/// <param name="HandedTo">Those that its adjoint hands derivatives back to.</param>
/// <param name="By">What runs backwards.</param>
internal sealed record CallStep(string Method, EquatableArray<Formula> Arguments, EquatableArray<Element> Results, EquatableArray<Element> HandedTo, string By) : AdjointStep;

/// <summary>The adjoint of a variable or element, in a formula.</summary>
internal sealed record Adjoint(Element Of) : Atom;
