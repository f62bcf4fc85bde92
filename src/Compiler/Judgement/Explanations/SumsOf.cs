using DiffGen.Compiler.Differentiation;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Judgement.Explanations;

/// <summary>What the elements of a buffer are made of in the code by hand.</summary>
internal static class SumsOf
{
    /// <summary>Whether what is written for an index is a sum that a loop inside of the one over that index computes, without regard to the index.</summary>
    public static bool IsSumInside(Evidence evidence, int dimension)
    {
        HandDerivative hand = evidence.Contest.Hand;
        int own = hand.Roles.ToList().FindIndex(r => r.Kind == RoleKind.Derivative && r.Of == evidence.Quantity.Parameter);
        if (own < 0 || hand.Hand.Parameters[own].Leaves.ElementAt(evidence.Quantity.Leaf) is not ArrayParameter { Array: var buffer })
            return false;
        return Walk.Statements(hand.Hand.Body).OfType<Loop>().Any(outer => Sums(outer.Body, outer.Counter, buffer, dimension));
    }

    private static bool Sums(Block body, Value counter, ArrayVariable buffer, int dimension)
    {
        Statement[] all = [.. Walk.Statements(body)];
        var sums = new HashSet<Value>(all.OfType<Iteration>().SelectMany(l => l.Carried).Select(c => c.After));
        return all.Any(s => s switch
        {
            Store { Array: var array, Indices: var indices, Value: Value value } => array.Equals(buffer) && indices[dimension].Equals(counter) && Reaches(value, sums, all),
            // Added to in a loop inside of the one over the index.
            Accumulate { Array: var array, Indices: var indices } => array.Equals(buffer) && indices[dimension].Equals(counter)
                && all.OfType<Loop>().Any(inner => Walk.Statements(inner.Body).Contains(s) && !indices.Contains(inner.Counter)),
            _ => false,
        });
    }

    private static bool Reaches(Value value, HashSet<Value> sums, Statement[] all)
    {
        var seen = new HashSet<Value>();
        var open = new Stack<Value>([value]);
        while (open.Count > 0)
        {
            Value next = open.Pop();
            if (sums.Contains(next))
                return true;
            if (!seen.Add(next))
                continue;
            foreach (Value operand in all.OfType<Let>().Where(l => l.Target.Equals(next)).SelectMany(l => Walk.Operands(l.Expression)).OfType<Value>())
                open.Push(operand);
        }
        return false;
    }
}
