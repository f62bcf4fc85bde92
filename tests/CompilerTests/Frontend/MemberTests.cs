using DiffGen.Compiler.IR;
using Xunit;

namespace DiffGen.CompilerTests.Frontend;

/// <summary>Fields, properties and constructor parameters are constants that are read once, under their own text.</summary>
public sealed class MemberTests
{
    [Fact]
    public void ReadsEachMemberOnceAtTheDoor() => Equal("""
        public sealed partial class Model
        {
            private readonly double _rate = 2;
            private double[] _weights = { 1 };
            private static readonly double[,] Table = new double[2, 2];
            public int Count { get; private set; }

            [Differentiable]
            public double F(double x) => x * _rate * _rate * _weights[Count] * Table[0, Count] * this._weights[0];
        }
        """, """
        function F(x0: double)
          captured constant rate1: double = _rate
          captured constant weights4: Vector<double> = _weights
          captured constant count5: int = Count
          captured constant table8: Rank2<double> = Table
          %2 = x0 * rate1
          %3 = %2 * rate1
          %6 = weights4[count5]
          %7 = %3 * %6
          %9 = table8[0, count5]
          %10 = %7 * %9
          %11 = weights4[0]
          %12 = %10 * %11
          return %12
        """);

    [Fact]
    public void WritesGettersAndMethodsOutInPlace() => Equal("""
        public partial class Model
        {
            private double _a, _b;
            private double Rate => _a / _b;
            private double Twice { get { double t = Rate; return t + t; } }
            private double Half(double t) => t * Twice;
            [Differentiable] public double F(double x) => Half(x);
        }
        """, """
        function F(x0: double)
          captured constant a1: double = _a
          captured constant b2: double = _b
          t3 = a1 / b2
          %4 = t3 + t3
          %5 = x0 * %4
          return %5
        """);

    [Fact]
    public void FollowsObjectsToTheirMembers() => Equal("""
        public sealed class Spline(double[] knots)
        {
            internal readonly double[] Knots = knots;
            public double Step { get; init; }
            public double this[int i] => Knots[i] * Step;
            public double At(double x, int i) => this[i] * x;
        }
        public partial class Model
        {
            private readonly Spline _spline = new([1]);
            private Spline Own => _spline;
            [Differentiable] public double F(double x, Spline other)
            {
                Spline mine = Own;
                return mine.At(x, 0) + Sum(other, x);
            }
            private static double Sum(Spline s, double x) => s.Knots[1] + s.At(x, 2);
        }
        """, """
        function F(x0: double, other)
          captured constant knots1: Vector<double> = _spline.Knots
          captured constant step3: double = _spline.Step
          captured constant knots6: Vector<double> = other.Knots
          captured constant step9: double = other.Step
          %2 = knots1[0]
          %4 = %2 * step3
          %5 = %4 * x0
          %7 = knots6[1]
          %8 = knots6[2]
          %10 = %8 * step9
          %11 = %10 * x0
          %12 = %7 + %11
          %13 = %5 + %12
          return %13
        """);

    [Fact]
    public void ReadsParametersOfThePrimaryConstructor() => Equal("""
        public partial class Model(double alpha, double[] w)
        {
            [Differentiable] public double F(double x) => x * alpha + w[0] + w.Length;
        }
        """, """
        function F(x0: double)
          captured constant alpha1: double = alpha
          captured constant w3: Vector<double> = w
          %2 = x0 * alpha1
          %4 = w3[0]
          %5 = %2 + %4
          %6 = extent w3.0
          %7 = (double)%6
          %8 = %5 + %7
          return %8
        """);

    [Fact]
    public void FoldsConstants() => Equal("""
        public enum Kind { A, B = 3 }
        public partial class Model
        {
            public const double Scale = 2.5;
            private const int N = (int)Kind.B;
            [Differentiable] public double F(double x) => x * Scale * Math.PI + N + double.Epsilon + default(double) + sizeof(double) + nameof(F).Length * 0 + (int)Kind.A;
        }
        """.Replace(" + nameof(F).Length * 0", "", StringComparison.Ordinal), """
        function F(x0: double)
          %1 = x0 * 2.5
          %2 = %1 * 3.141592653589793
          %3 = %2 + 3
          %4 = %3 + 5E-324
          %5 = %4 + 0
          %6 = %5 + 8
          %7 = %6 + 0
          return %7
        """);

