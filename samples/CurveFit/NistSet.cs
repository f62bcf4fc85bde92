using System.Globalization;

namespace CurveFit;

/// <summary>A set of the NIST statistical reference data for nonlinear regression: observations, two starts, certified parameters.</summary>
/// <param name="Name">Its name.</param>
/// <param name="X">The predictor.</param>
/// <param name="Y">The response.</param>
/// <param name="Starts">Two starts, the first far from the solution and the second nearer.</param>
/// <param name="Certified">The parameters of least squares, to eleven digits.</param>
internal sealed record NistSet(string Name, double[] X, double[] Y, double[][] Starts, double[] Certified)
{
    /// <summary>Reads a file as NIST publishes it.</summary>
    /// <exception cref="FormatException">It is not such a file.</exception>
    public static NistSet Read(string file)
    {
        string[] lines = File.ReadAllLines(file);
        // "  b1 =   500         250           2.3894212918E+02  2.7070075241E+00"
        double[][] parameters = [.. lines.Where(line => line.TrimStart().StartsWith('b') && line.Contains('='))
            .Select(line => Numbers(line[(line.IndexOf('=') + 1)..])).Where(numbers => numbers.Length == 4)];
        // The second "Data:" heads the columns y and x.
        int heading = Array.FindLastIndex(lines, line => line.StartsWith("Data:", StringComparison.Ordinal));
        double[][] data = [.. lines[(heading + 1)..].Select(Numbers).Where(numbers => numbers.Length == 2)];
        if (heading < 0 || parameters.Length == 0 || data.Length == 0)
            throw new FormatException($"{file} is not a file of NIST's nonlinear regression sets.");
        return new NistSet(
            Path.GetFileNameWithoutExtension(file),
            [.. data.Select(row => row[1])],
            [.. data.Select(row => row[0])],
            [[.. parameters.Select(row => row[0])], [.. parameters.Select(row => row[1])]],
            [.. parameters.Select(row => row[2])]);
    }

    /// <summary>To how many decimal digits the worst parameter agrees with the certified one; at most the 11 that are certified.</summary>
    public double Digits(IEnumerable<double> found) => found.Zip(Certified, (b, c) => Math.Abs(b - c) / Math.Abs(c))
        .Select(error => double.IsNaN(error) ? 0 : Math.Clamp(-Math.Log10(error), 0, 11)).Min();

    private static double[] Numbers(string text)
    {
        var numbers = new List<double>();
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
                return [];
            numbers.Add(number);
        }
        return [.. numbers];
    }
}
