namespace DiffGen.Compiler.Judgement;

/// <summary>How many statements may be interpreted for one method, counted and not measured, so that the verdict is the same everywhere.</summary>
internal sealed class Budget(long steps)
{
    public long Left { get; private set; } = steps;

    public bool IsSpent => Left <= 0;

    public void Spend(long steps) => Left -= steps + 20;
}
