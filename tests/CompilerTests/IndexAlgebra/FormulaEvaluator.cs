using DiffGen.Compiler.IndexAlgebra;
using DiffGen.Compiler.IR;
using Index = DiffGen.Compiler.IndexAlgebra.Index;

namespace DiffGen.CompilerTests.IndexAlgebra;

/// <summary>Turns formulas into numbers by their definition: sums over all integers in reach for which the conditions hold.</summary>
/// <param name="inputs">Numbers and arrays by name; for <c>T[][]</c> arrays of arrays.</param>
/// <param name="adjoint">The adjoint of a variable or element, where formulas speak of it.</param>
internal sealed class FormulaEvaluator(IReadOnlyDictionary<string, object> inputs, Func<Element, double>? adjoint = null)
{
    // Extents are up to 5, offsets small.
    private const int Reach = 9;

    public double Evaluate(Formula formula, IReadOnlyDictionary<Index, int> at) => formula.Summands.Sum(s => Evaluate(s, at));

    private double Evaluate(Summand summand, IReadOnlyDictionary<Index, int> at) => summand.Coefficient * Sum(summand, 0, new Dictionary<Index, int>(at));

    private double Sum(Summand summand, int bound, Dictionary<Index, int> at)
    {
        if (summand.Conditions.Any(c => IsKnown(c.Form, at) && !Holds(c, at)))
            return 0;
        if (bound == summand.Bound.Count)
            return Product(summand, at);
        double sum = 0;
        for (int i = -Reach; i <= Reach; i++)
        {
            at[summand.Bound[bound]] = i;
            sum += Sum(summand, bound + 1, at);
        }
        at.Remove(summand.Bound[bound]);
        return sum;
    }

    // A piece of a piecewise formula that does not apply has no value that matters.
    private double Product(Summand summand, Dictionary<Index, int> at)
    {
        if (summand.Factors.Any(f => f.Atom is Comparison or Flag && Evaluate(f.Atom, at) == 0))
            return 0;
        return summand.Factors.Aggregate(1.0, (product, f) => product * Math.Pow(Evaluate(f.Atom, at), f.Exponent));
    }

    private static bool IsKnown(Affine form, Dictionary<Index, int> at) => form.Indices.All(at.ContainsKey);

    private bool Holds(Condition condition, Dictionary<Index, int> at)
    {
        // A gathered index outside of its array belongs to a term that other conditions rule out.
        try
        {
            long form = Evaluate(condition.Form, at);
            return condition.IsEquality ? form == 0 : form >= 0;
        }
        catch (IndexOutOfRangeException)
        {
            return false;
        }
    }

    public long Evaluate(Affine integer, IReadOnlyDictionary<Index, int> at) => integer.Constant + integer.Parts.Sum(p => p.Coefficient * p.Atom switch
    {
        Index i => at[i],
        Size s => inputs[s.Array] is Array[] rows ? rows.Length : ((Array)inputs[s.Array]).GetLength(s.Dimension),
        WrittenInteger w => System.Convert.ToInt64(inputs[w.Text], System.Globalization.CultureInfo.InvariantCulture),
        IntegerInput n => System.Convert.ToInt64(inputs[n.Name], System.Globalization.CultureInfo.InvariantCulture),
        Gathered { Array: var name } g when name.StartsWith("length of ", StringComparison.Ordinal) => ((Array[])inputs[name["length of ".Length..]])[Evaluate(g.Subscripts[0], at)].Length,
        Gathered g => System.Convert.ToInt64(Element(g.Array, g.Subscripts, at), System.Globalization.CultureInfo.InvariantCulture),
        _ => throw new NotSupportedException(),
    });

    private object Element(string name, EquatableArray<Affine> subscripts, IReadOnlyDictionary<Index, int> at)
    {
        long[] index = [.. subscripts.Select(s => Evaluate(s, at))];
        return inputs[name] is Array[] rows ? rows[index[0]].GetValue(index[1])! : ((Array)inputs[name]).GetValue(index)!;
    }

    private double Evaluate(Atom atom, IReadOnlyDictionary<Index, int> at)
    {
        switch (atom)
        {
            case Element { Subscripts.Count: 0 } e:
                return Real(inputs[e.Tensor]);
            case Element e:
                return Real(Element(e.Tensor, e.Subscripts, at));
            case DiffGen.Compiler.StatementAdjoints.Adjoint a:
                return adjoint!(a.Of);
            case Count c:
                return Evaluate(Affine.Of(c.Of), at);
            case Flag f:
                return (bool)inputs[f.Name] ? 1 : 0;
            case Group g:
                return Evaluate(g.Inner, at);
            case Total t:
                return Evaluate(t.Inner, at);
            case Comparison c:
                double x = Evaluate(c.Of, at);
                return c.Relation switch { Relation.Positive => x > 0, Relation.NotNegative => x >= 0, Relation.Zero => x == 0, _ => x != 0 } ? 1 : 0;
            case Reference r:
                var own = new Dictionary<Index, int>(at);
                for (int i = 0; i < r.Arguments.Count; i++)
                    own[r.Definition.Parameters[i]] = (int)Evaluate(r.Arguments[i], at);
                return Evaluate(r.Definition.Body, own);
            case FunctionOf a:
                return Function(a.Function, [.. a.Arguments.Select(y => Evaluate(y, at))]);
            default:
                throw new NotSupportedException(atom.ToString());
        }
    }

    private static double Real(object value) => System.Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture);

    public static double Function(string name, double[] x)
    {
        if (name == "√")
            return Math.Pow(x[0], x[1]);
        if (name == "Sign")
            return Math.Sign(x[0]);
        Type[] types = [.. x.Select(_ => typeof(double))];
        object? value = (typeof(Math).GetMethod(name, types) ?? typeof(double).GetMethod(name, types))?.Invoke(null, [.. x.Cast<object>()]);
        return value is double result ? result : throw new NotSupportedException(name);
    }
}
