using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Differentiation;

/// <summary>
/// Differentiates the call of a method that has a rule: the rule is called in its place and gives value and tangent; one that gives the tangent
/// alone is called before it, on copies of what both write.
/// </summary>
internal sealed class CallTangent
{
    private readonly Apply _call;
    private readonly TangentContext _context;
    private readonly BlockBuilder _block;
    private readonly bool _replaces;
    private readonly List<PassedAs> _passed = [];
    private readonly List<Operand> _arguments;
    private readonly List<Value> _results;
    private readonly List<ArrayVariable> _read = [];
    private readonly List<ArrayVariable> _written = [];
    private readonly List<Action> _after = [];

    /// <param name="replaces">Whether what it gives besides the tangent is what the call would give.</param>
    private CallTangent(Apply call, TangentContext context, BlockBuilder block, bool replaces)
    {
        (_call, _context, _block, _replaces) = (call, context, block, replaces);
        _arguments = [.. call.Arguments];
        _results = [.. replaces ? call.Results : call.Results.Select(r => context.Ids.Value(r.Type, r.Name))];
    }

    /// <param name="along">One for each direction; all but the first are differentiated beforehand, on copies of what is written.</param>
    public static void Add(Apply call, BlockBuilder block, IReadOnlyList<TangentContext> along)
    {
        Origin? tangent = block.Origin;
        TangentContext[] active = [.. along.Where(a => call.Method.Tangent is not null && a.Activity.HasActive(call))];
        // A tangent that does not return what the method returns gives the tangent alone.
        bool replaces = active.Length > 0 && (call.Method.Tangent!.Returns || !call.Method.Returns);
        foreach (TangentContext other in active.Skip(replaces ? 1 : 0))
            new CallTangent(call, other, block, replaces: false).Add(call.Method.Tangent!);
        block.Origin = null;
        if (replaces)
            new CallTangent(call, active[0], block, replaces).Add(call.Method.Tangent!);
        else
            block.Add(call);
        block.Origin = tangent;
    }

    private void Add(DerivativeCall rule)
    {
        Apply own = _replaces ? _call : OnCopies();
        foreach (RuleParameter parameter in rule.Parameters)
        {
            _passed.Add(parameter.Role switch
            {
                RuleRole.OfResult => Out(_call.Results[0]),
                RuleRole.Own => own.Method.Parameters[parameter.Of],
                _ => Derivative(_call.Method.Parameters[parameter.Of], parameter),
            });
        }
        foreach (PassedAs.Memory memory in own.Method.Memory)
            (memory.IsWritten ? _written : _read).Add(memory.Array);
        Block effects = RoutineEffects.Of(_read.Concat(_written).Distinct(), _written.Distinct(), _context.Ids);
        // The returned value comes first.
        bool returns = rule.Returns && _call.Method.Returns;
        if (_replaces)
            _block.Origin = _call.Origin;
        _block.Add(new Apply(new CalledMethod(rule.Name, returns, _passed.ToEquatableArray()) { Site = _call.Method.Site },
            _arguments.ToEquatableArray(), _results.ToEquatableArray(), effects));
        _after.ForEach(a => a());
    }

    private Apply OnCopies()
    {
        var copies = new Dictionary<ArrayVariable, ArrayVariable>();
        foreach (PassedAs.Memory written in _call.Method.Memory.Where(m => m.IsWritten && !copies.ContainsKey(m.Array)))
        {
            var whole = new CallMemory(written.Array, null, null, null);
            copies[written.Array] = whole.Copy(whole.Extents(_context.Function, _block), _block);
        }
        return _call with { Method = _call.Method.With(a => copies.TryGetValue(a, out ArrayVariable? copy) ? copy : a) };
    }

    private PassedAs.Reference Out(Value result)
    {
        _results.Add(_context.Activity.IsActive(result) ? _context.Define(result) : _context.Ids.Value(result.Type));
        return new PassedAs.Reference(null, _results.Count - 1);
    }

    private PassedAs Derivative(PassedAs own, RuleParameter parameter)
    {
        switch (own)
        {
            case PassedAs.Number p:
                _arguments.Add(_context.OrZero(_call.Arguments[p.Argument]));
                return new PassedAs.Number(_arguments.Count - 1);
            case PassedAs.Reference p:
                Operand? before = p.Argument is { } argument ? _context.OrZero(_call.Arguments[argument]) : null;
                PassedAs.Reference passed = Out(_call.Results[p.Result]);
                if (before is null)
                    return passed;
                _arguments.Add(before);
                return passed with { Argument = _arguments.Count - 1 };
            case PassedAs.Memory p:
                PassedAs.Memory buffer = Buffer(p, parameter.Form ?? p.Form);
                (p.IsWritten ? _written : _read).Add(buffer.Array);
                return buffer;
            default:
                return own;
        }
    }

    private PassedAs.Memory Buffer(PassedAs.Memory own, ArrayForm taken)
    {
        PassedAs.Memory passed = own with { Form = taken };
        bool isActive = _context.HasTangent(own.Array);
        ArrayVariable tangent = isActive ? _context.TangentOf(own.Array) : own.Array with { Name = Names.Tangent(own.Array) };
        CallMemory memory = CallMemory.Of(own, tangent, _call.Arguments);
        if (isActive && memory.Fits(taken))
            return passed with { Array = tangent };
        EquatableArray<Operand> extents = CallMemory.Of(own, own.Array, _call.Arguments).Extents(_context.Function, _block);
        ArrayVariable copy = isActive ? memory.Copy(extents, _block) : memory.Zeros(extents, _block);
        if (isActive && own.IsWritten)
            _after.Add(() => memory.WriteBack(copy, adds: false, extents, _block));
        return passed with { Array = copy, Row = null, Start = null, Length = null };
    }
}
