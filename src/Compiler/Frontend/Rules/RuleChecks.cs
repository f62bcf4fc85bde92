using DiffGen.Compiler.Analysis;
using DiffGen.Compiler.Diagnostics;
using DiffGen.Compiler.Frontend.Declared;
using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;

namespace DiffGen.Compiler.Frontend.Rules;

/// <summary>Whether the rules of the methods that a function calls are all that its derivatives need.</summary>
internal static class RuleChecks
{
    private const Derivatives ByAdjoint = Derivatives.Gradient | Derivatives.Adjoint;
    private const Derivatives ByTangent = Derivatives.Tangent;
    private const Derivatives BySecond = Derivatives.HessianVectorProduct | Derivatives.Hessian;
    private const Derivatives ByBoth = Derivatives.HessianVectorProduct | Derivatives.Hessian | Derivatives.Jacobian;

    public static void Check(IMethodSymbol method, Derivatives wanted, Function function, IReadOnlyList<RuleSite> sites, List<Problem> problems, CancellationToken cancellation)
    {
        if (sites.Count == 0)
            return;
        var found = new List<Problem>();
        Find(method, wanted, function, sites, found, cancellation);
        if (found.Count == 0)
            return;
        List<Problem>?[] left = [.. function.Parameters.Select((p, i) => p.IsConstant || !p.HasReals ? null : FoundWithout(i))];
        foreach (Problem problem in found)
        {
            // The one parameter without whose derivative there would be no such problem.
            int[] waysOut = problem.Descriptor == Descriptors.RuleNotUsable ? []
                : [.. Enumerable.Range(0, left.Length).Where(i => left[i]?.Any(p => IsSame(p, problem)) == false)];
            problems.Add(problem with { Constant = waysOut is [var only] ? method.Parameters[only] : null });
        }

        List<Problem> FoundWithout(int parameter)
        {
            var others = new List<Problem>();
            Find(method, wanted, function with { Parameters = function.Parameters.Select((p, k) => k == parameter ? p.AsConstant() : p).ToEquatableArray() }, sites, others, cancellation);
            return others;
        }
    }

    private static bool IsSame(Problem a, Problem b) => a.Location == b.Location && a.Descriptor == b.Descriptor && a.Arguments.SequenceEqual(b.Arguments);

    private static void Find(IMethodSymbol method, Derivatives wanted, Function function, IReadOnlyList<RuleSite> sites, List<Problem> problems, CancellationToken cancellation)
    {
        ArrayVariable[] arrays = [.. function.Leaves.OfType<ArrayParameter>().Where(p => !p.IsConstant).Select(p => p.Array)
            .Where(function.Writes), .. function.Result?.Arrays ?? []];
        foreach (Apply call in function.AllStatements.OfType<Apply>())
        {
            // Its elements cannot be kept, and it cannot be passed twice.
            if (call.Method.Memory.FirstOrDefault(m => m.Form == ArrayForm.Jagged
                && (function.Writes(m.Array) || call.Method.Memory.Count(o => o.Array.Equals(m.Array)) > 1)) is { } jagged)
            {
                problems.Add(new Problem(Descriptors.RuleNotUsable, sites[call.Method.Site].Location, sites[call.Method.Site].Rules.Method.Name,
                    "the rows of '" + jagged.Array.Name + "' are changed in this method, or passed twice", "pass one row at a time, or a matrix"));
            }
        }
        var activity = new ActivityAnalysis(function, function.FinalOperands, arrays, cancellation, function.Routines.Count > 0);
        ArrayVariable[] constant = [.. function.Inputs.OfType<ArrayParameter>().Select(p => p.Array).Where(a => !activity.IsVaried(a))];
        foreach (Apply call in Walk.Statements(function.Body).OfType<Apply>())
            Check(method, wanted, call, sites[call.Method.Site], activity, constant, problems);
        // Of the numbers that a routine is handed nothing is known.
        foreach (Apply call in function.Routines.SelectMany(r => Walk.Statements(r.Body)).OfType<Apply>())
            Check(method, wanted, call, sites[call.Method.Site], null, constant, problems);
    }

