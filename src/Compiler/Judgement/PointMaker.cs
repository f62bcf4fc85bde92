using DiffGen.Compiler.Interpretation;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Judgement;

/// <summary>Makes inputs that a function accepts: at which it does not throw and everything that it computes is finite.</summary>
internal sealed class PointMaker
{
    private const int Attempts = 12;
    private const int Growths = 48;
    private const int LargestExtent = 40;
    private const long StepsOfPrimal = 60_000;
    private const int MostCombined = 4;

    private readonly Function _primal;
    private readonly ShapeFacts _facts;
    private readonly InterpreterOptions _options;
    private readonly SplitMix _random;
    private readonly Budget _budget;
    private readonly CancellationToken _cancellation;
    private readonly Parameter[] _inputs;
    private readonly string[] _given;
    private readonly double[] _thresholds;
    private readonly Domain[] _domains;

    public PointMaker(Function primal, InterpreterOptions options, ulong seed, Budget budget, CancellationToken cancellation)
    {
        _primal = primal;
        _facts = ShapeAnalysis.Of(primal);
        _options = options with { Limits = options.Limits with { Steps = StepsOfPrimal } };
        _random = new SplitMix(seed);
        _budget = budget;
        _cancellation = cancellation;
        _inputs = [.. primal.Inputs];
        _domains = new Domain[_inputs.Length];
        Statement[] all = [.. primal.AllStatements];
        _given = [.. all.OfType<Let>().Select(l => l.Expression).OfType<Given>().Select(g => g.Parameter).Distinct()];
        _thresholds = [.. all.OfType<Let>().Select(l => l.Expression).OfType<Binary>()
            .Where(b => b.Operator >= BinaryOperator.Less && b.A.Type.IsReal()).SelectMany(b => new[] { b.A, b.B }).OfType<Constant>()
            .Select(c => c.Number).Where(n => Math.Abs(n) is > 0.3 and < 1e3).Distinct()];
    }

    /// <summary>Why the last attempt came to nothing.</summary>
    public string Obstacle { get; private set; } = "no inputs were found that it accepts";

    /// <summary>The point of that number; null if none was found.</summary>
    public Point? Make(int number)
    {
        for (int attempt = 0; attempt < Attempts && !_budget.IsSpent; attempt++)
        {
            if (Try(number, attempt) is { } point)
                return point;
        }
        return null;
    }

    /// <summary>Looks for where the function is defined: for both signs, or else for each input where it has to be.</summary>
    public bool FindDomains()
    {
        int[] reals = [.. Enumerable.Range(0, _inputs.Length).Where(i => _inputs[i].HasReals)];
        foreach (Domain domain in Domains.All)
        {
            foreach (int i in reals)
                _domains[i] = domain;
            if (!Suffices())
                continue;
            // All inputs in a smaller domain, and then each one back where it may be.
            foreach (int i in domain == Domain.Signed ? [] : reals)
            {
                foreach (Domain wider in Domains.All.TakeWhile(d => d != domain))
                {
                    _domains[i] = wider;
                    if (Suffices())
                        break;
                    _domains[i] = domain;
                }
            }
            return true;
        }
        return reals.Length is > 1 and <= MostCombined && Combine(reals);
    }

    // Every input has a domain of its own: of a few inputs all combinations are tried, each only until it fails.
    private bool Combine(int[] reals)
    {
        for (int combination = 0; combination < 1 << (2 * reals.Length) && !_budget.IsSpent; combination++)
        {
            for (int r = 0; r < reals.Length; r++)
                _domains[reals[r]] = Domains.All[combination >> (2 * r) & 3];
            if (Suffices())
                return true;
        }
        return false;
    }

    private bool Suffices()
    {
        int found = 0;
        for (int number = 0; number < 4; number++)
        {
            for (int attempt = 0; attempt < 3 && !_budget.IsSpent; attempt++)
            {
                if (Try(number, attempt) is null)
                    continue;
                found++;
                break;
            }
            if (found < number)
                return false;
        }
        return found >= 3;
    }

    private Point? Try(int number, int attempt)
    {
        SplitMix random = _random.Fork((number * 64) + attempt);
        int[] sizes = Sizes.Draw(_facts, number, random);
        var given = _given.ToDictionary(g => g, g => (long)random.Below(4));
        double scale = (number % 6) switch { 4 => 0.3, 5 => 2.5, _ => 1 };
        for (int growth = 0; growth < Growths && !_budget.IsSpent; growth++)
        {
            Argument[] inputs = [.. _inputs.Select((input, i) => Drawn(input, i, sizes, scale, random.Fork(i), attempt))];
            IReadOnlyList<Argument> own = Point.Copy(inputs);
            Execution execution = Interpreter.Run(_primal, own, given, _options, _cancellation);
            _budget.Spend(execution.Steps);
            if (execution.Fault is { } fault)
            {
                Obstacle = fault.Message;
                if (!Grow(fault, sizes, attempt))
                    return null;
                continue;
            }
            if (!IsFinite(execution, own))
            {
                Obstacle = "what it computes is infinite or no number at every input that was tried";
                return null;
            }
            return new Point(inputs, given, execution, Seed(execution, random.Fork(1000)), Before(inputs, random.Fork(2000)));
        }
        return null;
    }

