using System.Runtime.CompilerServices;

namespace DiffGen.Runtime;

// Parameters by reference: two may be one variable, one a field of the other, or an element of an array.
public static partial class Arguments
{
    /// <summary>Checks that two parameters by reference share no memory.</summary>
    /// <typeparam name="T">The type of the one.</typeparam>
    /// <typeparam name="U">The type of the other.</typeparam>
    /// <param name="name">The parameter to name in the exception.</param>
    /// <param name="written">A parameter that is written. Only where it stands is looked at: it is neither read nor assigned here.</param>
    /// <param name="other">Another one, treated likewise.</param>
    /// <exception cref="ArgumentException">They are the same variable, or one is a field of the other.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Disjoint<T, U>(string name, out T written, out U other)
    {
        Unsafe.SkipInit(out written);
        Unsafe.SkipInit(out other);
        if (Share(ref written, ref other))
            ThrowShared(name);
    }

    /// <summary>Checks that a parameter by reference shares no memory with others of its type.</summary>
    /// <typeparam name="T">The type of all.</typeparam>
    /// <param name="name">The parameter to name in the exception.</param>
    /// <param name="written">A parameter that is written. Only where it stands is looked at: it is neither read nor assigned here.</param>
    /// <param name="other">Another one, treated likewise.</param>
    /// <param name="other2">Another one, treated likewise.</param>
    /// <exception cref="ArgumentException"><paramref name="written"/> is the same variable as another one.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Disjoint<T>(string name, out T written, out T other, out T other2)
    {
        Unsafe.SkipInit(out written);
        Unsafe.SkipInit(out other);
        Unsafe.SkipInit(out other2);
        if (Share(ref written, ref other) || Share(ref written, ref other2))
            ThrowShared(name);
    }

    /// <summary>Checks that a parameter by reference shares no memory with others of its type.</summary>
    /// <typeparam name="T">The type of all.</typeparam>
    /// <param name="name">The parameter to name in the exception.</param>
    /// <param name="written">A parameter that is written. Only where it stands is looked at: it is neither read nor assigned here.</param>
    /// <param name="other">Another one, treated likewise.</param>
    /// <param name="other2">Another one, treated likewise.</param>
    /// <param name="other3">Another one, treated likewise.</param>
    /// <exception cref="ArgumentException"><paramref name="written"/> is the same variable as another one.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Disjoint<T>(string name, out T written, out T other, out T other2, out T other3)
    {
        Unsafe.SkipInit(out written);
        Unsafe.SkipInit(out other);
        Unsafe.SkipInit(out other2);
        Unsafe.SkipInit(out other3);
        if (Share(ref written, ref other) || Share(ref written, ref other2) || Share(ref written, ref other3))
            ThrowShared(name);
    }

    /// <summary>Checks that a parameter by reference is neither an element of arrays nor a field of one.</summary>
    /// <typeparam name="T">The type of the parameter.</typeparam>
    /// <typeparam name="U">The type of the elements.</typeparam>
    /// <param name="name">The parameter to name in the exception.</param>
    /// <param name="place">A parameter. Only where it stands is looked at: it is neither read nor assigned here.</param>
    /// <param name="array">An array that must not hold it.</param>
    /// <param name="array2">Another one.</param>
    /// <param name="array3">Another one.</param>
    /// <param name="array4">Another one.</param>
    /// <exception cref="ArgumentException">The parameter is in one of the arrays.</exception>
    public static void NotAnElement<T, U>(
        string name, out T place, Elements<U> array, Elements<U> array2 = default, Elements<U> array3 = default, Elements<U> array4 = default)
        where U : unmanaged
    {
        Unsafe.SkipInit(out place);
        if (array.Holds(ref place) || array2.Holds(ref place) || array3.Holds(ref place) || array4.Holds(ref place))
            ThrowShared(name);
    }

    /// <summary>Checks that a parameter by reference that is written is not one that is only read.</summary>
    /// <typeparam name="T">The type of the one.</typeparam>
    /// <typeparam name="U">The type of the other.</typeparam>
    /// <param name="name">The parameter to name in the exception.</param>
    /// <param name="written">A parameter that is written. Only where it stands is looked at: it is neither read nor assigned here.</param>
    /// <param name="input">A parameter or field that is read.</param>
    /// <exception cref="ArgumentException">They are the same variable, or one is a field of the other.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void DisjointFromInput<T, U>(string name, out T written, in U input)
    {
        Unsafe.SkipInit(out written);
        if (Share(ref written, ref Unsafe.AsRef(in input)))
            ThrowShared(name);
    }

    /// <summary>Checks that an array that is written does not hold what is read by reference.</summary>
    /// <typeparam name="T">The type of an element.</typeparam>
    /// <typeparam name="U">The type of what is read.</typeparam>
    /// <param name="name">The parameter to name in the exception.</param>
    /// <param name="written">The array that is written.</param>
    /// <param name="input">A parameter or field that is read.</param>
    /// <exception cref="ArgumentException">The array holds the input.</exception>
    public static void DisjointFromInput<T, U>(string name, Elements<T> written, in U input)
        where T : unmanaged
    {
        if (written.Holds(ref Unsafe.AsRef(in input)))
            ThrowShared(name);
    }

    // Each begins before the other ends. The difference of two references is right even where memory is moved meanwhile.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Share<T, U>(ref T a, ref U b)
    {
        long distance = (long)Unsafe.ByteOffset(ref Unsafe.As<T, byte>(ref a), ref Unsafe.As<U, byte>(ref b));
        return distance < Unsafe.SizeOf<T>() && distance > -Unsafe.SizeOf<U>();
    }

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowShared(string name) => throw new ArgumentException(
        "This argument is written and shares memory with another one. Pass different variables, and none that is an element of an array that is passed too.", name);
}
