using Xunit;

namespace DiffGen.CompilerTests.Frontend;

/// <summary>What is no constant of the method, or out of the derivative's reach, is refused where it stands.</summary>
public sealed class MemberRefusalTests
{
    [Theory]
    [InlineData("static double S; [Differentiable] public double F(double x) => x * S;", "DIFF0110 S")]
    [InlineData("static double[] S = { 1 }; [Differentiable] public double F(double x) => x * S[0];", "DIFF0110 S")]
    [InlineData("static double S { get; set; } [Differentiable] public double F(double x) => x * S;", "DIFF0110 S")]
    [InlineData("volatile float _v; [Differentiable] public double F(double x) => x * _v;", "DIFF0110 _v")]
    [InlineData("static double S; double P => S; [Differentiable] public double F(double x) => x * P;", "DIFF0110 S")]
    public void RefusesWhatMayChange(string members, string expected) => Refused(members, expected);

    [Theory]
    [InlineData("double _a; [Differentiable] public double F(double x) { _a = x; return x; }", "DIFF0116 _a")]
    [InlineData("double _a; [Differentiable] public double F(double x) { this._a += x; return x; }", "DIFF0116 this._a")]
    [InlineData("int _a; [Differentiable] public double F(double x) { _a++; return x; }", "DIFF0116 _a")]
    [InlineData("static double A; [Differentiable] public double F(double x) { A = x; return x; }", "DIFF0116 A")]
    [InlineData("double A { get; set; } [Differentiable] public double F(double x) { A = x; return x; }", "DIFF0116 A")]
    [InlineData("double[] _w = { 1 }; [Differentiable] public double F(double x) { _w[0] = x; return _w[0]; }", "DIFF0116 _w[0]")]
    [InlineData("double[] _w = { 1 }; [Differentiable] public double F(double x) { _w[0] += x; return x; }", "DIFF0116 _w[0]")]
    [InlineData("double[] _w = { 1 }; [Differentiable] public double F(double x) { double[] w = _w; w[0] -= x; return x; }", "DIFF0116 w[0]")]
    [InlineData("double[,] _w = { { 1 } }; [Differentiable] public double F(double x) { _w[0, 0]++; return x; }", "DIFF0116 _w[0, 0]")]
    [InlineData("double[][] _w = { new[] { 1.0 } }; [Differentiable] public double F(double x) { double[] r = _w[0]; r[0] = x; return x; }", "DIFF0116 r[0]")]
    [InlineData("double[] _w = { 1 }; [Differentiable] public double F(double x) { _w = new double[2]; return x; }", "DIFF0116 _w")]
    [InlineData("double[] _w = { 1 }; [Differentiable] public double F(double x) { Set(_w, x); return x; } void Set(double[] v, double d) { v[0] = d; }", "DIFF0116 v[0]")]
    [InlineData("double[] _w = { 1 }; [Differentiable] public double F(double x) { Set(ref _w[0], x); return x; } void Set(ref double v, double d) { v = d; }", "DIFF0116 v")]
    [InlineData("double[] _w = { 1 }; [Differentiable] public double F(double x) { ref double v = ref _w[0]; v = x; return x; }", "DIFF0116 v")]
    [InlineData("double _a; [Differentiable] public double F(double x) { Set(ref _a, x); return x; } void Set(ref double v, double d) { v = d; }", "DIFF0116 _a")]
    [InlineData("double _a; [Differentiable] public double F(double x) { Set(out _a, x); return x; } void Set(out double v, double d) { v = d; }", "DIFF0116 _a")]
    [InlineData("double _a, _b; [Differentiable] public double F(double x) { (_a, _b) = (x, x); return x; }", "DIFF0116 _a\nDIFF0116 _b")]
    [InlineData("double[] _w = { 1 }; [Differentiable] public double F(double x) { (_w[0], x) = (x, 2); return x; }", "DIFF0116 _w[0]")]
    [InlineData("double[] _w = { 1 }; [Differentiable] public double F(double x) { Array.Clear(_w); return x; }", "DIFF0116 _w")]
    [InlineData("double[] _w = { 1 }; [Differentiable] public double F(double x) { Array.Fill(_w, x); return x; }", "DIFF0116 _w")]
    [InlineData("double[] _w = { 1 }; [Differentiable] public double F(double[] x) { x.AsSpan().CopyTo(_w.AsSpan(0)); return x[0]; }", "DIFF0116 _w.AsSpan(0)")]
    [InlineData("double[] _w = { 1 }; [Differentiable] public double F(double x) { _w.AsSpan(0, 1).Fill(x); return x; }", "DIFF0116 _w.AsSpan(0, 1)")]
    [InlineData("double _a; [Differentiable] public double F(double x) { Note(x); return x; } void Note(double v) => _a = v;", "DIFF0116 _a")]
    [InlineData("double _a; double Next => _a += 1; [Differentiable] public double F(double x) => x * Next;", "DIFF0116 _a")]
    public void RefusesWrites(string members, string expected) => Refused(members, expected);

