using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Interpretation;

/// <summary>C#'s operators and conversions.</summary>
/// <param name="Checked">Whether integer arithmetic that overflows throws, as the project says.</param>
/// <param name="Widened">Whether <c>float</c> is computed with as if it were <c>double</c>: what is meant without what is rounded off.</param>
internal readonly record struct Arithmetic(bool Checked, bool Widened)
{
    public Number Apply(UnaryOperator op, Scalar type, Number a) => op switch
    {
        UnaryOperator.Not => Number.Of(!a.IsTrue),
        UnaryOperator.Complement => Wrapped(type, ~a.Integer),
        _ when type.IsReal() => new Number(-a.Real),
        _ when Checked && type is Scalar.Int32 or Scalar.Int64 && a.Integer == (type == Scalar.Int32 ? int.MinValue : long.MinValue) => throw Overflow(),
        _ => Wrapped(type, unchecked(-a.Integer)),
    };

    public Number Apply(BinaryOperator op, Scalar type, Number a, Number b)
    {
        if (type.IsReal())
            return Real(op, type == Scalar.Single && !Widened, a.Real, b.Real);
        if (type == Scalar.UInt64)
            return Unsigned(op, unchecked((ulong)a.Integer), unchecked((ulong)b.Integer));
        return op >= BinaryOperator.Less ? Number.Of(Compare(op, a.Integer.CompareTo(b.Integer))) : Integer(op, type, a.Integer, b.Integer);
    }

    private static Number Real(BinaryOperator op, bool single, double a, double b)
    {
        double result;
        switch (op)
        {
            case BinaryOperator.Add:
                result = a + b;
                break;
            case BinaryOperator.Subtract:
                result = a - b;
                break;
            case BinaryOperator.Multiply:
                result = a * b;
                break;
            case BinaryOperator.Divide:
                result = a / b;
                break;
            case BinaryOperator.Remainder:
                result = a % b;
                break;
            case BinaryOperator.Less:
                return Number.Of(a < b);
            case BinaryOperator.LessOrEqual:
                return Number.Of(a <= b);
            case BinaryOperator.Greater:
                return Number.Of(a > b);
            case BinaryOperator.GreaterOrEqual:
                return Number.Of(a >= b);
            case BinaryOperator.Equal:
                return Number.Of(a == b);
            case BinaryOperator.NotEqual:
                return Number.Of(a != b);
            default:
                throw new FaultException(FaultKind.Unknown, "an operator that numbers do not have");
        }
        // Rounding a double's sum, difference, product or quotient of two floats once more gives the float's.
        return new Number(single ? (float)result : result);
    }

    private Number Integer(BinaryOperator op, Scalar type, long a, long b)
    {
        int distance = unchecked((int)b) & (type == Scalar.Int64 ? 63 : 31);
        switch (op)
        {
            case BinaryOperator.And:
                return new Number(a & b);
            case BinaryOperator.Or:
                return new Number(a | b);
            case BinaryOperator.Xor:
                return new Number(a ^ b);
            case BinaryOperator.ShiftLeft:
                return Wrapped(type, a << distance);
            case BinaryOperator.ShiftRight:
                return new Number(a >> distance);
            case BinaryOperator.UnsignedShiftRight:
                return Wrapped(type, type == Scalar.Int64 ? (long)((ulong)a >> distance) : (uint)a >> distance);
            case BinaryOperator.Divide or BinaryOperator.Remainder:
                if (b == 0)
                    throw new FaultException(FaultKind.DivisionByZero, "an integer is divided by 0");
                if (b == -1 && a == (type == Scalar.Int32 ? int.MinValue : long.MinValue))
                    throw Overflow();
                return new Number(op == BinaryOperator.Divide ? a / b : a % b);
        }

        long result;
        bool overflows;
        switch (op)
        {
            case BinaryOperator.Add or BinaryOperator.AddChecked:
                result = unchecked(a + b);
                overflows = ((a ^ result) & (b ^ result)) < 0;
                break;
            case BinaryOperator.Subtract:
                result = unchecked(a - b);
                overflows = ((a ^ b) & (a ^ result)) < 0;
                break;
            case BinaryOperator.Multiply:
                result = unchecked(a * b);
                overflows = a != 0 && ((a == -1 && b == long.MinValue) || (b == -1 && a == long.MinValue) || (a != -1 && result / a != b));
                break;
            default:
                throw new FaultException(FaultKind.Unknown, "an operator that integers do not have");
        }
        Number wrapped = Wrapped(type, result);
        if ((Checked || op == BinaryOperator.AddChecked) && (overflows || wrapped.Integer != result))
            throw Overflow();
        return wrapped;
    }

    private Number Unsigned(BinaryOperator op, ulong a, ulong b)
    {
        if (op >= BinaryOperator.Less)
            return Number.Of(Compare(op, a.CompareTo(b)));
        int distance = (int)(b & 63);
        try
        {
            return new Number(unchecked((long)(op switch
            {
                BinaryOperator.Add when Checked => checked(a + b),
                BinaryOperator.AddChecked => checked(a + b),
                BinaryOperator.Add => unchecked(a + b),
                BinaryOperator.Subtract => Checked ? checked(a - b) : unchecked(a - b),
                BinaryOperator.Multiply => Checked ? checked(a * b) : unchecked(a * b),
                BinaryOperator.Divide => a / b,
                BinaryOperator.Remainder => a % b,
                BinaryOperator.And => a & b,
                BinaryOperator.Or => a | b,
                BinaryOperator.Xor => a ^ b,
                BinaryOperator.ShiftLeft => a << distance,
                _ => a >> distance,
            })));
        }
        catch (DivideByZeroException)
        {
            throw new FaultException(FaultKind.DivisionByZero, "an integer is divided by 0");
        }
        catch (OverflowException)
        {
            throw Overflow();
        }
    }

    private static bool Compare(BinaryOperator op, int order) => op switch
    {
        BinaryOperator.Less => order < 0,
        BinaryOperator.LessOrEqual => order <= 0,
        BinaryOperator.Greater => order > 0,
        BinaryOperator.GreaterOrEqual => order >= 0,
        BinaryOperator.Equal => order == 0,
        _ => order != 0,
    };

    public Number Convert(Scalar from, Scalar to, Number a)
    {
        if (to == from)
            return a;
        if (to.IsReal())
        {
            bool single = to == Scalar.Single && !Widened;
            if (from.IsReal())
                return new Number(single ? (float)a.Real : a.Real);
            if (from == Scalar.UInt64)
                return new Number(single ? (float)unchecked((ulong)a.Integer) : (double)unchecked((ulong)a.Integer));
            return new Number(single ? (float)a.Integer : (double)a.Integer);
        }
        if (from.IsReal())
            return FromReal(to, a.Real);
        Number wrapped = Wrapped(to, a.Integer);
        bool changes = wrapped.Integer != a.Integer || (a.Integer < 0 && (from == Scalar.UInt64) != (to == Scalar.UInt64));
        return Checked && changes ? throw Overflow() : wrapped;
    }

    private Number FromReal(Scalar to, double a)
    {
        if (Checked)
        {
            double truncated = Math.Truncate(a);
            (double least, double beyond) = Range(to);
            if (!(truncated >= least && truncated < beyond))
                throw Overflow();
        }
        return unchecked(to switch
        {
            Scalar.UInt64 => new Number((long)(ulong)a),
            Scalar.UInt32 => new Number((long)(uint)a),
            Scalar.Int32 => new Number((long)(int)a),
            _ => Wrapped(to, (long)a),
        });
    }

    private static (double Least, double Beyond) Range(Scalar type) => type switch
    {
        Scalar.SByte => (-128, 128),
        Scalar.Byte => (0, 256),
        Scalar.Int16 => (-32768, 32768),
        Scalar.UInt16 => (0, 65536),
        Scalar.Int32 => (-2147483648.0, 2147483648.0),
        Scalar.UInt32 => (0, 4294967296.0),
        Scalar.UInt64 => (0, 18446744073709551616.0),
        _ => (-9223372036854775808.0, 9223372036854775808.0),
    };

    private static Number Wrapped(Scalar type, long a) => new(unchecked(type switch
    {
        Scalar.SByte => (sbyte)a,
        Scalar.Byte => (byte)a,
        Scalar.Int16 => (short)a,
        Scalar.UInt16 => (ushort)a,
        Scalar.Int32 => (int)a,
        Scalar.UInt32 => (uint)a,
        _ => a,
    }));

    private static FaultException Overflow() => new(FaultKind.Overflow, "an integer is too large for its type");
}
