using DiffGen.Compiler.Differentiation;
using DiffGen.Compiler.Frontend;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Emission;

/// <summary>An array as it is passed: one of structs is looked at once, not once for each number of theirs.</summary>
/// <param name="Struct">What its elements are, if they are structs.</param>
internal sealed record PassedArray(string Name, string Element, Composite? Struct, ArrayForm Form, EquatableArray<int> Ids, bool IsReal)
{
    public bool IsAny(HashSet<int> ids) => Ids.Any(ids.Contains);
}

/// <summary>
/// Checks that what a derivative writes through a parameter by reference is seen through no other: two may be one variable, an element of an
/// array, or a field. What is only read may be anything.
/// </summary>
/// <remarks>
/// To the derivative every parameter is a variable of its own: F would see what it has just assigned to another one, a derivative would not.
/// </remarks>
internal sealed class ReferenceChecks(PassedArray[] inputs, PassedArray[] changed, PassedArray[] captured, PassedArray[] buffers)
{
    private const int OthersInACall = 3;
    private const int ArraysInACall = 4;

    /// <summary>More parameters that are written are not compared each with each: the text would be longer than any method.</summary>
    private const int Most = 64;

    /// <summary>A number or struct that is passed by reference.</summary>
    private sealed record Place(string Name, string Type, Composite? Struct, bool IsWritten);

    public IEnumerable<string> Write(MethodModel model, DerivativeMethod derivative)
    {
        Function function = derivative.Function;
        Place[] own = [.. GeneratedParameters.Original(model, derivative).Select(p => PlaceOf(p, function, model)).OfType<Place>()];
        Place[] generated = [.. GeneratedParameters.Of(model, derivative).Select(p => PlaceOf(p.Parameter, function, model)).OfType<Place>()];
        Place[] fields = [.. function.Captures.Where(c => c.IsVariable && c.Input is ScalarParameter)
            .Select(c => new Place(CapturedMembers.Text(function, c), ((ScalarParameter)c.Input).Value.Type.Keyword(), null, false))];
        Place[] read = [.. own.Concat(generated).Where(p => !p.IsWritten)];
        var written = new List<Place>();
        bool areMany = own.Concat(generated).Count(p => p.IsWritten) > Most;
        void Add(Place place)
        {
            if (!areMany)
                written.Add(place);
        }

        foreach (PassedArray array in changed)
            foreach (string check in FromInputs(array, read.Concat(array.Form == ArrayForm.Span ? fields : [])))
                yield return check;
        foreach (Place place in own.Where(p => p.IsWritten))
        {
            foreach (string check in Of(place, written, read.Concat(fields), [.. inputs, .. captured]))
                yield return check;
            Add(place);
        }
        foreach (PassedArray array in buffers)
        {
            foreach (string check in FromInputs(array, read).Concat(written.SelectMany(p => InArrays(array.Name, p, [array]))))
                yield return check;
        }
        foreach (Place place in generated.Where(p => p.IsWritten))
        {
            foreach (string check in Of(place, written, read, [.. inputs, .. captured, .. buffers]))
                yield return check;
            Add(place);
        }
    }

    private static IEnumerable<string> Of(Place place, List<Place> written, IEnumerable<Place> read, PassedArray[] arrays) =>
        Others(place, written).Concat(FromInputs(place, read)).Concat(InArrays(place.Name, place, arrays));

    private static IEnumerable<string> Others(Place place, List<Place> written)
    {
        string[] same = [.. written.Where(o => o.Type == place.Type).Select(o => "out " + o.Name)];
        for (int i = 0; i < same.Length; i += OthersInACall)
            yield return $"Disjoint(nameof({place.Name}), out {place.Name}, {string.Join(", ", same.Skip(i).Take(OthersInACall))})";
        foreach (Place other in written.Where(o => o.Type != place.Type && MayShare(o, place)))
            yield return $"Disjoint(nameof({place.Name}), out {place.Name}, out {other.Name})";
    }

    private static IEnumerable<string> FromInputs(Place written, IEnumerable<Place> inputs) =>
        inputs.Where(i => MayShare(written, i)).Select(i => $"DisjointFromInput(nameof({written.Name}), out {written.Name}, {i.Name})");

    private static IEnumerable<string> FromInputs(PassedArray written, IEnumerable<Place> inputs) =>
        inputs.Where(i => MayHold(written, i)).Select(i => $"DisjointFromInput<{written.Element}, {i.Type}>(nameof({written.Name}), {written.Name}, {i.Name})");

    private static IEnumerable<string> InArrays(string name, Place place, PassedArray[] arrays)
    {
        foreach (var alike in arrays.Where(a => MayHold(a, place)).GroupBy(a => a.Element))
        {
            string[] names = [.. alike.Select(a => a.Name)];
            for (int i = 0; i < names.Length; i += ArraysInACall)
                yield return $"NotAnElement<{place.Type}, {alike.Key}>(nameof({name}), out {place.Name}, {string.Join(", ", names.Skip(i).Take(ArraysInACall))})";
        }
    }

    private static bool MayShare(Place a, Place b) => a.Type == b.Type || Contains(a.Struct, b.Type, b.Struct) || Contains(b.Struct, a.Type, a.Struct);

    private static bool MayHold(PassedArray array, Place place) => array.Element == place.Type || Contains(array.Struct, place.Type, place.Struct);

    /// <summary>Whether a struct has a field of a type.</summary>
    private static bool Contains(Composite? outer, string type, Composite? inner)
    {
        if (outer is null)
            return false;
        if (inner is null)
            return outer.Leaves.Any(l => l.Type.Keyword() == type);
        HashSet<string> paths = [.. outer.Leaves.Select(l => l.Path)];
        string first = inner.Leaves[0].Path;
        return inner.Leaves.Count < outer.Leaves.Count && outer.Leaves.Any(l => l.Path.EndsWith(first, StringComparison.Ordinal)
            && inner.Leaves.All(i => paths.Contains(l.Path.Substring(0, l.Path.Length - first.Length) + i.Path)));
    }

    public static bool IsByReference(Parameter parameter) => parameter is ResultParameter
        or ScalarParameter { Passing: not Passing.ByValue } or CompositeParameter { Form: null, Passing: not Passing.ByValue };

    private static Place? PlaceOf(Parameter parameter, Function function, MethodModel model) => parameter switch
    {
        ScalarParameter { Passing: not Passing.ByValue } p => new Place(Names.Escape(p.Name), p.Value.Type.Keyword(), null, IsWritten(function, p, p.Passing)),
        CompositeParameter { Form: null, Passing: not Passing.ByValue } p => new Place(Names.Escape(p.Name), p.Type.Type, p.Type, IsWritten(function, p, p.Passing)),
        ResultParameter p when function.Tangent is Result.Composite c => new Place(Names.Escape(p.Name), model.Signature.ReturnType, c.Type, true),
        _ => null,
    };

    // What ends as it began is not assigned.
    private static bool IsWritten(Function function, Parameter parameter, Passing passing) => passing == Passing.Out
        || parameter.Leaves.OfType<ScalarParameter>().Any(l => function.Outputs.Any(o => o.Parameter == l.Name && (o.Adds || o.Value is not Value end || end.Id != l.Value.Id)));
}
