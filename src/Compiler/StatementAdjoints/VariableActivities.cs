using DiffGen.Compiler.Analysis;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.StatementAdjoints;

/// <summary>Which inputs and variables of a method carry derivatives, and why the others do not.</summary>
internal static class VariableActivities
{
    private const string Unused = "nothing that is returned or written depends on it";

    public static IEnumerable<VariableActivity> Of(Function function, ActivityAnalysis activity)
    {
        foreach (Parameter parameter in function.Parameters.Where(p => p is not OpaqueParameter))
            yield return new VariableActivity(parameter.Name, true, WhyNot(parameter, activity));
        foreach (Capture capture in function.Captures.Where(c => c.Input.HasReals))
            yield return new VariableActivity(capture.Text, true, "a member");
        HashSet<string> inputs = [.. function.Inputs.SelectMany(p => new[] { p.Name, (p as ScalarParameter)?.Value.Name ?? "" })];
        Statement[] all = [.. Walk.Statements(function.Body)];
        Value[] values = [.. all.SelectMany(s => Walk.InnerDefinitions(s).Concat(Walk.Definitions(s))).Where(v => v.Type.IsReal() && v.Name is not null && !inputs.Contains(v.Name))];
        ArrayVariable[] arrays = [.. all.OfType<Allocate>().Select(a => a.Array).Where(a => a.Element.IsReal())];
        var told = new HashSet<string>();
        foreach (string name in values.Where(activity.IsActive).Select(v => v.Name!).Concat(arrays.Where(activity.IsActive).Select(a => a.Name)))
        {
            if (told.Add(name))
                yield return new VariableActivity(name, false, null);
        }
        foreach ((string name, bool isVaried) in values.Select(v => (v.Name!, activity.IsVaried(v))).Concat(arrays.Select(a => (a.Name, activity.IsVaried(a)))))
        {
            if (told.Add(name))
                yield return new VariableActivity(name, false, isVaried || values.Any(v => v.Name == name && activity.IsVaried(v)) ? Unused : "it depends on no active input");
        }
    }

    private static string? WhyNot(Parameter parameter, ActivityAnalysis activity)
    {
        if (parameter.IsConstant)
            return "[Constant]";
        if (!parameter.HasReals)
            return parameter.Leaves.All(p => p is ScalarParameter { Value.Type: Scalar.Bool } or ArrayParameter { Array.Element: Scalar.Bool }) ? "true or false" : "integer";
        if (parameter.Leaves.All(p => p is ScalarParameter { Passing: Passing.Out }))
            return null;
        return parameter.Leaves.Any(p => p switch
        {
            ScalarParameter scalar => activity.IsActive(scalar.Value),
            ArrayParameter array => activity.IsActive(array.Array),
            _ => false,
        }) ? null : Unused;
    }
}
