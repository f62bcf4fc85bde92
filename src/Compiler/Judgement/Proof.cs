using DiffGen.Compiler.Differentiation;
using DiffGen.Compiler.IndexAlgebra;
using DiffGen.Compiler.IR;
using DiffGen.Compiler.Optimization;
using Index = DiffGen.Compiler.IndexAlgebra.Index;

namespace DiffGen.Compiler.Judgement;

/// <summary>
/// Proves that a derivation by hand is right: what it leaves in its buffers and the derivative of F, both in index notation, have one normal form.
/// </summary>
/// <remarks>
/// An adjoint is the gradient of ⟨seed, what F returns and leaves in its arrays⟩, a tangent Σ ∂F/∂X·Ẋ over all inputs X. So F's outputs are read as
/// formulas, and there is one way for all three.
/// </remarks>
internal sealed class Proof
{
    private const string Returned = "returned value";

    private readonly HandDerivative _hand;
    private readonly Function _primal;
    private readonly Function _method;
    private readonly IndexedFunction _function;
    private readonly BodyReader _values;
    private readonly BodyReader _left;
    private readonly (Parameter Own, Parameter Of)[] _derivatives;

    private Proof(HandDerivative hand, Function primal, Function method, IndexedFunction function, BodyReader values)
    {
        _hand = hand;
        _primal = primal;
        _method = method;
        _function = function;
        _values = values;
        _derivatives = [.. Enumerable.Range(0, hand.Roles.Count).Where(i => hand.Roles[i].Kind == RoleKind.Derivative)
            .SelectMany(i => method.Parameters[i].Leaves.Zip(primal.Parameters[hand.Roles[i].Of].Leaves, (own, of) => (own, of)))];
        _left = IndexNotation.Left(method, function, Name, _derivatives.Where(d => d.Own is ArrayParameter).Select(d => ((ArrayParameter)d.Own, d.Of)));
    }

    /// <summary>False also if nothing could be proved.</summary>
    /// <param name="hand">The derivation.</param>
    /// <param name="primal">F after <see cref="Passes.Primal"/>.</param>
    /// <param name="cancellation">Passed on.</param>
    public static bool Holds(HandDerivative hand, Function primal, CancellationToken cancellation)
    {
        if (primal.Result is not (null or Result.Number) || hand.Hand.Result is not (null or Result.Number))
            return false;
        BodyReader? values = null;
        (IndexedFunction? function, _) = IndexNotation.Read(primal, (_, reader) =>
        {
            values = reader;
            return primal.Result is Result.Number { Value: var result } ? ExpressionReader.Real(reader.Of(result)) : Formula.Zero;
        }, cancellation, FormulaAlgebra.ManySteps);
        return function is not null && new Proof(hand, primal, Passes.Run(Passes.Primal, WithReturnedValue(hand.Hand), cancellation), function, values!).Holds();
    }

    private bool Holds() => Outputs() is { } outputs
        && (_hand.Kind == DerivativeKind.Tangent ? IsTangent(outputs) : IsGradient(outputs))
        && LeavesOutputs(outputs)
        && (_hand.Hand.Result is null || IsLeft(_method.Parameters[_method.Parameters.Count - 1], [], [], _function.Value));

    private sealed record ReadOutput(Parameter Of, Formula Value, EquatableArray<Index> Free, Condition[] Known);

    /// <summary>What F leaves in the arrays and numbers that it writes; null if that is no formula.</summary>
    private List<ReadOutput>? Outputs()
    {
        var outputs = new List<ReadOutput>();
        foreach (Parameter leaf in _primal.Leaves.Where(IsWritten))
        {
            EquatableArray<Index> free = IndexNotation.Free(_function.Algebra, leaf);
            if (IndexNotation.Left(_primal, _values, leaf, free, _function.Algebra) is not { } value)
                return null;
            outputs.Add(new ReadOutput(leaf, value, free, IndexNotation.Ranges(_function.Shapes, leaf, free)));
        }
        return outputs;
    }

    private bool IsWritten(Parameter leaf) => leaf switch
    {
        ArrayParameter { Array: var array } => array.Element.IsReal() && _primal.Writes(array),
        ScalarParameter p => p.Passing is Passing.Ref or Passing.Out && p.Value.Type.IsReal(),
        _ => false,
    };

    // A gradient is of the returned number alone and assigned; an adjoint adds to what the buffer held, unless that was the seed of an output.
    private bool IsGradient(List<ReadOutput> outputs)
    {
        FormulaAlgebra algebra = _function.Algebra;
        bool adds = _hand.Kind == DerivativeKind.Adjoint;
        Formula weighted = _function.Value;
        if (adds)
        {
            int seed = _hand.Roles.ToList().FindIndex(r => r.Kind == RoleKind.Seed);
            weighted = seed < 0 ? Formula.Zero : algebra.Multiply(Formula.Of(new Element(Name(_method.Parameters[seed].Name), [])), _function.Value);
            foreach (ReadOutput output in outputs)
            {
                // A seed that is left out is 0.
                if (_derivatives.FirstOrDefault(d => d.Of.Equals(output.Of)).Own is { } own)
                    weighted = algebra.Add(weighted, Summed(output.Free, output.Known, Held(own, output.Free), output.Value));
            }
        }
        IndexedFunction function = _function with { Value = weighted };
        foreach ((Parameter own, Parameter of) in _derivatives)
        {
            if (of is ScalarParameter { Passing: Passing.Out })
                continue;
            if (IndexNotation.Gradient(function, of) is not ({ } gradient, _))
                return false;
            Formula expected = adds && !IsWritten(of) ? algebra.Add(Held(own, gradient.Free), gradient.Formula) : gradient.Formula;
            if (!IsLeft(own, gradient.Free, [.. gradient.Known], expected))
                return false;
        }
        return true;
    }

