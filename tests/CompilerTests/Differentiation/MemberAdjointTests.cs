using DiffGen.Compiler.IR;

namespace DiffGen.CompilerTests.Differentiation;

/// <summary>Captured members carry no derivative, and what is multiplied by them does. The arguments end with the members, in the order of their first use.</summary>
public sealed class MemberAdjointTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void WeighsByAnArrayOfTheObject(int n) => Holds("""
        private double[] _w; private int[] _order; private double _rate;
        [Differentiable] public double F(double[] x)
        {
            double s = 1;
            for (int i = 0; i < x.Length; i++)
                s = s * Math.Sin(x[_order[i]] * _w[i]) + x[i] * Squared(i);
            return s;
        }
        private double Squared(int i) => _w[i] * _w[i] * _rate;
        """, Vector(n), new[] { 0, 0, 1 }, Vector(3), 0.6);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void UpdatesInPlaceWithAMatrixOfTheObject(int n) => Holds("""
        private double[,] _m; private static readonly double[] Table = { 1 };
        [Differentiable] public void F(double[] x)
        {
            for (int i = 0; i < x.Length; i++)
            {
                for (int j = 0; j < i; j++)
                    x[i] = x[i] * x[j] * _m[i, j] + Table[j];
            }
        }
        """, Vector(n), new[,] { { 1.0, 2, 3 }, { 0.5, 0.1, 1 }, { 2, -1, 0.3 } }, Vector(3));

    [Fact]
    public void KeepsAMemberApartFromTheVariableItBegins() => Holds("""
        private double _a;
        [Differentiable] public double F(double x)
        {
            double a = _a, b = _a;
            for (int i = 0; i < 3; i++) { a *= x; b += a * _a; }
            return a * b;
        }
        """, 1.3, 0.7);

    private static void Holds(string members, params object[] arguments)
    {
        var lowered = Lowering.LowerSource("using System;\nusing DiffGen;\npublic partial class Model {\n" + members + "\n}");
        Assert.Empty(lowered.Model.Failures);
        AdjointCheck.Holds(lowered.Model.Function, arguments);
    }

    private static double[] Vector(int n) => [.. Enumerable.Range(1, n).Select(i => 0.3 + (0.4 * i))];
}
