using DiffGen.CompilerTests.Frontend;
using Xunit;

namespace DiffGen.CompilerTests.Differentiation;

/// <summary>Tuples inside a method: variables, members, parameters of helpers, assignment in pieces.</summary>
public sealed class TupleTests
{
    private static double[] Vector(int n) => [.. Enumerable.Range(0, n).Select(i => 0.6 + (0.35 * i))];

    [Fact]
    public void MembersSwapped() => AdjointCheck.Holds(
        """
        static double F(double x, double y)
        {
            (double a, double b) t = (x * x, y);
            (t.a, t.b) = (t.b, t.a * t.b);
            t = (t.b, t.a);
            return t.a * t.a * t.b;
        }
        """, 0.7, 1.3);

    [Fact]
    public void NestedMembersAssignedOneByOneAndTogether() => AdjointCheck.Holds(
        """
        static double F(double x, double y)
        {
            (double a, (double b, int n) rest) t = (x, (y, 2));
            t.rest.b *= t.a;
            t.rest.n++;
            t.Item2.Item1 += x;
            var kept = t.rest;
            t.rest = (x * y, t.rest.n + 1);
            return t.rest.b * kept.b * t.rest.n + kept.n * x;
        }
        """, 0.7, 1.3);

    [Theory, InlineData(0), InlineData(1), InlineData(3)]
    public void VariableThatALocalFunctionChanges(int n) => AdjointCheck.Holds(
        """
        static double F(double[] x)
        {
            (double sum, double product) t = (0, 1);
            void Take(double v) { t.sum += v * t.product; t.product *= v; }
            for (int i = 0; i < x.Length; i++) Take(x[i]);
            return t.sum * t.product;
        }
        """, Vector(n));

    [Theory, InlineData(0), InlineData(1), InlineData(2)]
    public void VariableAssignedInTheSectionsOfASwitch(int kind) => AdjointCheck.Holds(
        """
        static double F(double x, double y, int kind)
        {
            (double a, double b) t;
            switch (kind)
            {
                case 0: t = (x, y); break;
                case 1: t.a = y; t.b = x * x; break;
                default: t = default; t.a += x * y; break;
            }
            return t.a * t.a + t.b;
        }
        """, 0.7, 1.3, kind);

    [Theory, InlineData(0), InlineData(1), InlineData(2), InlineData(3)]
    public void IntegerMemberThatIsASubscript(int n) => AdjointCheck.Holds(
        """
        static double F(double[] x)
        {
            (int next, double s) t = (0, 1);
            for (int i = 0; i < x.Length; i++)
            {
                t.s *= x[t.next];
                t.next = (t.next + 2) % x.Length;
                if (t.s > 1) continue;
                t.s += x[t.next];
            }
            return t.s;
        }
        """, Vector(n));

    [Theory, InlineData(0), InlineData(1), InlineData(3)]
    public void HelperThatReturnsATupleFromItsLoop(int n) => AdjointCheck.Holds(
        """
        static (double value, int at) Find(double[] x, double bound)
        {
            double s = 0;
            for (int i = 0; i < x.Length; i++)
            {
                s += x[i] * x[i];
                if (s > bound) return (s * bound, i);
            }
            return (s, -1);
        }
        [Differentiable] static double F(double[] x, double y)
        {
            var (v, at) = Find(x, y);
            (double w, _) = Find(x, v * y);
            return v * w * (at + 2);
        }
        """, Vector(n), 0.8);

    [Theory, InlineData(1), InlineData(3)]
    public void HelperThatReturnsItsArrayEarly(int n) => AdjointCheck.Holds(
        """
        static double[] Powers(double[] x, double bound)
        {
            var p = new double[x.Length];
            for (int i = 0; i < x.Length; i++)
            {
                p[i] = x[i] * x[i];
                if (p[i] > bound) return p;
            }
            p[0] *= bound;
            return p;
        }
        [Differentiable] static double F(double[] x, double y)
        {
            double s = 0;
            double[] p = Powers(x, y);
            for (int i = 0; i < p.Length; i++) s += p[i] * x[i];
            return s;
        }
        """, Vector(n), 0.8);

    [Theory, InlineData(1), InlineData(3)]
    public void HelperWhoseParameterStandsForAnotherArrayLater(int n) => AdjointCheck.Holds(
        """
        static double[] Twice(double[] x) { var y = new double[x.Length]; for (int i = 0; i < x.Length; i++) y[i] = 2 * x[i] * x[i]; return y; }
        static double Sum(double[] h) { double s = h[0]; h = Twice(h); h[0] *= 3; for (int i = 0; i < h.Length; i++) s += h[i]; return s; }
        [Differentiable] static double F(double[] x) => Sum(x) * x[0];
        """, Vector(n));

    [Fact]
    public void TupleOfATupleOfAHelperInAnExpression() => AdjointCheck.Holds(
        """
        static (double a, (double b, double c) d) G(double x, double y) => (x * y, (x / y, y));
        [Differentiable] static double F(double x, double y) => G(x, y).a * G(y, x).d.b + G(x, 2).d.c;
        """, 0.7, 1.3);

    [Fact]
    public void RefusesWhatIsNoPartOfATuple() => Ir.Refused("""
        static double G(in (double a, double b) t) => t.a;

        [Differentiable]
        static double F(double x)
        {
            (double a, double b) t = (x, x);
            bool same = t == (1, 2);
            bool one = t is (1, _);
            double d = t switch { (0, _) => 1, _ => 2 };
            int hash = t.GetHashCode();
            return G(t) + d + hash;
        }
        """, """
        DIFF0102 t == (1, 2)
        DIFF0102 t is (1, _)
        DIFF0102 t switch { (0, _) => 1, _ => 2 }
        DIFF0104 t.GetHashCode()
        """);
}