    // A subscript beyond the end says how long the array has to be, unless the function has asked for its length.
    private bool Grow(Fault fault, int[] sizes, int attempt)
    {
        if (fault.Kind != FaultKind.OutOfRange || !_facts.Classes.TryGetValue(new Size(fault.Place.Array, fault.Place.Dimension), out int c))
            return false;
        if (fault.Place.Subscript < sizes[c] || fault.Place.Subscript >= LargestExtent || (_facts.Asked.Contains(c) && attempt % 2 == 0))
            return false;
        sizes[c] = (int)fault.Place.Subscript + 1;
        return true;
    }

    private Argument Drawn(Parameter input, int i, int[] sizes, double scale, SplitMix random, int attempt)
    {
        switch (input)
        {
            case ScalarParameter { Value: var value }:
                return value.Type.IsReal() ? Real(value.Type, i, scale, random) : Integer(value.Id, value.Type, Size.Of(value), sizes, random, attempt);
            case ArrayParameter { Array: var array }:
                int[] extents = [.. Enumerable.Range(0, array.Rank).Select(d => sizes[_facts.Classes[Size.Of(array, d)]])];
                Memory memory = array.Form == ArrayForm.Jagged
                    ? Memory.Jagged(array.Element, [.. Enumerable.Range(0, extents[0]).Select(_ => RowLength(array, extents[1], random))])
                    : new Memory(array.Element, extents);
                for (int e = 0; e < memory.Data.Length; e++)
                    memory.Data[e] = array.Element.IsReal() ? Real(array.Element, i, scale, random) : Integer(array.Id, array.Element, null, sizes, random, attempt);
                return memory;
            default:
                return default;
        }
    }

    // Rows that nothing asks to be of one length are of different ones.
    private int RowLength(ArrayVariable array, int extent, SplitMix random)
    {
        int of = _facts.Classes[Size.Of(array, 1)];
        bool alone = _facts.Classes.Count(c => c.Value == of) == 1;
        return alone && !_facts.Asked.Contains(of) && extent == 0 ? random.Below(5) : extent;
    }

    private Number Real(Scalar type, int input, double scale, SplitMix random)
    {
        double drawn = _domains[input].Draw(scale, random);
        if (_thresholds.Length > 0 && _domains[input] != Domain.Unit && random.Chance(4))
        {
            double near = _thresholds[random.Below(_thresholds.Length)] + random.Between(-1, 1);
            drawn = _domains[input] == Domain.Signed || near > 0.05 ? near : drawn;
        }
        return new Number(type == Scalar.Single ? (float)drawn : drawn);
    }

    private Number Integer(int id, Scalar type, Size? own, int[] sizes, SplitMix random, int attempt)
    {
        if (type == Scalar.Bool)
            return Number.Of(random.Chance(2));
        if (own is { } size && _facts.Classes.TryGetValue(size, out int of))
            return new Number((long)sizes[of]);
        if (_facts.Bounds.TryGetValue(id, out int bound))
            return new Number((long)random.Below(sizes[bound] + 1));
        if (_facts.IndexOf.TryGetValue(id, out int into))
            return new Number((long)random.Below(sizes[into]));
        bool signed = type is Scalar.SByte or Scalar.Int16 or Scalar.Int32 or Scalar.Int64;
        return new Number((long)random.Below(attempt < 3 ? 5 : 3) - (signed && random.Chance(5) ? 2 : 0));
    }

    private bool IsFinite(Execution execution, IReadOnlyList<Argument> own)
    {
        bool Finite(Number n, Scalar type) => !type.IsReal() || !(double.IsNaN(n.Real) || double.IsInfinity(n.Real));
        return (_primal.Result?.Numbers ?? []).Zip(execution.Result, (o, n) => Finite(n, o.Type)).All(f => f)
            && (execution.ResultMemory is not { } made || made.Data.All(n => Finite(n, made.Element)))
            && _primal.Outputs.All(o => Finite(execution.Outputs[o.Parameter], o.Value.Type))
            && own.All(a => a.Memory is not { } memory || memory.Data.All(n => Finite(n, memory.Element)));
    }

    private IReadOnlyList<Argument> Seed(Execution execution, SplitMix random) => _primal.Result switch
    {
        Result.Memory => [Filled(execution.ResultMemory!, random)],
        { } result => [.. result.Numbers.Select(n => (Argument)Noise(n.Type, random))],
        null => [],
    };

    private Dictionary<int, IReadOnlyList<Argument>> Before(Argument[] inputs, SplitMix random)
    {
        var before = new Dictionary<int, IReadOnlyList<Argument>>();
        int at = 0;
        for (int k = 0; k < _primal.Parameters.Count; k++)
        {
            Argument[] leaves = [.. _primal.Parameters[k].Leaves.Select(_ => inputs[at++])];
            if (_primal.Parameters[k].HasReals)
                before.Add(k, [.. _primal.Parameters[k].Leaves.Zip(leaves, (leaf, a) => a.Memory is { } m ? Filled(m, random) : (Argument)Noise(((ScalarParameter)leaf).Value.Type, random))]);
        }
        return before;
    }

    private static Memory Filled(Memory like, SplitMix random)
    {
        Memory filled = like.Like();
        for (int e = 0; e < filled.Data.Length; e++)
            filled.Data[e] = Noise(like.Element, random);
        return filled;
    }

    private static Number Noise(Scalar type, SplitMix random) =>
        type.IsReal() ? new Number((type == Scalar.Single ? (float)Domain.Signed.Draw(1, random) : Domain.Signed.Draw(1, random))) : default;
}
