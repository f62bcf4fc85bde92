using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;

namespace DiffGen.Compiler.Frontend;

/// <summary>A type whose values are numbers side by side: a tuple, also of tuples.</summary>
/// <remarks>A value of it is the flat list of its numbers, from left to right.</remarks>
internal static class CompositeType
{
    private const int MostNumbers = 256;
    private const int DeepestNesting = 16;

    /// <summary>Whether a type is composed of numbers and <c>bool</c> alone.</summary>
    public static bool Is(ITypeSymbol? type) => type is INamedTypeSymbol { IsTupleType: true } && Count(type, 0) is > 0 and <= MostNumbers;

    /// <summary>The types of the numbers, from left to right.</summary>
    public static IEnumerable<Scalar> Numbers(ITypeSymbol type) =>
        TypeReader.Scalar(type) is { } scalar ? [scalar] : Members(type).SelectMany(m => Numbers(m.Type));

    /// <summary>What the numbers are called, from left to right, each with the way to it: <c>t_a</c>, <c>t_b_Item1</c>.</summary>
    public static IEnumerable<string> Names(ITypeSymbol type, string name) =>
        TypeReader.Scalar(type) is not null ? [name] : Members(type).SelectMany(m => Names(m.Type, name + "_" + m.Name));

    /// <summary>Which of the numbers belong to a member: the first one and how many; null if there is no such member.</summary>
    public static (int Start, int Count)? Part(ITypeSymbol type, IFieldSymbol member)
    {
        int start = 0;
        foreach (IFieldSymbol field in Members(type))
        {
            int count = Numbers(field.Type).Count();
            if (Same(field, member))
                return (start, count);
            start += count;
        }
        return null;
    }

    /// <summary>A value of the type as the function's result, made of the numbers in order.</summary>
    public static Result Result(ITypeSymbol type, Queue<Operand> numbers) => TypeReader.Scalar(type) is not null
        ? new Result.Number(numbers.Dequeue())
        : new Result.Composite(type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat), "(",
            Members(type).Select(m => new Member(m.Name, Result(m.Type, numbers))).ToEquatableArray(), ")");

    // A tuple's element can be named in two ways: a is Item1.
    private static bool Same(IFieldSymbol a, IFieldSymbol b) =>
        a.Name == b.Name || (a.CorrespondingTupleField ?? a).Name == (b.CorrespondingTupleField ?? b).Name;

    private static IEnumerable<IFieldSymbol> Members(ITypeSymbol type) =>
        type is INamedTypeSymbol { IsTupleType: true } tuple ? tuple.TupleElements : Enumerable.Empty<IFieldSymbol>();

    private static int? Count(ITypeSymbol type, int depth)
    {
        if (TypeReader.Scalar(type) is not null)
            return 1;
        if (depth == DeepestNesting || type is not INamedTypeSymbol { IsTupleType: true, TupleElements.Length: > 1 } tuple)
            return null;
        int sum = 0;
        foreach (IFieldSymbol member in tuple.TupleElements)
        {
            if (Count(member.Type, depth + 1) is not { } count)
                return null;
            sum += count;
        }
        return sum;
    }
}
