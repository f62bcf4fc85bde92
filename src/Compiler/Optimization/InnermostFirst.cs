using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Optimization;

/// <summary>The walk of passes that move something out of loops: from the inside out, so that what leaves a loop may leave the next one too.</summary>
internal static class InnermostFirst
{
    /// <summary>Takes a loop whose body has been visited, and puts what it becomes into the list.</summary>
    public delegate void LoopVisitor(Iteration loop, ElementsInRange range, List<Statement> output);

    public static Block Visit(Block block, ElementsInRange range, LoopVisitor visit, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var output = new List<Statement>();
        foreach (Statement statement in block.Statements)
        {
            ct.ThrowIfCancellationRequested();
            switch (statement)
            {
                case Iteration loop:
                    visit(loop with { Body = Visit(loop.Body, range.Inside(loop), visit, ct) }, range, output);
                    break;
                case Branch branch:
                    output.Add(branch with
                    {
                        Then = Visit(branch.Then, range.InsideThen(branch), visit, ct),
                        Else = Visit(branch.Else, range.Inside(branch), visit, ct),
                    });
                    break;
                default:
                    output.Add(statement);
                    range.Passed(statement);
                    break;
            }
        }
        return new Block(output.ToEquatableArray());
    }
}
