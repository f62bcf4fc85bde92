using DiffGen.Compiler.Diagnostics;
using DiffGen.Compiler.Differentiation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DiffGen.Compiler.Frontend.Declared;

/// <summary>A declared derivative held against one of the methods that it may belong to: every difference is a problem at the parameter to blame.</summary>
internal sealed class DeclaredMatch
{
    private readonly IMethodSymbol _method;
    private readonly DeclaredAttribute _attribute;
    private readonly List<Problem> _problems = [];
    private readonly List<DeclaredParameter> _added = [];

    public DeclaredMatch(IMethodSymbol method, IMethodSymbol primal, DeclaredAttribute attribute, CancellationToken cancellation)
    {
        _method = method;
        Primal = primal;
        _attribute = attribute;
        CheckKind(cancellation);
        CheckResult(cancellation);
        Leading = CheckParametersOfPrimal();
        HasParametersOfPrimal = Leading == primal.Parameters.Length;
        if (HasParametersOfPrimal)
            CheckAdded();
    }

    public IMethodSymbol Primal { get; }

    public IReadOnlyList<Problem> Problems => _problems;

    /// <summary>How many parameters of F there are before the first difference.</summary>
    public int Leading { get; }

    public bool HasParametersOfPrimal { get; }

    public DeclaredDerivative Read => new(_method, Primal, _attribute.Kind, _added);

    private string Kind => _attribute.Kind.ToString().ToLowerInvariant();

    private Location Name => _method.Locations.FirstOrDefault() ?? Location.None;

    private void CheckKind(CancellationToken cancellation)
    {
        Location argument = _attribute.Argument(_method, cancellation);
        if (Primal.IsGenericMethod)
            Add(DeclaredDescriptors.UnknownPrimal, argument, $"'{Primal.Name}' is generic", "write it for double or float");
        if (_attribute.Kind == DerivativeKind.Gradient && !AttributeReader.ReturnsReal(Primal))
        {
            Add(DeclaredDescriptors.Unsuitable, argument,
                $"cannot be the gradient of '{Primal.Name}', which returns no number", "mark it [AdjointOf] or [TangentOf] and declare the parameters of such");
        }
        if (Primal.IsStatic != _method.IsStatic)
        {
            Add(DeclaredDescriptors.Unsuitable, Name, $"is {Static(_method)} and '{Primal.Name}' is {Static(Primal)}",
                Primal.IsStatic ? "make it static" : "make it an instance method of the same type");
        }
        else if (!Primal.IsStatic && !SymbolEqualityComparer.Default.Equals(Primal.ContainingType, _method.ContainingType))
        {
            Add(DeclaredDescriptors.Unsuitable, Name, $"belongs to another type than the instance method '{Primal.Name}'", "declare it in that type, or for a static method");
        }
        if (DeclaredAttribute.AsksForBody(_method) && !SymbolEqualityComparer.Default.Equals(Primal.ContainingType, _method.ContainingType))
        {
            Add(DeclaredDescriptors.Unsuitable, Name, $"has no body and '{Primal.Name}' belongs to another type",
                $"declare it in '{Primal.ContainingType.Name}', or write its body: it is a rule then");
        }
    }

