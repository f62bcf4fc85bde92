using System.Globalization;
using System.Runtime.CompilerServices;

namespace DiffGen.RandomPrograms.Running;

/// <summary>What methods take and return, number by number.</summary>
internal static class Values
{
    public static double[] Numbers(object? value) => value switch
    {
        null => [],
        double[] a => a,
        ITuple t => [.. Enumerable.Range(0, t.Length).SelectMany(i => Numbers(t[i]))],
        Array[] rows => [.. rows.SelectMany(Numbers)],
        Array a => [.. a.Cast<object>().Select(o => Convert.ToDouble(o, CultureInfo.InvariantCulture))],
        _ => [Convert.ToDouble(value, CultureInfo.InvariantCulture)],
    };

    /// <summary>A matrix of <c>double</c> or <c>float</c>.</summary>
    public static double[,] Matrix(object matrix)
    {
        if (matrix is double[,] same)
            return same;
        var singles = (float[,])matrix;
        var result = new double[singles.GetLength(0), singles.GetLength(1)];
        for (int i = 0; i < singles.GetLength(0); i++)
        {
            for (int j = 0; j < singles.GetLength(1); j++)
                result[i, j] = singles[i, j];
        }
        return result;
    }

    /// <summary>A·x.</summary>
    public static double[] Times(double[,] a, double[] x) =>
        [.. Enumerable.Range(0, a.GetLength(0)).Select(i => Enumerable.Range(0, x.Length).Sum(j => a[i, j] * x[j]))];

    public static double[,] Transpose(double[,] a)
    {
        var result = new double[a.GetLength(1), a.GetLength(0)];
        for (int i = 0; i < a.GetLength(0); i++)
        {
            for (int j = 0; j < a.GetLength(1); j++)
                result[j, i] = a[i, j];
        }
        return result;
    }

    /// <summary>The same bits, any NaN for any other.</summary>
    public static bool Same(object? a, object? b) => (a, b) switch
    {
        (null, null) => true,
        (double x, double y) => BitConverter.DoubleToInt64Bits(x) == BitConverter.DoubleToInt64Bits(y) || (double.IsNaN(x) && double.IsNaN(y)),
        (float x, float y) => BitConverter.SingleToInt32Bits(x) == BitConverter.SingleToInt32Bits(y) || (float.IsNaN(x) && float.IsNaN(y)),
        (Array x, Array y) => x.Length == y.Length && x.Cast<object>().Zip(y.Cast<object>(), Same).All(s => s),
        _ => Equals(a, b),
    };

    public static string Show(object? value) => value is Array a
        ? "[" + string.Join(", ", a.Cast<object>().Select(o => string.Create(CultureInfo.InvariantCulture, $"{o}"))) + "]"
        : string.Create(CultureInfo.InvariantCulture, $"{value}");
}