    [Theory]
    [InlineData("[Differentiable] public double F(double x) { alpha = x; return x; }", "DIFF0116 alpha")]
    [InlineData("[Differentiable] public double F(double x) { alpha *= x; return x; }", "DIFF0116 alpha")]
    [InlineData("[Differentiable] public double F(double x) { w[0] = x; return x; }", "DIFF0116 w[0]")]
    [InlineData("double G(double t) => t * alpha; [Differentiable] public double F(double alpha) => G(alpha);", "DIFF0118 alpha")]
    public void RefusesWritesToParametersOfTheConstructor(string members, string expected) =>
        Assert.Equal(expected, Refusals("public partial class Model(double alpha, double[] w) { " + members + " double Use() => alpha + w[0]; }"));

    [Theory]
    [InlineData("public virtual double V(double x) => x; [Differentiable] public double F(double x) => V(x);", "DIFF0117 V(x)")]
    [InlineData("public virtual double P => 2; [Differentiable] public double F(double x) => x * P;", "DIFF0117 P")]
    [InlineData("public virtual double P { get; } [Differentiable] public double F(double x) => x * P;", "DIFF0117 P")]
    [InlineData("public virtual double[] P { get; } [Differentiable] public double F(double x) => x * P[0];", "DIFF0117 P")]
    [InlineData("public virtual double[] P { get; } [Differentiable] public double F(double x) => x * P.Length;", "DIFF0117 P")]
    [InlineData("readonly IRate _r; [Differentiable] public double F(double x) => x * _r.Rate;", "DIFF0117 _r.Rate")]
    [InlineData("[Differentiable] public double F(double x, IRate r) => r.At(x);", "DIFF0117 r.At(x)")]
    [InlineData("[Differentiable] public static double F(double x, Rate r) => r.At(x);", "DIFF0117 r.At(x)")]
    [InlineData("public virtual double this[int k] => k; [Differentiable] public double F(double x) => x * this[1];", "DIFF0117 this[1]")]
    public void RefusesWhatADerivedTypeMayReplace(string members, string expected) => Refused(members, expected);

    [Theory]
    [InlineData("[Differentiable] public virtual double F(double x) => x;", "DIFF0002 F")]
    [InlineData("[Differentiable] public override string ToString() => \"\";", "DIFF0002 ToString")]
    [InlineData("double P { [Differentiable] get => 2; }", "DIFF0002 get")]
    public void RefusesMethodsThatADerivedTypeMayReplace(string members, string expected) => Refused(members, expected);

    [Fact]
    public void RefusesAnOverrideInAClassThatIsNotSealed() => Assert.Equal("DIFF0002 F", Refusals("""
        public abstract class Base { public abstract double F(double x); }
        public partial class Model : Base { [Differentiable] public override double F(double x) => x; }
        """));

    [Fact]
    public void RefusesAMethodOfAnInterface() => Assert.Equal("DIFF0002 F", Refusals(
        "public partial interface Model { [Differentiable] double F(double x) => x; }"));

