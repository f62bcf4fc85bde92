using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Judgement.Explanations;

/// <summary>A small change of a derivation by hand: a statement and what would stand in its place.</summary>
/// <param name="Of">The statement, by reference.</param>
/// <param name="By">What replaces it.</param>
/// <param name="Text">What would be changed, as a sentence without end.</param>
/// <param name="Rank">What is tried first: of several changes that would do, the one that people are more likely to need.</param>
internal sealed record Repair(Statement Of, IReadOnlyList<Statement> By, string Text, int Rank)
{
    /// <summary>The function with the changes made.</summary>
    public static Function Apply(Function function, IReadOnlyCollection<Repair> repairs, int nextId)
    {
        Block Changed(Block block)
        {
            var statements = new List<Statement>(block.Statements.Count);
            foreach (Statement statement in block.Statements)
            {
                if (repairs.FirstOrDefault(r => ReferenceEquals(r.Of, statement)) is { } repair)
                    statements.AddRange(repair.By);
                else
                    statements.Add(Walk.WithBlocks(statement, Changed));
            }
            return new Block(statements.ToEquatableArray());
        }
        return function with { Body = Changed(function.Body), NextId = nextId };
    }
}
