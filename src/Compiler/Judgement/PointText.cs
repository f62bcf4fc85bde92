using System.Globalization;
using DiffGen.Compiler.Interpretation;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Judgement;

/// <summary>Inputs and numbers in a message.</summary>
internal static class PointText
{
    private const int MostInputs = 6;

    /// <summary>What must be known of inputs to see the difference again: the extents of arrays, integers.</summary>
    public static string Of(Function primal, Point point)
    {
        var parts = new List<string>();
        int at = 0;
        foreach (Parameter parameter in primal.Parameters)
        {
            Parameter[] leaves = [.. parameter.Leaves];
            Argument first = point.Inputs[at];
            at += leaves.Length;
            if (first.Memory is { } memory)
                parts.Add(parameter.Name + " " + Shape(memory));
            else if (leaves is [ScalarParameter { Value.Type: var type, Passing: not Passing.Out }] && !type.IsReal())
                parts.Add(parameter.Name + " = " + Of(type, first.Number, default));
        }
        return parts.Count == 0 ? "" : string.Join(", ", parts.Take(MostInputs)) + (parts.Count > MostInputs ? ", …" : "");
    }

    /// <summary>A number, with as many digits as tell it from another one.</summary>
    public static string Of(Scalar type, Number number, Number other)
    {
        if (type == Scalar.Bool)
            return number.IsTrue ? "true" : "false";
        if (!type.IsReal())
            return number.Integer.ToString(CultureInfo.InvariantCulture);
        string text = number.Real.ToString("G4", CultureInfo.InvariantCulture);
        return text == other.Real.ToString("G4", CultureInfo.InvariantCulture) ? number.Real.ToString("G12", CultureInfo.InvariantCulture) : text;
    }

    private static string Shape(Memory memory)
    {
        string rows = memory.Extent(0).ToString(CultureInfo.InvariantCulture);
        if (memory.IsJagged)
            return "of " + rows + " rows";
        return memory.Rank == 1
            ? "[" + rows + "]"
            : "[" + string.Join("×", Enumerable.Range(0, memory.Rank).Select(d => memory.Extent(d).ToString(CultureInfo.InvariantCulture))) + "]";
    }
}
