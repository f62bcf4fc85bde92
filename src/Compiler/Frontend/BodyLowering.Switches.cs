using DiffGen.Compiler.Diagnostics;
using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Compiler.Frontend;

// switch: a chain of branches, in the order of the text, the default last.
internal sealed partial class BodyLowering
{
    private void Switch(ISwitchOperation s)
    {
        ISwitchCaseOperation? otherwise = s.Cases.FirstOrDefault(c => c.Clauses.Any(IsDefault));
        if (TypeReader.Scalar(s.Value.Type) is null)
        {
            if (s.Value.Type is null or { TypeKind: TypeKind.Error })
                HasCompileErrors = true;
            else
                Refuse(Descriptors.UnsupportedStatement, s.Value, "a 'switch' over '" + s.Value.Type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat) + "'",
                    "switch over a number, an enumeration or a bool");
            return;
        }

        int count = _bindings.Count;
        Operand value = Expression(s.Value);
        TakeCopies(s.Cases);
        DeclareUnassigned(s.Locals);
        var scope = new JumpScope(Flag("left"), null, null, s.ExitLabel, null, _jumps);
        // The section with the default keeps its place if other clauses lead to it too; it is then looked at once more, at the end, without asking.
        ISwitchCaseOperation[] sections = [.. s.Cases.Where(c => c.Clauses.Any(l => !IsDefault(l)))];
        if (otherwise is { Clauses.Length: > 1 } && sections.All(c => c == otherwise || c.Clauses.All(l => l is ISingleValueCaseClauseOperation)) && otherwise.Clauses.All(l => IsDefault(l) || l is ISingleValueCaseClauseOperation))
            sections = [.. sections.Where(c => c != otherwise)];
        InScope(scope, () => Nothing(() => Section(0)));
        _bindings.Leave(count);

        void Section(int next)
        {
            if (!Enter())
                return;
            if (next == sections.Length)
            {
                if (otherwise is not null)
                    Body(otherwise);
                return;
            }
            DeclareUnassigned(sections[next].Locals);
            Operand matches = sections[next].Clauses.Where(c => !IsDefault(c)).Select(c => (Func<Operand>)(() => Matches(c, value)))
                .Aggregate((a, b) => () => Choose(a(), () => Constant.Bool(true), b, null) ?? Constant.Bool(false))();
            Choose(matches, () => Nothing(() => Body(sections[next])), () => Nothing(() => Section(next + 1)), null, unread: scope.Skip);
        }

        void Body(ISwitchCaseOperation section) => Run(Pending.Of(section.Body, null), last: true);
    }

    private static bool IsDefault(ICaseClauseOperation clause) => clause.CaseKind == CaseKind.Default;

    private Operand Matches(ICaseClauseOperation clause, Operand value)
    {
        switch (clause)
        {
            case ISingleValueCaseClauseOperation single:
                return IsConstant(single.Value, value);
            case IPatternCaseClauseOperation pattern:
                return Matches(pattern.Pattern, pattern.Guard, value);
            default:
                return Unsupported(clause);
        }
    }

    private Operand Switch(ISwitchExpressionOperation s, string? name) => Outcome.Number(SwitchValue(s, name)) ?? Stand(s);

    private Outcome? SwitchValue(ISwitchExpressionOperation s, string? name)
    {
        if (TypeReader.Scalar(s.Value.Type) is null || (TypeReader.Scalar(s.Type) is null && StructReader.Read(s.Type) is null) || s.Arms.Length == 0)
            return Outcome.Of(Unsupported(s));
        if (!s.IsExhaustive)
            return Outcome.Of(Refused(Descriptors.UnsupportedExpression, s, "a 'switch' that may find no arm", "add an arm '_ => …'"));
        int count = _bindings.Count;
        Operand value = Expression(s.Value);
        Outcome? result = Arm(0);
        _bindings.Leave(count);
        return result;

        Outcome? Arm(int next)
        {
            ISwitchExpressionArmOperation arm = s.Arms[next];
            if (!Enter())
                return null;
            DeclareUnassigned(arm.Locals);
            Operand matches = Matches(arm.Pattern, arm.Guard, value);
            if (next == s.Arms.Length - 1 || matches is Constant { IsZero: false })
                return Value(arm.Value, name);
            return Choose(matches, () => Value(arm.Value, null), () => Arm(next + 1), name);
        }
    }

    private Operand Matches(IPatternOperation pattern, IOperation? guard, Operand value)
    {
        Operand matches = Pattern(pattern, value);
        return guard switch
        {
            null => matches,
            _ when matches is Constant { IsZero: false } => Expression(guard),
            _ => Choose(matches, () => Expression(guard), () => Constant.Bool(false), null) ?? Stand(guard),
        };
    }
}
