using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Differentiation;

/// <summary>Parameters that have the shape of another one: the derivative or the direction that belongs to it.</summary>
/// <remarks>What carries no derivative, an integer in a struct, has a place all the same: both are of one type.</remarks>
internal static class LikeParameter
{
    /// <summary>Makes a number like another one: under which name, and which word for its value.</summary>
    public delegate ScalarParameter NumberMaker(ScalarParameter like, string name, string word);

    /// <param name="passing">How a struct is passed; a number's passing is that of what <paramref name="number"/> makes.</param>
    /// <param name="form">The form of an array of structs.</param>
    public static Parameter Make(
        Parameter like, string name, Passing passing, Func<ArrayForm, ArrayForm> form, Func<ArrayVariable, ArrayVariable> elements, NumberMaker number) => like switch
        {
            ArrayParameter p => new ArrayParameter(name, elements(p.Array)),
            ScalarParameter p => number(p, name, name),
            CompositeParameter { Form: { } own } p => new CompositeParameter(name, p.Type, form(own), Passing.ByValue,
                p.Parts.Select(part => (Parameter)new ArrayParameter(name, elements(((ArrayParameter)part).Array))).ToEquatableArray()),
            CompositeParameter p => new CompositeParameter(name, p.Type, null, passing,
                p.Parts.Select((part, i) => (Parameter)ReadOnly(number((ScalarParameter)part, name + p.Type.Leaves[i].Path, name + p.Type.Leaves[i].Word))).ToEquatableArray()),
            _ => throw new ArgumentOutOfRangeException(nameof(like)),
        };

    /// <summary>An array under the name of a parameter, or the numbers of its structs.</summary>
    public static ArrayVariable Renamed(ArrayVariable array, string name) => array with
    {
        Name = name + (array.Member?.This.Word ?? ""),
        Member = array.Member is null ? null : array.Member with { Array = name },
    };

    // The numbers of a struct that is passed by value are not assigned to.
    private static ScalarParameter ReadOnly(ScalarParameter part) => part.Passing == Passing.ByValue ? part with { Passing = Passing.In } : part;
}