    private static void Check(IMethodSymbol method, Derivatives wanted, Apply call, RuleSite site, ActivityAnalysis? activity, ArrayVariable[] constant, List<Problem> problems)
    {
        string name = site.Rules.Method.Name;
        if (activity?.HasActive(call) != false)
        {
            if (call.Method.Adjoint is null && (wanted & (ByAdjoint | ByBoth)) is var adjoints and not 0)
                Report("a tangent", "adjoint", adjoints, "AdjointOf");
            else if (call.Method.Tangent is null && (wanted & (ByTangent | ByBoth)) is var tangents and not 0)
                Report("an adjoint", "tangent", tangents, "TangentOf");
        }
        if ((wanted & BySecond) != 0 && activity?.HasActive(call) != false && call.Method is { Adjoint: { } adjoint, Tangent: not null } && SecondObstacle(call, adjoint) is { } obstacle)
            Add(new Problem(Descriptors.RuleNotDifferentiable, site.Location, method.Name, site.Rules.Adjoint!.Method.Name, obstacle.Reason, obstacle.Advice));
        foreach ((DerivativeCall? rule, DeclaredDerivative? declared, bool isNeeded) in new[]
        {
            (call.Method.Adjoint, site.Rules.Adjoint, (wanted & (ByAdjoint | ByBoth)) != 0), (call.Method.Tangent, site.Rules.Tangent, (wanted & (ByTangent | ByBoth)) != 0),
        })
        {
            if (rule is null || !isNeeded)
                continue;
            for (int i = 0; i < call.Method.Parameters.Count; i++)
            {
                if (!rule.Has(i) && IsNeeded(call, i, activity, constant))
                {
                    IParameterSymbol parameter = site.Rules.Method.Parameters[i];
                    string wantedName = rule == call.Method.Adjoint ? "d" + parameter.Name : parameter.Name + "Dot";
                    Add(new Problem(Descriptors.RuleLacksDerivative, site.Arguments[i] ?? site.Location, name, declared!.Method.Name, parameter.Name, wantedName));
                }
            }
        }

        void Report(string has, string missing, Derivatives by, string attribute)
        {
            string derivative = by.ToString().ToLowerInvariant();
            Add(new Problem(Descriptors.MissingRule, site.Location, name, has, missing, derivative, method.Name,
                site.Rules.Method.Locations.Any(l => l.IsInSource) ? "write one and mark it [" + attribute + "(nameof(" + name + "))]"
                    : "write one and mark it [" + attribute + "(typeof(" + site.Rules.Method.ContainingType.Name + "), nameof(" + site.Rules.Method.ContainingType.Name + "." + name + "))]"));
        }

        void Add(Problem problem)
        {
            if (!problems.Any(p => IsSame(p, problem)))
                problems.Add(problem);
        }
    }

    /// <summary>Why an adjoint cannot be written out and differentiated, and what to do; null if it can.</summary>
    private static (string Reason, string Advice)? SecondObstacle(Apply call, DerivativeCall adjoint)
    {
        const string Source = "write it in this project, in code that DiffGen can differentiate";
        if (adjoint.Body is not { } body)
            return ("has no source here that can be differentiated", Source);
        if (body.Captures.Count > 0 || body.Routines.Count > 0)
            return (body.Captures.Count > 0 ? "reads a field or property" : "calls itself", "pass what it needs as parameters, and write loops instead of recursion");
        if (call.Method.Memory.Any(m => m.Row is not null || m.Start is not null))
            return ("works on a part of an array here", "pass whole arrays");
        return Walk.Statements(body.Body).OfType<Apply>().Any(a => a.Method.Tangent is null)
            ? ("calls a method that has an adjoint and no tangent", "write that one's tangent, too")
            : null;
    }

    /// <summary>Whether a derivative would get lost if the rule said nothing about a parameter.</summary>
    private static bool IsNeeded(Apply call, int parameter, ActivityAnalysis? activity, ArrayVariable[] constant)
    {
        switch (call.Method.Parameters[parameter])
        {
            case PassedAs.Number p:
                return IsVaried(call.Arguments[p.Argument]) && (activity is null || activity.IsUseful(call));
            case PassedAs.Reference p:
                return (p.Argument is { } before && IsVaried(call.Arguments[before]) && (activity is null || activity.IsUseful(call)))
                    || (call.Results[p.Result].Type.IsReal() && (activity is null || (activity.IsUseful(call.Results[p.Result]) && HasVaried())));
            case PassedAs.Memory { Array: var array } p when array.Element.IsReal():
                return activity is null ? !constant.Contains(array) : (activity.IsVaried(array) && activity.IsUseful(call)) || (p.IsWritten && activity.IsUseful(array) && HasVaried());
            default:
                return false;
        }

        bool IsVaried(Operand operand) => operand.Type.IsReal() && operand is Value && activity?.IsVaried(operand) != false;

        bool HasVaried() => call.Arguments.Any(IsVaried) || call.Method.Memory.Any(m => activity!.IsVaried(m.Array));
    }

    /// <summary>What is wrong with the derivatives of a differentiable method of another project; null if it is none.</summary>
    public static (string Reason, string Advice)? Obstacle(IMethodSymbol method, IAssemblySymbol own, CancellationToken cancellation)
    {
        if (SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, own) || method.ContainingAssembly is null)
            return null;
        if (RuleIndex.Stale(method, cancellation) is { } stale)
        {
            return ("has a derivative '" + stale.Name + "' whose parameters do not belong to it any more",
                DeclaredAttribute.IsGenerated(stale) ? "build that project again with DiffGen" : "make the parameters of '" + stale.Name + "' fit");
        }
        return AttributeReader.IsDifferentiable(method)
            ? ("is [Differentiable], but has no adjoint or tangent that can be called here", "build that project with DiffGen and ask for Derivatives.Adjoint and Derivatives.Tangent there")
            : null;
    }
}
