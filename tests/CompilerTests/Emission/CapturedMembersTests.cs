using DiffGen.Compiler;
using Xunit;

namespace DiffGen.CompilerTests.Emission;

/// <summary>How generated code reads fields and properties: once, first, under a name that nothing hides.</summary>
public sealed class CapturedMembersTests
{
    [Fact]
    public void TakesNamesThatAreFree() => Assert.Equal(
        [
            "double x1 = _x;",
            "double dx1 = _dx;",
            "double seed1 = this.seed;",
            "double s = this.s;",
            "double[] table = Table;",
        ], Read("""
        public partial class Model
        {
            private double _x, _dx, seed, s;
            private static readonly double[] Table = { 1 };
            [Differentiable(Derivatives.Adjoint)] public double F(double x, double table2)
            {
                double s = 0;
                for (int i = 0; i < 3; i++)
                    s = s * x * _x + _dx * seed * this.s * Table[i];
                return s;
            }
        }
        """));

    [Fact]
    public void QualifiesWhatALocalOrParameterHides() => Assert.Equal(
        [
            "double alpha1 = this.alpha;",
            "double beta = this.beta;",
            "double[] table1 = global::N.Model.table;",
        ], Read("""
        public partial class Model
        {
            private double alpha, beta;
            private static readonly double[] table = { 1 };
            [Differentiable(Derivatives.Adjoint)] public double F(double alpha, double table) => alpha * this.alpha * beta + Model.table[0] * table;
        }
        """));

    [Fact]
    public void LeavesOutWhatIsNotUsed() => Assert.Equal(["double a = _a;"], Read("""
        public partial class Model
        {
            private double _a, _b;
            [Differentiable(Derivatives.Adjoint)] public double F(double x) { double unused = _b * 2; return x * _a; }
        }
        """));

    [Fact]
    public void ReadsThroughAnObjectEvenWhatIsNotUsed() => Assert.Equal(["double rate = _other.Rate;"], Read("""
        public class Other { public double Rate; }
        public partial class Model
        {
            private Other _other;
            [Differentiable(Derivatives.Adjoint)] public double F(double x) { double unused = _other.Rate; return x * x; }
        }
        """));

    [Fact]
    public void ThrowsWhereTheObjectOfACallIsNull() => Assert.Equal(["if (other is null) throw new global::System.NullReferenceException();"], Read("""
        public class Other { public double Twice(double x) => 2 * x; }
        public partial class Model
        {
            [Differentiable(Derivatives.Adjoint)] public double F(double x, Other other) => other.Twice(x);
        }
        """));

    [Fact]
    public void LetsAParameterOfTheConstructorKeepItsName()
    {
        string text = Text("""
            public partial class Model(double dx)
            {
                [Differentiable(Derivatives.Adjoint)] public double F(double x) => x * dx;
            }
            """);

        Assert.Contains("double FAdjoint(double x, double seed, ref double dx1)", text, StringComparison.Ordinal);
        Assert.Contains("double dx2 = dx;", text, StringComparison.Ordinal);
    }

    [Fact]
    public void ChecksThatWhatIsWrittenIsNoMember()
    {
        string text = Text("""
            public partial class Model
            {
                private readonly double[] _w;
                private readonly int[] _k;
                private readonly double[,] _m;
                [Differentiable] public void F(double[] y) { for (int i = 0; i < y.Length; i++) y[i] *= _w[_k[i]] * _m[0, i]; }
            }
            """);

        Assert.Contains("Disjoint<double>(nameof(y), y, w, m);", text, StringComparison.Ordinal);
        Assert.Contains("Disjoint<double>(nameof(dy), dy, y, w, m);", text, StringComparison.Ordinal);
        Assert.Contains("NotNull(m, nameof(m));", text, StringComparison.Ordinal);
    }

    private static string[] Read(string types) =>
    [
        .. Text(types).Split('\n').SkipWhile(l => l.Trim() != "{" || !l.StartsWith("        {", StringComparison.Ordinal)).Skip(1)
            .Select(l => l.Trim()).TakeWhile(l => l.Length > 0 && (l.Contains(" = ", StringComparison.Ordinal) || l.StartsWith("if", StringComparison.Ordinal)))
            .Where(l => !l.Contains("Arguments", StringComparison.Ordinal)),
    ];

    private static string Text(string types)
    {
        var lowered = Lowering.LowerSource("using System;\nusing DiffGen;\nnamespace N;\n" + types);
        Assert.Empty(lowered.Model.Failures);
        return DerivativeCompiler.Compile(lowered.Model, TestContext.Current.CancellationToken).Text;
    }
}
