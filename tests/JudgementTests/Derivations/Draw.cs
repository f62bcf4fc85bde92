public static class Draw
{
    public static double[] Vector(Random r, int n, double low = -1.5, double high = 1.5)
    {
        double[] x = new double[n];
        for (int i = 0; i < n; i++)
            x[i] = low + (high - low) * r.NextDouble();
        return x;
    }

    public static double[,] Matrix(Random r, int m, int n)
    {
        double[,] x = new double[m, n];
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
                x[i, j] = -1.5 + 3 * r.NextDouble();
        }
        return x;
    }

    public static double[,,] Tensor(Random r, int l, int m, int n)
    {
        double[,,] x = new double[l, m, n];
        for (int i = 0; i < l; i++)
        {
            for (int j = 0; j < m; j++)
            {
                for (int k = 0; k < n; k++)
                    x[i, j, k] = -1.5 + 3 * r.NextDouble();
            }
        }
        return x;
    }

    public static int[] Indices(Random r, int n, int below)
    {
        int[] x = new int[n];
        for (int i = 0; i < n; i++)
            x[i] = r.Next(below);
        return x;
    }
}
