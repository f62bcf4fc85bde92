using System.Reflection;
using DiffGen.Compiler.IR;
using DiffGen.Compiler.Rules;
using Xunit;

namespace DiffGen.CompilerTests.Rules;

/// <summary>A row as offered by one container, made to compute: the function itself, and what the row emits for a partial.</summary>
internal sealed class RuleProbe
{
    private readonly Rule _rule;
    private readonly MethodInfo _method;

    private RuleProbe(Rule rule, string container, MethodInfo method)
    {
        _rule = rule;
        _method = method;
        Function = new MathFunction(container, rule.Name);
    }

    public MathFunction Function { get; }

    public int Arity => _rule.Arity;

    public Scalar Real => Function.Container is "float" or "System.MathF" ? Scalar.Single : Scalar.Double;

    public bool IsReal(int k) => _method.GetParameters()[k].ParameterType == (Real == Scalar.Single ? typeof(float) : typeof(double));

    public static RuleProbe Of(string container, string name, int arity)
    {
        Rule rule = RuleTable.Find(new MathFunction(container, name), arity)!;
        return new RuleProbe(rule, container, Methods(container).First(m => m.Name == name && m.GetParameters().Length == arity));
    }

    /// <summary>The methods of a container that take its real numbers, otherwise only numbers and ways to round.</summary>
    public static IEnumerable<MethodInfo> Methods(string container)
    {
        (Type type, Type real) = container switch
        {
            "System.Math" => (typeof(Math), typeof(double)),
            "System.MathF" => (typeof(MathF), typeof(float)),
            "double" => (typeof(double), typeof(double)),
            _ => (typeof(float), typeof(float)),
        };
        return type.GetMethods(BindingFlags.Public | BindingFlags.Static).Where(m => !m.IsSpecialName
            && m.GetParameters().Any(p => p.ParameterType == real)
            && m.GetParameters().All(p => p.ParameterType == real || p.ParameterType == typeof(int) || p.ParameterType == typeof(MidpointRounding)));
    }

    /// <summary>The function's value, computed by the container's own function.</summary>
    public double Value(params double[] x) =>
        System.Convert.ToDouble(IrEvaluator.Invoke(Function, [.. x.Select(Argument)]), null);

    /// <summary>s·∂Ω/∂xₖ by the statements that the row emits.</summary>
    public double Scaled(int k, double[] x, double s, bool argumentsAreConstants = false)
    {
        var ids = new IdSource(0);
        var block = new BlockBuilder(ids);
        var evaluator = new IrEvaluator();
        var terms = new Term[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            Scalar type = IsReal(i) ? Real : Scalar.Int32;
            Operand operand = argumentsAreConstants
                ? type == Scalar.Int32 ? Constant.Int((int)x[i]) : Constant.Real(type, x[i])
                : ids.Value(type);
            if (!argumentsAreConstants)
                evaluator[operand] = Argument(x[i], i);
            terms[i] = new Term(operand, block, Function.Container);
        }

        Value result = ids.Value(Real), seed = ids.Value(Real);
        evaluator[result] = IrEvaluator.To(Real, Value(x));
        evaluator[seed] = IrEvaluator.To(Real, s);
        Term scaled = _rule.Scale(k, terms, new Term(result, block, Function.Container), new Term(seed, block, Function.Container));
        evaluator.Run(block.ToBlock());
        object value = evaluator[scaled.Operand];
        Assert.Equal(IrEvaluator.To(Real, 0.0).GetType(), value.GetType());
        return System.Convert.ToDouble(value, null);
    }

    public double Partial(int k, params double[] x) => _rule.Depends(k) ? Scaled(k, x, 1) : 0;

    /// <summary>The statements that the row emits for the partial with respect to argument <paramref name="k"/>.</summary>
    public IReadOnlyList<Statement> Emitted(int k)
    {
        var ids = new IdSource(0);
        var block = new BlockBuilder(ids);
        Term Term(Scalar type) => new(ids.Value(type), block, Function.Container);
        Term[] x = [.. Enumerable.Range(0, Arity).Select(i => Term(IsReal(i) ? Real : Scalar.Int32))];
        _rule.Scale(k, x, Term(Real), Term(Real));
        return [.. Walk.Statements(block.ToBlock())];
    }

    public bool Depends(int k) => _rule.Depends(k);

    private object Argument(double x, int i) => _method.GetParameters()[i].ParameterType == typeof(MidpointRounding)
        ? (MidpointRounding)(int)x
        : IrEvaluator.To(IsReal(i) ? Real : Scalar.Int32, x);
}
