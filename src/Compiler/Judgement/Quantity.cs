using System.Globalization;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Judgement;

internal enum QuantityKind
{
    Derivative,
    Tangent,
    Value,
    Own,
}

/// <summary>Something that a derivation by hand computes and that is compared.</summary>
/// <param name="Kind">A derivative, the tangent of the result, the value of F, or what a parameter of F holds afterwards.</param>
/// <param name="Parameter">F's parameter; -1 for what belongs to the returned value.</param>
/// <param name="Leaf">Which number of it, where it is a struct.</param>
/// <param name="Name">As the user calls it.</param>
/// <param name="Path">What follows the subscripts: <c>.X</c> of an array of structs.</param>
internal sealed record Quantity(QuantityKind Kind, int Parameter, int Leaf, string Name, string Path)
{
    /// <summary>An element as C# writes it: <c>dU[0, 1]</c>.</summary>
    public string Element(int[] subscripts, bool isJagged)
    {
        string[] texts = [.. subscripts.Select(s => s.ToString(CultureInfo.InvariantCulture))];
        return Name + (texts.Length == 0 ? "" : isJagged ? string.Concat(texts.Select(t => "[" + t + "]")) : "[" + string.Join(", ", texts) + "]") + Path;
    }

    /// <summary>All that is compared, what users look at first in front.</summary>
    public static IReadOnlyList<Quantity> Of(HandDerivative hand)
    {
        var all = new List<Quantity>();
        for (int i = 0; i < hand.Roles.Count; i++)
        {
            Parameter own = hand.Hand.Parameters[i];
            QuantityKind? kind = hand.Roles[i].Kind switch
            {
                RoleKind.Derivative => QuantityKind.Derivative,
                RoleKind.Tangent => QuantityKind.Tangent,
                RoleKind.Own => QuantityKind.Own,
                _ => null,
            };
            // A direction that is only read is an input.
            if (kind is not { } compared)
                continue;
            Parameter[] leaves = [.. own.Leaves];
            for (int l = 0; l < leaves.Length; l++)
            {
                if (IsCompared(leaves[l], compared))
                    all.Add(new Quantity(compared, hand.Roles[i].Of, l, leaves[l] is ScalarParameter s ? s.Name : own.Name, PathOf(leaves[l])));
            }
        }
        if (hand.Hand.Result is not null)
        {
            int count = Math.Max(1, hand.Hand.Result.Numbers.Count());
            for (int l = 0; l < count; l++)
                all.Add(new Quantity(QuantityKind.Value, -1, l, "the returned value", hand.Hand.Result is Result.Composite c ? c.Type.Leaves[l].Path : ""));
        }
        return [.. all.OrderBy(q => q.Kind)];
    }

    private static bool IsCompared(Parameter leaf, QuantityKind kind) => leaf switch
    {
        ArrayParameter a => kind == QuantityKind.Own || a.Array.Element.IsReal(),
        ScalarParameter s => kind == QuantityKind.Own ? s.Passing is Passing.Ref or Passing.Out : s.Value.Type.IsReal(),
        _ => false,
    };

    private static string PathOf(Parameter leaf) => leaf is ArrayParameter { Array.Member: { } member } ? member.This.Path : "";
}
