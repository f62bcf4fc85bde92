namespace DiffGen.Runtime;

/// <summary>
/// Compares a gradient, however it was made, with differences of the function; prints a table of all components and finds the worst.
/// </summary>
/// <remarks>
/// <code>
/// double value = Model.LossGradient(U, V, scale, dU, dV, out double dScale);
/// GradientCheckResult result = GradientCheck.Of(() =&gt; Model.Loss(U, V, scale))
///     .With("U", U, dU)
///     .With("V", V, dV)
///     .With("scale", () =&gt; scale, s =&gt; scale = s, dScale)
///     .Run();
/// Console.WriteLine(result);
/// result.ThrowIfFailed();
/// </code>
/// <para>
/// The numeric derivative is ∂f/∂x = lim (f(x + h) − f(x − h))/2h, extrapolated to h = 0 from steps that adapt to the function, to the scale of
/// each input and to rounding errors (Ridders 1982; Moré and Wild 2011). It is usually good to ten digits, or to four where f is in single
/// precision, and takes 15 to 40 evaluations of f for each component. Where there is a kink, a derivative between the two one-sided ones
/// passes; where the function jumps, is not finite or is too noisy, the component does not pass.
/// </para>
/// <para>
/// The inputs are moved in place and put back, also when the function throws or writes to them: nothing else may use them meanwhile, and the
/// function must depend on nothing else that changes. Steps at which it throws or is not finite are left out.
/// </para>
/// </remarks>
public sealed partial class GradientCheck
{
    private readonly Func<double> _function;
    private readonly bool _single;
    private readonly List<CheckedInput> _inputs = [];

    private GradientCheck(Func<double> function, bool single) => (_function, _single) = (function, single);

    /// <summary>A check of a function of inputs that are named by <c>With</c>.</summary>
    /// <param name="function">Computes the value from what the inputs hold when it is called.</param>
    /// <returns>A check without inputs as yet.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="function"/> is null.</exception>
    public static GradientCheck Of(Func<double> function)
    {
        Arguments.NotNull(function, nameof(function));
        return new GradientCheck(function, single: false);
    }

    /// <summary>A check of a function in single precision, which differences tell to about four digits.</summary>
    /// <param name="function">Computes the value from what the inputs hold when it is called.</param>
    /// <returns>A check without inputs as yet.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="function"/> is null.</exception>
    public static GradientCheck Of(Func<float> function)
    {
        Arguments.NotNull(function, nameof(function));
        return new GradientCheck(() => function(), single: true);
    }

    /// <summary>Compares every component; takes 15 to 40 evaluations of the function for each.</summary>
    /// <returns>A verdict on each component.</returns>
    public GradientCheckResult Run() => Run(new GradientCheckOptions());

    /// <summary>Compares every component; takes 15 to 40 evaluations of the function for each.</summary>
    /// <param name="options">How closely to look.</param>
    /// <returns>A verdict on each component.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public GradientCheckResult Run(GradientCheckOptions options)
    {
        Arguments.NotNull(options, nameof(options));
        options.Check();
        var function = new CheckedFunction(_function, _single, _inputs);
        try
        {
            double[] direction = Direction(new RandomNumbers(options.Seed));
            double noise = Noise(function, direction);
            var components = new List<GradientComponent>();
            foreach (CheckedInput input in _inputs)
            {
                bool single = _single || input.Single;
                double tolerance = Tolerance(options, single);
                for (int i = 0; i < input.Count; i++)
                {
                    int at = i;
                    function.Thrown = null;
                    NumericDerivative numeric = Numeric(
                        function, step => function.At(input, at, step), noise, [input.Scale(i), Larger(input.Largest), 1], single, tolerance);
                    components.Add(Judgement.Of(input.Label(i), input.Derivative(i), numeric, tolerance, function.Thrown));
                }
            }
            return new GradientCheckResult(components, options.MaximumRows);
        }
        finally
        {
            function.Restore();
        }
    }

