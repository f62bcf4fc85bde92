using DiffGen.Compiler.IndexAlgebra;
using DiffGen.Compiler.IR;
using DiffGen.Compiler.Optimization;

namespace DiffGen.CompilerTests.IndexAlgebra;

/// <summary>Gradients that people wrote, held against the derived one: right ones are proved equal, wrong ones never.</summary>
public class EqualityTests
{
    private const string Sigmoid = """
        [Differentiable] public static double F(double[,] Vc, double[,] Vw, int[] c, int[] w)
        {
            double s = 0;
            for (int p = 0; p < c.Length; p++)
            {
                double dot = 0;
                for (int k = 0; k < Vc.GetLength(1); k++) dot += Vc[c[p], k] * Vw[w[p], k];
                s += Math.Log(1 / (1 + Math.Exp(-dot)));
            }
            return s;
        }
        public static void G(double[,] Vc, double[,] Vw, int[] c, int[] w, double[,] dVc, double[,] dVw)
        {
            Array.Clear(dVc); Array.Clear(dVw);
            for (int p = 0; p < c.Length; p++)
            {
                double dot = 0;
                for (int k = 0; k < Vc.GetLength(1); k++) dot += Vc[c[p], k] * Vw[w[p], k];
                double f = 1 - 1 / (1 + Math.Exp(SIGN dot));
                for (int k = 0; k < Vc.GetLength(1); k++) { dVc[c[p], k] += f * Vw[w[p], k]; dVw[w[p], k] += f * Vc[c[p], k]; }
            }
        }
        """;

    private const string Triangle = """
        [Differentiable] public static double F(double[,] A, double[] x)
        {
            double s = 0;
            for (int i = 0; i < x.Length; i++) for (int j = 0; j <= i; j++) s += A[i, j] * x[i] * x[j];
            return s;
        }
        public static void G(double[,] A, double[] x, double[] dx)
        {
            for (int i = 0; i < x.Length; i++)
            {
                dx[i] = 0;
                for (int j = 0; j <= i; j++) dx[i] += A[i, j] * x[j];
                for (int j = START; j < x.Length; j++) dx[i] += A[j, i] * x[j];
            }
        }
        """;

    private const string Variance = """
        [Differentiable] public static double F(double[] x)
        {
            double s = 0, v = 0;
            for (int i = 0; i < x.Length; i++) s += x[i];
            double m = s / x.Length;
            for (int i = 0; i < x.Length; i++) v += (x[i] - m) * (x[i] - m);
            return v / x.Length;
        }
        public static void G(double[] x, double[] dx)
        {
            double m = 0;
            for (int i = 0; i < x.Length; i++) m += x[i];
            m /= x.Length;
            for (int i = 0; i < x.Length; i++) dx[i] = 2 * (x[i] - m) / DIVISOR;
        }
        """;

    private const string Halves = """
        [Differentiable] public static double F(double[] x)
        {
            double s = 0;
            for (int i = 0; i < x.Length; i++) s += x[i] * x[i] * x[i];
            return s;
        }
        public static void G(double[] x, int n, double[] dx)
        {
            for (int k = 0; k < x.Length; k++)
            {
                if (k < n) dx[k] = 3 * x[k] * x[k];
                else dx[k] = FACTOR * x[k] * x[k];
            }
        }
        """;

    [Theory]
    [InlineData(Sigmoid, "SIGN", "-", "dVc dVw")]
    [InlineData(Sigmoid, "SIGN", "", "")]
    [InlineData(Triangle, "START", "i", "dx")]
    [InlineData(Triangle, "START", "i + 1", "")]
    [InlineData(Variance, "DIVISOR", "x.Length", "dx")]
    [InlineData(Variance, "DIVISOR", "1", "")]
    [InlineData(Halves, "FACTOR", "3", "dx")]
    [InlineData(Halves, "FACTOR", "2", "")]
    public void ARightGradientIsProvedAndAWrongOneIsNot(string source, string gap, string text, string proved) =>
        Assert.Equal(proved, string.Join(" ", Proved("public static partial class C\n{\n" + source.Replace(gap, text, StringComparison.Ordinal) + "\n}\n", "G")));

    public static TheoryData<string, string, string> Published => new()
    {
        { "Bilinear", "FormByHand", "dB" },
        { "CosineInnerProduct", "SimilarityByHand", "dA" },
        { "CosineInnerProduct", "SymmetricSimilarityByHand", "" },
        { "CosineTransform", "SimilarityByHand", "dM" },
        { "GatedPairs", "ScoreByHand", "dphi" },
        { "MatrixFactorisation", "LossByHand", "dU dV" },
        { "MatrixFactorisation", "LossWrongForU", "" },
        { "MatrixFactorisation", "LossWrongForV", "" },
        { "Orthogonality", "PenaltyByHand", "dPhi" },
        { "SoftmaxFrobenius", "LossByHand", "dW" },
    };

    [Theory]
    [MemberData(nameof(Published))]
    public void OfThePublishedDerivationsTheRightOnesAreProved(string loss, string method, string proved)
    {
        string source = Programs.Files("samples/Losses/Losses").Single(f => f.Contains($"partial class {loss}\n", StringComparison.Ordinal));
        // Which method they are a derivative of is said here by the table.
        source = string.Join("\n", source.Split('\n').Where(line => !line.Contains("[GradientOf(", StringComparison.Ordinal)));
        Assert.Equal(proved, string.Join(" ", Proved(source, method)));
    }

    /// <summary>The parameters of the method that are proved to hold the gradient in the end.</summary>
    private static List<string> Proved(string source, string method)
    {
        Function primal = Passes.Run(Passes.Primal, Programs.Differentiable(source).First(), CancellationToken.None);
        Function hand = Passes.Run(Passes.Primal, Programs.Body(source, method), CancellationToken.None);
        var proved = new List<string>();
        foreach (Parameter parameter in primal.Leaves)
        {
            Parameter? output = hand.Leaves.FirstOrDefault(p => p.Name == "d" + parameter.Name);
            if (output is null)
                continue;
            (IndexedFunction? function, string? obstacle) = IndexNotation.Read(primal, CancellationToken.None);
            Assert.True(function is not null, obstacle);
            (IndexedGradient? gradient, _) = IndexNotation.Gradient(function, parameter);
            BodyReader reader = IndexNotation.Left(hand, function, n => n, output is ArrayParameter array ? [(array, parameter)] : []);
            Formula? left = IndexNotation.Left(hand, reader, output, gradient!.Free, function.Algebra);
            Assert.True(left is not null, obstacle);
            if (IndexNotation.AreEqual(function, gradient.Formula, left, [.. gradient.Known]))
                proved.Add(output.Name);
        }
        return proved;
    }
}