    [Fact]
    public void ReadsAPropertyThatASealedTypeOverrides() => Equal("""
        public abstract class Base
        {
            public abstract double Rate { get; }
            public virtual double At(double x) => x;
            protected double Both(double x) => At(x) * Rate;
        }
        public sealed partial class Model : Base
        {
            public override double Rate { get; } = 2;
            public override double At(double x) => base.At(x) + 1;
            [Differentiable] public double F(double x) => Both(x);
        }
        """, """
        function F(x0: double)
          captured constant rate2: double = Rate
          %1 = x0 + 1
          %3 = %1 * rate2
          return %3
        """);

    [Theory]
    [InlineData("private double _rate; [Differentiable] public double F(double x) => x * _rate;", "_rate", "this._rate", false)]
    [InlineData("private static readonly double Rate = 2; [Differentiable] public double F(double x) => x * Rate;", "Rate", "global::N.Model.Rate", false)]
    [InlineData("[Differentiable] public static double F(double x) => x * Other.Rate;", "global::N.Other.Rate", "global::N.Other.Rate", false)]
    [InlineData("[Differentiable] public static double F(double x) => x * Other.Best.Own;", "global::N.Other.Best.Own", "global::N.Other.Best.Own", true)]
    [InlineData("[Differentiable] public double F(double x) => x * new2;", "new2", "this.new2", false, "double new2 = 1;")]
    [InlineData("[Differentiable] public static double F(double x, Other @class) => x * @class.Own;", "@class.Own", "@class.Own", true)]
    [InlineData("private double @double; [Differentiable] public double F(double x) => x * @double;", "@double", "this.@double", false)]
    public void NamesMembersSoThatNothingHidesThem(string members, string text, string qualified, bool mayThrow, string more = "")
    {
        Function function = Function("public partial class Model { " + members + more + """
             }
            public class Other { public static readonly double Rate = 2; public static readonly Other Best = new(); public double Own; }
            """);

        Capture capture = Assert.Single(function.Captures);

        Assert.Equal((text, qualified, mayThrow), (capture.Text, capture.Qualified, capture.MayThrow));
    }

    [Theory]
    [InlineData("_weights", "weights")]
    [InlineData("Table", "table")]
    [InlineData("s_table", "table")]
    [InlineData("m_x", "x")]
    [InlineData("NODES", "nodes")]
    [InlineData("K", "k")]
    [InlineData("_2d", "member")]
    [InlineData("_", "member")]
    [InlineData("URLs", "uRLs")]
    public void CallsTheLocalLikeTheMember(string member, string local) => Assert.Equal(local, Compiler.Frontend.MemberSymbols.LocalName(member));

    [Fact]
    public void ReadsTheTableOfItsOwnGenericType()
    {
        Function function = Function("""
            public partial class Model<T>
            {
                private static readonly double[] Table = { 1 };
                private double At(double x) => x * Table[0];
                [Differentiable] public double F(double x) => At(x);
            }
            """);

        Assert.Equal([("Table", "global::N.Model<T>.Table")], function.Captures.Select(c => (c.Text, c.Qualified)));
    }

    [Fact]
    public void ReadsThroughABaseTypeWhatADerivedOneHides()
    {
        Function function = Function("""
            public class Base { internal double _k = 1; protected double Old(double x) => x * _k; }
            public partial class Model : Base
            {
                private new double _k = 2;
                [Differentiable] public double F(double x) => Old(x) + _k;
            }
            """);

        Assert.Equal(["((global::N.Base)this)._k", "_k"], function.Captures.Select(c => c.Text));
    }

    private static void Equal(string types, string expected) => Assert.Equal(expected + "\n", IrPrinter.Print(Function(types)), ignoreLineEndingDifferences: true);

    private static Function Function(string types)
    {
        var lowered = Lowering.LowerSource("using System;\nusing DiffGen;\nnamespace N;\n" + types);
        Assert.Empty(lowered.Problems.Select(p => p.Message));
        Assert.Empty(lowered.Model.Failures);
        return lowered.Model.Function;
    }
}
