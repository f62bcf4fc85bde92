namespace DiffGen.NumericTests.Harness;

/// <summary>Arguments at random, the same in every run.</summary>
/// <param name="seed">Which of the random sequences.</param>
public sealed class Numbers(int seed)
{
    private readonly Random _random = new(seed);

    public double Scalar(double low = -1, double high = 1) => low + (high - low) * _random.NextDouble();

    public int Integer(int below) => below == 0 ? 0 : _random.Next(below);

    public double[] Vector(int n, double low = -1, double high = 1)
    {
        var x = new double[n];
        for (int i = 0; i < n; i++)
            x[i] = Scalar(low, high);
        return x;
    }

    /// <summary>Numbers of either sign whose magnitude is at least <paramref name="least"/>: no kink at 0 is near.</summary>
    public double[] AwayFromZero(int n, double least = 0.2)
    {
        double[] x = Vector(n);
        for (int i = 0; i < n; i++)
            x[i] += Math.CopySign(least, x[i]);
        return x;
    }

    public double[,] Matrix(int rows, int columns, double low = -1, double high = 1)
    {
        var a = new double[rows, columns];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
                a[i, j] = Scalar(low, high);
        }
        return a;
    }

    public double[,,] Cube(int planes, int rows, int columns)
    {
        var a = new double[planes, rows, columns];
        for (int i = 0; i < planes; i++)
        {
            for (int j = 0; j < rows; j++)
            {
                for (int k = 0; k < columns; k++)
                    a[i, j, k] = Scalar();
            }
        }
        return a;
    }

    public double[][] Rows(params int[] lengths) => [.. lengths.Select(length => Vector(length))];

    public float[] Singles(int n, double low = -1, double high = 1) => [.. Vector(n, low, high).Select(value => (float)value)];

    public float Single(double low = -1, double high = 1) => (float)Scalar(low, high);

    /// <summary>Indices below a bound, with repetitions.</summary>
    public int[] Indices(int n, int below) => [.. Enumerable.Range(0, n).Select(_ => Integer(below))];

    public bool[] Flags(int n) => [.. Enumerable.Range(0, n).Select(_ => _random.Next(2) == 0)];
}
