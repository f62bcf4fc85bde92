using DiffGen.Compiler.Differentiation;
using DiffGen.Compiler.IR;
using DiffGen.Compiler.Optimization;
using Xunit;

namespace DiffGen.CompilerTests.Optimization;

/// <summary>The lists as a whole, on programs like those that people differentiate.</summary>
public class PassOrderTests
{
    public static readonly TheoryData<string> Programs = new(
"""
function Energy(x0: Vector<double>, a1: double)
  %2 = extent x0.0
  for i3 = 0; < %2; += 1 (s4: 0.0 -> s8 -> s9)
    %5 = x0[i3]
    t6 = %5 * a1
    %7 = t6 * t6
    s8 = s4 + %7
  return s9
""",
"""
function Pairs(h0: Vector<double>, phi1: Rank2<double>, N2: int)
  %3 = extent phi1.0
  for i5 = 0; < N2; += 1 (f6: 0.0 -> f8 -> f7)
    for j9 = N2; < %3; += 1 (f10: f6 -> f12 -> f8)
      %13 = extent phi1.1
      for k14 = 0; < %13; += 1 (d15: 0.0 -> d16 -> d17)
        %18 = phi1[i5, k14]
        %19 = phi1[j9, k14]
        %20 = %18 * %19
        d16 = d15 + %20
      %21 = h0[i5]
      %22 = h0[j9]
      %23 = %21 * %22
      %24 = %23 * d17
      f12 = f10 + %24
  return f7
""",
"""
function Cosine(M0: Rank2<double>, x1: Vector<double>, y2: Vector<double>)
  r3 = extent M0.0
  %4 = extent M0.1
  for i5 = 0; < r3; += 1 (a6: 0.0 -> a27 -> a7) (b8: 0.0 -> b28 -> b9) (c10: 0.0 -> c29 -> c11)
    for j12 = 0; < %4; += 1 (v13: 0.0 -> v14 -> v15) (w16: 0.0 -> w17 -> w18)
      %19 = M0[i5, j12]
      %20 = x1[j12]
      %21 = %19 * %20
      v14 = v13 + %21
      %22 = M0[i5, j12]
      %23 = y2[j12]
      %24 = %22 * %23
      w17 = w16 + %24
    %25 = v15 * w18
    a27 = a6 + %25
    %30 = v15 * v15
    b28 = b8 + %30
    %31 = w18 * w18
    c29 = c10 + %31
  %32 = b9 * c11
  %33 = System.Math.Sqrt(%32)
  %34 = a7 / %33
  return %34
""",
"""
function Factor(P0: Rank2<double>, U1: Rank2<double>, V2: Rank2<double>, l3: double)
  %4 = extent P0.0
  for i5 = 0; < %4; += 1 (f6: 0.0 -> f7 -> f8)
    %9 = extent P0.1
    for j10 = 0; < %9; += 1 (f11: f6 -> f12 -> f7)
      %13 = P0[i5, j10]
      %14 = extent U1.1
      for k15 = 0; < %14; += 1 (e16: %13 -> e17 -> e18)
        %19 = U1[i5, k15]
        %20 = V2[j10, k15]
        %21 = %19 * %20
        e17 = e16 - %21
      %22 = e18 * e18
      f12 = f11 + %22
  return f8
""",
"""
function Softmax(t0: Vector<double>)
  n1 = extent t0.0
  allocate e2[n1]
  for i3 = 0; < n1; += 1 (z4: 0.0 -> z5 -> z6)
    %7 = t0[i3]
    %8 = System.Math.Exp(%7)
    e2[i3] = %8
    %9 = e2[i3]
    z5 = z4 + %9
  for i10 = 0; < n1; += 1 (s11: 0.0 -> s12 -> s13)
    %14 = e2[i10]
    p15 = %14 / z6
    %16 = p15 * p15
    s12 = s11 + %16
  return s13
""");

    [Theory]
    [MemberData(nameof(Programs))]
    public void NoPassChangesWhatTheGradientComputes(string program)
    {
        Function function = IrParser.Parse(program);
        Function reference = Gradient(function);
        string[] names = [.. Passes.Primal.Concat(Passes.Derivative).Select(p => p.Name).Distinct()];
        foreach (string[] disabled in names.Select(n => new[] { n }).Append([]))
            Rewriting.ComputesTheSame(reference, Optimized(function, disabled));
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void RunningThePassesAgainChangesNothing(string program)
    {
        Function optimized = Optimized(IrParser.Parse(program), []);
        Function again = Passes.Run(Passes.Derivative, optimized, TestContext.Current.CancellationToken);
        Assert.Equal(IrPrinter.Print(optimized), IrPrinter.Print(again));
    }

    private static Function Optimized(Function function, string[] disabled)
    {
        CancellationToken ct = TestContext.Current.CancellationToken;
        return Passes.Run(Passes.Derivative, Gradient(Passes.Run(Passes.Primal, function, ct, disabled)), ct, disabled);
    }

    private static Function Gradient(Function function)
    {
        Function gradient = AdjointFunction.Gradient(function, TestContext.Current.CancellationToken);
        return gradient with { SameShapes = Rewriting.DerivativeShapes(gradient) };
    }
}
