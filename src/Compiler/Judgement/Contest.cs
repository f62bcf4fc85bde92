using DiffGen.Compiler.Differentiation;
using DiffGen.Compiler.Interpretation;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Judgement;

/// <summary>What one of the two sides computed: an array for each quantity; a number is one without subscripts.</summary>
internal sealed record Outcome(Fault? Fault, IReadOnlyList<Memory> Quantities);

/// <summary>Runs the derived and the hand-derived function on the same inputs.</summary>
internal sealed class Contest
{
    private const long StepsBeside = 20_000;
    private const long StepsAStep = 40;
    private const long MostSteps = 400_000;

    private readonly HandDerivative _hand;
    private readonly Function _derived;
    private readonly IReadOnlyList<Role> _derivedRoles;
    private readonly InterpreterOptions _options;
    private readonly Budget _budget;
    private readonly CancellationToken _cancellation;

    public Contest(HandDerivative hand, Function derived, InterpreterOptions options, Budget budget, CancellationToken cancellation)
    {
        _hand = hand;
        _derived = derived;
        _derivedRoles = Role.OfDerived(hand.Primal, hand.Kind);
        _options = options;
        _budget = budget;
        _cancellation = cancellation;
        Quantities = Quantity.Of(hand);
    }

    public IReadOnlyList<Quantity> Quantities { get; }

    public HandDerivative Hand => _hand;

    public Outcome Derived(Point point, Func<double, double>? rounding = null) => Run(_derived, _derivedRoles, point, rounding);

    /// <param name="point">The inputs.</param>
    /// <param name="rounding">See <see cref="InterpreterOptions.Rounding"/>.</param>
    /// <param name="instead">The derivation by hand with something changed; null for itself.</param>
    public Outcome ByHand(Point point, Func<double, double>? rounding = null, Function? instead = null) =>
        Run(instead ?? _hand.Hand, _hand.Roles, point, rounding);

    /// <summary>What a function computes in place of the derived one.</summary>
    public Outcome Other(Function function, IReadOnlyList<Role> roles, Point point) => Run(function, roles, point, null);

    /// <summary>Runs F and tells which of its branches are taken.</summary>
    public void Trace(Point point, Action<Branch, bool> taken)
    {
        Execution execution = Interpreter.Run(_hand.Primal, Point.Copy(point.Inputs), point.Given, _options with { Taken = taken }, _cancellation);
        _budget.Spend(execution.Steps);
    }

    /// <summary>
    /// Whether F has no derivative at a point although its value is finite: a root is taken of what is exactly 0 there, as an empty sum is, or an arcus at its end.
    /// </summary>
    public bool IsSingular(Point point)
    {
        bool singular = false;
        void Look(Call call, Number[] arguments, Number result)
        {
            if (Rules.RuleTable.Find(call.Function, call.Arguments.Count) is not { Singular: true })
                return;
            singular |= call.Function.Name switch
            {
                // These are marked because they overflow.
                "Exp" or "ExpM1" or "Exp2" or "Exp2M1" or "Exp10" or "Exp10M1" or "Sinh" or "Cosh" => false,
                "Asin" or "Acos" or "AsinPi" or "AcosPi" or "Acosh" or "Atanh" => Math.Abs(arguments[0].Real) == 1,
                "LogP1" or "Log2P1" or "Log10P1" => arguments[0].Real == -1,
                "Hypot" => result.Real == 0,
                "Atan2" or "Atan2Pi" => arguments[0].Real == 0 && arguments[1].Real == 0,
                _ => call.Arguments[0] is Value && arguments[0].Real == 0,
            };
        }
        Execution execution = Interpreter.Run(_hand.Primal, Point.Copy(point.Inputs), point.Given, _options with { Called = Look }, _cancellation);
        _budget.Spend(execution.Steps);
        return singular;
    }

    private Outcome Run(Function function, IReadOnlyList<Role> roles, Point point, Func<double, double>? rounding)
    {
        Argument[] arguments = [.. Arguments(function, roles, point)];
        InterpreterOptions options = _options with
        {
            Rounding = rounding,
            Limits = _options.Limits with { Steps = Math.Min(MostSteps, StepsBeside + (StepsAStep * point.Value.Steps)) },
        };
        Execution execution = Interpreter.Run(function, arguments, Given(function, point), options, _cancellation);
        _budget.Spend(execution.Steps);
        return new Outcome(execution.Fault, execution.Fault is null ? Read(function, roles, arguments, execution) : []);
    }

