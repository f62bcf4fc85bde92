using DiffGen.Compiler.Differentiation;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Diagnostics;

/// <summary>Says what is stored, how much, where and why.</summary>
/// <param name="primal">The values of the method.</param>
/// <param name="derivative">The sizes of scratch arrays.</param>
internal sealed class StorageText(PrimalText primal, PrimalText derivative)
{
    /// <param name="size">The number of places in scratch; null for a tape.</param>
    public string Of(StoredValue stored, Operand? size, bool onStack) =>
        Short(stored, size, onStack) + ": " + Why(stored.Cause, stored.Value) + Reader(stored);

    /// <summary>The same without the reasons.</summary>
    public string Short(StoredValue stored, Operand? size, bool onStack) => What(stored) + " (" + HowMuch(stored, size) + ", " + Where(size, onStack) + ")";

    private string What(StoredValue stored) => stored.Cause.Reason == StorageReason.Trips && stored.Cause.Of.Equals(stored.Value)
        ? "the number of trips of " + Line(stored.Definition, "an inner loop")
        : Word(stored.Value) ?? "a value computed in " + Line(stored.Definition, "a call");

    private string? Word(Value value) => primal.Of(value) is { } text ? "'" + text + "'" : null;

    private string HowMuch(StoredValue stored, Operand? size)
    {
        string type = stored.Value.Type.Keyword();
        if (size is not null)
            return derivative.Of(size) is { } text ? text + " values of type " + type : "one " + type + " for each trip of " + Innermost(stored);
        string once = "one " + type + " for each ";
        string each = stored.Loops.Count == 0 ? "" : "trip of " + Innermost(stored) + (stored.Routine is null ? "" : " in each ");
        return once + each + (stored.Routine is null ? "" : "call of '" + stored.Routine + "'");
    }

    private static string Innermost(StoredValue stored) => stored.Loops.Count == 0 ? "the loop" : Line(stored.Loops[stored.Loops.Count - 1], "the loop");

    private static string Where(Operand? size, bool onStack) => size is null ? "on a tape" : onStack ? "on the stack" : "in pooled scratch";

    private string Why(StorageCause cause, Value stored)
    {
        // The same variable a line later is the same to the user.
        bool itself = cause.Of.Equals(stored) || (cause.Of.Name is not null && cause.Of.Name == stored.Name);
        string it = itself ? "it" : Word(cause.Of) ?? "a value that it follows from";
        string reason = cause.Reason switch
        {
            StorageReason.HandedOn => Line(cause.By, "the loop") + " changes " + it + " from trip to trip",
            StorageReason.Overwritten => Line(cause.By, "a call") + " overwrites " + (itself ? Element(cause) : it),
            StorageReason.Shared => "other calls overwrite " + (itself ? Element(cause) : it),
            StorageReason.MadeAnew => (cause.Definition is Let { Expression: Load load } ? "'" + load.Array.Name + "'" : "its array") + " is made anew in every trip",
            StorageReason.Expensive => (cause.Definition is Let { Expression: Call call } ? PrimalText.Of(call.Function) : "its function")
                + " is expensive to compute again",
            StorageReason.Trips => "only the loop itself can tell",
            StorageReason.Argument => "every call has its own" + (itself ? "" : " " + it),
            StorageReason.Branch => Line(cause.By, "the branch") + " would have to run again",
            StorageReason.Loop => Line(cause.By, "the loop") + " would have to run again",
            _ => Line(cause.By, "the call") + " would have to run again",
        };
        return itself || cause.Reason is StorageReason.HandedOn or StorageReason.Overwritten or StorageReason.Shared or StorageReason.Argument
            ? reason
            : reason + " for " + it;
    }

    private string Element(StorageCause cause) => cause.Definition is Let { Expression: Load load } && cause.Of.Name is not null
        ? "what was read from '" + load.Array.Name + "'"
        : "it";

    private static string Reader(StoredValue stored) => stored.Read is null
        ? ", and the adjoint needs it"
        : stored.Cause.By?.Origin?.Line == stored.Read.Line
            ? ", and the adjoint of that line reads it"
            : ", and the adjoint of '" + stored.Read.Line + "' reads it";

    private static string Line(Statement? statement, string otherwise) =>
        statement?.Origin is { Line.Length: > 0 } origin ? "'" + origin.Line + "'" : otherwise;
}
