using Microsoft.CodeAnalysis.CSharp;

namespace DiffGen.RandomPrograms.Oracle;

/// <summary>The operators and conversions of C# on dual numbers.</summary>
internal sealed class Arithmetic(Kinks kinks)
{
    public Number Convert(in Number a, Kind from, Kind to)
    {
        if (from == to)
            return a;
        switch (to)
        {
            case Kind.Single:
                return from == Kind.Double ? a with { Value = (float)a.Value } : Number.Real((float)a.Whole);
            case Kind.Double:
                return from == Kind.Single ? a : Number.Real(a.Whole);
            default:
                if (from is Kind.Int or Kind.Long)
                    return Number.Integer(to == Kind.Int ? (int)a.Whole : a.Whole);
                kinks.NearInteger(a);
                return Number.Integer(to == Kind.Int ? (int)a.Value : (long)a.Value);
        }
    }

    public Number Binary(SyntaxKind op, Kind kind, in Number a, in Number b) =>
        kind is Kind.Single or Kind.Double ? OfReals(op, kind, a, b) : Number.Integer(OfIntegers(op, kind, a.Whole, b.Whole));

    private static long OfIntegers(SyntaxKind op, Kind kind, long a, long b)
    {
        long Wrap(long v) => kind == Kind.Int ? (int)v : v;
        return op switch
        {
            SyntaxKind.AddExpression => Wrap(a + b),
            SyntaxKind.SubtractExpression => Wrap(a - b),
            SyntaxKind.MultiplyExpression => Wrap(a * b),
            SyntaxKind.DivideExpression => Wrap(a / b),
            SyntaxKind.ModuloExpression => a % b,
            SyntaxKind.LeftShiftExpression => kind == Kind.Int ? (int)a << (int)b : a << (int)b,
            SyntaxKind.RightShiftExpression => kind == Kind.Int ? (int)a >> (int)b : a >> (int)b,
            SyntaxKind.BitwiseAndExpression => a & b,
            SyntaxKind.BitwiseOrExpression => a | b,
            SyntaxKind.ExclusiveOrExpression => a ^ b,
            SyntaxKind.LessThanExpression => a < b ? 1 : 0,
            SyntaxKind.LessThanOrEqualExpression => a <= b ? 1 : 0,
            SyntaxKind.GreaterThanExpression => a > b ? 1 : 0,
            SyntaxKind.GreaterThanOrEqualExpression => a >= b ? 1 : 0,
            SyntaxKind.EqualsExpression => a == b ? 1 : 0,
            SyntaxKind.NotEqualsExpression => a != b ? 1 : 0,
            _ => throw new NotSupportedException(op.ToString()),
        };
    }

    private Number OfReals(SyntaxKind op, Kind kind, in Number a, in Number b)
    {
        double Round(double v) => kind == Kind.Single ? (float)v : v;
        double x = a.Value, y = b.Value;
        switch (op)
        {
            case SyntaxKind.AddExpression:
                return new Number(Round(x + y), a.Dot + b.Dot, a.Size + b.Size, 0);
            case SyntaxKind.SubtractExpression:
                return new Number(Round(x - y), a.Dot - b.Dot, a.Size + b.Size, 0);
            case SyntaxKind.MultiplyExpression:
                return new Number(Round(x * y), (a.Dot * y) + (x * b.Dot), (a.Size * Math.Abs(y)) + (Math.Abs(x) * b.Size), 0);
            case SyntaxKind.DivideExpression:
                return new Number(Round(x / y), (a.Dot - (x / y * b.Dot)) / y, (a.Size + (Math.Abs(x / y) * b.Size)) / Math.Abs(y), 0);
            case SyntaxKind.ModuloExpression:
                double n = Math.Truncate((x - (x % y)) / y + Math.CopySign(0.5, x / y));
                if (a.Size + b.Size > 0)
                    kinks.NearInteger(new Number(x / y, 0, 1, 0));
                return new Number(Round(x % y), a.Dot - (n * b.Dot), a.Size + (Math.Abs(n) * b.Size), 0);
            default:
                kinks.Between(a, b);
                return Number.Truth(op switch
                {
                    SyntaxKind.LessThanExpression => x < y,
                    SyntaxKind.LessThanOrEqualExpression => x <= y,
                    SyntaxKind.GreaterThanExpression => x > y,
                    SyntaxKind.GreaterThanOrEqualExpression => x >= y,
                    SyntaxKind.EqualsExpression => x == y,
                    SyntaxKind.NotEqualsExpression => x != y,
                    _ => throw new NotSupportedException(op.ToString()),
                });
        }
    }

    public static Number Negate(in Number a, Kind kind) => kind is Kind.Single or Kind.Double
        ? new Number(-a.Value, -a.Dot, a.Size, 0)
        : Number.Integer(kind == Kind.Int ? -(int)a.Whole : -a.Whole);

    public Number Function(string name, Kind result, Func<Number[], double> value, Number[] arguments)
    {
        double y = value(arguments);
        if (result is not (Kind.Single or Kind.Double))
        {
            Functions.Partials(name, arguments, y, kinks);
            return Number.Integer((long)y);
        }
        var (p, q, r) = Functions.Partials(name, arguments, y, kinks);
        double dot = 0, size = 0;
        for (int i = 0; i < arguments.Length; i++)
        {
            double partial = i == 0 ? p : i == 1 ? q : r;
            if (arguments[i].Size == 0)
                continue;
            dot += partial * arguments[i].Dot;
            size += (Math.Abs(partial) + Slack(name)) * arguments[i].Size;
        }
        return new Number(y, dot, size, 0);
    }

    // Partials that are small by cancellation, 1 − tanh², have an error that is not relative to them.
    private static double Slack(string name) => name is "Tanh" or "Lerp" or "Sin" or "Cos" or "SinPi" or "CosPi" ? 1 : 0;
}
