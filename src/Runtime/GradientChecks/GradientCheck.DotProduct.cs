namespace DiffGen.Runtime;

// The dot-product test.
public sealed partial class GradientCheck
{
    /// <summary>Holds an adjoint in double precision against the tangent, by the dot-product test on eight pairs of random directions.</summary>
    /// <param name="tangent">As in the form with options.</param>
    /// <param name="adjoint">As in the form with options.</param>
    /// <param name="inputs">The number n of inputs, 0 or more.</param>
    /// <param name="outputs">The number m of outputs, 0 or more.</param>
    /// <returns>A verdict on each pair.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    /// <exception cref="ArgumentException">A function returned null or an array of another length.</exception>
    public static GradientCheckResult CompareAdjointWithTangent(Func<double[], double[]> tangent, Func<double[], double[]> adjoint, int inputs, int outputs) =>
        CompareAdjointWithTangent(tangent, adjoint, inputs, outputs, new GradientCheckOptions());

    /// <summary>Holds an adjoint in double precision against the tangent, by the dot-product test ⟨w, J·v⟩ = ⟨Jᵀ·w, v⟩.</summary>
    /// <param name="tangent">v, with n components, ↦ J·v, with m: the tangent at a point that stays the same.</param>
    /// <param name="adjoint">w, with m components, ↦ Jᵀ·w, with n: the adjoint at that point. It may change w.</param>
    /// <param name="inputs">The number n of inputs, 0 or more.</param>
    /// <param name="outputs">The number m of outputs, 0 or more.</param>
    /// <param name="options">How closely to look, how many pairs, and where they begin.</param>
    /// <returns>A verdict on each pair (v, w) of random directions: analytic is ⟨Jᵀ·w, v⟩, numeric ⟨w, J·v⟩.</returns>
    /// <remarks>
    /// There are no differences, so this is exact to rounding: the two agree if they are apart by no more than the tolerance times the larger of Σ|wᵢ·(J·v)ᵢ| and
    /// Σ|(Jᵀ·w)ⱼ·vⱼ|. It says nothing about tangents that are wrong in the same way as the adjoint.
    /// </remarks>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, or an option is out of range.</exception>
    /// <exception cref="ArgumentException">A function returned null or an array of another length.</exception>
    public static GradientCheckResult CompareAdjointWithTangent(
        Func<double[], double[]> tangent, Func<double[], double[]> adjoint, int inputs, int outputs, GradientCheckOptions options)
    {
        Arguments.NotNull(tangent, nameof(tangent));
        Arguments.NotNull(adjoint, nameof(adjoint));
        return DotProducts(v => tangent(v), w => adjoint(w), inputs, outputs, options, single: false);
    }

    /// <summary>Holds an adjoint in single precision against the tangent, by the dot-product test on eight pairs of random directions.</summary>
    /// <param name="tangent">As in the form with options.</param>
    /// <param name="adjoint">As in the form with options.</param>
    /// <param name="inputs">The number n of inputs, 0 or more.</param>
    /// <param name="outputs">The number m of outputs, 0 or more.</param>
    /// <returns>A verdict on each pair.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    /// <exception cref="ArgumentException">A function returned null or an array of another length.</exception>
    public static GradientCheckResult CompareAdjointWithTangent(Func<float[], float[]> tangent, Func<float[], float[]> adjoint, int inputs, int outputs) =>
        CompareAdjointWithTangent(tangent, adjoint, inputs, outputs, new GradientCheckOptions());

    /// <summary>Holds an adjoint in single precision against the tangent, by the dot-product test ⟨w, J·v⟩ = ⟨Jᵀ·w, v⟩.</summary>
    /// <param name="tangent">v, with n components, ↦ J·v, with m: the tangent at a point that stays the same.</param>
    /// <param name="adjoint">w, with m components, ↦ Jᵀ·w, with n: the adjoint at that point. It may change w.</param>
    /// <param name="inputs">The number n of inputs, 0 or more.</param>
    /// <param name="outputs">The number m of outputs, 0 or more.</param>
    /// <param name="options">How closely to look, how many pairs, and where they begin.</param>
    /// <returns>A verdict on each pair (v, w) of random directions: analytic is ⟨Jᵀ·w, v⟩, numeric ⟨w, J·v⟩.</returns>
    /// <remarks>
    /// There are no differences, so this is exact to rounding: the two agree if they are apart by no more than the tolerance times the larger of Σ|wᵢ·(J·v)ᵢ| and
    /// Σ|(Jᵀ·w)ⱼ·vⱼ|. It says nothing about tangents that are wrong in the same way as the adjoint.
    /// </remarks>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, or an option is out of range.</exception>
    /// <exception cref="ArgumentException">A function returned null or an array of another length.</exception>
    public static GradientCheckResult CompareAdjointWithTangent(
        Func<float[], float[]> tangent, Func<float[], float[]> adjoint, int inputs, int outputs, GradientCheckOptions options)
    {
        Arguments.NotNull(tangent, nameof(tangent));
        Arguments.NotNull(adjoint, nameof(adjoint));
        return DotProducts(v => Widened(tangent(Narrowed(v))), w => Widened(adjoint(Narrowed(w))), inputs, outputs, options, single: true);
    }

    private static GradientCheckResult DotProducts(
        Func<double[], double[]?> tangent, Func<double[], double[]?> adjoint, int inputs, int outputs, GradientCheckOptions options, bool single)
    {
        NotNegative(inputs, nameof(inputs));
        NotNegative(outputs, nameof(outputs));
        Arguments.NotNull(options, nameof(options));
        options.Check();
        double tolerance = options.RelativeTolerance ?? (single ? 1e-4 : 1e-10);
        var random = new RandomNumbers(options.Seed);
        var components = new List<GradientComponent>();
        for (int pair = 1; pair <= options.Directions; pair++)
        {
            double[] v = Directions(ref random, inputs, single), w = Directions(ref random, outputs, single);
            double[] yDot = OfLength(tangent([.. v]), outputs, nameof(tangent));
            double[] xBar = OfLength(adjoint([.. w]), inputs, nameof(adjoint));
            var (forward, forwardSize) = Dot(w, yDot);
            var (reverse, reverseSize) = Dot(xBar, v);
            double allowed = tolerance * Math.Max(forwardSize, reverseSize);
            components.Add(Judgement.OfProduct(FormattableString.Invariant($"pair {pair}"), reverse, forward, allowed));
        }
        return new GradientCheckResult(components, options.MaximumRows);
    }

    private static (double Sum, double Size) Dot(double[] a, double[] b)
    {
        double sum = 0, size = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
            size += Math.Abs(a[i] * b[i]);
        }
        return (sum, size);
    }

    private static double[] Directions(ref RandomNumbers random, int count, bool single)
    {
        var direction = new double[count];
        for (int i = 0; i < count; i++)
            direction[i] = single ? (float)random.Next() : random.Next();
        return direction;
    }

    private static double[] OfLength(double[]? array, int length, string name)
    {
        if (array is null)
            throw new ArgumentException("The function returned null.", name);
        if (array.Length != length)
            throw new ArgumentException(FormattableString.Invariant($"The function returned {array.Length} numbers, not {length}."), name);
        return array;
    }

    private static void NotNegative(int count, string name)
    {
        if (count < 0)
            throw new ArgumentOutOfRangeException(name, count, "There cannot be fewer than none.");
    }

    private static float[] Narrowed(double[] array) => [.. array.Select(x => (float)x)];

    private static double[]? Widened(float[]? array) => array is null ? null : [.. array.Select(x => (double)x)];
}
