using DiffGen.Compiler.Analysis;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Differentiation;

/// <summary>
/// Reverses the call of a method that has a rule: the primal calls it, and where its adjoint is due, the rule is called: y = F(x) reverses to
/// x̄ += F̄(x, ȳ).
/// </summary>
/// <remarks>
/// An array's adjoint is passed as it is: for one that F only reads, the rule adds to it; for one that F writes, it holds the seed before and the
/// adjoint of the old elements after. The rule runs F once more, so what F may write it gets as a copy that holds the old elements; elements that
/// are overwritten before the rule runs are put on the tape.
/// </remarks>
internal sealed class CallReversal
{
    private readonly Apply _call;
    private readonly Region _region;
    private readonly AdjointContext _context;
    private readonly BlockBuilder _block;
    private readonly List<PassedAs> _passed = [];
    private readonly List<Operand> _arguments = [];
    private readonly List<Value> _results = [];
    private readonly List<ArrayVariable> _read = [];
    private readonly List<ArrayVariable> _written = [];
    private readonly List<(Operand Argument, Operand Adjoint)> _contributions = [];
    private readonly List<Block> _taken = [];
    private readonly HashSet<ArrayVariable> _buffers = [];
    private readonly List<Action<BlockBuilder>> _after = [];

    private CallReversal(Apply call, Region region, AdjointContext context, BlockBuilder block) =>
        (_call, _region, _context, _block) = (call, region, context, block);

    public static void Reverse(Apply call, Region region, AdjointContext context)
    {
        if (!context.Activity.HasActive(call) || call.Method.Adjoint is not { } rule)
            return;
        Operand[] seeds = [.. call.DifferentiableResults.Select(r => region.Frame[r.Result]).OfType<Operand>()];
        bool writes = call.DifferentiableMemory.Any(m => m.IsWritten && context.Activity.IsActive(m.Array));
        if (seeds.Length == 0 && !writes)
            return;
        // Not selected means seed 0, and 0·∞ would be NaN where the derivative is 0.
        bool guarded = seeds.Length == 1 && !writes && !call.DifferentiableMemory.Any()
            && call.DifferentiableResults.Any(r => context.Selection.IsSelected(r.Result));
        var inner = guarded ? new BlockBuilder(context.Ids) { Origin = region.Reverse.Origin } : region.Reverse;
        var reversal = new CallReversal(call, region, context, inner);
        reversal.Add(rule);
        if (guarded)
            reversal.Guard(seeds[0]);
        foreach ((Operand argument, Operand adjoint) in reversal._contributions)
            region.Frame.Add(argument, adjoint, region.Reverse);
    }

    private void Guard(Operand seed)
    {
        Value none = _region.Reverse.Binary(BinaryOperator.Equal, seed, Constant.Zero(seed.Type));
        var merges = new List<Merge>();
        for (int i = 0; i < _contributions.Count; i++)
        {
            (Operand argument, Operand adjoint) = _contributions[i];
            Value merged = _context.Ids.Value(adjoint.Type, (adjoint as Value)?.Name);
            merges.Add(new Merge(merged, Constant.Zero(adjoint.Type), adjoint));
            _contributions[i] = (argument, merged);
        }
        _region.Reverse.Add(new Branch(none, Block.Empty, _block.ToBlock(), merges.ToEquatableArray()) { IsGuard = true });
    }

    private void Add(DerivativeCall rule)
    {
        foreach (RuleParameter parameter in rule.Parameters)
        {
            PassedAs? own = parameter.Of < 0 ? null : _call.Method.Parameters[parameter.Of];
            _passed.Add(parameter.Role switch
            {
                RuleRole.OfResult => Number(_region.Frame[_call.Results[0]] ?? Constant.Zero(_call.Results[0].Type)),
                RuleRole.Own => Own(own!),
                _ => Derivative(own!, parameter),
            });
        }
        // What is put on the tape last is taken first, whether or not the rule is called.
        foreach (Statement statement in Enumerable.Reverse(_taken).SelectMany(b => b.Statements))
            _region.Reverse.Add(statement);
        if (_context.WritesRulesOut && rule.Body is { } body)
        {
            WriteOut(body);
            return;
        }
        Block effects = RoutineEffects.Of(_read.Concat(_written).Distinct(), _written.Distinct(), _context.Ids);
        _block.Add(new Apply(new CalledMethod(rule.Name, Returns: false, _passed.ToEquatableArray()), _arguments.ToEquatableArray(), _results.ToEquatableArray(), effects));
        _after.ForEach(a => a(_block));
    }

