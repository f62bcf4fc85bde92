using DiffGen.Compiler.IR;
using DiffGen.Compiler.Rules;

namespace DiffGen.Compiler.Analysis;

/// <summary>
/// Which values and arrays carry derivatives: those that vary with an active input and are useful to an output.
/// </summary>
/// <remarks>
/// varied(v) = v is an active input, or some operand it depends on differentiably is varied;
/// useful(v) = v is an output, or some useful value depends on it differentiably; active = varied ∧ useful.
/// Values are followed through carried values and merges, arrays and tapes as a whole. Both are least fixed points; a cycle goes only
/// through loops and arrays, so a few sweeps reach them (Griewank &amp; Walther, Evaluating Derivatives, ch. 6; Hascoët,
/// Naumann &amp; Pascual, "To be recorded" analysis).
/// </remarks>
internal sealed class ActivityAnalysis
{
    private readonly HashSet<Value> _varied = [];
    private readonly HashSet<Value> _useful = [];
    private readonly HashSet<ArrayVariable> _variedArrays = [];
    private readonly HashSet<ArrayVariable> _usefulArrays = [];
    private readonly HashSet<Scalar> _variedTapes = [];
    private readonly HashSet<Scalar> _usefulTapes = [];
    private bool _changed;

    /// <param name="sharesTapes">Whether routines put values on the tapes, or take them.</param>
    public ActivityAnalysis(Function function, IEnumerable<Operand> dependentScalars, IEnumerable<ArrayVariable> dependentArrays, CancellationToken cancellation,
        bool sharesTapes = false)
    {
        if (sharesTapes)
        {
            _variedTapes.UnionWith([Scalar.Single, Scalar.Double]);
            _usefulTapes.UnionWith([Scalar.Single, Scalar.Double]);
        }
        foreach (Parameter parameter in function.Leaves)
        {
            if (parameter.IsConstant)
                continue;
            if (parameter is ScalarParameter { Passing: not Passing.Out } scalar && scalar.Value.Type.IsReal())
                _varied.Add(scalar.Value);
            if (parameter is ArrayParameter array && array.Array.Element.IsReal())
                _variedArrays.Add(array.Array);
        }
        do
        {
            cancellation.ThrowIfCancellationRequested();
            _changed = false;
            Forward(function.Body);
        }
        while (_changed);

        foreach (Operand operand in dependentScalars)
            MarkUseful(operand);
        foreach (ArrayVariable array in dependentArrays)
            _usefulArrays.Add(array);
        do
        {
            cancellation.ThrowIfCancellationRequested();
            _changed = false;
            Backward(function.Body);
        }
        while (_changed);
    }

    public bool IsActive(Operand operand) => operand is Value value && _varied.Contains(value) && _useful.Contains(value);

    public bool IsActive(ArrayVariable array) => _variedArrays.Contains(array) && _usefulArrays.Contains(array);

    /// <summary>Whether there is an active value on the tape of a type.</summary>
    public bool IsTapeActive(Scalar type) => _variedTapes.Contains(type) && _usefulTapes.Contains(type);

    public bool IsVaried(Operand operand) => operand is Value value && _varied.Contains(value);

    /// <summary>Whether a statement, or one nested in it, has anything to propagate backwards.</summary>
    public bool HasActive(Statement statement) => Walk.Statements([statement]).Any(s => s switch
    {
        Let let => IsActive(let.Target),
        Store store => IsActive(store.Array),
        Accumulate accumulate => IsActive(accumulate.Array),
        Clear clear => IsActive(clear.Array),
        Iteration loop => loop.Carried.Any(c => IsActive(c.After) || IsActive(c.Inside)),
        Branch branch => branch.Merges.Any(m => IsActive(m.Result)),
        Apply call => call.DifferentiableResults.Any(r => IsActive(r.Result)) || call.DifferentiableMemory.Any(m => m.IsWritten && IsActive(m.Array)),
        // What it records must be taken back.
        Invoke => true,
        _ => false,
    });

    /// <summary>The operands through which an expression depends differentiably on values.</summary>
    public static IEnumerable<Operand> Differentiable(Expression expression) => expression switch
    {
        Binary { Type: Scalar.Single or Scalar.Double } b when OperatorRules.Find(b.Operator) is { } rule =>
            new[] { b.A, b.B }.Where((_, k) => rule.Depends(k)),
        Unary { Type: Scalar.Single or Scalar.Double } u => [u.A],
        Convert c when c.Type.IsReal() && c.A.Type.IsReal() => [c.A],
        Call c when RuleTable.Find(c.Function, c.Arguments.Count) is { } rule =>
            c.Arguments.Where((a, k) => rule.Depends(k) && a.Type.IsReal()),
        _ => [],
    };

