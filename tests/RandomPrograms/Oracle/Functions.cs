using System.Reflection;

namespace DiffGen.RandomPrograms.Oracle;

/// <summary>The functions of Math, MathF, double and float on dual numbers. The values come from the functions themselves.</summary>
internal static class Functions
{
    private const double Pi = Math.PI;
    private static readonly double s_ln2 = Math.Log(2);
    private static readonly double s_ln10 = Math.Log(10);

    public static Type Container(string name) => name switch
    {
        "Math" => typeof(Math),
        "MathF" => typeof(MathF),
        "Double" => typeof(double),
        "Single" => typeof(float),
        _ => throw new NotSupportedException(name),
    };

    /// <summary>The function, as a function of its values.</summary>
    public static Func<Number[], double> Value(MethodInfo method)
    {
        Kind[] kinds = [.. method.GetParameters().Select(p => KindOf(p.ParameterType))];
        if (kinds.All(k => k == Kind.Double) && method.ReturnType == typeof(double))
        {
            switch (kinds.Length)
            {
                case 1:
                    var f1 = method.CreateDelegate<Func<double, double>>();
                    return x => f1(x[0].Value);
                case 2:
                    var f2 = method.CreateDelegate<Func<double, double, double>>();
                    return x => f2(x[0].Value, x[1].Value);
                case 3:
                    var f3 = method.CreateDelegate<Func<double, double, double, double>>();
                    return x => f3(x[0].Value, x[1].Value, x[2].Value);
            }
        }
        return x =>
        {
            var arguments = new object[kinds.Length];
            for (int i = 0; i < kinds.Length; i++)
            {
                arguments[i] = kinds[i] switch
                {
                    Kind.Double => x[i].Value,
                    Kind.Single => (float)x[i].Value,
                    Kind.Long => x[i].Whole,
                    _ => (object)(int)x[i].Whole,
                };
            }
            return Convert.ToDouble(method.Invoke(null, arguments), System.Globalization.CultureInfo.InvariantCulture);
        };
    }

    private static Kind KindOf(Type type) =>
        type == typeof(double) ? Kind.Double : type == typeof(float) ? Kind.Single : type == typeof(long) ? Kind.Long : Kind.Int;

