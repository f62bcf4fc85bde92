using DiffGen.Compiler.Differentiation;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Judgement;

/// <summary>What a parameter of a derivative is for.</summary>
/// <param name="Kind">What it holds.</param>
/// <param name="Of">F's parameter that it is, or belongs to; -1 for what belongs to the returned value.</param>
internal readonly record struct Role(RoleKind Kind, int Of)
{
    /// <summary>The roles of the parameters that DiffGen gives a derivative of F.</summary>
    public static IReadOnlyList<Role> OfDerived(Function primal, DerivativeKind kind)
    {
        var roles = new List<Role>(primal.Parameters.Select((_, k) => new Role(RoleKind.Own, k)));
        if (kind == DerivativeKind.Adjoint && primal.Result is not null)
            roles.Add(new Role(RoleKind.Seed, -1));
        for (int k = 0; k < primal.Parameters.Count; k++)
        {
            Parameter p = primal.Parameters[k];
            bool isOut = p is ScalarParameter { Passing: Passing.Out } or CompositeParameter { Passing: Passing.Out };
            if (!p.IsConstant && p.HasReals && !(kind == DerivativeKind.Gradient && isOut))
                roles.Add(new Role(RoleKind.Derivative, k));
        }
        if (kind == DerivativeKind.Tangent && primal.Result is not null)
            roles.Add(new Role(RoleKind.Tangent, -1));
        return roles;
    }
}

internal enum RoleKind
{
    /// <summary>A parameter of F.</summary>
    Own,

    /// <summary>The adjoint of what F returns.</summary>
    Seed,

    /// <summary><c>dx</c>, or <c>xDot</c>.</summary>
    Derivative,

    /// <summary>The tangent of what F returns.</summary>
    Tangent,
}

/// <summary>A derivative that was derived by hand, with what it is the derivative of.</summary>
/// <param name="Kind">Gradient, adjoint or tangent.</param>
/// <param name="Primal">F as it was lowered.</param>
/// <param name="Hand">The derivation by hand, lowered as any method.</param>
/// <param name="Roles">What the parameters of the latter are for.</param>
/// <param name="IsOverflowChecked">Whether integer arithmetic that overflows throws in this project.</param>
internal sealed record HandDerivative(DerivativeKind Kind, Function Primal, Function Hand, IReadOnlyList<Role> Roles, bool IsOverflowChecked);
