using System.Globalization;
using System.Reflection;

namespace DiffGen.NumericTests.Harness;

/// <summary>Every differentiated method of this project, with the inputs it is tested at.</summary>
/// <remarks>
/// A program is a class in <c>Programs</c>: methods with <c>[Differentiable]</c>, and for each its points (<see cref="AtAttribute"/>)
/// or a method <c>…Inputs(Numbers)</c>, or one <c>Inputs(Numbers)</c> for all of them, that gives lists of arguments. A program
/// without inputs fails. Instance methods are called on an object made without arguments.
/// </remarks>
internal static class Suite
{
    public static IReadOnlyDictionary<string, (DifferentiatedMethod Method, IReadOnlyList<object?[]> Inputs)> Methods { get; } = Find();

    private const BindingFlags Any = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>Name of the method and index of the inputs, for theories.</summary>
    public static TheoryData<string, int> Cases()
    {
        var cases = new TheoryData<string, int>();
        foreach (var (name, (_, inputs)) in Methods)
        {
            for (int i = 0; i < inputs.Count; i++)
                cases.Add(name, i);
        }
        return cases;
    }

    public static (DifferentiatedMethod Method, object?[] Inputs) Case(string name, int index) =>
        (Methods[name].Method, Methods[name].Inputs[index]);

    private static SortedDictionary<string, (DifferentiatedMethod, IReadOnlyList<object?[]>)> Find()
    {
        var found = new SortedDictionary<string, (DifferentiatedMethod, IReadOnlyList<object?[]>)>(StringComparer.Ordinal);
        foreach (Type type in typeof(Suite).Assembly.GetTypes())
        {
            if (type.FullName!.StartsWith("DiffGen.NumericTests.Programs.", StringComparison.Ordinal))
                AddMethods(type, method => Inputs(method));
            if (type.Namespace == "Losses")
                AddMethods(type, method => Inputs(typeof(LossInputs).GetMethod(type.Name)!));
        }
        return found;

        void AddMethods(Type type, Func<MethodInfo, IReadOnlyList<object?[]>> inputs)
        {
            foreach (MethodInfo method in type.GetMethods(Any).Where(m => m.IsDefined(typeof(DifferentiableAttribute))))
            {
                string name = type.FullName!.Split('.')[^1] + "." + method.Name;
                if (found.ContainsKey(name)) // an overload
                    name += "(" + string.Join(", ", method.GetParameters().Select(p => p.ParameterType.Name)) + ")";
                found.Add(name, (new DifferentiatedMethod(method), inputs(method)));
            }
        }
    }

    private static IReadOnlyList<object?[]> Inputs(MethodInfo method)
    {
        if (method.GetCustomAttributes<AtAttribute>().ToArray() is { Length: > 0 } points)
            return [.. points.Select(at => method.GetParameters().Select((p, i) => Convert(at.Point[i], p.ParameterType)).ToArray())];
        MethodInfo inputs = method.ReturnType == typeof(IEnumerable<object?[]>) ? method
            : method.DeclaringType!.GetMethod(method.Name + "Inputs", Any) ?? method.DeclaringType.GetMethod("Inputs", Any)
            ?? throw new MissingMethodException(method.DeclaringType.Name, method.Name + "Inputs");
        return [.. (IEnumerable<object?[]>)inputs.Invoke(null, [new Numbers(20)])!];
    }

    private static object Convert(double number, Type type) =>
        System.Convert.ChangeType(number, type.IsByRef ? type.GetElementType()! : type, CultureInfo.InvariantCulture);
}
