using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Rules;

/// <summary>How a row of the rule table is written: the function's name, then ∂Ω/∂x or s·∂Ω/∂x for each argument in turn.</summary>
/// <remarks>
/// The form without s is the plain one. The form with s is for a partial that is a quotient (s / x is one operation, s·(1 / x)
/// two), linear in s through a function, or a selection: there what is not selected is an exact 0, whatever s is.
/// A partial may use only functions that exist wherever the function itself exists: those that System.Math has always had,
/// the function itself and those that came with it.
/// </remarks>
internal static class Row
{
    public static Rule Unary(
        string name,
        Func<Term, Term, Term> partial,
        Containers containers = Containers.All,
        bool singular = false,
        bool diverges = false,
        bool expensive = true) =>
        Unary(name, (x, Ω, s) => s * partial(x, Ω), containers, singular, diverges, expensive);

    public static Rule Unary(
        string name,
        Func<Term, Term, Term, Term> scaled,
        Containers containers = Containers.All,
        bool singular = false,
        bool diverges = false,
        bool expensive = true,
        bool selects = false) =>
        new(name, new ScaledPartial?[] { (x, Ω, s) => scaled(x[0], Ω, s) })
        {
            Containers = containers,
            Singular = singular,
            Diverges = diverges,
            Expensive = expensive,
            Selects = selects,
        };

    /// <summary>A function of two arguments; null for an argument that the function does not depend on smoothly.</summary>
    public static Rule Binary(
        string name,
        Func<Term, Term, Term, Term, Term> first,
        Func<Term, Term, Term, Term, Term>? second,
        Containers containers = Containers.All,
        bool singular = false,
        bool diverges = false,
        bool expensive = true,
        bool selects = false) =>
        new(name, new ScaledPartial?[]
        {
            (x, Ω, s) => first(x[0], x[1], Ω, s),
            second is null ? null : (x, Ω, s) => second(x[0], x[1], Ω, s),
        })
        {
            Containers = containers,
            Singular = singular,
            Diverges = diverges,
            Expensive = expensive,
            Selects = selects,
        };

    public static Rule Ternary(
        string name,
        Func<Term, Term, Term, Term, Term> first,
        Func<Term, Term, Term, Term, Term> second,
        Func<Term, Term, Term, Term, Term> third,
        Containers containers = Containers.All,
        bool expensive = false,
        bool selects = false) =>
        new(name, new ScaledPartial?[]
        {
            (x, _, s) => first(x[0], x[1], x[2], s),
            (x, _, s) => second(x[0], x[1], x[2], s),
            (x, _, s) => third(x[0], x[1], x[2], s),
        })
        {
            Containers = containers,
            Expensive = expensive,
            Selects = selects,
        };

    /// <summary>A function that is constant between its jumps: every partial is 0 wherever it exists.</summary>
    public static Rule Cut(string name, int arity = 1, Containers containers = Containers.All) =>
        new(name, new ScaledPartial?[arity]) { Containers = containers, Expensive = false };
}
