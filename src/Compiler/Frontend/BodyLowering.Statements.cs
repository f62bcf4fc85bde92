using DiffGen.Compiler.Diagnostics;
using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Compiler.Frontend;

// Statements that do not change which statement runs next.
internal sealed partial class BodyLowering
{
    private void Statement(IOperation statement)
    {
        if (!Enter())
            return;
        Origin? outer = _origin;
        if (statement is not IBlockOperation)
            _origin = OriginText.Of(statement.Syntax);
        switch (statement)
        {
            case IBlockOperation block:
                int count = _bindings.Count;
                DeclareUnassigned(block.Locals);
                foreach (IOperation inner in block.Operations)
                    Statement(inner);
                _bindings.Leave(count);
                break;
            case IVariableDeclarationGroupOperation group:
                foreach (IVariableDeclarationOperation declaration in group.Declarations)
                    Declare(declaration);
                break;
            case IExpressionStatementOperation s:
                Effect(s.Operation);
                break;
            case IConditionalOperation s:
                If(s);
                break;
            case IForLoopOperation s when _rowLoops.Remove(s):
                break;
            case IForLoopOperation s:
                For(s);
                break;
            case IWhileLoopOperation s:
                While(s);
                break;
            case IForEachLoopOperation s:
                ForEach(s);
                break;
            case ISwitchOperation s:
                Switch(s);
                break;
            case ILabeledOperation s:
                if (s.Operation is { } labeled)
                    Statement(labeled);
                break;
            case IThrowOperation s:
                Throw(s);
                break;
            case IEmptyOperation or ILocalFunctionOperation:
                break;
            default:
                RefuseStatement(statement);
                break;
        }
        _origin = outer;
    }

    private void RefuseStatement(IOperation statement)
    {
        SyntaxToken keyword = statement.Syntax.GetFirstToken();
        switch (statement)
        {
            case IInvalidOperation:
                HasCompileErrors = true;
                break;
            case ITryOperation or IUsingOperation or IUsingDeclarationOperation or ILockOperation:
                Refuse(Descriptors.ExceptionHandling, keyword.GetLocation(), keyword.Text, statement is ITryOperation
                    ? "handle exceptions in the caller of the differentiable method"
                    : "do it in the caller, around the call of the differentiable method");
                break;
            case IBranchOperation:
                Refuse(Descriptors.UnsupportedStatement, statement, "'" + keyword.Text + "'", "use 'if', 'break', 'continue' or 'return'");
                break;
            default:
                Refuse(Descriptors.UnsupportedStatement, statement, "this statement ('" + keyword.Text + "')",
                    "use declarations, assignments, 'for', 'foreach', 'if', 'switch' and 'return'");
                break;
        }
    }

    /// <summary>Names that a block declares inside expressions, <c>out var t</c>, belong to the whole block.</summary>
    private void DeclareUnassigned(IEnumerable<ILocalSymbol> locals)
    {
        foreach (ILocalSymbol local in locals)
        {
            if (local.IsConst || local.IsRef)
                continue;
            if (TypeReader.Scalar(local.Type) is { } type)
                _bindings.Set(local, new Binding.Number(type, null));
            else if (StructReader.Read(local.Type) is { } shape)
                _bindings.Set(local, shape, Unassigned(shape));
        }
    }

    private void Declare(IVariableDeclarationOperation declaration)
    {
        foreach (IVariableDeclaratorOperation declarator in declaration.Declarators)
            Declare(declarator.Symbol, (declarator.Initializer ?? declaration.Initializer)?.Value, declarator.Syntax);
    }

    private void Declare(ILocalSymbol local, IOperation? initializer, SyntaxNode syntax)
    {
        if (local.IsConst)
            return;
        Binding binding = new Binding.Broken();
        if (local.IsRef && initializer is not null && IsPlace(initializer) && Places(initializer) is { } cells && cells.All(c => c is Cell.Element))
        {
            Reach(cells);
            if (StructReader.Read(local.Type) is { } referred)
            {
                _bindings.Set(local, referred, [.. cells.Select(BindingAt)]);
                return;
            }
            binding = BindingAt(cells[0]);
        }
        else if (local.IsRef)
        {
            Refuse(Descriptors.UnsupportedReference, syntax.GetFirstToken().GetLocation(), local.Name, "it is a second name for a variable");
        }
        else if (TypeReader.Scalar(local.Type) is { } type)
        {
            binding = new Binding.Number(type, initializer is null ? null : Expression(initializer, local.Name));
        }
        else if (StructReader.Read(local.Type) is { } shape)
        {
            _bindings.Set(local, shape, initializer is null ? Unassigned(shape) : Assigned(shape, StructValue(initializer, shape, local.Name)));
            return;
        }
        else if (TypeReader.Array(local.Type) is not null)
        {
            ArrayView? view = initializer is null ? null : Memory(initializer, local.Name);
            if (view is not null || initializer is null)
                binding = new Binding.Memory(view, _region);
        }
        else if (IsStack(local, initializer))
        {
            binding = new Binding.Opaque();
        }
        else if (local.Type.TypeKind == TypeKind.Delegate)
        {
            Refuse(Descriptors.Lambda, initializer?.Syntax.GetLocation() ?? syntax.GetFirstToken().GetLocation(), "'" + local.Name + "', a delegate,");
        }
        else if (LeadsToMember(initializer) && Follow(initializer!) is { } holder)
        {
            binding = new Binding.Object(holder);
        }
        else if (initializer is null || !LeadsToMember(initializer))
        {
            RefuseType(local.Name, local.Type, syntax.GetFirstToken().GetLocation());
        }
        _bindings.Set(local, binding);
    }

    private static Binding[] Unassigned(StructShape shape) => [.. shape.Leaves.Select(l => new Binding.Number(l.Type, null))];

    private static Binding[] Assigned(StructShape shape, IReadOnlyList<Operand> numbers) =>
        [.. shape.Leaves.Select((l, i) => new Binding.Number(l.Type, numbers[i]))];

    private void RefuseType(string name, ITypeSymbol type, Location location)
    {
        if (type.TypeKind == TypeKind.Error)
            HasCompileErrors = true;
        else if (StructReader.Obstacle(type) is { } obstacle && (TypeReader.HidesReals(type) || type.DeclaringSyntaxReferences.Length > 0))
            Refuse(Descriptors.UnsupportedStruct, location, name, type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat), obstacle);
        else
            Refuse(Descriptors.UnsupportedType, location, name, TypeReader.Text(type));
    }

    /// <summary>An expression whose value nobody wants.</summary>
    private void Effect(IOperation operation)
    {
        switch (operation)
        {
            case ISimpleAssignmentOperation { Target: IDiscardOperation } a:
                Numbers(a.Value);
                break;
            case ISimpleAssignmentOperation a:
                Assign(a);
                break;
            case ICompoundAssignmentOperation a:
                Assign(a, valueWanted: false);
                break;
            case IIncrementOrDecrementOperation a:
                Increment(a, valueWanted: false);
                break;
            case IDeconstructionAssignmentOperation a:
                Deconstruct(a);
                break;
            case IInvocationOperation call:
                Call(call, null);
                break;
            default:
                Expression(operation);
                break;
        }
    }
}
