using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.IndexAlgebra;

/// <summary>The lines of a derivation in a notation.</summary>
internal sealed class DerivationWriter
{
    private static readonly Dictionary<Index, string> NoNames = [];

    private readonly Derivation _derivation;
    private readonly Notation _notation;
    private readonly FormulaWriter _formulas;
    private bool _takesRows;

    public DerivationWriter(Derivation derivation, Notation notation)
    {
        (_derivation, _notation) = (derivation, notation);
        _formulas = new FormulaWriter(notation, derivation.Shapes);
        var taken = new HashSet<string>(derivation.Gradients.Select(g => g.Parameter)) { derivation.Function };
        foreach (DerivedDefinition derived in derivation.Definitions)
        {
            string name = derived.Definition.Name;
            while (!taken.Add(name))
                name += "′";
            _formulas.DefinitionNames[derived.Definition.Id] = name;
        }
    }

    /// <summary>All lines: the definitions and the value, then each derivative.</summary>
    public IEnumerable<string> Lines()
    {
        foreach (DerivedDefinition derived in _derivation.Definitions)
            yield return Define(derived.Definition);
        yield return Join(_notation.Name(_derivation.Function), [_formulas.Write(_derivation.Value, NoNames), .. Matrix(_derivation.ValueMatrix, NoNames)]);
        foreach (DerivedGradient gradient in _derivation.Gradients)
        {
            foreach (string line in Lines(gradient))
                yield return line;
        }
        if (_takesRows)
            yield return _notation.Text("where row p of X[c] is row c[p] of X, and I is the identity");
    }

    private string Define(Definition definition)
    {
        Dictionary<Index, string> names = _formulas.Named(definition.Parameters, NoNames);
        return Join(_notation.Subscripted(_formulas.NameOf(definition), [.. definition.Parameters.Select(p => names[p])]), [_formulas.Write(definition.Body, names)]);
    }

    /// <summary>One derivative: that of what it builds on, with its deltas, contracted, without indices.</summary>
    public IEnumerable<string> Lines(DerivedGradient gradient)
    {
        Dictionary<Index, string> free = NamesOf(gradient);
        foreach (DerivedStep step in gradient.Steps.Where(s => s.Definition.Parameters.Count > 0 || s.Inserted.Summands.Count <= 2))
        {
            Dictionary<Index, string> names = _formulas.Named(step.Definition.Parameters, free);
            string of = _notation.Subscripted(_formulas.NameOf(step.Definition), [.. step.Definition.Parameters.Select(p => names[p])]);
            string inserted = _formulas.Write(step.Inserted, names), closed = _formulas.Write(step.Closed, names);
            string line = Join(_notation.Derivative(of, Input(gradient, free)), inserted == closed ? [closed] : [inserted, closed]);
            if (line.Length <= _notation.LongestLine)
                yield return line;
        }
        string left = _notation.Derivative(_notation.Name(_derivation.Function), Input(gradient, free));
        string result = _formulas.Write(gradient.Closed, free);
        string[] forms = gradient.Inserted is { } deltas && _formulas.Write(deltas, free) is var text && text.Length + result.Length + left.Length <= _notation.LongestLine && text != result
            ? [text, result]
            : [result];
        yield return Join(left, forms);
        foreach (MatrixCase form in gradient.Matrices.Where(_ => gradient.Free.Count > 0))
        {
            var writer = new MatrixWriter(_notation, _formulas, free);
            string matrix = Write(form.Form, writer);
            string of = _notation.Subscripted(gradient.Parameter, [.. gradient.Slice.Select(i => free[i])]) + writer.Parts(form.Parts);
            yield return Join(_notation.Derivative(_notation.Name(_derivation.Function), of), [matrix]);
        }
    }

    /// <summary>The derivative with respect to one input as one line.</summary>
    public string Closed(DerivedGradient gradient)
    {
        Dictionary<Index, string> free = NamesOf(gradient);
        return Join(_notation.Derivative(_notation.Name(_derivation.Function), Input(gradient, free)), [_formulas.Write(gradient.Closed, free)]);
    }

    private string Input(DerivedGradient gradient, IReadOnlyDictionary<Index, string> free) =>
        _notation.Subscripted(gradient.Parameter, [.. gradient.Free.Select(i => free[i])]);

    // Free indices have letters that no sum in the definitions has, so that deltas show two different ones.
    private Dictionary<Index, string> NamesOf(DerivedGradient gradient)
    {
        var used = new HashSet<string>(_derivation.Definitions.SelectMany(d => d.Definition.Parameters.Concat(Bound(d.Definition.Body)))
            .Concat(Bound(_derivation.Value)).Select(i => i.Name));
        string[] letters = [.. FreeLetters.Where(l => _notation.Letters.Contains(l) && !used.Contains(l)), .. _notation.Letters.Where(l => !used.Contains(l)), .. _notation.Letters];
        return gradient.Free.Select((i, d) => (i, letters.Distinct().ElementAt(d))).ToDictionary(p => p.i, p => p.Item2);
    }

    private static readonly string[] FreeLetters = ["r", "s", "t", "p", "u", "v"];

    private static IEnumerable<Index> Bound(Formula formula) =>
        formula.Summands.SelectMany(s => s.Bound.Concat(s.Factors.SelectMany(f => FormulaAlgebra.Inner(f.Atom)).SelectMany(Bound)));

    private IEnumerable<string> Matrix(MatrixExpression? matrix, IReadOnlyDictionary<Index, string> names) =>
        matrix is null ? [] : [Write(matrix, new MatrixWriter(_notation, _formulas, names))];

    private string Write(MatrixExpression matrix, MatrixWriter writer)
    {
        string text = writer.Write(matrix);
        _takesRows |= writer.TakesRows;
        return text;
    }

    // A form that differs in the spaces alone is none of its own.
    private string Join(string left, IEnumerable<string> forms) =>
        left + " = " + string.Join(" = ", forms.GroupBy(f => f.Replace(_notation.Product(["", ""]), "").Replace(" ", "")).Select(g => g.First()));
}