    [Theory]
    [InlineData("[Differentiable] public double F(double x) => Hidden.At(x);", "DIFF0118 Table")]
    [InlineData("readonly Hidden _h = new(); [Differentiable] public double F(double x) => _h.Own(x);", "DIFF0118 _own")]
    [InlineData("readonly Hidden _h = new(); [Differentiable] public double F(double x) => _h.Rate * x;", "DIFF0118 _own")]
    [InlineData("readonly Captured _c = new(2); [Differentiable] public double F(double x) => _c.At(x);", "DIFF0118 rate")]
    [InlineData("[Differentiable] public double F(double x) => Outer(x); static double Outer(double x) => Local.Read(x);", "DIFF0118 Table")]
    [InlineData("[Differentiable] public double F(double x) => Generic<int>.At(x);", "DIFF0118 Table")]
    [InlineData("[Differentiable] public double F(double x) => Twice(x);", "DIFF0118 Table")]
    public void RefusesWhatTheDerivativeCannotName(string members, string expected) => Assert.Equal(expected, Refusals("public partial class Model { " + members + """
         }
        public class Hidden
        {
            private static readonly double[] Table = { 1 };
            private double _own;
            public double Rate => _own;
            public double Own(double x) => x * _own;
            public static double At(double x) => x * Table[0];
        }
        public class Captured(double rate) { public double At(double x) => x * rate; }
        public partial class Model { private Generic<int> _g = new(); private double Twice(double x) => _g.Through(x); }
        public class Generic<T> { internal double Through(double x) => x * Table[0]; internal static readonly double[] Table = { 1 }; public static double At(double x) => x * Table[0]; }
        file class Local { internal static readonly double[] Table = { 1 }; internal static double Read(double x) => x * Table[0]; }
        """));

    [Theory]
    [InlineData("string _s = \"\"; [Differentiable] public double F(double x) => x * _s.Length;", "DIFF0102 _s.Length")]
    [InlineData("decimal _d; [Differentiable] public double F(double x) => x * (double)_d;", "DIFF0102 (double)_d")]
    [InlineData("Func<double> _f; [Differentiable] public double F(double x) => x * _f();", "DIFF0112 _f()")]
    [InlineData("double P { get { try { return 1; } finally { } } } [Differentiable] public double F(double x) => x * P;", "DIFF0111 try")]
    [InlineData("double[] P => new double[2]; [Differentiable] public double F(double x) => x * P[0];", "DIFF0102 new double[2]")]
    [InlineData("double[] P => P; [Differentiable] public double F(double x) => x * P[0];", "DIFF0105 P")]
    [InlineData("double P => P; [Differentiable] public double F(double x) => x * P;", "DIFF0105 P")]
    [InlineData("double[] _w = { 1 }; [Differentiable] public double F(double x) => _w is null ? 0 : x;", "DIFF0102 _w is null")]
    [InlineData("Model _next; [Differentiable] public double F(double x) { Model m = _next; m = m._next; return x; }", "DIFF0103 m")]
    [InlineData("Model _next; double _k; [Differentiable] public double F(double x) => (_next ?? this)._k * x;", "DIFF0102 (_next ?? this)._k")]
    public void RefusesOtherMembersWhereTheyStand(string members, string expected) => Refused(members, expected);

    private static void Refused(string members, string expected) => Assert.Equal(expected, Refusals("public partial class Model { " + members + """
         }
        public interface IRate { double Rate { get; } double At(double x); }
        public class Rate { public virtual double At(double x) => x; }
        """));

    private static string Refusals(string types)
    {
        var lowered = Lowering.LowerSource("using System;\nusing DiffGen;\nnamespace N;\n" + types);
        Assert.NotEmpty(lowered.Model.Failures);
        return string.Join("\n", lowered.Problems.Select(p => p.Descriptor.Id + " " + Lowering.At(p.Location)));
    }
}