    /// <summary>The rule's own statements instead of a call of it.</summary>
    private void WriteOut(Function body)
    {
        var numbers = new Dictionary<Value, Operand>();
        var arrays = new Dictionary<ArrayVariable, ArrayVariable>();
        var given = new Dictionary<string, Operand>(StringComparer.Ordinal);
        foreach ((Parameter parameter, PassedAs passed) in body.Parameters.Zip(_passed, (p, a) => (p, a)))
        {
            Operand? number = passed switch
            {
                PassedAs.Number p => _arguments[p.Argument],
                PassedAs.Reference { Argument: { } before } => _arguments[before],
                _ => null,
            };
            if (parameter is ScalarParameter scalar && number is not null)
                numbers[scalar.Value] = number;
            else if (parameter is ArrayParameter array && passed is PassedAs.Memory memory)
                arrays[array.Array] = memory.Array;
            else if (number is not null)
                given[parameter.Name] = number;
        }
        // An enumeration is read as the number that it is, before anything else.
        foreach (Let let in body.Body.Statements.OfType<Let>())
        {
            if (let.Expression is Given enumeration && given.TryGetValue(enumeration.Parameter, out Operand? number))
                numbers[let.Target] = number;
        }
        var own = new BlockBuilder(_context.Ids);
        WrittenOut copy = WrittenOut.In(body with { Body = new Block(body.Body.Statements.Where(s => s is not Let { Expression: Given }).ToEquatableArray()) },
            numbers, arrays, own, []);
        foreach (Statement statement in Adjoint(own.ToBlock()).Statements)
            _block.Add(statement);
        var results = new Dictionary<Operand, Operand>();
        foreach ((Parameter parameter, PassedAs passed) in body.Parameters.Zip(_passed, (p, a) => (p, a)))
        {
            if (passed is PassedAs.Reference reference && body.Outputs.FirstOrDefault(o => o.Parameter == parameter.Name) is { } output)
                results[_results[reference.Result]] = copy[output.Value];
        }
        for (int i = 0; i < _contributions.Count; i++)
            _contributions[i] = (_contributions[i].Argument, results[_contributions[i].Adjoint]);
        _after.ForEach(a => a(_block));
    }

    private static Block Adjoint(Block block) => new(block.Statements.Select(s => Walk.WithBlocks(s, Adjoint) with
    {
        Origin = (s.Origin ?? new Origin("")) with { Sweep = Sweep.Adjoint },
    }).ToEquatableArray());

    private PassedAs.Number Number(Operand operand, string? cast = null)
    {
        _arguments.Add(operand);
        return new PassedAs.Number(_arguments.Count - 1, cast);
    }

    private PassedAs.Reference Reference(Operand? before, Scalar type, string? name, out Value result)
    {
        result = _context.Ids.Value(type, name);
        _results.Add(result);
        if (before is not null)
            _arguments.Add(before);
        return new PassedAs.Reference(before is null ? null : _arguments.Count - 1, _results.Count - 1);
    }

    // F's own results are known already.
    private PassedAs Own(PassedAs own)
    {
        switch (own)
        {
            case PassedAs.Number p:
                return Number(_call.Arguments[p.Argument], p.Cast);
            case PassedAs.Reference p:
                Value result = _call.Results[p.Result];
                return Reference(p.Argument is { } given ? _call.Arguments[given] : null, result.Type, result.Name, out _);
            case PassedAs.Memory p:
                PassedAs.Memory before = Before(p);
                (p.IsWritten ? _written : _read).Add(before.Array);
                return before;
            default:
                return own;
        }
    }

