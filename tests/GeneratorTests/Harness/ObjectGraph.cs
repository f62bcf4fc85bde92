using System.Reflection;
using Microsoft.CodeAnalysis;

namespace DiffGen.GeneratorTests.Harness;

/// <summary>Follows every field from an object, to find what must not be kept from one run of the pipeline to the next.</summary>
internal static class ObjectGraph
{
    private static readonly Type[] s_forbidden =
    [
        typeof(ISymbol), typeof(SyntaxNode), typeof(SyntaxTree), typeof(SyntaxReference), typeof(Location),
        typeof(Compilation), typeof(SemanticModel), typeof(IOperation), typeof(Diagnostic), typeof(AttributeData),
    ];

    /// <summary>The way to the first forbidden object, as field names; null if there is none.</summary>
    public static string? PathToCompilerObject(object root)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var open = new Queue<(object Value, string Path)>();
        open.Enqueue((root, root.GetType().Name));
        while (open.Count > 0)
        {
            (object value, string path) = open.Dequeue();
            Type type = value.GetType();
            if (s_forbidden.Any(f => f.IsAssignableFrom(type)))
                return $"{path} ({type})";
            if (type.IsPrimitive || type.IsEnum || value is string or Type or MemberInfo || !seen.Add(value))
                continue;
            if (value is Array array)
            {
                foreach (object? element in array)
                {
                    if (element is not null)
                        open.Enqueue((element, path + "[]"));
                }
            }
            for (Type? t = type; t is not null; t = t.BaseType)
            {
                foreach (FieldInfo field in t.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                {
                    if (!field.FieldType.IsPointer && field.GetValue(value) is { } next)
                        open.Enqueue((next, path + "." + field.Name));
                }
            }
        }
        return null;
    }
}
