using DiffGen.Compiler.Frontend;
using Microsoft.CodeAnalysis;

namespace DiffGen.Generator;

/// <summary>The attributes that users write, by metadata name.</summary>
internal static class AttributeNames
{
    public const string Differentiable = AttributeReader.Differentiable;
    public const string Constant = "DiffGen.ConstantAttribute";
    public const string GradientOf = "DiffGen.GradientOfAttribute";
    public const string AdjointOf = "DiffGen.AdjointOfAttribute";
    public const string TangentOf = "DiffGen.TangentOfAttribute";

    /// <summary>The attribute of that name on a symbol, if there is one.</summary>
    public static AttributeData? Find(ISymbol symbol, string metadataName)
    {
        foreach (AttributeData attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass?.ToDisplayString() == metadataName)
                return attribute;
        }
        return null;
    }
}
