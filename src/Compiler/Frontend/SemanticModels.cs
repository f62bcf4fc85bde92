using Microsoft.CodeAnalysis;

namespace DiffGen.Compiler.Frontend;

/// <summary>One semantic model for each file: a second one would bind again what the first has bound.</summary>
internal sealed class SemanticModels(Compilation compilation)
{
    private readonly Dictionary<SyntaxTree, SemanticModel> _models = [];

    public Compilation Compilation => compilation;

    /// <summary>Whether C# is asked for errors elsewhere, once for many methods; asking costs as much as all else that the Frontend does.</summary>
    public bool AreKnownToCompile { get; init; }

    public SemanticModel Of(SyntaxTree tree)
    {
        if (!_models.TryGetValue(tree, out SemanticModel? model))
            _models.Add(tree, model = compilation.GetSemanticModel(tree));
        return model;
    }
}