    private void CheckResult(CancellationToken cancellation)
    {
        if (_method.ReturnsVoid || (SymbolEqualityComparer.Default.Equals(_method.ReturnType, Primal.ReturnType) && _method.RefKind == Primal.RefKind))
            return;
        SyntaxNode? syntax = _method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation);
        Add(DeclaredDescriptors.Mismatch, (syntax as MethodDeclarationSyntax)?.ReturnType.GetLocation() ?? Name,
            $"returns '{ExpectedParameter.Word(_method.ReturnType)}'",
            Primal.ReturnsVoid ? "'void'" : $"'{ExpectedParameter.Word(Primal.ReturnType)}', the value of '{Primal.Name}', or 'void'");
    }

    /// <returns>How many there are before the first difference; only that is reported.</returns>
    private int CheckParametersOfPrimal()
    {
        for (int i = 0; i < Primal.Parameters.Length; i++)
        {
            IParameterSymbol expected = Primal.Parameters[i];
            if (i >= _method.Parameters.Length)
            {
                Add(DeclaredDescriptors.Mismatch, Name, "ends too early", $"'{ExpectedParameter.Declaration(expected)}' as parameter {Ordinal(i)}, as in '{Primal.Name}'");
                return i;
            }
            IParameterSymbol actual = _method.Parameters[i];
            bool isSame = actual.RefKind == expected.RefKind && SymbolEqualityComparer.Default.Equals(actual.Type, expected.Type)
                && (MayBeRenamed || actual.Name == expected.Name);
            if (!isSame)
            {
                Add(DeclaredDescriptors.Mismatch, Place(actual), $"has '{ExpectedParameter.Declaration(actual)}' as parameter {Ordinal(i)}",
                    $"'{ExpectedParameter.Declaration(expected)}', as in '{Primal.Name}', whose parameters come first and unchanged");
                return i;
            }
        }
        return Primal.Parameters.Length;
    }

    private void CheckAdded()
    {
        string[] names = [.. _method.Parameters.Take(Primal.Parameters.Length).Select(p => p.Name)];
        IReadOnlyList<ExpectedParameter> expected = ExpectedParameter.All(Primal, _attribute.Kind, names, IsConstant);
        var found = new ExpectedParameter?[_method.Parameters.Length];
        int last = -1;
        foreach (IParameterSymbol actual in _method.Parameters.Skip(names.Length))
        {
            ExpectedParameter? meant = Meant(actual, expected);
            found[actual.Ordinal] = meant;
            if (meant is null)
                Add(actual, Unknown(actual, names, expected));
            else if (!meant.Accepts(actual))
                Add(actual, meant.Text);
            else if (found.Take(actual.Ordinal).Contains(meant))
                Add(actual, $"one parameter for {meant.Text}");
            else if (IndexOf(expected, meant) < last)
                Add(actual, $"{meant.Text} before '{_method.Parameters[actual.Ordinal - 1].Name}': the order of '{Primal.Name}'");
            else
                _added.Add(new DeclaredParameter(actual, meant.Of));
            last = Math.Max(last, meant is null ? -1 : IndexOf(expected, meant));
        }
        if (_problems.Count > 0)
            return;
        foreach (ExpectedParameter required in expected.Where(e => e.Of is null && !found.Contains(e)))
            Add(DeclaredDescriptors.Mismatch, Name, $"has no parameter '{required.Name}'", required.Text + (required.RefKind == RefKind.Out ? " at the end" : $" after the parameters of '{Primal.Name}'"));
        if (_added.All(a => a.Of is null))
        {
            string[] possible = [.. expected.Where(e => e.Of is not null).Select(e => e.Text)];
            Add(DeclaredDescriptors.Mismatch, Name, "has no parameter for a derivative",
                possible.Length == 0 ? $"one, but '{Primal.Name}' has no parameter to differentiate with respect to" : "at least one of " + string.Join(", ", possible));
        }
    }

    private ExpectedParameter? Meant(IParameterSymbol actual, IReadOnlyList<ExpectedParameter> expected) =>
        expected.FirstOrDefault(e => e.Name == actual.Name)
        ?? expected.FirstOrDefault(e => string.Equals(e.Name, actual.Name, StringComparison.OrdinalIgnoreCase))
        ?? (MayBeRenamed ? ByNameInPrimal(actual, expected) : null);

    // The derivative of what F calls z may be called dz also where the derivative calls it x.
    private ExpectedParameter? ByNameInPrimal(IParameterSymbol actual, IReadOnlyList<ExpectedParameter> expected)
    {
        int[] of = [.. ExpectedParameter.All(Primal, _attribute.Kind, [.. Primal.Parameters.Select(p => p.Name)], IsConstant)
            .Where(e => string.Equals(e.Name, actual.Name, StringComparison.OrdinalIgnoreCase)).Select(e => e.Of ?? -1)];
        return of.Length == 1 && of[0] >= 0 ? expected.First(e => e.Of == of[0]) : null;
    }

    private string Unknown(IParameterSymbol actual, string[] names, IReadOnlyList<ExpectedParameter> expected)
    {
        ExpectedParameter? constant = Meant(actual, ExpectedParameter.All(Primal, _attribute.Kind, names, _ => false));
        if (constant is { Of: { } of })
            return $"no such parameter, because '{names[of]}' is [Constant]";
        ExpectedParameter[] open = [.. expected.Where(e => _method.Parameters.All(p => Meant(p, expected) != e))];
        return open.Length == 0 ? "no further parameter" : "one of " + string.Join(", ", open.Select(e => e.Text));
    }

    private bool IsConstant(int ordinal) => AttributeReader.IsConstant(Primal.Parameters[ordinal]) || AttributeReader.IsConstant(_method.Parameters[ordinal]);

    // Nobody knows by heart what the parameters of somebody else's method are called.
    private bool MayBeRenamed => _attribute.Type is not null && !DeclaredAttribute.AsksForBody(_method);

    private void Add(IParameterSymbol parameter, string expected) =>
        Add(DeclaredDescriptors.Mismatch, Place(parameter), $"declares '{ExpectedParameter.Declaration(parameter)}'", expected);

    private void Add(DiagnosticDescriptor descriptor, Location location, string what, string expected) => _problems.Add(descriptor == DeclaredDescriptors.Mismatch
        ? new Problem(descriptor, location, _method.Name, Kind, Primal.Name, what, expected)
        : new Problem(descriptor, location, _method.Name, what, expected));

    private static int IndexOf(IReadOnlyList<ExpectedParameter> all, ExpectedParameter one)
    {
        int index = 0;
        while (!ReferenceEquals(all[index], one))
            index++;
        return index;
    }

    private static Location Place(IParameterSymbol parameter) => parameter.Locations.FirstOrDefault() ?? Location.None;

    private static string Ordinal(int index) => (index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Static(IMethodSymbol method) => method.IsStatic ? "static" : "an instance method";
}
