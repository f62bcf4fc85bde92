using DiffGen.Compiler.Differentiation;
using DiffGen.Compiler.IndexAlgebra;
using DiffGen.Compiler.IR;
using DiffGen.Compiler.Optimization;

namespace DiffGen.Compiler.Judgement;

/// <summary>
/// Proves that a derivation by hand is right: what it leaves in its buffers and the derivative of F, both in index notation, have one normal form.
/// </summary>
internal static class Proof
{
    private const string Returned = "returned value";

    /// <summary>False also if nothing could be proved.</summary>
    /// <param name="hand">The derivation.</param>
    /// <param name="primal">F after <see cref="Passes.Primal"/>.</param>
    /// <param name="cancellation">Passed on.</param>
    public static bool Holds(HandDerivative hand, Function primal, CancellationToken cancellation)
    {
        if (hand.Kind == DerivativeKind.Tangent || hand.Primal.Outputs.Count > 0 || IndexNotation.Read(primal, cancellation) is not ({ } function, _))
            return false;
        Function method = Passes.Run(Passes.Primal, WithReturnedValue(hand.Hand), cancellation);
        string Name(string name)
        {
            // A number in a struct is called v.X.
            string whole = name.Split('.')[0];
            int own = hand.Hand.Parameters.ToList().FindIndex(p => p.Name == whole);
            return own >= 0 && own < hand.Roles.Count && hand.Roles[own] is { Kind: RoleKind.Own, Of: var k } ? primal.Parameters[k].Name + name.Substring(whole.Length) : name;
        }

        for (int i = 0; i < hand.Roles.Count; i++)
        {
            if (hand.Roles[i] is not { Kind: RoleKind.Derivative, Of: var k })
                continue;
            Parameter parameter = primal.Parameters[k], buffer = method.Parameters[i];
            if (parameter is not (ArrayParameter or ScalarParameter) || WritesAny(primal, parameter)
                || IndexNotation.Gradient(function, parameter) is not ({ } gradient, _)
                || IndexNotation.Left(method, function, buffer, gradient.Free, Name, parameter) is not ({ } left, _)
                || !IndexNotation.AreEqual(function, left, Expected(hand, function, gradient, buffer), gradient.Known))
            {
                return false;
            }
        }
        return hand.Hand.Result is null || (hand.Hand.Result is Result.Number
            && IndexNotation.Left(method, function, method.Parameters[method.Parameters.Count - 1], [], Name, primal.Parameters[0]) is ({ } value, _)
            && IndexNotation.AreEqual(function, value, function.Value, []));
    }

    // A gradient is assigned; an adjoint adds seed·∂F/∂x to what the buffer held.
    private static Formula Expected(HandDerivative hand, IndexedFunction function, IndexedGradient gradient, Parameter buffer)
    {
        if (hand.Kind == DerivativeKind.Gradient)
            return gradient.Formula;
        string seed = hand.Hand.Parameters[hand.Roles.ToList().FindIndex(r => r.Kind == RoleKind.Seed)].Name;
        Formula before = Formula.Of(new Element(buffer.Name, gradient.Free.Select(f => Affine.Of(f)).ToEquatableArray()));
        return function.Algebra.Add(before, function.Algebra.Multiply(Formula.Of(new Element(seed, [])), gradient.Formula));
    }

    private static bool WritesAny(Function primal, Parameter parameter) =>
        parameter.Leaves.OfType<ArrayParameter>().Any(a => primal.Writes(a.Array));

    /// <summary>What the method returns as one more number that it assigns, to be asked for like the others.</summary>
    private static Function WithReturnedValue(Function method) => method.Result is not Result.Number { Value: var value } ? method : method with
    {
        Parameters = method.Parameters.Append(new ScalarParameter(Returned, new Value(method.NextId, value.Type, null), Passing.Out)).ToEquatableArray(),
        Outputs = method.Outputs.Append(new Output(Returned, value, Adds: false)).ToEquatableArray(),
        NextId = method.NextId + 1,
    };
}
