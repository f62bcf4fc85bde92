using System.Reflection;
using System.Reflection.Emit;

namespace DiffGen.RandomPrograms.Running;

/// <summary>Calls compiled methods with arguments from an array, which takes back what is assigned; spans are given as arrays.</summary>
/// <remarks>Reflection cannot pass spans. The callers are shared by all methods with the same parameters, because compiling one takes its time.</remarks>
internal static class Invocation
{
    // Enough for the parameters that come again and again.
    private const int Most = 20000;

    private static readonly Dictionary<string, Caller> s_callers = new(StringComparer.Ordinal);

    private delegate object? Caller(nint method, object? target, object?[] arguments);

    /// <param name="target">What <c>this</c> is; null for static methods.</param>
    public static Func<object?[], object?> Of(MethodInfo method, object? target)
    {
        ParameterInfo[] parameters = method.GetParameters();
        string key = (target is null ? "static " : "") + method.ReturnType + ":" + string.Join(';', parameters.Select(p => (p.IsOut ? "out " : "") + p.ParameterType));
        Caller? caller;
        lock (s_callers)
        {
            if (!s_callers.TryGetValue(key, out caller))
            {
                if (s_callers.Count >= Most)
                    s_callers.Clear();
                s_callers.Add(key, caller = Make(method.ReturnType, parameters, target is not null));
            }
        }
        nint pointer = method.MethodHandle.GetFunctionPointer();
        return arguments => caller(pointer, target, arguments);
    }

    private static Caller Make(Type result, ParameterInfo[] parameters, bool hasThis)
    {
        var dynamic = new DynamicMethod("Call", typeof(object), [typeof(nint), typeof(object), typeof(object[])], typeof(Invocation).Module, skipVisibility: true);
        ILGenerator il = dynamic.GetILGenerator();
        var references = new LocalBuilder?[parameters.Length];
        if (hasThis)
            il.Emit(OpCodes.Ldarg_1);
        for (int i = 0; i < parameters.Length; i++)
        {
            Type type = parameters[i].ParameterType;
            if (!parameters[i].IsOut)
                Load(il, type, i);
            if (!type.IsByRef)
                continue;
            references[i] = il.DeclareLocal(type.GetElementType()!);
            if (!parameters[i].IsOut)
                il.Emit(OpCodes.Stloc, references[i]!);
            il.Emit(OpCodes.Ldloca, references[i]!);
        }
        il.Emit(OpCodes.Ldarg_0);
        il.EmitCalli(OpCodes.Calli, hasThis ? CallingConventions.HasThis : CallingConventions.Standard, result, [.. parameters.Select(p => p.ParameterType)], null);
        for (int i = 0; i < parameters.Length; i++)
        {
            if (references[i] is { } reference)
                Store(il, reference, i);
        }
        if (result == typeof(void))
            il.Emit(OpCodes.Ldnull);
        else if (result.IsValueType)
            il.Emit(OpCodes.Box, result);
        il.Emit(OpCodes.Ret);
        return dynamic.CreateDelegate<Caller>();
    }

    private static void Load(ILGenerator il, Type parameter, int i)
    {
        Type type = parameter.IsByRef ? parameter.GetElementType()! : parameter;
        il.Emit(OpCodes.Ldarg_2);
        il.Emit(OpCodes.Ldc_I4, i);
        il.Emit(OpCodes.Ldelem_Ref);
        if (type is { IsByRefLike: true, IsGenericType: true })
        {
            Type array = type.GetGenericArguments()[0].MakeArrayType();
            il.Emit(OpCodes.Castclass, array);
            il.Emit(OpCodes.Call, type.GetMethod("op_Implicit", [array])!);
        }
        else
        {
            il.Emit(OpCodes.Unbox_Any, type);
        }
    }

    private static void Store(ILGenerator il, LocalBuilder reference, int i)
    {
        il.Emit(OpCodes.Ldarg_2);
        il.Emit(OpCodes.Ldc_I4, i);
        il.Emit(OpCodes.Ldloc, reference);
        if (reference.LocalType.IsValueType)
            il.Emit(OpCodes.Box, reference.LocalType);
        il.Emit(OpCodes.Stelem_Ref);
    }
}
