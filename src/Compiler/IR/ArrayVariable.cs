using System.Globalization;

namespace DiffGen.Compiler.IR;

/// <summary>How an array is laid out and written in C#.</summary>
internal enum ArrayForm
{
    /// <summary><c>T[]</c></summary>
    Vector,

    /// <summary><c>Span&lt;T&gt;</c></summary>
    Span,

    /// <summary><c>ReadOnlySpan&lt;T&gt;</c></summary>
    ReadOnlySpan,

    /// <summary><c>T[,]</c></summary>
    Rank2,

    /// <summary><c>T[,,]</c></summary>
    Rank3,

    /// <summary><c>T[][]</c></summary>
    Jagged,

    /// <summary>Elements at equal distances in the memory of another array: <c>DiffGen.Runtime.StridedSpan&lt;T&gt;</c></summary>
    Strided,

    /// <summary>Local or scratch where there is no <c>Span&lt;T&gt;</c>: <c>DiffGen.Runtime.ScratchVector&lt;T&gt;</c></summary>
    ScratchVector,
}

/// <summary>Where an array comes from, which says who owns its memory.</summary>
internal enum ArrayRole
{
    /// <summary>The caller's.</summary>
    Parameter,

    /// <summary>Made by the user's code: <c>new T[n]</c>, <c>stackalloc T[n]</c>; gone when the method returns.</summary>
    Local,

    /// <summary>Made by the user's code and returned: the caller's from then on.</summary>
    Result,

    /// <summary>Made by the compiler: recorded values, adjoints of local arrays.</summary>
    Scratch,

    /// <summary>A part of another array under a name of its own; see <see cref="Slice"/>.</summary>
    View,
}

/// <summary>A piece of memory with subscripts. Different array variables never overlap (checked at the door).</summary>
internal sealed record ArrayVariable(int Id, string Name, Scalar Element, ArrayForm Form, ArrayRole Role)
{
    /// <summary>What it is of an array of structs; null if it stands for itself.</summary>
    public ElementMember? Member { get; init; }

    /// <summary>The number of subscripts an element takes.</summary>
    public int Rank => Form switch
    {
        ArrayForm.Rank2 or ArrayForm.Jagged => 2,
        ArrayForm.Rank3 => 3,
        _ => 1,
    };

    public bool Equals(ArrayVariable? other) => other is not null && Id == other.Id && Name == other.Name
        && Element == other.Element && Form == other.Form && Role == other.Role;

    public override int GetHashCode() => Id;

    public override string ToString() => Name + "#" + Id.ToString(CultureInfo.InvariantCulture);
}
