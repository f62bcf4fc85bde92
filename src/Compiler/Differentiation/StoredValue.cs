using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Differentiation;

/// <summary>Why a value is not simply computed again when its adjoint runs.</summary>
internal enum StorageReason
{
    /// <summary>It is handed from trip to trip, and each trip overwrites it.</summary>
    HandedOn,

    /// <summary>It was read from an element that is overwritten.</summary>
    Overwritten,

    /// <summary>It was read from an array that other calls may have written since.</summary>
    Shared,

    /// <summary>It was read from an array that every trip makes anew.</summary>
    MadeAnew,

    /// <summary>An expensive function computes it.</summary>
    Expensive,

    /// <summary>A branch computes it that is long, or has something in it that cannot be run again.</summary>
    Branch,

    /// <summary>A loop computes it.</summary>
    Loop,

    /// <summary>It is how often a loop has run.</summary>
    Trips,

    /// <summary>A call computes it.</summary>
    Call,

    /// <summary>A call was handed it.</summary>
    Argument,
}

/// <summary>What stands in the way of computing a value again.</summary>
/// <param name="Of">That value: the stored one, or one that it is computed from.</param>
/// <param name="Definition">What makes it; null for what a trip or a call begins with.</param>
/// <param name="By">The statement to blame: the write that overwrites it, the loop that would have to run again, …</param>
internal sealed record StorageCause(StorageReason Reason, Value Of, Statement? Definition, Statement? By);

/// <summary>A value that the primal stores for the adjoint: what, where, how often and why.</summary>
/// <param name="Value">The value of the primal.</param>
/// <param name="Definition">What makes it; null for what a trip or a call begins with.</param>
/// <param name="Place">The scratch array that has a place for it in every trip; null if it is put on a tape.</param>
/// <param name="ReadBack">What it is called where it is read back.</param>
/// <param name="Loops">The loops that store it once a trip, from the outside in.</param>
/// <param name="Routine">The recursive method that stores it once a call; null outside such.</param>
/// <param name="Read">The user's line whose adjoint reads it first.</param>
internal sealed record StoredValue(
    Value Value,
    Statement? Definition,
    ArrayVariable? Place,
    Value ReadBack,
    EquatableArray<Iteration> Loops,
    string? Routine,
    StorageCause Cause,
    Origin? Read);
