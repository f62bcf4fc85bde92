using DiffGen.Compiler.Diagnostics;
using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Compiler.Frontend;

// Guards: what F throws, its derivative throws, with the same message and before anything behind it. The exception is passed on as text; only
// the numbers in its message are computed.
internal sealed partial class BodyLowering
{
    private const string Makings = "make the exception of nameof, constant strings and numbers";

    private Constant Throw(IThrowOperation t)
    {
        var text = new ThrowText();
        if (t.Exception is { } exception && Exception(exception, text))
            Emit(text.ToStatement(always: true));
        return Stand(t);
    }

    /// <summary>A side of a branch up to where it throws; null if it does not always.</summary>
    private static Block? Thrown(Block block)
    {
        for (int i = 0; i < block.Statements.Count; i++)
        {
            if (block.Statements[i] is Throw { Always: true })
                return new Block(block.Statements.Take(i + 1).ToEquatableArray());
        }
        return null;
    }

    /// <summary><c>if (c) throw …; else rest</c> is <c>if (c) throw …; rest</c>.</summary>
    private Outcome? Guard(Branch guard, Block rest, Outcome? result, Binding[] before, int? unread)
    {
        Emit(guard);
        Append(rest);
        if (unread is { } position)
            _bindings[position] = before[position];
        return result;
    }

    /// <summary>Whether the expression that makes an exception could be put in words.</summary>
    private bool Exception(IOperation operation, ThrowText text)
    {
        operation = Unconverted(operation);
        if (operation is not IObjectCreationOperation { Constructor: { } constructor, Initializer: null } creation)
        {
            Refuse(Descriptors.UnsupportedStatement, operation, "a 'throw' of something else than a new exception", "write 'throw new …'");
            return false;
        }
        if (!models.Compilation.IsSymbolAccessibleWithin(constructor, method.ContainingType))
        {
            Refuse(Descriptors.UnsupportedStatement, operation, "an exception that '" + method.ContainingType.Name + "' may not make, and so its derivatives neither",
                "make the type and its constructor internal");
            return false;
        }

        text.Add("new " + constructor.ContainingType.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) + "(");
        bool first = true, ok = true;
        foreach (IArgumentOperation argument in creation.Arguments.Where(a => a.ArgumentKind == ArgumentKind.Explicit))
        {
            bool inOrder = creation.Arguments.IndexOf(argument) == argument.Parameter!.Ordinal;
            text.Add((first ? "" : ", ") + (inOrder ? "" : argument.Parameter.Name + ": "));
            ok &= Making(argument.Value, text);
            first = false;
        }
        if (creation.Arguments.Any(a => a.ArgumentKind == ArgumentKind.ParamArray))
            ok = NoMaking(operation);
        text.Add(")");
        return ok;
    }

    /// <summary>An argument of an exception, or a part of a message.</summary>
    private bool Making(IOperation operation, ThrowText text, bool inSum = false)
    {
        if (!Enter())
            return false;
        operation = Unconverted(operation);
        switch (operation)
        {
            case { ConstantValue: { HasValue: true, Value: string constant } }:
                text.Add(SymbolDisplay.FormatLiteral(constant, quote: true));
                return true;
            case IParenthesizedOperation p:
                return Making(p.Operand, text, inSum);
            case IInterpolatedStringOperation { Parts: var parts }:
                // A sum that begins with a string: the same text, and no question of what a brace or colon means.
                text.Add(inSum ? "(" : "");
                if (parts.Length == 0 || parts[0] is not IInterpolatedStringTextOperation)
                    text.Add(parts.Length == 0 ? "\"\"" : "\"\" + ");
                bool ok = true;
                for (int i = 0; i < parts.Length; i++)
                {
                    text.Add(i > 0 ? " + " : "");
                    ok &= Part(parts[i], text);
                }
                text.Add(inSum ? ")" : "");
                return ok;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } sum:
                text.Add(inSum ? "(" : "");
                bool left = Making(sum.LeftOperand, text);
                text.Add(" + ");
                bool right = Making(sum.RightOperand, text, inSum: true);
                text.Add(inSum ? ")" : "");
                return left && right;
            case IObjectCreationOperation when operation.Type is { } type && models.Compilation.ClassifyConversion(type, models.Compilation.GetTypeByMetadataName("System.Exception")!).IsImplicit:
                return Exception(operation, text);
            case not null when TypeReader.Scalar(operation.Type) is not null && operation.Type!.TypeKind != TypeKind.Enum:
                text.Add(Expression(operation));
                return true;
            default:
                return NoMaking(operation!);
        }
    }

    private bool Part(IInterpolatedStringContentOperation part, ThrowText text) => part switch
    {
        IInterpolatedStringTextOperation t => Making(t.Text, text),
        IInterpolationOperation { Alignment: null, FormatString: null } hole => Making(hole.Expression, text, inSum: true),
        _ => NoMaking(part),
    };

    private bool NoMaking(IOperation operation)
    {
        if (operation.DescendantsAndSelf().Any(o => o is IInvalidOperation))
            HasCompileErrors = true;
        else
            Refuse(Descriptors.UnsupportedStatement, operation, "an exception made of '" + OriginText.Of(operation.Syntax).Line + "'", Makings);
        return false;
    }

    /// <summary>Text with operands between its parts.</summary>
    private sealed class ThrowText
    {
        private readonly List<string> _parts = [""];
        private readonly List<Operand> _operands = [];

        public void Add(string text) => _parts[_parts.Count - 1] += text;

        public void Add(Operand operand)
        {
            _operands.Add(operand);
            _parts.Add("");
        }

        public Throw ToStatement(bool always) => new(_parts.ToEquatableArray(), _operands.ToEquatableArray(), always);
    }
}
