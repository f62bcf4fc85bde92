using System.Collections.Concurrent;
using System.Reflection;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Interpretation;

/// <summary>A function applied to its arguments.</summary>
internal delegate Number MathOperation(Number[] arguments);

/// <summary>The functions that calls of the rule table name: those of the framework that runs the compiler.</summary>
/// <remarks>
/// The compiler is built for a framework that lacks many of them, so they are looked up by name. Where the framework that runs has no
/// <c>MathF</c> and no functions of <c>double</c>, <c>Math</c> stands in.
/// </remarks>
internal static class MathLibrary
{
    private static readonly ConcurrentDictionary<string, MathOperation?> Found = new(StringComparer.Ordinal);

    /// <summary>Null if there is no such function here.</summary>
    public static MathOperation? Find(Call call, bool widened)
    {
        string key = call.Function + "(" + string.Join(",", call.Arguments.Select(a => IsMode(a) ? "mode" : a.Type.Keyword())) + ")" + (widened ? "w" : "");
        return Found.GetOrAdd(key, _ => Resolve(call, widened));
    }

    private static MathOperation? Resolve(Call call, bool widened)
    {
        Scalar Meant(Scalar type) => widened && type == Scalar.Single ? Scalar.Double : type;
        Scalar[] scalars = [.. call.Arguments.Select(a => Meant(a.Type))];
        Type[] types = [.. call.Arguments.Select((a, i) => IsMode(a) ? typeof(MidpointRounding) : TypeOf(scalars[i]))];
        foreach (Type? container in Containers(call.Function.Container, widened))
        {
            if (container?.GetMethod(call.Function.Name, BindingFlags.Public | BindingFlags.Static, null, types, null) is { } method
                && method.GetParameters().Select(p => p.ParameterType).SequenceEqual(types))
            {
                return Bind(method, scalars, Meant(call.Type));
            }
        }
        if (widened || !scalars.Contains(Scalar.Single))
            return null;
        MathOperation? wide = Resolve(call, widened: true);
        return wide is null || call.Type != Scalar.Single ? wide : x => new Number((float)wide(x).Real);
    }

    // A mode of rounding is an int whose text names it.
    private static bool IsMode(Operand operand) => operand is Constant { Type: Scalar.Int32 } c && c.Text.Contains(nameof(MidpointRounding));

    private static IEnumerable<Type?> Containers(string container, bool widened) => container switch
    {
        "System.Math" => [typeof(Math)],
        "System.MathF" => widened ? [typeof(Math), typeof(double)] : [typeof(Math).Assembly.GetType("System.MathF")],
        "float" when !widened => [typeof(float), typeof(Math).Assembly.GetType("System.MathF")],
        _ => [typeof(double), typeof(Math)],
    };

    private static MathOperation Bind(MethodInfo method, Scalar[] arguments, Scalar result)
    {
        if (method.ReturnType == typeof(double) && method.GetParameters().All(p => p.ParameterType == typeof(double)))
        {
            switch (arguments.Length)
            {
                case 1:
                    var one = (Func<double, double>)method.CreateDelegate(typeof(Func<double, double>));
                    return x => new Number(one(x[0].Real));
                case 2:
                    var two = (Func<double, double, double>)method.CreateDelegate(typeof(Func<double, double, double>));
                    return x => new Number(two(x[0].Real, x[1].Real));
                case 3:
                    var three = (Func<double, double, double, double>)method.CreateDelegate(typeof(Func<double, double, double, double>));
                    return x => new Number(three(x[0].Real, x[1].Real, x[2].Real));
            }
        }
        Type[] types = [.. method.GetParameters().Select(p => p.ParameterType)];
        return x => Unboxed(Called(method, [.. arguments.Select((a, i) => Boxed(a, types[i], x[i]))]), result);
    }

    private static object Called(MethodInfo method, object[] arguments)
    {
        try
        {
            return method.Invoke(null, arguments)!;
        }
        catch (TargetInvocationException e) when (e.InnerException is ArgumentException or ArithmeticException)
        {
            throw new FaultException(FaultKind.Thrown, method.DeclaringType!.Name + "." + method.Name + " throws " + e.InnerException.GetType().Name);
        }
    }

    private static object Boxed(Scalar type, Type as_, Number number) => as_ == typeof(MidpointRounding) ? (MidpointRounding)(int)number.Integer : type switch
    {
        Scalar.Bool => number.IsTrue,
        Scalar.SByte => (sbyte)number.Integer,
        Scalar.Byte => (byte)number.Integer,
        Scalar.Int16 => (short)number.Integer,
        Scalar.UInt16 => (ushort)number.Integer,
        Scalar.Int32 => (int)number.Integer,
        Scalar.UInt32 => (uint)number.Integer,
        Scalar.Int64 => number.Integer,
        Scalar.UInt64 => unchecked((ulong)number.Integer),
        Scalar.Single => (float)number.Real,
        _ => (object)number.Real,
    };

    private static Number Unboxed(object value, Scalar type) => type switch
    {
        Scalar.Bool => Number.Of((bool)value),
        Scalar.Single => new Number((double)(float)value),
        Scalar.Double => new Number((double)value),
        Scalar.UInt64 => new Number(unchecked((long)(ulong)value)),
        _ => new Number(System.Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture)),
    };

    private static Type TypeOf(Scalar type) => type switch
    {
        Scalar.Bool => typeof(bool),
        Scalar.SByte => typeof(sbyte),
        Scalar.Byte => typeof(byte),
        Scalar.Int16 => typeof(short),
        Scalar.UInt16 => typeof(ushort),
        Scalar.Int32 => typeof(int),
        Scalar.UInt32 => typeof(uint),
        Scalar.Int64 => typeof(long),
        Scalar.UInt64 => typeof(ulong),
        Scalar.Single => typeof(float),
        _ => typeof(double),
    };
}