    /// <summary>The cheap form for large inputs: compares derivatives along eight random directions instead of every component.</summary>
    /// <returns>A verdict on each direction.</returns>
    public GradientCheckResult RunAlongDirections() => RunAlongDirections(new GradientCheckOptions());

    /// <summary>The cheap form for large inputs: compares derivatives along random directions v instead of every component.</summary>
    /// <param name="options">How many directions, and where they begin.</param>
    /// <returns>A verdict on each direction: Σ ∂f/∂xᵢ·vᵢ against the difference of t ↦ f(x + t·v) at t = 0.</returns>
    /// <remarks>
    /// vᵢ is the magnitude of xᵢ (where that is 0 the largest of the input, or 1) times a random factor of magnitude 1/2 to 1.
    /// The time is that of 15 to 40 evaluations of the function a direction, whatever the number of inputs.
    /// It tells that something is wrong, not what, and an error in few of many components may be too small for it.
    /// </remarks>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public GradientCheckResult RunAlongDirections(GradientCheckOptions options)
    {
        Arguments.NotNull(options, nameof(options));
        options.Check();
        var function = new CheckedFunction(_function, _single, _inputs);
        try
        {
            bool single = _single || _inputs.Any(input => input.Single);
            double tolerance = Tolerance(options, single);
            var random = new RandomNumbers(options.Seed);
            var components = new List<GradientComponent>();
            for (int d = 0; d < options.Directions; d++)
            {
                double[] direction = Direction(ref random);
                double noise = Noise(function, direction);
                function.Thrown = null;
                NumericDerivative numeric = Numeric(function, t => function.Along(direction, t), noise, [1], single, tolerance);
                components.Add(Judgement.Of(FormattableString.Invariant($"direction {d + 1}"), Slope(direction), numeric, tolerance, function.Thrown));
            }
            return new GradientCheckResult(components, options.MaximumRows);
        }
        finally
        {
            function.Restore();
        }
    }

    private static NumericDerivative Numeric(
        CheckedFunction function, Func<double, Sample> line, double noise, double[] scales, bool single, double tolerance) =>
        double.IsNaN(function.Value) || double.IsInfinity(function.Value)
            ? NumericDerivative.None("the function is not finite here")
            : AdaptiveDerivative.Of(line, function.Value, noise, scales, Bits(single), tolerance);

    private double[] Direction(RandomNumbers random) => Direction(ref random);

    private double[] Direction(ref RandomNumbers random)
    {
        var direction = new double[_inputs.Sum(input => input.Count)];
        int next = 0;
        foreach (CheckedInput input in _inputs)
        {
            for (int i = 0; i < input.Count; i++)
                direction[next++] = Factor(input.Scale(i), random.Next(), input.Single);
        }
        return direction;
    }

    // In single precision a power of two, by whose fractions a number can be moved without being rounded.
    private static double Factor(double scale, double random, bool single) =>
        single ? Math.Sign(random) * Math.Pow(2, Math.Floor(Math.Log(scale, 2))) : scale * random;

    private double Noise(CheckedFunction function, double[] direction) => double.IsNaN(function.Value)
        ? 0
        : NoiseLevel.Of(t => function.Along(direction, t), function.Value, Bits(_single), Bits(_single || _inputs.Any(input => input.Single)));

    private double Slope(double[] direction)
    {
        double sum = 0;
        int next = 0;
        foreach (CheckedInput input in _inputs)
        {
            for (int i = 0; i < input.Count; i++)
                sum += input.Derivative(i) * direction[next++];
        }
        return sum;
    }

    private static double Larger(double magnitude) => magnitude > 0 && !double.IsInfinity(magnitude) ? magnitude : 1;

    private static double Tolerance(GradientCheckOptions options, bool single) => options.RelativeTolerance ?? (single ? 1e-3 : 1e-7);

    private static int Bits(bool single) => single ? 24 : 53;
}
