using DiffGen.NumericTests.Programs;
using Losses;

namespace DiffGen.NumericTests;

/// <summary>Promise 2: nothing is allocated, and scratch goes back to the pool also when the user's code throws.</summary>
public sealed class AllocationTests
{
    private static readonly double[] X = [.. Enumerable.Range(0, 500).Select(i => 0.01 * i - 2)], Dx = new double[500], DxDot = new double[500];
    private static readonly double[,] Matrix = Square(1), Other = Square(2), DMatrix = Square(0), DOther = Square(0);
    private static readonly double[] Short = X[..20], Shorter = X[20..40], DShort = new double[20], DShorter = new double[20];

    public static TheoryData<string> Calls() => [.. Work.Keys];

    private static readonly Dictionary<string, Action> Work = new()
    {
        ["Bilinear"] = () => Bilinear.FormGradient(Short, Matrix, Shorter, DShort, DMatrix, DShorter),
        ["CosineTransform"] = () => CosineTransform.SimilarityGradient(Matrix, Short, Shorter, DMatrix, DShort, DShorter),
        ["CosineInnerProduct"] = () => CosineInnerProduct.SimilarityGradient(Matrix, Short, Shorter, DMatrix, DShort, DShorter),
        ["MatrixFactorisation"] = () => MatrixFactorisation.LossGradient(Matrix, Other, Matrix, 0.5, DMatrix, DOther, Third, out _),
        ["no scratch"] = () => Costs.NoScratchGradient(X, Dx),
        ["no scratch, adjoint"] = () => Costs.NoScratchAdjoint(X, 2, Dx),
        ["constant scratch"] = () => Costs.ConstantScratchGradient(X, Dx),
        ["pooled scratch"] = () => Costs.PooledScratchGradient(X, Dx),
        ["recorded values"] = () => Costs.RecordedGradient(X, Dx),
        ["tape"] = () => Costs.OnTheTapeGradient(X, Dx),
        ["in place"] = () => Costs.InPlaceAdjoint(X, Dx),
        ["tangent, pooled scratch"] = () => Costs.PooledScratchTangent(X, X, out _),
        ["tangent, in place"] = () => Costs.InPlaceTangent(X, Dx),
        ["product, constant scratch"] = () => Costs.ConstantScratchHessianVectorProduct(X, X, Dx, DxDot),
        ["product, pooled scratch"] = () => Costs.PooledScratchHessianVectorProduct(X, X, Dx, DxDot),
        ["product, recorded values"] = () => Costs.RecordedHessianVectorProduct(X, X, Dx, DxDot),
        ["product, tape"] = () => Costs.OnTheTapeHessianVectorProduct(X, X, Dx, DxDot),
        ["Hessian, pooled scratch"] = () => Costs.PooledScratchHessian(Short, DMatrix),
        ["Hessian, tape"] = () => Costs.OnTheTapeHessian(Short, DMatrix),
        ["Jacobian, constant scratch"] = () => Costs.ConstantScratchJacobian(Short, DRow),
        ["SoftmaxFrobenius"] = () => SoftmaxFrobenius.LossGradient(Matrix, Other, Matrix, Other, DMatrix, DOther, Third, Fourth),
    };

    private static readonly double[,] Third = Square(0), Fourth = Square(0), DRow = new double[1, 20];

    [Theory, MemberData(nameof(Calls))]
    public void NothingIsAllocatedAfterTheFirstCalls(string call)
    {
        Action work = Work[call];
        for (int i = 0; i < 50; i++)
            work();

        Assert.Equal(0, Least(work));
    }

    [Fact]
    public void ScratchGoesBackWhenTheMethodThrows()
    {
        int[] at = [.. Enumerable.Range(0, 100), 500];
        Action fails = () =>
        {
            try
            {
                Costs.ThrowsLateGradient(X, at, Dx);
                Assert.Fail("The index is out of range.");
            }
            catch (IndexOutOfRangeException)
            {
            }
        };
        for (int i = 0; i < 50; i++)
            fails();

        // The exception itself takes less than 2 kB with its stack trace; a lost array of 500 numbers would take 4 kB more.
        Assert.InRange(Least(fails), 0, 2000);
    }

    [Fact]
    public void TenThousandFailuresLoseNoMemory()
    {
        int[] at = [0, 500];
        for (int i = 0; i < 10_000; i++)
            Assert.Throws<IndexOutOfRangeException>(() => Costs.ThrowsLateGradient(X, at, Dx));

        Assert.Equal(0, Least(() => Costs.PooledScratchGradient(X, Dx)));
    }

    /// <summary>The fewest bytes of several calls: what the runtime itself allocates at times does not count.</summary>
    private static long Least(Action work)
    {
        long least = long.MaxValue;
        for (int i = 0; i < 10; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            work();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        return least;
    }

    private static double[,] Square(double scale)
    {
        var a = new double[20, 20];
        for (int i = 0; i < 20; i++)
        {
            for (int j = 0; j < 20; j++)
                a[i, j] = scale * (i == j ? 1 : 0.01 * (i + 2 * j));
        }
        return a;
    }
}
