using DiffGen;

namespace Newton;

/// <summary>A soap film over the unit square: the surface of least area with given heights at the rim.</summary>
internal static partial class MinimalSurface
{
    /// <summary>The area of the triangles that two neighbouring heights along each axis span.</summary>
    /// <param name="u">The heights of the n×n inner points of the grid, row by row.</param>
    /// <param name="rim">The heights of all (n + 2)×(n + 2) points; only the outermost are used.</param>
    [Differentiable(Derivatives.Gradient | Derivatives.HessianVectorProduct)]
    public static double Area(double[] u, [Constant] double[,] rim)
    {
        int m = rim.GetLength(0), n = m - 2;
        var z = new double[m, m];
        for (int k = 0; k < m; k++)
        {
            z[0, k] = rim[0, k];
            z[m - 1, k] = rim[m - 1, k];
            z[k, 0] = rim[k, 0];
            z[k, m - 1] = rim[k, m - 1];
        }
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
                z[i + 1, j + 1] = u[i * n + j];
        }

        // Each cell is cut into two triangles; their area follows from the slopes along its sides.
        double h = 1.0 / (m - 1), area = 0;
        for (int i = 0; i + 1 < m; i++)
        {
            for (int j = 0; j + 1 < m; j++)
            {
                double down = (z[i + 1, j] - z[i, j]) / h, right = (z[i, j + 1] - z[i, j]) / h;
                double up = (z[i, j + 1] - z[i + 1, j + 1]) / h, left = (z[i + 1, j] - z[i + 1, j + 1]) / h;
                area += 0.5 * h * h * (Math.Sqrt(1 + down * down + right * right) + Math.Sqrt(1 + up * up + left * left));
            }
        }
        return area;
    }

    public static Problem Of(int n)
    {
        var rim = new double[n + 2, n + 2];
        for (int k = 0; k < n + 2; k++)
        {
            double t = k / (n + 1.0);
            rim[0, k] = Math.Sin(Math.PI * t);
            rim[n + 1, k] = Math.Sin(Math.PI * t);
        }
        return new Problem(
            $"minimal surface, {n}×{n} heights",
            new double[n * n],
            u => Area(u, rim),
            (u, g) => AreaGradient(u, rim, g),
            (u, v, g, hv) => AreaHessianVectorProduct(u, rim, v, g, hv));
    }
}