    private bool IsTangent(List<ReadOutput> outputs)
    {
        int returned = _hand.Roles.ToList().FindIndex(r => r.Kind == RoleKind.Tangent);
        if (returned >= 0 && (Along(_function.Value) is not { } tangent || !IsLeft(_method.Parameters[returned], [], [], tangent)))
            return false;
        foreach (ReadOutput output in outputs)
        {
            if (_derivatives.FirstOrDefault(d => d.Of.Equals(output.Of)).Own is { } own && (Along(output.Value) is not { } along || !IsLeft(own, output.Free, output.Known, along)))
                return false;
        }
        // Directions are read only.
        return _derivatives.All(d => IsWritten(d.Of) || d.Own is not ArrayParameter { Array: var array } || !_method.Writes(array));
    }

    /// <summary>Σ over all inputs X that move: ∂/∂X·Ẋ.</summary>
    private Formula? Along(Formula value)
    {
        Formula sum = Formula.Zero;
        foreach ((Parameter own, Parameter of) in _derivatives)
        {
            if (of is ScalarParameter { Passing: Passing.Out })
                continue;
            if (IndexNotation.Gradient(_function with { Value = value }, of) is not ({ } gradient, _))
                return null;
            sum = _function.Algebra.Add(sum, Summed(gradient.Free, [.. gradient.Known], Held(own, gradient.Free), gradient.Formula));
        }
        return sum;
    }

    // F's own effects are left out, or are F's.
    private bool LeavesOutputs(List<ReadOutput> outputs)
    {
        for (int i = 0; i < _hand.Roles.Count; i++)
        {
            if (_hand.Roles[i].Kind != RoleKind.Own)
                continue;
            foreach ((Parameter own, Parameter of) in _method.Parameters[i].Leaves.Zip(_primal.Parameters[_hand.Roles[i].Of].Leaves, (own, of) => (own, of)))
            {
                bool writes = own switch
                {
                    ArrayParameter { Array: var array } => _method.Writes(array),
                    ScalarParameter p => p.Passing is Passing.Ref or Passing.Out,
                    _ => false,
                };
                if (!writes)
                    continue;
                if (outputs.FirstOrDefault(o => o.Of.Equals(of)) is not { } output)
                    return false;
                if (!IsLeft(own, output.Free, output.Known, output.Value) && !IsLeft(own, output.Free, output.Known, Held(own, output.Free)))
                    return false;
            }
        }
        return true;
    }

    private bool IsLeft(Parameter own, EquatableArray<Index> free, Condition[] known, Formula expected) =>
        IndexNotation.Left(_method, _left, own, free, _function.Algebra) is { } left && IndexNotation.AreEqual(_function, left, expected, known);

    private Formula Summed(EquatableArray<Index> over, Condition[] ranges, Formula weight, Formula value)
    {
        Formula sum = _function.Algebra.Multiply(new Formula([new Summand(1, over, ranges.ToEquatableArray(), [])]), weight);
        return _function.Algebra.Distribute(over.Count == 0 ? weight : sum, value);
    }

    private Formula Held(Parameter parameter, EquatableArray<Index> free) => Formula.Of(new Element(
        Name(IndexNotation.NameOf(parameter)), free.Select(f => Affine.Of(f)).ToEquatableArray()));

    // The method's own parameters as F calls them; what is added has a name that no parameter of F has.
    private string Name(string name)
    {
        // A number in a struct is called v.X.
        string whole = name.Split('.')[0];
        int own = _hand.Hand.Parameters.ToList().FindIndex(p => p.Name == whole);
        if (own >= 0 && own < _hand.Roles.Count && _hand.Roles[own] is { Kind: RoleKind.Own, Of: var k })
            return _primal.Parameters[k].Name + name.Substring(whole.Length);
        return _hand.Hand.Captures.Any(c => IndexNotation.NameOf(c.Input) == name || c.Input.Name == name) ? name : "∂" + name;
    }

    /// <summary>What the method returns as one more number that it assigns, to be asked for like the others.</summary>
    private static Function WithReturnedValue(Function method) => method.Result is not Result.Number { Value: var value } ? method : method with
    {
        Parameters = method.Parameters.Append(new ScalarParameter(Returned, new Value(method.NextId, value.Type, null), Passing.Out)).ToEquatableArray(),
        Outputs = method.Outputs.Append(new Output(Returned, value, Adds: false)).ToEquatableArray(),
        NextId = method.NextId + 1,
    };
}
