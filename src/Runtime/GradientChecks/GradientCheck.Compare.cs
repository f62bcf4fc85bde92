namespace DiffGen.Runtime;

// The short forms for one number and for one vector.
public sealed partial class GradientCheck
{
    /// <summary>Compares the derivative of a function of one number in double precision.</summary>
    /// <param name="function">The function.</param>
    /// <param name="x">Where.</param>
    /// <param name="derivative">The derivative to be checked.</param>
    /// <returns>A verdict on the one component, <c>x</c>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="function"/> is null.</exception>
    public static GradientCheckResult Compare(Func<double, double> function, double x, double derivative)
    {
        Arguments.NotNull(function, nameof(function));
        return Of(() => function(x)).With("x", () => x, value => x = value, derivative).Run();
    }

    /// <summary>Compares the gradient of a function of a vector in double precision.</summary>
    /// <param name="function">The function; where it takes a span, <c>x =&gt; F(x)</c> makes one of the array.</param>
    /// <param name="x">Where; it is copied.</param>
    /// <param name="gradient">The gradient to be checked, as long as <paramref name="x"/>.</param>
    /// <returns>A verdict on each component, <c>x[0]</c>, <c>x[1]</c>, …</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static GradientCheckResult Compare(Func<double[], double> function, double[] x, double[] gradient)
    {
        Arguments.NotNull(function, nameof(function));
        Arguments.NotNull(x, nameof(x));
        Arguments.NotNull(gradient, nameof(gradient));
        double[] at = [.. x];
        return Of(() => function(at)).With("x", at, gradient).Run();
    }

    /// <summary>Compares a method that computes value and gradient with the function that it is the gradient of.</summary>
    /// <param name="function">The function; where it takes a span, <c>x =&gt; F(x)</c> makes one of the array.</param>
    /// <param name="gradient">
    /// Overwrites its second argument, as long as the first and full of NaN, with the gradient, and returns the value: <c>(x, dx) =&gt; FGradient(x, dx)</c>.
    /// </param>
    /// <param name="x">Where; it is copied.</param>
    /// <returns>A verdict on <c>value</c>, the returned value against the function's, and on each component.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static GradientCheckResult Compare(Func<double[], double> function, Func<double[], double[], double> gradient, double[] x)
    {
        Arguments.NotNull(function, nameof(function));
        Arguments.NotNull(gradient, nameof(gradient));
        Arguments.NotNull(x, nameof(x));
        var dx = new double[x.Length];
        for (int i = 0; i < dx.Length; i++)
            dx[i] = double.NaN;
        double value = gradient([.. x], dx);
        return Compare(function, x, dx).After(Judgement.OfValue(value, function([.. x]), single: false));
    }

    /// <summary>Compares the derivative of a function of one number in single precision.</summary>
    /// <param name="function">The function.</param>
    /// <param name="x">Where.</param>
    /// <param name="derivative">The derivative to be checked.</param>
    /// <returns>A verdict on the one component, <c>x</c>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="function"/> is null.</exception>
    public static GradientCheckResult Compare(Func<float, float> function, float x, float derivative)
    {
        Arguments.NotNull(function, nameof(function));
        return Of(() => function(x)).With("x", () => x, value => x = value, derivative).Run();
    }

    /// <summary>Compares the gradient of a function of a vector in single precision.</summary>
    /// <param name="function">The function; where it takes a span, <c>x =&gt; F(x)</c> makes one of the array.</param>
    /// <param name="x">Where; it is copied.</param>
    /// <param name="gradient">The gradient to be checked, as long as <paramref name="x"/>.</param>
    /// <returns>A verdict on each component, <c>x[0]</c>, <c>x[1]</c>, …</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static GradientCheckResult Compare(Func<float[], float> function, float[] x, float[] gradient)
    {
        Arguments.NotNull(function, nameof(function));
        Arguments.NotNull(x, nameof(x));
        Arguments.NotNull(gradient, nameof(gradient));
        float[] at = [.. x];
        return Of(() => function(at)).With("x", at, gradient).Run();
    }

    /// <summary>Compares a method that computes value and gradient with the function that it is the gradient of.</summary>
    /// <param name="function">The function; where it takes a span, <c>x =&gt; F(x)</c> makes one of the array.</param>
    /// <param name="gradient">
    /// Overwrites its second argument, as long as the first and full of NaN, with the gradient, and returns the value: <c>(x, dx) =&gt; FGradient(x, dx)</c>.
    /// </param>
    /// <param name="x">Where; it is copied.</param>
    /// <returns>A verdict on <c>value</c>, the returned value against the function's, and on each component.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static GradientCheckResult Compare(Func<float[], float> function, Func<float[], float[], float> gradient, float[] x)
    {
        Arguments.NotNull(function, nameof(function));
        Arguments.NotNull(gradient, nameof(gradient));
        Arguments.NotNull(x, nameof(x));
        var dx = new float[x.Length];
        for (int i = 0; i < dx.Length; i++)
            dx[i] = float.NaN;
        double value = gradient([.. x], dx);
        return Compare(function, x, dx).After(Judgement.OfValue(value, function([.. x]), single: true));
    }
}
