using System.Globalization;
using System.Text;

namespace DiffGen.RobustnessTests.Limits;

/// <summary>Programs as nobody writes them by hand but tools do, each large in one way.</summary>
internal static class LargePrograms
{
    public static IReadOnlyDictionary<string, Func<string>> All { get; } = new SortedDictionary<string, Func<string>>(StringComparer.Ordinal)
    {
        ["10000 statements of arithmetic"] = () => Scalar("double t = x; " + Repeat(10000, i => $"t = t * x + {i}; ") + "return t;"),
        ["2400 locals that are all used at the end"] = () => Scalar(Repeat(2400, i => $"double t{i} = Math.Sin(x + {i}); ") + "double s = 0; " + Repeat(2400, i => $"s += t{i} * x; ") + "return s;"),
        ["10000 array stores"] = () => Array(Repeat(10000, i => $"y[{i}] = x[{i}] * 2; ")),
        ["2000 array stores that are read again"] = () => Array(Repeat(2000, i => $"y[{i + 1}] = y[{i}] * y[{i}]; ")),
        ["2000 stores into one element"] = () => Array(Repeat(2000, i => "y[0] = y[0] * y[0]; ")),
        ["5000 calls of functions"] = () => Scalar("double t = x; " + Repeat(5000, i => "t = Math.Sin(t); ") + "return t;"),
        ["2000 loops one after the other"] = () => Sum(Repeat(2000, i => "for (int i = 0; i < x.Length; i++) s += x[i] * x[i]; ")),
        ["500 loops that record"] = () => Sum(Repeat(500, i => "for (int i = 0; i < x.Length; i++) s = s * x[i]; ")),
        ["1000 branches one after the other"] = () => Scalar("double t = x; " + Repeat(1000, i => $"if (x > {i}) t *= x; ") + "return t;"),
        ["1000 early returns"] = () => Scalar(Repeat(1000, i => $"if (x > {i}) return x * {i}; ") + "return x;"),
        ["1000 else-ifs"] = () => Scalar("double t = x; if (x > 0) t = 1; " + Repeat(1000, i => $"else if (x > {i}) t = {i} * x; ") + "return t;"),
        ["1000 cases of a switch"] = () => Scalar("double t = x; switch ((int)c) { " + Repeat(1000, i => $"case {i}: t *= x; break; ") + "} return t;"),
        ["a sum 2000 long"] = () => Scalar("return " + Repeat(2000, i => "x * x + ") + "x;"),
        ["a product 2000 long"] = () => Scalar("return " + Repeat(2000, i => "x * ") + "x;"),
        ["a sum 2000 deep to the right"] = () => Scalar("return " + Repeat(2000, i => "(x * x + ") + "x" + new string(')', 2000) + ";"),
        ["a sum 90 deep to the right"] = () => Scalar("return " + Repeat(90, i => "(x * x + ") + "x" + new string(')', 90) + ";"),
        ["parentheses 2000 deep"] = () => Scalar("return " + new string('(', 2000) + "x" + new string(')', 2000) + ";"),
        ["calls 2000 deep"] = () => Scalar("return " + Repeat(2000, i => "Math.Sin(") + "x" + new string(')', 2000) + ";"),
        ["calls 150 deep"] = () => Scalar("return " + Repeat(150, i => "Math.Sin(") + "x" + new string(')', 150) + ";"),
        ["conditional expressions 2000 deep"] = () => Scalar("return " + Repeat(2000, i => $"x > {i} ? x * {i} : ") + "x;"),
        ["conditional expressions 150 deep"] = () => Scalar("return " + Repeat(150, i => $"x > {i} ? x * {i} : ") + "x;"),
        ["2000 times &&"] = () => Scalar("return " + Repeat(2000, i => $"x > {i} && ") + "x > c ? x * x : c;"),
        ["blocks 1000 deep"] = () => Scalar("double t = x; " + new string('{', 1000) + "t *= x;" + new string('}', 1000) + " return t;"),
        ["50 nested loops"] = () => Sum(Repeat(50, i => $"for (int i{i} = 0; i{i} < 2; i{i}++) ") + "s += x[i0] * x[i49];"),
        ["50 nested loops with a body each"] = () => Sum(Repeat(50, i => $"for (int i{i} = 0; i{i} < 2; i{i}++) {{ s += x[i{i}] * x[0]; ") + new string('}', 50)),
        ["50 nested loops that record"] = () => Sum(Repeat(50, i => $"for (int i{i} = 0; i{i} < 2; i{i}++) {{ s *= x[i{i}]; ") + new string('}', 50)),
        ["50 nested loops that record in locals"] = () => Sum(Repeat(50, i => $"for (int i{i} = 0; i{i} < 2; i{i}++) {{ double t{i} = s * x[i{i}]; s += Math.Sin(t{i}) * t{i}; ") + new string('}', 50)),
        ["50 nested branches"] = () => Sum(Repeat(50, i => $"if (x[{i}] > s) {{ s *= x[{i}]; ") + new string('}', 50)),
        ["50 nested loops and branches that overwrite"] = () => Sum(Repeat(25, i => $"for (int i{i} = 0; i{i} < 2; i{i}++) if (x[i{i}] > 0) {{ x[i{i}] = s * x[i{i} + 1]; s += x[i{i}]; ") + new string('}', 25)),
        ["1000 numbers as parameters"] = () => Method("double", Join(1000, i => $"double x{i}"), "return " + Join(1000, i => $"x{i} * x{i}", " + ") + ";"),
        ["1000 numbers as parameters, all rounded"] = () => Method("double", Join(1000, i => $"double x{i}"), "return " + Join(1000, i => $"Math.Floor(x{i})", " + ") + ";"),
        ["100 arrays as parameters, all written"] = () => Method("void", Join(100, i => $"double[] x{i}"), Repeat(100, i => $"x{i}[0] *= x{i}[1]; ")),
        ["4900 statements of arithmetic"] = () => Scalar("double t = x; " + Repeat(4900, i => $"t = t * x + {i}; ") + "return t;"),
        ["1000 arrays as parameters"] = () => Method("double", Join(1000, i => $"double[] x{i}"), "double s = 0; " + Repeat(1000, i => $"s += x{i}[0] * x{i}[1]; ") + "return s;"),
        ["1000 arrays that are written"] = () => Method("void", Join(1000, i => $"double[] x{i}"), Repeat(1000, i => $"x{i}[0] *= x{i}[1]; ")),
        ["1000 local arrays"] = () => Sum(Repeat(1000, i => $"double[] a{i} = new double[x.Length]; a{i}[0] = x[0]; s += a{i}[0] * a{i}[0]; ")),
        ["500 calls of helpers"] = () => Scalar("double t = x; " + Repeat(500, i => "t = H(t, x); ") + "return t;", "static double H(double a, double b) { double s = a; for (int i = 0; i < 3; i++) s = s * b + a; return s; }"),
        ["helpers that double 20 times"] = () => Scalar("return H20(x);", "static double H0(double a) => a * a; " + Repeat(20, i => $"static double H{i + 1}(double a) => H{i}(a) + H{i}(a); ")),
        ["helpers that double 12 times"] = () => Scalar("return H12(x);", "static double H0(double a) => a * a; " + Repeat(12, i => $"static double H{i + 1}(double a) => H{i}(a) + H{i}(a); ")),
        ["helpers 500 deep"] = () => Scalar("return H500(x);", "static double H0(double a) => a * a; " + Repeat(500, i => $"static double H{i + 1}(double a) => H{i}(a) * a; ")),
        ["a loop with 2000 carried values"] = () => Sum(Repeat(2000, i => $"double t{i} = 1; ") + "for (int i = 0; i < x.Length; i++) { " + Repeat(2000, i => $"t{i} *= x[i]; ") + "} " + Repeat(2000, i => $"s += t{i}; ")),
        ["a loop with 3000 statements"] = () => Sum("for (int i = 0; i < x.Length; i++) { double t = x[i]; " + Repeat(3000, i => "t = t * x[i] + 1; ") + "s += t; }"),
    };

    private static string Scalar(string body, string helpers = "") => Method("double", "double x, [Constant] double c", body, helpers);

    private static string Array(string body) => Method("void", "double[] x, double[] y", body);

    private static string Sum(string body) => Method("double", "double[] x", "double s = 1; " + body + " return s;");

    private static string Method(string result, string parameters, string body, string helpers = "") =>
        $"using DiffGen;\npublic static partial class Large\n{{\n    [Differentiable]\n    public static {result} F({parameters})\n    {{\n"
        + $"        {body.Replace("; ", ";\n        ", StringComparison.Ordinal)}\n    }}\n    {helpers}\n}}\n";

    private static string Repeat(int count, Func<int, FormattableString> piece) => Join(count, piece, "");

    private static string Repeat(int count, Func<int, string> piece) => string.Concat(Enumerable.Range(0, count).Select(piece));

    private static string Join(int count, Func<int, FormattableString> piece, string separator = ", ")
    {
        var text = new StringBuilder();
        for (int i = 0; i < count; i++)
            text.Append(i == 0 ? "" : separator).Append(piece(i).ToString(CultureInfo.InvariantCulture));
        return text.ToString();
    }
}
