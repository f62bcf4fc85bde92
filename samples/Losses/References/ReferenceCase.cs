using System.Text.Json;

namespace Losses.References;

/// <summary>One case of a reference file: inputs, and the value and gradient computed from the definition with 50 digits.</summary>
public sealed record ReferenceCase(NamedArrays Inputs, double Value, NamedArrays Gradient)
{
    /// <summary>Every case of a file in the <c>Data</c> folder beside the program.</summary>
    public static IReadOnlyList<ReferenceCase> Read(string file)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Data", file);
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return [.. document.RootElement.GetProperty("cases").EnumerateArray().Select(Case)];
    }

    private static ReferenceCase Case(JsonElement json) => new(
        Arrays(json.GetProperty("inputs")),
        json.GetProperty("value").GetDouble(),
        Arrays(json.GetProperty("gradients")));

    private static NamedArrays Arrays(JsonElement json)
    {
        var arrays = new NamedArrays();
        foreach (JsonProperty property in json.EnumerateObject())
            arrays.With(property.Name, Values(property.Value));
        return arrays;
    }

    private static Array Values(JsonElement json)
    {
        bool scalar = json.ValueKind == JsonValueKind.Number;
        JsonElement[] data = scalar ? [json] : [.. json.GetProperty("data").EnumerateArray()];
        int[] shape = scalar ? [] : [.. json.GetProperty("shape").EnumerateArray().Select(extent => extent.GetInt32())];

        // The files write every real number with a decimal point, so what parses as an integer is an index or a count.
        return data.Length > 0 && data.All(value => value.TryGetInt32(out _))
            ? data.Select(value => value.GetInt32()).ToArray()
            : NamedArrays.Shaped(shape, data.Select(value => value.GetDouble()));
    }
}