    private void Forward(Block block)
    {
        foreach (Statement statement in block.Statements)
        {
            switch (statement)
            {
                case Let { Expression: Load load } let:
                    if (_variedArrays.Contains(load.Array))
                        Mark(_varied, let.Target);
                    break;
                case Let let:
                    if (Differentiable(let.Expression).Any(IsVaried))
                        Mark(_varied, let.Target);
                    break;
                case Store store:
                    if (IsVaried(store.Value))
                        Mark(_variedArrays, store.Array);
                    break;
                case Accumulate accumulate:
                    if (IsVaried(accumulate.Value))
                        Mark(_variedArrays, accumulate.Array);
                    break;
                case Push push:
                    if (IsVaried(push.Value))
                        Mark(_variedTapes, push.Value.Type);
                    break;
                case Pop pop:
                    if (_variedTapes.Contains(pop.Target.Type))
                        Mark(_varied, pop.Target);
                    break;
                case Iteration loop:
                    foreach (Carried c in loop.Carried)
                    {
                        if (IsVaried(c.Initial) || IsVaried(c.Next))
                            Mark(_varied, c.Inside);
                    }
                    Forward(loop.Body);
                    foreach (Carried c in loop.Carried)
                    {
                        if (IsVaried(c.Initial) || IsVaried(c.Next))
                        {
                            Mark(_varied, c.Inside);
                            Mark(_varied, c.After);
                        }
                    }
                    break;
                case Apply call when call.DifferentiableArguments.Any(IsVaried) || call.DifferentiableMemory.Any(m => _variedArrays.Contains(m.Array)):
                    foreach ((Value result, _) in call.DifferentiableResults)
                        Mark(_varied, result);
                    foreach (PassedAs.Memory written in call.DifferentiableMemory.Where(m => m.IsWritten))
                        Mark(_variedArrays, written.Array);
                    break;
                case Invoke invoke:
                    foreach (Value result in invoke.Results.Where(r => r.Type.IsReal()))
                        Mark(_varied, result);
                    foreach (Store store in invoke.Effects.Statements.OfType<Store>().Where(s => s.Array.Element.IsReal()))
                        Mark(_variedArrays, store.Array);
                    break;
                case Branch branch:
                    Forward(branch.Then);
                    Forward(branch.Else);
                    foreach (Merge m in branch.Merges)
                    {
                        if (IsVaried(m.Then) || IsVaried(m.Else))
                            Mark(_varied, m.Result);
                    }
                    break;
            }
        }
    }

    private void Backward(Block block)
    {
        for (int i = block.Statements.Count - 1; i >= 0; i--)
        {
            switch (block.Statements[i])
            {
                case Let { Expression: Load load } let:
                    if (_useful.Contains(let.Target))
                        Mark(_usefulArrays, load.Array);
                    break;
                case Let let:
                    if (_useful.Contains(let.Target))
                    {
                        foreach (Operand operand in Differentiable(let.Expression))
                            MarkUseful(operand);
                    }
                    break;
                case Store store:
                    if (_usefulArrays.Contains(store.Array))
                        MarkUseful(store.Value);
                    break;
                case Accumulate accumulate:
                    if (_usefulArrays.Contains(accumulate.Array))
                        MarkUseful(accumulate.Value);
                    break;
                case Push push:
                    if (_usefulTapes.Contains(push.Value.Type))
                        MarkUseful(push.Value);
                    break;
                case Pop pop:
                    if (_useful.Contains(pop.Target))
                        Mark(_usefulTapes, pop.Target.Type);
                    break;
                case Iteration loop:
                    BackwardCarried(loop);
                    Backward(loop.Body);
                    BackwardCarried(loop);
                    break;
                case Apply call when IsUseful(call):
                    foreach (Operand argument in call.DifferentiableArguments)
                        MarkUseful(argument);
                    foreach (PassedAs.Memory read in call.DifferentiableMemory)
                        Mark(_usefulArrays, read.Array);
                    break;
                case Invoke invoke:
                    foreach (Operand argument in invoke.Arguments.Where(a => a.Type.IsReal()))
                        MarkUseful(argument);
                    foreach (Value result in invoke.Results.Where(r => r.Type.IsReal()))
                        Mark(_useful, result);
                    foreach (ArrayVariable array in invoke.Effects.Statements.SelectMany(s => new[] { Walk.Reads(s), Walk.Writes(s) }).OfType<ArrayVariable>())
                    {
                        if (array.Element.IsReal())
                            Mark(_usefulArrays, array);
                    }
                    break;
                case Branch branch:
                    foreach (Merge m in branch.Merges)
                    {
                        if (_useful.Contains(m.Result))
                        {
                            MarkUseful(m.Then);
                            MarkUseful(m.Else);
                        }
                    }
                    Backward(branch.Then);
                    Backward(branch.Else);
                    break;
            }
        }
    }

    /// <summary>Whether an output depends on what a call hands out, or writes to an array.</summary>
    public bool IsUseful(Apply call) => call.DifferentiableResults.Any(r => _useful.Contains(r.Result))
        || call.DifferentiableMemory.Any(m => m.IsWritten && _usefulArrays.Contains(m.Array));

    public bool IsVaried(ArrayVariable array) => _variedArrays.Contains(array);

    public bool IsUseful(Value value) => _useful.Contains(value);

    public bool IsUseful(ArrayVariable array) => _usefulArrays.Contains(array);

    private void BackwardCarried(Iteration loop)
    {
        foreach (Carried c in loop.Carried)
        {
            if (_useful.Contains(c.After) || _useful.Contains(c.Inside))
            {
                MarkUseful(c.Initial);
                MarkUseful(c.Next);
            }
        }
    }

    private void MarkUseful(Operand operand)
    {
        if (operand is Value value)
            Mark(_useful, value);
    }

    private void Mark<T>(HashSet<T> set, T item)
    {
        if (set.Add(item))
            _changed = true;
    }
}
