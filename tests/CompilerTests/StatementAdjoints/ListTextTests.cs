using DiffGen.Compiler.IndexAlgebra;
using DiffGen.Compiler.IR;

namespace DiffGen.CompilerTests.StatementAdjoints;

/// <summary>What lists of adjoints look like; each was checked with pencil and paper.</summary>
public class ListTextTests
{
    [Theory]
    [InlineData(
        "double s = 0; for (int i = 0; i < x.Length; i++) s = w * s + x[i]; return s * s;",
        """
        Active: x, w, s. Not active: n (integer).
        return s² ⇒ s̄ += 2s
        for i = |x|−1 … 0:
        │ s = w·s + xᵢ ⇒ w̄ += s̄·s, x̄ᵢ += s̄, s̄ = s̄·w
        """)]
    [InlineData(
        "double a = w; for (int i = 0; i < n && a > 1e-3; i++) { double y = 0.5 * (a + w / a); a = y; } return a;",
        """
        Active: w, a, y. Not active: x (nothing that is returned or written depends on it), n (integer).
        return a ⇒ ā += 1
        for each trip of ‘for (int i = 0; i < n && a > 1e-3; i++)’, the last one first:
        │ a = y ⇒ ȳ += ā
        │ y = a/2 + w/(2·a) ⇒ ā += ȳ·(0.5 − w/(2·a²)), w̄ += ȳ/(2·a)
        a = w ⇒ w̄ += ā
        """)]
    [InlineData(
        "double s = 1; for (int i = 0; i < n; i++) { if (x[i] > 0) s = s * Math.Sin(x[i]); else s -= x[i] * w; } return s;",
        """
        Active: x, w, s. Not active: n (integer).
        return s ⇒ s̄ += 1
        for i = n−1 … 0:
        │ where x[i] > 0:
        │ │ s = s·sin(xᵢ) ⇒ x̄ᵢ += s̄·s·cos(xᵢ), s̄ = s̄·sin(xᵢ)
        │ otherwise:
        │ │ s −= xᵢ·w ⇒ x̄ᵢ −= s̄·w, w̄ −= s̄·xᵢ
        """)]
    [InlineData(
        "for (int i = 1; i < x.Length; i++) x[i] = x[i] * x[i - 1] + w; return x[n];",
        """
        Active: x, w. Not active: n (integer).
        return xₙ ⇒ x̄ₙ += 1
        for i = |x|−1 … 1:
        │ xᵢ = xᵢ·xᵢ₋₁ + w ⇒ x̄ᵢ₋₁ += x̄ᵢ·xᵢ, w̄ += x̄ᵢ, x̄ᵢ = x̄ᵢ·xᵢ₋₁
        """)]
    [InlineData(
        "double s = w; for (int i = x.Length - 1; i >= 0; i--) { double old = s; s = s * x[i]; if (s > 10) s = old / 2; } return s;",
        """
        Active: x, w, s. Not active: n (integer).
        return s ⇒ s̄ += 1
        s = s′ ⇒ s̄′ += s̄
        for i = 0 … |x|−1:
        │ s′ = s ⇒ s̄ += s̄′
        │ where s > 10:
        │ │ s = s′/2 ⇒ s̄′ += s̄/2
        │ s = s′·xᵢ ⇒ s̄′ += s̄·xᵢ, x̄ᵢ += s̄·s′
        s′ = w ⇒ w̄ += s̄′
        """)]
    [InlineData(
        "double[] y = new double[n]; double s = 1; for (int i = 0; i < n; i++) { y[i] = s * x[i]; s = y[i] + s; } return s * y[0];",
        """
        Active: x, s, y. Not active: w (nothing that is returned or written depends on it), n (integer).
        return s·y₀ ⇒ s̄ += y₀, ȳ₀ += s
        for i = n−1 … 0:
        │ s += yᵢ ⇒ ȳᵢ += s̄
        │ yᵢ = s·xᵢ ⇒ s̄ += ȳᵢ·xᵢ, x̄ᵢ += ȳᵢ·s
        """)]
    [InlineData(
        "int i = 0; double s = 1; while (s < w) { s += x[i] * s; i = (i + 1) % n; if (s > 100) s = 3; } return s;",
        """
        Active: x, s. Not active: w (nothing that is returned or written depends on it), n (integer).
        return s ⇒ s̄ += 1
        for each trip of ‘while (s < w)’, the last one first:
        │ where s > 100:
        │ │ s = 3 ⇒ s̄ = 0
        │ s = s + xᵢ·s ⇒ x̄ᵢ += s̄·s, s̄ = s̄·(1 + xᵢ)
        """)]
    [InlineData(
        "double a = w, b = x[0]; for (int k = 0; k < n; k++) (a, b) = (b, a * b); return a - 3 * b;",
        """
        Active: x, w, b, a. Not active: n (integer).
        return a − 3b ⇒ ā += 1, b̄ −= 3
        b = b′ ⇒ b̄′ += b̄
        for k = n−1 … 0:
        │ (a, b′) = (b′, b) ⇒ b̄ += b̄′, b̄′ = ā
        │ b = a·b′ ⇒ ā += b̄·b′, b̄′ += b̄·a
        (a, b′) = (w, b) ⇒ w̄ += ā, b̄ += b̄′
        b = x₀ ⇒ x̄₀ += b̄
        """)]
    public void IsWhatOneWouldWrite(string body, string expected) =>
        Assert.Equal(expected.ReplaceLineEndings("\n"), ListText.Of(Lowering.Lower("public static double F(double[] x, double w, int n) { " + body + " }")));

