using DiffGen.Compiler.IR;
using DiffGen.Compiler.Rules;

namespace DiffGen.Compiler.Analysis;

/// <summary>
/// The active values that may happen to depend on no input: a sum before the first trip, an element set to a constant, the constant
/// that <c>Max</c> picks. Their tangent is then 0, and that 0 must not meet an infinite partial derivative, where 0·∞ would make it NaN.
/// </summary>
/// <remarks>
/// vanishes(v) = v is inactive, or what a function selects, or computed from vanishing values alone, or a vanishing value reaches it
/// through a carried value, a merge, a tape or an array (as a whole). The counterpart of <see cref="SelectionAnalysis"/>.
/// </remarks>
internal sealed class VanishingAnalysis
{
    private readonly ActivityAnalysis _activity;
    private readonly HashSet<Value> _values = [];
    private readonly HashSet<ArrayVariable> _arrays = [];
    private readonly HashSet<Scalar> _tapes = [];
    private bool _changed;

    /// <param name="inputsVanish">Whether what is handed in may itself depend on no input, as in a routine.</param>
    public VanishingAnalysis(Function function, ActivityAnalysis activity, bool inputsVanish, CancellationToken cancellation)
    {
        _activity = activity;
        if (inputsVanish || function.Routines.Count > 0)
            _tapes.UnionWith([Scalar.Single, Scalar.Double]);
        foreach (Parameter parameter in function.Leaves.Where(p => inputsVanish || p.IsConstant))
        {
            if (parameter is ArrayParameter array)
                _arrays.Add(array.Array);
            else if (parameter is ScalarParameter scalar)
                _values.Add(scalar.Value);
        }
        do
        {
            cancellation.ThrowIfCancellationRequested();
            _changed = false;
            Forward(function.Body);
        }
        while (_changed);
    }

    public bool Vanishes(Operand operand) => !_activity.IsActive(operand) || _values.Contains((Value)operand);

    private void Forward(Block block)
    {
        foreach (Statement statement in block.Statements)
        {
            switch (statement)
            {
                case Let { Expression: Load load } let:
                    Mark(_values, let.Target, _arrays.Contains(load.Array));
                    break;
                case Let let:
                    Mark(_values, let.Target, Selects(let.Expression) || ActivityAnalysis.Differentiable(let.Expression).All(Vanishes));
                    break;
                case Store store:
                    Mark(_arrays, store.Array, Vanishes(store.Value));
                    break;
                case Clear clear:
                    Mark(_arrays, clear.Array, true);
                    break;
                case Allocate { Cleared: true } allocate:
                    Mark(_arrays, allocate.Array, true);
                    break;
                case Push push:
                    Mark(_tapes, push.Value.Type, Vanishes(push.Value));
                    break;
                case Pop pop:
                    Mark(_values, pop.Target, _tapes.Contains(pop.Target.Type));
                    break;
                case OutsideCall call:
                    foreach (Value result in call.Results)
                        Mark(_values, result, true);
                    foreach (ArrayVariable array in call.Effects.Statements.Select(Walk.Writes).OfType<ArrayVariable>())
                        Mark(_arrays, array, true);
                    break;
                case Iteration loop:
                    HandOver(loop);
                    Forward(loop.Body);
                    HandOver(loop);
                    break;
                case Branch branch:
                    Forward(branch.Then);
                    Forward(branch.Else);
                    foreach (Merge merge in branch.Merges)
                        Mark(_values, merge.Result, Vanishes(merge.Then) || Vanishes(merge.Else));
                    break;
            }
        }
    }

    private void HandOver(Iteration loop)
    {
        foreach (Carried carried in loop.Carried)
        {
            bool vanishes = Vanishes(carried.Initial) || Vanishes(carried.Next);
            Mark(_values, carried.Inside, vanishes);
            Mark(_values, carried.After, vanishes);
        }
    }

    private static bool Selects(Expression expression) =>
        expression is Call call && RuleTable.Find(call.Function, call.Arguments.Count) is { Selects: true };

    private void Mark<T>(HashSet<T> set, T item, bool vanishes)
    {
        if (vanishes && set.Add(item))
            _changed = true;
    }
}
