using DiffGen.Compiler.IR;

namespace DiffGen.CompilerTests.Emission;

/// <summary>Runs IR by its definition; numbers are doubles, a <c>bool</c> is 0 or 1, arrays have one dimension.</summary>
internal sealed class Interpreter
{
    private readonly Dictionary<int, double> _values = [];
    private readonly Dictionary<int, double[]> _arrays = [];
    private readonly Stack<double> _tape = new();

    /// <summary>What the function returns; arrays and <c>ref</c> arguments are changed in place.</summary>
    public static double Run(Function function, object[] arguments)
    {
        var machine = new Interpreter();
        for (int i = 0; i < arguments.Length; i++)
        {
            if (function.Parameters[i] is ArrayParameter array)
                machine._arrays[array.Array.Id] = (double[])arguments[i];
            else
                machine._values[((ScalarParameter)function.Parameters[i]).Value.Id] = System.Convert.ToDouble(arguments[i], null);
        }
        machine.Run(function.Body);
        double result = machine.Of(function.Result!.Numbers.Single());
        double[] outputs = [.. function.Outputs.Select(o => machine.Of(o.Value))];
        for (int k = 0; k < outputs.Length; k++)
        {
            int at = function.Parameters.ToList().FindIndex(p => p.Name == function.Outputs[k].Parameter);
            arguments[at] = function.Outputs[k].Adds ? (double)arguments[at] + outputs[k] : outputs[k];
        }
        return result;
    }

    private double Of(Operand operand) => operand is Constant c ? c.Number : _values[((Value)operand).Id];

    private void Run(Block block)
    {
        foreach (Statement statement in block.Statements)
            Run(statement);
    }

    private void Run(Statement statement)
    {
        switch (statement)
        {
            case Let s:
                _values[s.Target.Id] = Of(s.Expression);
                break;
            case Store s:
                _arrays[s.Array.Id][(int)Of(s.Indices[0])] = Of(s.Value);
                break;
            case Accumulate s:
                _arrays[s.Array.Id][(int)Of(s.Indices[0])] += Of(s.Value);
                break;
            case Allocate s:
                _arrays[s.Array.Id] = new double[(int)Of(s.Extents[0])];
                break;
            case Clear s:
                System.Array.Clear(_arrays[s.Array.Id]);
                break;
            case Push s:
                _tape.Push(Of(s.Value));
                break;
            case Pop s:
                _values[s.Target.Id] = _tape.Pop();
                break;
            case Branch s:
                bool taken = Of(s.Condition) != 0;
                Run(taken ? s.Then : s.Else);
                double[] merged = [.. s.Merges.Select(m => Of(taken ? m.Then : m.Else))];
                for (int k = 0; k < merged.Length; k++)
                    _values[s.Merges[k].Result.Id] = merged[k];
                break;
            case Loop s:
                Run(s);
                break;
        }
    }

    private void Run(Loop loop)
    {
        double[] carried = [.. loop.Carried.Select(c => Of(c.Initial))];
        for (double i = Of(loop.Start); i < Of(loop.Limit); i += Of(loop.Step))
        {
            _values[loop.Counter.Id] = i;
            for (int k = 0; k < carried.Length; k++)
                _values[loop.Carried[k].Inside.Id] = carried[k];
            Run(loop.Body);
            carried = [.. loop.Carried.Select(c => Of(c.Next))];
        }
        for (int k = 0; k < carried.Length; k++)
            _values[loop.Carried[k].After.Id] = carried[k];
    }

    private double Of(Expression expression) => expression switch
    {
        Unary { Operator: UnaryOperator.Negate } e => -Of(e.A),
        Unary { Operator: UnaryOperator.Not } e => 1 - Of(e.A),
        Binary e => Of(e.Operator, Of(e.A), Of(e.B)),
        Call e => Math.Sin(Of(e.Arguments[0])),
        Compiler.IR.Convert e => Of(e.A),
        Load e => _arrays[e.Array.Id][(int)Of(e.Indices[0])],
        Extent e => _arrays[e.Array.Id].Length,
        _ => throw new NotSupportedException(),
    };

    private static double Of(BinaryOperator op, double a, double b) => op switch
    {
        BinaryOperator.Add => a + b,
        BinaryOperator.Subtract => a - b,
        BinaryOperator.Multiply => a * b,
        BinaryOperator.Divide => a / b,
        BinaryOperator.Less => a < b ? 1 : 0,
        BinaryOperator.GreaterOrEqual => a >= b ? 1 : 0,
        _ => throw new NotSupportedException(),
    };
}