    private IEnumerable<Argument> Arguments(Function function, IReadOnlyList<Role> roles, Point point)
    {
        int[] first = Offsets(_hand.Primal.Parameters);
        for (int i = 0; i < roles.Count; i++)
        {
            int count = function.Parameters[i].Leaves.Count();
            IEnumerable<Argument> given = roles[i] switch
            {
                { Kind: RoleKind.Own, Of: var k } => Enumerable.Range(first[k], count).Select(at => point.Inputs[at]),
                { Kind: RoleKind.Seed } => point.Seed,
                { Kind: RoleKind.Derivative, Of: var k } => _hand.Roles.Contains(roles[i]) ? point.Before[k] : point.Before[k].Select(Zero),
                _ => Enumerable.Repeat(default(Argument), count),
            };
            foreach (Argument argument in given)
                yield return argument.Memory is { } memory ? memory.Copy() : argument;
        }
        foreach (Capture capture in function.Captures)
        {
            int at = CaptureOf(capture);
            Argument argument = at < 0 ? default : point.Inputs[first[first.Length - 1] + at];
            yield return argument.Memory is { } memory ? memory.Copy() : argument;
        }
    }

    /// <summary>Which of F's captured members another function's is; -1 if F has none such.</summary>
    public int CaptureOf(Capture capture)
    {
        for (int i = 0; i < _hand.Primal.Captures.Count; i++)
        {
            if (_hand.Primal.Captures[i].Text == capture.Text)
                return i;
        }
        return -1;
    }

    private static Argument Zero(Argument argument) => argument.Memory is { } memory ? memory.Like() : default(Argument);

    // Enumerations go by their parameter's name, which another function may have changed.
    private Dictionary<string, long> Given(Function function, Point point)
    {
        var given = new Dictionary<string, long>(StringComparer.Ordinal);
        for (int k = 0; k < _hand.Primal.Parameters.Count; k++)
        {
            if (point.Given.TryGetValue(_hand.Primal.Parameters[k].Name, out long number))
                given[function.Parameters[k].Name] = number;
        }
        return given;
    }

    private List<Memory> Read(Function function, IReadOnlyList<Role> roles, Argument[] arguments, Execution execution)
    {
        int[] first = Offsets(function.Parameters);
        var read = new List<Memory>();
        foreach (Quantity quantity in Quantities)
        {
            if (quantity.Kind == QuantityKind.Value)
            {
                read.Add(execution.ResultMemory ?? Single(ResultType(function.Result!, quantity.Leaf), execution.Result[quantity.Leaf]));
                continue;
            }
            int i = 0;
            while (!Is(roles[i], quantity))
                i++;
            if (function.Parameters[i] is ResultParameter)
            {
                read.Add(execution.TangentMemory ?? Single(ResultType(function.Tangent!, quantity.Leaf), execution.Tangent[quantity.Leaf]));
                continue;
            }
            Parameter leaf = function.Parameters[i].Leaves.ElementAt(quantity.Leaf);
            Argument argument = arguments[first[i] + quantity.Leaf];
            read.Add(argument.Memory ?? Single(((ScalarParameter)leaf).Value.Type,
                execution.Outputs.TryGetValue(leaf.Name, out Number output) ? output : argument.Number));
        }
        return read;
    }

    private static bool Is(Role role, Quantity quantity) => quantity.Kind switch
    {
        QuantityKind.Derivative => role.Kind == RoleKind.Derivative && role.Of == quantity.Parameter,
        QuantityKind.Own => role.Kind == RoleKind.Own && role.Of == quantity.Parameter,
        _ => role.Kind == RoleKind.Tangent,
    };

    private static Scalar ResultType(Result result, int leaf) => result.Numbers.ElementAt(leaf).Type;

    private static Memory Single(Scalar type, Number number)
    {
        var single = new Memory(type);
        single.Data[0] = number;
        return single;
    }

    private static int[] Offsets(EquatableArray<Parameter> parameters)
    {
        int[] first = new int[parameters.Count + 1];
        for (int i = 0; i < parameters.Count; i++)
            first[i + 1] = first[i] + parameters[i].Leaves.Count();
        return first;
    }
}
