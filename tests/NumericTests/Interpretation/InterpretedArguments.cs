using System.Reflection;
using DiffGen.Compiler.Interpretation;
using DiffGen.Compiler.IR;
using Convert = System.Convert;

namespace DiffGen.NumericTests.Interpretation;

/// <summary>Arguments of C# as the interpreter takes them, and what it leaves in them as numbers.</summary>
internal static class InterpretedArguments
{
    /// <summary>One for each number or array of a parameter; null if the interpreter has no word for what it is.</summary>
    public static IReadOnlyList<Argument>? Of(Parameter parameter, object? argument)
    {
        switch (parameter)
        {
            case ScalarParameter p:
                return [argument is null ? default : Number(p.Value.Type, argument)];
            case ArrayParameter p:
                return argument is Array elements ? [Memory(p.Array, elements, element => element!)] : null;
            case CompositeParameter { Form: null } p:
                object[] leaves = argument is null ? [] : [.. Leaves(argument)];
                return [.. p.Parts.Select((part, i) => (Argument)(argument is null ? default : Number(((ScalarParameter)part).Value.Type, leaves[i])))];
            case CompositeParameter p when argument is Array array:
                return [.. p.Parts.Select((part, i) => (Argument)Memory(((ArrayParameter)part).Array, array, element => Leaves(element!).ElementAt(i)))];
            default:
                return null;
        }
    }

    /// <summary>The bits of every real number that the parameter holds, an array of structs number by number.</summary>
    public static IEnumerable<long> Bits(Parameter parameter, object? argument) =>
        Of(parameter, argument)!.Zip(parameter.Leaves).Where(p => Type(p.Second).IsReal()).SelectMany(p => Bits(p.First));

    public static IEnumerable<long> Bits(Argument argument) => argument.Memory?.Data.Select(n => n.Integer) ?? [argument.Number.Integer];

    public static Scalar Type(Parameter leaf) => leaf is ArrayParameter array ? array.Array.Element : ((ScalarParameter)leaf).Value.Type;

    private static IEnumerable<object> Leaves(object value) => value.GetType() is { IsPrimitive: false, IsValueType: true } type
        ? type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).OrderBy(f => f.MetadataToken).SelectMany(f => Leaves(f.GetValue(value)!))
        : [value];

    private static Number Number(Scalar type, object value) => type.IsReal()
        ? new Number(Convert.ToDouble(value, null))
        : value is bool flag ? Compiler.Interpretation.Number.Of(flag) : new Number(Convert.ToInt64(value, null));

    private static Memory Memory(ArrayVariable variable, Array array, Func<object?, object> number)
    {
        bool isJagged = array.GetType().GetElementType()!.IsArray;
        Memory memory = isJagged
            ? Compiler.Interpretation.Memory.Jagged(variable.Element, [.. array.Cast<Array>().Select(r => r.Length)])
            : new Memory(variable.Element, [.. Enumerable.Range(0, array.Rank).Select(array.GetLength)]);
        int at = 0;
        foreach (object? element in isJagged ? array.Cast<Array>().SelectMany(r => r.Cast<object>()) : array.Cast<object?>())
            memory.Data[at++] = Number(variable.Element, number(element));
        return memory;
    }
}
