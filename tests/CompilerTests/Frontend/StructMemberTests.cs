using DiffGen.Compiler.IR;
using Xunit;

namespace DiffGen.CompilerTests.Frontend;

/// <summary>Structs in fields are constants, number by number.</summary>
public sealed class StructMemberTests
{
    private const string Vec = """

        public struct Vec
        {
            public double X, Y;
            public Vec(double x, double y) { X = x; Y = y; }
            public readonly double Dot(Vec o) => X * o.X + Y * o.Y;
            public void Move(double d) { X += d; }
            public static Vec operator -(Vec a, Vec b) => new Vec(a.X - b.X, a.Y - b.Y);
        }
        """;

    [Fact]
    public void ReadsTheNumbersOfAField() => Assert.Equal("""
        function F(x0: double)
          captured constant originX1: double = _origin.X
          captured constant originY2: double = _origin.Y
          captured constant scale8: double = Scale
          x3 = x0 - originX1
          y4 = 1 - originY2
          %5 = x3 * originX1
          %6 = y4 * originY2
          %7 = %5 + %6
          %9 = %7 * scale8
          return %9

        """.Replace("\n\n", "\n", StringComparison.Ordinal), IrPrinter.Print(Lower("""
        public partial class Model
        {
            private readonly Vec _origin;
            public double Scale { get; }
            [Differentiable] public double F(double x) => (new Vec(x, 1) - _origin).Dot(_origin) * Scale;
        }
        """).Model.Function), ignoreLineEndingDifferences: true);

    [Theory]
    [InlineData("public partial class Model { Vec _o; [Differentiable] public double F(double x) { _o.X = x; return x; } }", "DIFF0116 _o")]
    [InlineData("public partial class Model { Vec _o; [Differentiable] public double F(double x) { _o = new Vec(x, x); return x; } }", "DIFF0116 _o")]
    [InlineData("public partial class Model { Vec _o; [Differentiable] public double F(double x) { _o.Move(x); return x; } }", "DIFF0102 _o.Move(x)")]
    public void RefusesToChangeAStructInAField(string types, string expected)
    {
        var lowered = Lower(types, refused: true);
        Assert.Equal(expected, string.Join("\n", lowered.Problems.Select(p => p.Descriptor.Id + " " + Lowering.At(p.Location))));
    }

    [Fact]
    public void ReadsItsOwnNumbers()
    {
        Function function = Lower("""
            public readonly partial struct Plane
            {
                private readonly double _a;
                private readonly Vec _n;
                public Plane(double a, Vec n) { _a = a; _n = n; }
                private double At(Vec p) => p.Dot(_n) + _a;
                [Differentiable] public double F(Vec p) => At(p);
            }
            """).Model.Function;

        Assert.Equal(["_n.X", "_n.Y", "_a"], function.Captures.Select(c => c.Text));
    }

    [Theory]
    [InlineData("public partial class Model { Vec[] _v = new Vec[1]; [Differentiable] public double F(double x) => x * _v[0].X; }", "DIFF0103 _v")]
    [InlineData("public partial class Model { Vec[] _v = new Vec[1]; [Differentiable] public double F(double x) { foreach (Vec v in _v) x *= v.X; return x; } }", "DIFF0103 _v")]
    [InlineData("public partial class Model { (double A, double B) _t; [Differentiable] public double F(double x) { _t.A = x; (_t.B, x) = (x, 2); return x; } }", "DIFF0116 _t\nDIFF0116 _t")]
    [InlineData("public partial class Model { double[] _w = { 1 }; [Differentiable] public double F(double x) { Vec v = new Vec(x, 1); (v.X, _w[0]) = (v.Y, v.X); return v.X; } }", "DIFF0116 _w[0]")]
    [InlineData("public partial class Model { static Vec s_v; [Differentiable] public double F(double x) => x * s_v.X; }", "DIFF0110 s_v")]
    [InlineData("public partial struct Model { public double A; public double G(double x) { A = x; return A; } [Differentiable] public double F(double x) => G(x); }", "DIFF0116 A")]
    [InlineData("public partial struct Model { public double A; [Differentiable] public double F(double x) { this = default; return x * A; } }", "DIFF0102 this")]
    public void RefusesWhatAFieldCannotBe(string types, string expected)
    {
        var lowered = Lower(types, refused: true);
        Assert.Equal(expected, string.Join("\n", lowered.Problems.Select(p => p.Descriptor.Id + " " + Lowering.At(p.Location))));
    }

    [Theory]
    [InlineData("static readonly Vec s_unit = new Vec(0, 2);", "s_unit", "")]
    [InlineData("static readonly double s_two = 2; static readonly Vec s_unit = new Vec(0, s_two);", "s_unit", "s_unit.Y")]
    [InlineData("static readonly Vec s_unit; static Model() { s_unit = new Vec(0, 2); }", "s_unit", "s_unit.Y")]
    [InlineData("static Vec Unit { get; } = new Vec(0, Math.Sqrt(4));", "Unit", "Unit.Y")]
    [InlineData("Vec _v; Vec Twice => new Vec(2 * _v.X, 2 * _v.Y);", "Twice", "_v.Y")]
    public void ReadsAStaticStructUnlessItIsMadeOfConstants(string members, string name, string captured)
    {
        Function function = Lower("public partial class Model { " + members + " [Differentiable] public double F(double x) => x * " + name + ".Y; }").Model.Function;

        Assert.Contains(captured, function.Captures.Select(c => c.Text).DefaultIfEmpty(""));
    }

    private static DiffGen.Compiler.Frontend.LoweredMethod Lower(string types, bool refused = false)
    {
        var lowered = Lowering.LowerSource("using System;\nusing DiffGen;\nnamespace N;\n" + types + Vec);
        Assert.Equal(refused, lowered.Model.Failures.Count > 0);
        return lowered;
    }
}
