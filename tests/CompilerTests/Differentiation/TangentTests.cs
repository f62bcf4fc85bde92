namespace DiffGen.CompilerTests.Differentiation;

/// <summary>What only tangents and second derivatives can get wrong; every other program is checked both ways by <see cref="AdjointCheck"/>.</summary>
public class TangentTests
{
    [Theory]
    [InlineData(-0.5)]
    [InlineData(0.5)]
    public void RootOfWhatAMaximumLeaves(double x) => AdjointCheck.Holds("static double F(double x, double y) => y * Math.Sqrt(Math.Max(x, 0));", x, 2.0);

    // The adjoint of the root is exactly 0 here, but changes.
    [Theory]
    [InlineData(1.0)]
    [InlineData(1.5)]
    public void ChangeOfAnAdjointThatIsZero(double y) => AdjointCheck.Holds(
        "static double F(double y) { double g = Math.Max(Math.Sqrt(y), 0.1) - 1; return g * g; }", y);

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    [InlineData(2.5)]
    public void PowersByAnExponentThatMoves(double y) => AdjointCheck.Holds("static double F(double x, double y) => Math.Pow(x, y);", 1.3, y);

    [Fact]
    public void SecondDerivativeOfALinearFunctionIsZero() =>
        AdjointCheck.Holds("static double F(double[] x, double a) { double s = a; for (int i = 0; i < x.Length; i++) s += 3 * x[i]; return s; }", new[] { 1.0, 2.0 }, 4.0);

    [Fact]
    public void ArrayThatChangesBesidesTheReturnedNumber() => AdjointCheck.Holds("""
        static double F(double[] x, double a)
        {
            double s = 0;
            for (int i = 0; i < x.Length; i++)
            {
                x[i] = x[i] * x[i] * a;
                s += Math.Sin(x[i]);
            }
            return s;
        }
        """, new[] { 0.3, -0.8, 1.2 }, 0.7);
}
