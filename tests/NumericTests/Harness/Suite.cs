using System.Reflection;

namespace DiffGen.NumericTests.Harness;

/// <summary>Every differentiated method of this project, with the inputs it is tested at.</summary>
/// <remarks>
/// A program is a class in <c>Programs</c>: methods with <c>[Differentiable]</c>, and for each a method <c>…Inputs(Numbers)</c>, or one
/// <c>Inputs(Numbers)</c> for all of them, that gives lists of arguments. A program without inputs fails.
/// </remarks>
internal static class Suite
{
    public static IReadOnlyDictionary<string, (DifferentiatedMethod Method, MethodInfo Inputs)> Methods { get; } = Find();

    /// <summary>Name of the method and index of the inputs, for theories.</summary>
    public static TheoryData<string, int> Cases()
    {
        var cases = new TheoryData<string, int>();
        foreach (var (name, (_, inputs)) in Methods)
        {
            for (int i = 0; i < Generate(inputs).Count; i++)
                cases.Add(name, i);
        }
        return cases;
    }

    public static (DifferentiatedMethod Method, object?[] Inputs) Case(string name, int index) =>
        (Methods[name].Method, Generate(Methods[name].Inputs)[index]);

    private static List<object?[]> Generate(MethodInfo inputs) => [.. (IEnumerable<object?[]>)inputs.Invoke(null, [new Numbers(20)])!];

    private static SortedDictionary<string, (DifferentiatedMethod, MethodInfo)> Find()
    {
        var found = new SortedDictionary<string, (DifferentiatedMethod, MethodInfo)>(StringComparer.Ordinal);
        foreach (Type type in typeof(Suite).Assembly.GetTypes())
        {
            if (type.FullName!.StartsWith("DiffGen.NumericTests.Programs.", StringComparison.Ordinal))
                AddMethods(type, type);
            if (type.Namespace == "Losses")
                AddMethods(type, typeof(LossInputs), type.Name);
        }
        return found;

        void AddMethods(Type type, Type inputsIn, string? inputsName = null)
        {
            const BindingFlags any = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
            foreach (MethodInfo method in type.GetMethods(any).Where(m => m.IsDefined(typeof(DifferentiableAttribute))))
            {
                MethodInfo inputs = inputsIn.GetMethod(inputsName ?? method.Name + "Inputs", any) ?? inputsIn.GetMethod("Inputs", any)
                    ?? throw new MissingMethodException(type.Name, method.Name + "Inputs");
                found.Add(type.Name + "." + method.Name, (new DifferentiatedMethod(method), inputs));
            }
        }
    }
}
