using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Emit;

namespace DiffGen.NumericTests.Harness;

/// <summary>
/// Calls any method with boxed arguments, an instance method on the one object that its type has here: an array or a segment of one stands for a span, and what <c>ref</c> and
/// <c>out</c> parameters hold afterwards is written back. Reflection's own call cannot pass spans.
/// </summary>
internal static class Caller
{
    private delegate object? Invocation(object?[] arguments, object? target);

    private static readonly ConcurrentDictionary<MethodInfo, Invocation> Invocations = new();

    private static readonly ConcurrentDictionary<Type, object> Objects = new();

    public static object? Call(MethodInfo method, object?[] arguments) =>
        Invocations.GetOrAdd(method, Compile)(arguments, method.IsStatic ? null : Object(method.DeclaringType!));

    /// <summary>The object of a type, made by its constructor without parameters.</summary>
    public static object Object(Type type) => Objects.GetOrAdd(type, t => Activator.CreateInstance(t, nonPublic: true)!);

    private static Invocation Compile(MethodInfo method)
    {
        var thunk = new DynamicMethod(method.Name, typeof(object), [typeof(object?[]), typeof(object)], typeof(Caller).Module, skipVisibility: true);
        ILGenerator il = thunk.GetILGenerator();
        ParameterInfo[] parameters = method.GetParameters();
        var references = new LocalBuilder?[parameters.Length];
        for (int i = 0; i < parameters.Length; i++)
        {
            Type type = parameters[i].ParameterType;
            if (type.IsByRef)
            {
                references[i] = il.DeclareLocal(type.GetElementType()!);
                if (!parameters[i].IsOut)
                {
                    LoadArgument(il, i, type.GetElementType()!);
                    il.Emit(OpCodes.Stloc, references[i]!);
                }
            }
        }
        if (!method.IsStatic)
        {
            il.Emit(OpCodes.Ldarg_1);
            il.Emit(method.DeclaringType!.IsValueType ? OpCodes.Unbox : OpCodes.Castclass, method.DeclaringType);
        }
        for (int i = 0; i < parameters.Length; i++)
        {
            if (references[i] is { } local)
                il.Emit(OpCodes.Ldloca, local);
            else
                LoadArgument(il, i, parameters[i].ParameterType);
        }
        il.Emit(OpCodes.Call, method);
        Box(il, method.ReturnType);
        for (int i = 0; i < parameters.Length; i++)
        {
            if (references[i] is not { } local)
                continue;
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldc_I4, i);
            il.Emit(OpCodes.Ldloc, local);
            Box(il, local.LocalType);
            il.Emit(OpCodes.Stelem_Ref);
        }
        il.Emit(OpCodes.Ret);
        return thunk.CreateDelegate<Invocation>();
    }

    private static void LoadArgument(ILGenerator il, int index, Type type)
    {
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldc_I4, index);
        il.Emit(OpCodes.Ldelem_Ref);
        if (type.IsGenericType && type.IsByRefLike)
        {
            string kind = type.GetGenericTypeDefinition() == typeof(Span<>) ? nameof(WritableSpan) : nameof(ReadableSpan);
            il.Emit(OpCodes.Call, typeof(Caller).GetMethod(kind)!.MakeGenericMethod(type.GetGenericArguments()));
        }
        else
        {
            il.Emit(OpCodes.Unbox_Any, type);
        }
    }

    private static void Box(ILGenerator il, Type type)
    {
        if (type == typeof(void))
            il.Emit(OpCodes.Ldnull);
        else if (type.IsValueType)
            il.Emit(OpCodes.Box, type);
    }

    public static Span<T> WritableSpan<T>(object? argument) =>
        argument is ArraySegment<T> segment ? segment.AsSpan() : ((T[]?)argument).AsSpan();

    public static ReadOnlySpan<T> ReadableSpan<T>(object? argument) => WritableSpan<T>(argument);
}
