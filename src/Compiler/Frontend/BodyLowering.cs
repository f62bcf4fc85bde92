using System.Runtime.CompilerServices;
using DiffGen.Compiler.Diagnostics;
using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Compiler.Frontend;

/// <summary>
/// Turns the body of a method into IR, statement by statement, by allow-list: what is not named in a switch is refused where it stands.
/// </summary>
/// <remarks>
/// After a refusal it goes on with a zero in place of the value, so that one run finds every problem; the IR is then thrown away.
/// </remarks>
internal sealed partial class BodyLowering(IMethodSymbol method, SemanticModels models, IdSource ids, CancellationToken cancellation)
{
    /// <summary>The limits as a message says them.</summary>
    public const string Limits = "10000 statements, 200 levels of nesting and 100 parameters that are arrays";

    public const int ArrayLimit = 100;

    private const int StatementLimit = 10000;
    private const int NestingLimit = 200;

    private Bindings _bindings = new();
    private readonly List<Problem> _problems = [];
    private BlockBuilder _block = new(ids);
    private Origin? _origin;
    private int _size;
    private int _regions;
    private int _region;
    private int _frame;
    private readonly HashSet<int> _open = [0];
    private int _depth;
    private bool _abandoned;

    public IReadOnlyList<Problem> Problems => _problems;

    /// <summary>Whether something was met that C# itself reports as an error.</summary>
    public bool HasCompileErrors { get; private set; }

    public Block Statements => _block.ToBlock();

    /// <summary>Lowers the method's own body; returns what it returns.</summary>
    public Outcome? LowerBody(IBlockOperation body)
    {
        try
        {
            DeclareUnassigned(body.Locals);
            Outcome? result = Tail(Pending.Of(body.Operations, null), null);
            if (_problems.Count == 0 && _copies.Count > 0)
                RefuseSeenCopies(result);
            // Each write has been looked at where it stands; were one ever to slip through, a wrong value would be silent.
            if (_problems.Count == 0 && Walk.Statements(Statements).Any(s => _captures.Has(Walk.Writes(s))))
                Refuse(Descriptors.MemberWritten, method.Locations[0], method.Name);
            return result;
        }
        catch (InsufficientExecutionStackException)
        {
            Abandon();
            return null;
        }
    }

    public void Bind(IParameterSymbol parameter, Binding binding) => _bindings.Set(parameter, binding);

    /// <summary>Binds a parameter to the number that it is.</summary>
    public void BindGiven(IParameterSymbol parameter, Scalar type) =>
        _bindings.Set(parameter, new Binding.Number(type, Let(new IR.Given(type, parameter.Name))));

    public void Bind(IParameterSymbol parameter, StructShape shape, IReadOnlyList<Binding> numbers) => _bindings.Set(parameter, shape, numbers);

    /// <summary>What a <c>ref</c> or <c>out</c> parameter holds at the end: a number, or those of a struct.</summary>
    public IEnumerable<Operand?> FinalValues(IParameterSymbol parameter) => Numbers(parameter).Select(b => (b as Binding.Number)?.Value);

    /// <summary>Called wherever the lowering goes one level down.</summary>
    private bool Enter()
    {
        cancellation.ThrowIfCancellationRequested();
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return !_abandoned;
    }

    private void Emit(Statement statement)
    {
        Count();
        _block.Add(_origin is null ? statement : statement with { Origin = _origin });
    }

    private Value Let(Expression expression, string? name = null)
    {
        Value target = ids.Value(expression.Type, name);
        Remember(target, expression);
        Emit(new Let(target, expression));
        return target;
    }

    private void Count()
    {
        if (++_size > StatementLimit)
            Abandon();
    }

    private void Abandon()
    {
        if (_abandoned)
            return;
        _abandoned = true;
        Refuse(Descriptors.TooLarge, method.Locations[0], method.Name, Limits);
    }

    private void Refuse(DiagnosticDescriptor descriptor, Location location, params string[] arguments)
    {
        if (!_problems.Any(p => p.Descriptor.Id == descriptor.Id && p.Location == location))
            _problems.Add(new Problem(descriptor, location, arguments));
    }

    private void Refuse(DiagnosticDescriptor descriptor, IOperation operation, params string[] arguments) =>
        Refuse(descriptor, operation.Syntax.GetLocation(), arguments);

    /// <summary>Reports and gives a value to go on with.</summary>
    private Constant Refused(DiagnosticDescriptor descriptor, IOperation operation, params string[] arguments)
    {
        Refuse(descriptor, operation, arguments);
        return Stand(operation);
    }

    /// <summary>A stand-in for a value that could not be lowered.</summary>
    private static Constant Stand(IOperation operation) => Constant.Zero(TypeReader.Scalar(operation.Type) ?? Scalar.Double);

    private Constant CompileError(IOperation operation)
    {
        HasCompileErrors = true;
        return Stand(operation);
    }

    /// <summary>Lowers something that may not run, or run often, into a block of its own.</summary>
    private (Block Block, T Result) Nested<T>(Func<T> lower)
    {
        int region = _region, count = _bindings.Count;
        Binding[] before = _bindings.Snapshot();
        _region = ++_regions;
        _open.Add(_region);
        if (++_depth > NestingLimit)
            Abandon();
        (Block, T) lowered = Apart(() =>
        {
            T result = lower();
            Settle(before, result as Outcome);
            return result;
        });
        _depth--;
        _bindings.Leave(count);
        _open.Remove(_region);
        _region = region;
        return lowered;
    }

    /// <summary>Lowers something that runs here, keeping its statements apart.</summary>
    private (Block Block, T Result) Apart<T>(Func<T> lower)
    {
        BlockBuilder outer = _block;
        _block = new BlockBuilder(ids);
        T result = lower();
        Block block = _block.ToBlock();
        _block = outer;
        return (block, result);
    }
}