    [Fact]
    public void SaysWhyAnInputIsNotActive() => Assert.StartsWith(
        "Active: a, y, z. Not active: c ([Constant]), on (true or false), limit (nothing that is returned or written depends on it), err (nothing that is returned or written depends on it).",
        ListText.Of(Lowering.Lower("""
            [Differentiable] public static double F(double a, [Constant] double c, bool on, double limit)
            {
                double y = a, err = 1;
                while (err > limit) { double z = on ? 0.5 * y + c : y / 2; err = y - z; y = z; }
                return y;
            }
            """)), StringComparison.Ordinal);

    [Fact]
    public void AMethodThatWritesBeginsWithTheSeedsOfWhatItWrites() => Assert.Equal(
        """
        Active: x, scale.
        for i = |x|−1 … 0:
        │ xᵢ = scale·xᵢ ⇒ scaleBar += x̄ᵢ·xᵢ, x̄ᵢ = x̄ᵢ·scale
        """.ReplaceLineEndings("\n"),
        ListText.Of(Lowering.Lower("public static void F(double[] x, double scale) { for (int i = 0; i < x.Length; i++) x[i] = scale * x[i]; }"), isGradient: false));

    [Fact]
    public void CallsOfItselfAreListedOnce() => Assert.Equal(
        """
        Active: x. Not active: n (integer).
        return t ⇒ t̄ += 1
        where n == 0:
        │ t = x ⇒ x̄ += t̄
        otherwise:
        │ t = x·u ⇒ x̄ += t̄·u, ū += t̄·x
        │ u = F(x, n − 1) ⇒ the adjoint of F takes ū and adds to x̄
        in F(x, n):
        │ return t ⇒ t̄ += seed
        │ where n == 0:
        │ │ t = x ⇒ x̄ += t̄
        │ otherwise:
        │ │ t = x·u ⇒ x̄ += t̄·u, ū += t̄·x
        │ │ u = F(x, n − 1) ⇒ the adjoint of F takes ū and adds to x̄
        """.ReplaceLineEndings("\n"),
        ListText.Of(Lowering.Lower("[Differentiable] public static double F(double x, int n) { if (n == 0) return x; return x * F(x, n - 1); }")));

    [Fact]
    public void IsWrittenInLatex() => Assert.Contains(
        @"\quad \mathit{sum} = x_{i} \, \mathit{sum} + \exp\left(w\right) \;\Rightarrow\; \bar{x}_{i} \mathrel{+}= \overline{\mathit{sum}} \, \mathit{sum}",
        ListText.Of(Lowering.Lower("public static double F(double[] x, double w) { double sum = 1; for (int i = 0; i < x.Length; i++) sum = x[i] * sum + Math.Exp(w); return sum; }"), LatexNotation.Instance), StringComparison.Ordinal);
}
