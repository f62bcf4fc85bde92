using DiffGen.Compiler.Differentiation;
using DiffGen.Compiler.IndexAlgebra;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Judgement;

/// <summary>The derivative as it should be, in index notation, for a message.</summary>
internal static class RightFormula
{
    private const int Longest = 160;
    private const int DeepestNames = 3;

    /// <summary><c>∂Loss/∂Uᵢⱼ = …</c>; null if there is no such formula, or it is too long to be read.</summary>
    public static string? Of(HandDerivative hand, Function primal, int parameter, CancellationToken cancellation)
    {
        if (hand.Kind == DerivativeKind.Tangent || parameter < 0 || primal.Parameters[parameter] is not (ArrayParameter or ScalarParameter)
            || IndexNotation.Read(primal, cancellation) is not ({ } function, _)
            || IndexNotation.Gradient(function, primal.Parameters[parameter]) is not ({ } gradient, _))
        {
            return null;
        }
        // A name for a sum says nothing to who has derived it another way.
        Formula formula = gradient.Formula;
        for (int level = 0; level < DeepestNames && FormulaAlgebra.Atoms(formula).Any(a => a is Reference); level++)
            formula = function.Algebra.Replace(formula, a => a is Reference reference ? function.Algebra.Open(reference) : null);
        var writer = new FormulaWriter(UnicodeNotation.Instance, function.Shapes);
        Dictionary<IndexAlgebra.Index, string> names = writer.Named(gradient.Free, new Dictionary<IndexAlgebra.Index, string>());
        string by = UnicodeNotation.Instance.Subscripted(gradient.Parameter, [.. gradient.Free.Select(f => names[f])]);
        string text = UnicodeNotation.Instance.Derivative(primal.Name, by) + " = " + writer.Write(formula, names);
        return text.Length <= Longest && !FormulaAlgebra.Atoms(formula).Any(a => a is Reference) ? text : null;
    }
}
