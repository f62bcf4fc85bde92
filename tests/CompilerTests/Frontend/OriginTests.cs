using DiffGen.Compiler.IR;
using Xunit;

namespace DiffGen.CompilerTests.Frontend;

public sealed class OriginTests
{
    private const string Method = """
        static double Square(double t) => t *
            t; // squared

        static double Twice(double t)
        {
            double u = 2 * t;
            return u;
        }

        [Differentiable]
        static double F(double[] x)
        {
            double s = 0; /* the sum */
            for (int i = 0; // from the first
                 i < x.Length; i++)
            {
                // A comment.
                if (x[i] > /* positive */ 0)
                    s += Square(
                        x[i]);
                x[i] = Twice(s) /
                    3;
            }
            return s
                + x[0];
        }
        """;

    [Fact]
    public void IsTheUsersStatementOnOneLine() => Assert.Equal(
        [
            "for (int i = 0; i < x.Length; i++)",
            "if (x[i] > 0)",
            "s += Square(x[i])",
            "Square(t) => t * t",
            "double u = 2 * t",
            "x[i] = Twice(s) / 3",
            "return s + x[0]",
        ],
        Origins(Method).Distinct().OrderBy(o => Order(o)));

    [Fact]
    public void IsTheSameWithOtherLineEndings() => Assert.Equal(
        Lowering.Lower(Method.Replace("\r", "")), Lowering.Lower(Method.Replace("\r", "").Replace("\n", "\r\n")));

    [Fact]
    public void IsTheSameWithoutComments() => Assert.Equal(Lowering.Lower(Method), Lowering.Lower(Method
        .Replace("// A comment.", "").Replace("// from the first", "").Replace("/* positive */ ", "").Replace("// squared", "").Replace("/* the sum */", "")));

    private static IEnumerable<string> Origins(string members) => Walk.Statements(Lowering.Lower(members).Body).Select(s => s.Origin!.Line);

    private static int Order(string origin) => Array.IndexOf(
        ["for (", "if (x", "s += ", "Squar", "doubl", "x[i] ", "retur"], origin[..5]);
}