    private PassedAs Derivative(PassedAs own, RuleParameter parameter)
    {
        switch (own)
        {
            case PassedAs.Number p:
                Operand argument = _call.Arguments[p.Argument];
                PassedAs passed = Reference(Constant.Zero(argument.Type), argument.Type, argument is Value named ? Names.Adjoint(named) : null, out Value adjoint);
                Contribute(argument, adjoint);
                return passed;
            case PassedAs.Reference { Argument: null } p:
                return Number(_region.Frame[_call.Results[p.Result]] ?? Constant.Zero(_call.Results[p.Result].Type));
            case PassedAs.Reference p:
                Value result = _call.Results[p.Result];
                passed = Reference(_region.Frame[result] ?? Constant.Zero(result.Type), result.Type, Names.Adjoint(result), out adjoint);
                Contribute(_call.Arguments[p.Argument!.Value], adjoint);
                return passed;
            case PassedAs.Memory p:
                PassedAs.Memory buffer = Buffer(p, parameter.Form ?? p.Form);
                _written.Add(buffer.Array);
                return buffer;
            default:
                return own;
        }
    }

    private void Contribute(Operand argument, Value adjoint)
    {
        if (_context.Activity.IsActive(argument))
            _contributions.Add((argument, adjoint));
    }

    private PassedAs.Memory Part(PassedAs.Memory passed, ArrayVariable array)
    {
        int? Again(int? argument)
        {
            if (argument is not { } index)
                return null;
            _arguments.Add(_call.Arguments[index]);
            return _arguments.Count - 1;
        }
        return passed with { Array = array, Row = Again(passed.Row), Start = Again(passed.Start), Length = Again(passed.Length) };
    }

    /// <summary>An array that holds nothing else.</summary>
    private static PassedAs.Memory Whole(PassedAs.Memory passed, ArrayVariable array) => passed with { Array = array, Row = null, Start = null, Length = null };

    private PassedAs.Memory Buffer(PassedAs.Memory own, ArrayForm taken)
    {
        PassedAs.Memory passed = own with { Form = taken, IsWritten = true };
        bool isActive = _context.Activity.IsActive(own.Array);
        ArrayVariable adjoint = isActive ? _context.AdjointOf(own.Array) : own.Array with { Name = Names.Adjoint(own.Array) };
        CallMemory memory = CallMemory.Of(own, adjoint, _call.Arguments);
        bool isFirst = isActive && _buffers.Add(adjoint);
        if (isFirst && memory.Fits(taken))
            return Part(passed, adjoint);
        EquatableArray<Operand> extents = CallMemory.Of(own, own.Array, _call.Arguments).Extents(_context.Function, _block);
        // One that C# wants and nobody reads; or one of its own for an array that is passed twice and read only, since buffers must not overlap.
        ArrayVariable copy = isFirst ? memory.Copy(extents, _block) : memory.Zeros(extents, _block);
        if (isActive)
            _after.Add(block => memory.WriteBack(copy, adds: !isFirst, extents, block));
        return Whole(passed, copy);
    }

    /// <summary>The array as it was when F was called: itself, or a copy for F's adjoint to work on.</summary>
    private PassedAs.Memory Before(PassedAs.Memory own)
    {
        if (!own.IsWritten && Survives(own.Array))
            return Part(own, own.Array);
        CallMemory memory = CallMemory.Of(own, own.Array, _call.Arguments);
        var before = new BlockBuilder(_context.Ids) { Origin = _call.Origin };
        CallMemory.Each(memory.Extents(_context.Function, before), backwards: false, before, (block, at) => block.Add(new Push(block.Load(own.Array, memory.At(at, block)))));
        _region.Before[_region.Position].AddRange(before.Statements);
        ArrayVariable copy = memory.Like(_context.Ids);
        var taken = new BlockBuilder(_context.Ids) { Origin = CallMemory.WithoutLine(_region.Reverse.Origin) };
        EquatableArray<Operand> extents = memory.Extents(_context.Function, taken);
        taken.Add(new Allocate(copy, extents, Cleared: false));
        CallMemory.Each(extents, backwards: true, taken, (block, at) =>
        {
            Value element = _context.Ids.Value(own.Array.Element);
            block.Add(new Pop(element));
            block.Add(new Store(copy, at, element));
        });
        _taken.Add(taken.ToBlock());
        return Whole(own, copy);
    }

    private bool Survives(ArrayVariable array) =>
        _call.Effects.Statements.FirstOrDefault(s => array.Equals(Walk.Reads(s))) is { } read && Recording.Survives(read, array, _region, _context);
}
