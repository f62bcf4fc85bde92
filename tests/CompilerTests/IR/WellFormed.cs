using DiffGen.Compiler.IR;

namespace DiffGen.CompilerTests.IR;

/// <summary>
/// What every transformation must keep: a value is defined once, and only used where it is visible, under one name; an array is there before it
/// is used, by a routine that is called too; types are those that the operations want.
/// </summary>
internal sealed class WellFormed
{
    private readonly Function _function;
    private readonly Dictionary<int, Value> _defined = [];
    private readonly HashSet<int> _given;
    private readonly List<string> _faults = [];

    private WellFormed(Function function)
    {
        _function = function;
        _given = [.. function.Inputs.OfType<ArrayParameter>().Select(p => p.Array.Id)];
    }

    /// <summary>What is wrong with a function; nothing, if all is well.</summary>
    public static IReadOnlyList<string> Faults(Function function)
    {
        var checks = new WellFormed(function);
        checks.Check();
        return checks._faults;
    }

    private void Check()
    {
        var scope = new Scope([], [.. _given]);
        foreach (ScalarParameter parameter in _function.Inputs.OfType<ScalarParameter>())
            Define(parameter.Value, scope);
        Block(_function.Body, scope);
        if (!EndsInThrow(_function.Body))
        {
            foreach (Operand operand in _function.FinalOperands)
                Use(operand, scope, null);
            foreach (ArrayVariable array in _function.Result?.Arrays ?? [])
                Use(array, scope, null);
        }
        foreach (Routine routine in _function.Routines)
        {
            var own = new Scope([], [.. routine.Arrays.Select(a => a.Id)]);
            foreach (Value parameter in routine.Parameters)
                Define(parameter, own);
            Block(routine.Body, own);
            if (!EndsInThrow(routine.Body))
            {
                foreach (Operand operand in routine.Results)
                    Use(operand, own, null);
            }
        }
        int[] called = [.. _function.AllStatements.OfType<Invoke>().Select(i => i.Routine)];
        foreach (int missing in called.Except(_function.Routines.Select(r => r.Id)))
            _faults.Add($"routine {missing} is called but not there");
    }

    private void Block(Block block, Scope scope)
    {
        foreach (Statement statement in block.Statements)
            Statement(statement, scope);
    }

    private void Statement(Statement statement, Scope scope)
    {
        switch (statement)
        {
            case Iteration loop:
                foreach (Operand operand in loop is Loop counted ? [counted.Start, counted.Limit, counted.Step] : Array.Empty<Operand>())
                    Use(operand, scope, statement);
                foreach (Carried carried in loop.Carried)
                {
                    Use(carried.Initial, scope, statement);
                    SameType(carried.Inside.Type, statement, carried.Initial.Type, carried.Next.Type, carried.After.Type);
                }
                Scope inside = scope.Inner();
                foreach (Value value in Walk.InnerDefinitions(loop))
                    Define(value, inside);
                if (loop is While { Condition: var condition })
                    Use(condition, inside, statement);
                Block(loop.Body, inside);
                if (!EndsInThrow(loop.Body))
                {
                    foreach (Carried carried in loop.Carried)
                        Use(carried.Next, inside, statement);
                }
                break;
            case Branch branch:
                Use(branch.Condition, scope, statement);
                SameType(Scalar.Bool, statement, branch.Condition.Type);
                Arm(branch.Then, scope, branch.Merges.Select(m => m.Then), statement);
                Arm(branch.Else, scope, branch.Merges.Select(m => m.Else), statement);
                foreach (Merge merge in branch.Merges)
                    SameType(merge.Result.Type, statement, merge.Then.Type, merge.Else.Type);
                break;
            default:
                foreach (Operand operand in Walk.Operands(statement))
                    Use(operand, scope, statement);
                break;
        }
        Memory(statement, scope);
        foreach (Value value in Walk.Definitions(statement))
            Define(value, scope);
    }

    private void Arm(Block arm, Scope scope, IEnumerable<Operand> merged, Statement user)
    {
        Scope inside = scope.Inner();
        Block(arm, inside);
        if (EndsInThrow(arm))
            return;
        foreach (Operand operand in merged)
            Use(operand, inside, user);
    }

    private void Memory(Statement statement, Scope scope)
    {
        switch (statement)
        {
            case Let { Target: var target, Expression: var expression }:
                SameType(target.Type, statement, expression.Type);
                if (expression is Load load)
                    Element(load.Array, load.Indices, scope, statement);
                if (expression is Extent extent)
                    Use(extent.Array, scope, statement);
                break;
            case Store store:
                Element(store.Array, store.Indices, scope, statement);
                SameType(store.Array.Element, statement, store.Value.Type);
                break;
            case Accumulate sum:
                Element(sum.Array, sum.Indices, scope, statement);
                SameType(sum.Array.Element, statement, sum.Value.Type);
                break;
            case Clear clear:
                Use(clear.Array, scope, statement);
                break;
            case CheckShape check:
                Use(check.Array, scope, statement);
                break;
            case Slice slice:
                Use(slice.Of, scope, statement);
                scope.Arrays.Add(slice.View.Id);
                break;
            case Invoke invoke:
                foreach (ArrayVariable array in _function.Routines.Where(r => r.Id == invoke.Routine).SelectMany(r => r.Arrays))
                    Use(array, scope, statement);
                break;
            case Allocate allocate:
                if (allocate.CopyOf is { } copied)
                    Use(copied, scope, statement);
                scope.Arrays.Add(allocate.Array.Id);
                break;
        }
    }

    private void Element(ArrayVariable array, EquatableArray<Operand> indices, Scope scope, Statement? user)
    {
        Use(array, scope, user);
        if (indices.Count != array.Rank)
            Fault(user, $"{indices.Count} subscripts of {array}");
        foreach (Operand index in indices.Where(i => i.Type is not (Scalar.Int32 or Scalar.Int64)))
            Fault(user, $"{index} is no subscript");
    }

    private void Define(Value value, Scope scope)
    {
        if (!_defined.TryAdd(value.Id, value))
            _faults.Add($"{value} is defined twice");
        if (value.Id >= _function.NextId)
            _faults.Add($"{value} is not below the next number, {_function.NextId}");
        scope.Values.Add(value.Id);
    }

    private void Use(Operand operand, Scope scope, Statement? user)
    {
        if (operand is Value value && !scope.Values.Contains(value.Id))
            Fault(user, $"{value} is not visible");
        else if (operand is Value known && !known.Equals(_defined[known.Id]))
            Fault(user, $"{_defined[known.Id]} is called {known}");
    }

    private void Use(ArrayVariable array, Scope scope, Statement? user)
    {
        if (!scope.Arrays.Contains(array.Id))
            Fault(user, $"{array} is not there");
    }

    private void SameType(Scalar wanted, Statement? user, params Scalar[] found)
    {
        if (found.Any(f => f != wanted))
            Fault(user, $"{string.Join(", ", found)} instead of {wanted}");
    }

    private void Fault(Statement? user, string text) =>
        _faults.Add((user is null ? "the end" : IrPrinter.Print(new Block([user])).Split('\n')[0].Trim()) + ": " + text);

    private static bool EndsInThrow(Block block) => block.Statements.Count > 0 && block.Statements[block.Statements.Count - 1] is Throw { Always: true };

    private sealed record Scope(HashSet<int> Values, HashSet<int> Arrays)
    {
        public Scope Inner() => new([.. Values], [.. Arrays]);
    }
}
