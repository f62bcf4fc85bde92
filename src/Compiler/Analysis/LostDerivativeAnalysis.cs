using System.Threading;
using DiffGen.Compiler.IR;
using DiffGen.Compiler.Rules;

namespace DiffGen.Compiler.Analysis;

/// <summary>
/// Finds inputs whose derivative is 0 only because every way from them to an output leads through a rounding or a conversion to
/// an integer: right by the rules, and hardly ever meant.
/// </summary>
/// <remarks>
/// reached(v) = v is the input, or computed from something reached, or handed on by a loop, a branch or an array; once along
/// differentiable operations only, once through cuts as well. Comparisons are no ways: they choose, they do not compute. What has been cut may also be the
/// subscript of an element or the number of trips.
/// </remarks>
internal sealed class LostDerivativeAnalysis(Function function, CancellationToken cancellation)
{
    private readonly Let[] _cuts = [.. Walk.Statements(function.Body).OfType<Let>().Where(l => CutOperands(l.Expression).Any())];

    /// <summary>What cuts the parameter off from the outputs, in words; null if nothing does.</summary>
    public string? Cut(Parameter parameter, IReadOnlyCollection<Operand> scalars, IReadOnlyCollection<ArrayVariable> arrays)
    {
        if (_cuts.Length == 0)
            return null;
        Reach smooth = Follow(parameter, throughCuts: false), any = Follow(parameter, throughCuts: true);
        return !smooth.Any(scalars, arrays) && any.Any(scalars, arrays)
            ? _cuts.Where(c => CutOperands(c.Expression).Any(smooth.Has)).Select(Describe).FirstOrDefault()
            : null;
    }

    private static string Describe(Let cut) => cut.Expression is Call call
        ? "'" + call.Function.Container.Replace("System.", "") + "." + call.Function.Name + "'"
        : "the conversion to '" + cut.Target.Type.Keyword() + "'";

    private static IEnumerable<Operand> CutOperands(Expression expression) => expression switch
    {
        IR.Convert c when c.Type.IsInteger() && c.A.Type.IsReal() => [c.A],
        Call c when c.Type != Scalar.Bool && RuleTable.Find(c.Function, c.Arguments.Count) is { Cuts: true } => c.Arguments.Where(a => a.Type.IsReal()),
        _ => [],
    };

    private Reach Follow(Parameter parameter, bool throughCuts)
    {
        var reach = new Reach(throughCuts, cancellation);
        foreach (Parameter leaf in parameter.Leaves)
        {
            if (leaf is ScalarParameter scalar)
                reach.Add(scalar.Value);
            else if (leaf is ArrayParameter array)
                reach.Add(array.Array);
        }
        do
            reach.Changed = false;
        while (reach.Visit(function.Body));
        return reach;
    }

    private sealed class Reach(bool throughCuts, CancellationToken cancellation)
    {
        private readonly HashSet<Value> _values = [];
        private readonly HashSet<ArrayVariable> _arrays = [];

        public bool Changed { get; set; }

        public bool Has(Operand operand) => operand is Value value && _values.Contains(value);

        public bool Any(IEnumerable<Operand> scalars, IEnumerable<ArrayVariable> arrays) => scalars.Any(Has) || arrays.Any(_arrays.Contains);

        public void Add(Value value) => Changed |= _values.Add(value);

        public void Add(ArrayVariable array) => Changed |= _arrays.Add(array);

        /// <summary>One sweep; whether it reached anything new.</summary>
        public bool Visit(Block block)
        {
            foreach (Statement statement in block.Statements)
            {
                cancellation.ThrowIfCancellationRequested();
                switch (statement)
                {
                    case Let { Expression: Load load } let when _arrays.Contains(load.Array) || IsCut(load.Indices):
                        Add(let.Target);
                        break;
                    case Let let when Ways(let.Expression).Any(Has):
                        Add(let.Target);
                        break;
                    case Store store when Has(store.Value) || IsCut(store.Indices):
                        Add(store.Array);
                        break;
                    case Accumulate accumulate when Has(accumulate.Value) || IsCut(accumulate.Indices):
                        Add(accumulate.Array);
                        break;
                    case Iteration loop:
                        Hand(loop);
                        Visit(loop.Body);
                        Hand(loop);
                        break;
                    case OutsideCall call when Any(call.Arguments, call.Effects.Statements.Select(Walk.Reads).OfType<ArrayVariable>()):
                        foreach (Value result in call.Results)
                            Add(result);
                        foreach (ArrayVariable written in call.Effects.Statements.Select(Walk.Writes).OfType<ArrayVariable>())
                            Add(written);
                        break;
                    case Branch branch:
                        Visit(branch.Then);
                        Visit(branch.Else);
                        foreach (Merge merge in branch.Merges.Where(m => Has(m.Then) || Has(m.Else)))
                            Add(merge.Result);
                        break;
                }
            }
            return Changed;
        }

        private bool IsCut(EquatableArray<Operand> indices) => throughCuts && indices.Any(Has);

        private void Hand(Iteration loop)
        {
            bool tripsAreCut = loop is Loop counted && IsCut([counted.Start, counted.Limit, counted.Step]);
            foreach (Carried carried in loop.Carried.Where(c => tripsAreCut || Has(c.Initial) || Has(c.Next)))
            {
                Add(carried.Inside);
                Add(carried.After);
            }
        }

        private IEnumerable<Operand> Ways(Expression expression) => !throughCuts
            ? ActivityAnalysis.Differentiable(expression)
            : expression switch
            {
                Load or Extent => [],
                _ when expression.Type == Scalar.Bool => [],
                _ => Walk.Operands(expression),
            };
    }
}