    /// <summary>The partial derivatives at a point; y is the value.</summary>
    public static (double, double, double) Partials(string name, Number[] arguments, double y, Kinks kinks)
    {
        double x = arguments[0].Value, b = arguments.Length > 1 ? arguments[1].Value : 0, c = arguments.Length > 2 ? arguments[2].Value : 0;
        switch (name)
        {
            case "Sin": return (Math.Cos(x), 0, 0);
            case "Cos": return (-Math.Sin(x), 0, 0);
            case "Tan": return (1 / (Math.Cos(x) * Math.Cos(x)), 0, 0);
            case "Asin": return (1 / Math.Sqrt(1 - (x * x)), 0, 0);
            case "Acos": return (-1 / Math.Sqrt(1 - (x * x)), 0, 0);
            case "Atan": return (1 / (1 + (x * x)), 0, 0);
            case "Atan2": return (b / ((x * x) + (b * b)), -x / ((x * x) + (b * b)), 0);
            case "SinPi": return (Pi * double.CosPi(x), 0, 0);
            case "CosPi": return (-Pi * double.SinPi(x), 0, 0);
            case "TanPi": return (Pi / (double.CosPi(x) * double.CosPi(x)), 0, 0);
            case "AsinPi": return (1 / (Pi * Math.Sqrt(1 - (x * x))), 0, 0);
            case "AcosPi": return (-1 / (Pi * Math.Sqrt(1 - (x * x))), 0, 0);
            case "AtanPi": return (1 / (Pi * (1 + (x * x))), 0, 0);
            case "Atan2Pi": return (b / (Pi * ((x * x) + (b * b))), -x / (Pi * ((x * x) + (b * b))), 0);
            case "Sinh": return (Math.Cosh(x), 0, 0);
            case "Cosh": return (Math.Sinh(x), 0, 0);
            case "Tanh": return (1 / (Math.Cosh(x) * Math.Cosh(x)), 0, 0);
            case "Asinh": return (1 / Math.Sqrt((x * x) + 1), 0, 0);
            case "Acosh": return (1 / Math.Sqrt((x * x) - 1), 0, 0);
            case "Atanh": return (1 / (1 - (x * x)), 0, 0);
            case "Exp" or "ExpM1": return (Math.Exp(x), 0, 0);
            case "Exp2" or "Exp2M1": return (s_ln2 * Math.Pow(2, x), 0, 0);
            case "Exp10" or "Exp10M1": return (s_ln10 * Math.Pow(10, x), 0, 0);
            case "Log" when arguments.Length == 1: return (1 / x, 0, 0);
            case "Log": return (1 / (x * Math.Log(b)), -Math.Log(x) / (b * Math.Log(b) * Math.Log(b)), 0);
            case "Log2": return (1 / (x * s_ln2), 0, 0);
            case "Log10": return (1 / (x * s_ln10), 0, 0);
            case "LogP1": return (1 / (1 + x), 0, 0);
            case "Log2P1": return (1 / ((1 + x) * s_ln2), 0, 0);
            case "Log10P1": return (1 / ((1 + x) * s_ln10), 0, 0);
            case "Sqrt": return (1 / (2 * Math.Sqrt(x)), 0, 0);
            case "Cbrt": return (1 / (3 * Math.Pow(Math.Cbrt(x), 2)), 0, 0);
            case "RootN": return (y / (arguments[1].Whole * x), 0, 0);
            case "Pow": return (b == 0 ? 0 : b * Math.Pow(x, b - 1), arguments[1].Size == 0 ? 0 : Math.Pow(x, b) * Math.Log(x), 0);
            case "Hypot": return (x / Math.Sqrt((x * x) + (b * b)), b / Math.Sqrt((x * x) + (b * b)), 0);
            case "ScaleB": return (Math.Pow(2, arguments[1].Whole), 0, 0);
            case "FusedMultiplyAdd" or "MultiplyAddEstimate": return (b, x, 1);
            case "Lerp": return (1 - c, c, b - x);
            case "DegreesToRadians": return (Pi / 180, 0, 0);
            case "RadiansToDegrees": return (180 / Pi, 0, 0);
            case "IEEERemainder" or "Ieee754Remainder":
                if (arguments[0].Size + arguments[1].Size > 0)
                    kinks.NearInteger(new Number(x / b, 0, 1, 0));
                return (1, -Math.Round((x - y) / b), 0);
            case "Abs":
                kinks.Between(arguments[0], default);
                return (double.IsNaN(x) ? x : Math.Sign(x), 0, 0);
            case "CopySign":
                kinks.Between(arguments[0], default);
                kinks.Between(arguments[1], default);
                return ((double.IsNaN(x) ? x : Math.Sign(x)) * (double.IsNegative(b) ? -1 : 1), 0, 0);
            case "Max" or "MaxNumber" or "MaxNative":
                kinks.Between(arguments[0], arguments[1]);
                return x >= b ? (1, 0, 0) : (0, 1, 0);
            case "Min" or "MinNumber" or "MinNative":
                kinks.Between(arguments[0], arguments[1]);
                return x <= b ? (1, 0, 0) : (0, 1, 0);
            case "MaxMagnitude" or "MaxMagnitudeNumber":
                kinks.Between(arguments[0] with { Value = Math.Abs(x) }, arguments[1] with { Value = Math.Abs(b) });
                return Math.Abs(x) >= Math.Abs(b) ? (1, 0, 0) : (0, 1, 0);
            case "MinMagnitude" or "MinMagnitudeNumber":
                kinks.Between(arguments[0] with { Value = Math.Abs(x) }, arguments[1] with { Value = Math.Abs(b) });
                return Math.Abs(x) <= Math.Abs(b) ? (1, 0, 0) : (0, 1, 0);
            case "Clamp" or "ClampNative":
                kinks.Between(arguments[0], arguments[1]);
                kinks.Between(arguments[0], arguments[2]);
                return x < b ? (0, 1, 0) : x > c ? (0, 0, 1) : (1, 0, 0);
            case "Floor" or "Ceiling" or "Truncate":
                kinks.NearInteger(arguments[0]);
                return default;
            case "Round":
                kinks.NearInteger(arguments[0], Math.Pow(10, arguments.Length > 1 ? arguments[1].Whole : 0));
                return default;
            case "Sign":
                kinks.Between(arguments[0], default);
                return default;
            default:
                throw new NotSupportedException("The oracle does not know " + name);
        }
    }
}
