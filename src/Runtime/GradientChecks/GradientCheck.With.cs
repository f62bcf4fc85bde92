namespace DiffGen.Runtime;

// The inputs: numbers, and arrays of every form that a differentiable method takes.
public sealed partial class GradientCheck
{
    /// <summary>Adds a vector in double precision; a span is passed as the array that the function makes it of.</summary>
    /// <param name="name">What the table calls it.</param>
    /// <param name="values">The input as the function sees it, not a copy: its elements are moved and put back.</param>
    /// <param name="derivative">The gradient to be checked, of the same shape: ∂f/∂values.</param>
    /// <returns>This check.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public GradientCheck With(string name, double[] values, double[] derivative)
    {
        NotNull(name, values, derivative);
        Arguments.SameLength(derivative.Length, values.Length, nameof(derivative));
        return With(CheckedInput.Array(
            name, single: false, values, derivative, s => values[s[0]], (s, value) => values[s[0]] = value, s => derivative[s[0]]));
    }

    /// <summary>Adds a matrix in double precision.</summary>
    /// <param name="name">What the table calls it.</param>
    /// <param name="values">The input as the function sees it, not a copy: its elements are moved and put back.</param>
    /// <param name="derivative">The gradient to be checked, of the same shape: ∂f/∂values.</param>
    /// <returns>This check.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public GradientCheck With(string name, double[,] values, double[,] derivative)
    {
        NotNull(name, values, derivative);
        Arguments.SameShape(derivative, values, nameof(derivative));
        return With(CheckedInput.Array(
            name, single: false, values, derivative, s => values[s[0], s[1]], (s, value) => values[s[0], s[1]] = value, s => derivative[s[0], s[1]]));
    }

    /// <summary>Adds an array of three dimensions in double precision.</summary>
    /// <param name="name">What the table calls it.</param>
    /// <param name="values">The input as the function sees it, not a copy: its elements are moved and put back.</param>
    /// <param name="derivative">The gradient to be checked, of the same shape: ∂f/∂values.</param>
    /// <returns>This check.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public GradientCheck With(string name, double[,,] values, double[,,] derivative)
    {
        NotNull(name, values, derivative);
        Arguments.SameShape(derivative, values, nameof(derivative));
        return With(CheckedInput.Array(
            name, single: false, values, derivative, s => values[s[0], s[1], s[2]], (s, value) => values[s[0], s[1], s[2]] = value, s => derivative[s[0], s[1], s[2]]));
    }

    /// <summary>Adds rows in double precision.</summary>
    /// <param name="name">What the table calls it.</param>
    /// <param name="values">The input as the function sees it, not a copy: its elements are moved and put back.</param>
    /// <param name="derivative">The gradient to be checked, of the same shape: ∂f/∂values.</param>
    /// <returns>This check.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public GradientCheck With(string name, double[][] values, double[][] derivative)
    {
        NotNull(name, values, derivative);
        Arguments.RowsNotNull(values, nameof(values));
        Arguments.RowsNotNull(derivative, nameof(derivative));
        Arguments.SameShape(derivative, values, nameof(derivative));
        return With(CheckedInput.Rows(
            name, single: false, [.. values.Select(row => row.Length)], (i, j) => values[i][j], (i, j, value) => values[i][j] = value, (i, j) => derivative[i][j]));
    }

    /// <summary>Adds a number in double precision that the function takes from a variable.</summary>
    /// <param name="name">What the table calls it.</param>
    /// <param name="get">Reads the variable.</param>
    /// <param name="set">Sets the variable.</param>
    /// <param name="derivative">The derivative to be checked.</param>
    /// <returns>This check.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public GradientCheck With(string name, Func<double> get, Action<double> set, double derivative)
    {
        Arguments.NotNull(name, nameof(name));
        Arguments.NotNull(get, nameof(get));
        Arguments.NotNull(set, nameof(set));
        return With(CheckedInput.Scalar(name, single: false, () => get(), value => set(value), derivative));
    }

    /// <summary>Adds a vector in single precision; a span is passed as the array that the function makes it of.</summary>
    /// <param name="name">What the table calls it.</param>
    /// <param name="values">The input as the function sees it, not a copy: its elements are moved and put back.</param>
    /// <param name="derivative">The gradient to be checked, of the same shape: ∂f/∂values.</param>
    /// <returns>This check.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public GradientCheck With(string name, float[] values, float[] derivative)
    {
        NotNull(name, values, derivative);
        Arguments.SameLength(derivative.Length, values.Length, nameof(derivative));
        return With(CheckedInput.Array(
            name, single: true, values, derivative, s => values[s[0]], (s, value) => values[s[0]] = (float)value, s => derivative[s[0]]));
    }

    /// <summary>Adds a matrix in single precision.</summary>
    /// <param name="name">What the table calls it.</param>
    /// <param name="values">The input as the function sees it, not a copy: its elements are moved and put back.</param>
    /// <param name="derivative">The gradient to be checked, of the same shape: ∂f/∂values.</param>
    /// <returns>This check.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public GradientCheck With(string name, float[,] values, float[,] derivative)
    {
        NotNull(name, values, derivative);
        Arguments.SameShape(derivative, values, nameof(derivative));
        return With(CheckedInput.Array(
            name, single: true, values, derivative, s => values[s[0], s[1]], (s, value) => values[s[0], s[1]] = (float)value, s => derivative[s[0], s[1]]));
    }

    /// <summary>Adds an array of three dimensions in single precision.</summary>
    /// <param name="name">What the table calls it.</param>
    /// <param name="values">The input as the function sees it, not a copy: its elements are moved and put back.</param>
    /// <param name="derivative">The gradient to be checked, of the same shape: ∂f/∂values.</param>
    /// <returns>This check.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public GradientCheck With(string name, float[,,] values, float[,,] derivative)
    {
        NotNull(name, values, derivative);
        Arguments.SameShape(derivative, values, nameof(derivative));
        return With(CheckedInput.Array(
            name, single: true, values, derivative, s => values[s[0], s[1], s[2]], (s, value) => values[s[0], s[1], s[2]] = (float)value, s => derivative[s[0], s[1], s[2]]));
    }

    /// <summary>Adds rows in single precision.</summary>
    /// <param name="name">What the table calls it.</param>
    /// <param name="values">The input as the function sees it, not a copy: its elements are moved and put back.</param>
    /// <param name="derivative">The gradient to be checked, of the same shape: ∂f/∂values.</param>
    /// <returns>This check.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public GradientCheck With(string name, float[][] values, float[][] derivative)
    {
        NotNull(name, values, derivative);
        Arguments.RowsNotNull(values, nameof(values));
        Arguments.RowsNotNull(derivative, nameof(derivative));
        Arguments.SameShape(derivative, values, nameof(derivative));
        return With(CheckedInput.Rows(
            name, single: true, [.. values.Select(row => row.Length)], (i, j) => values[i][j], (i, j, value) => values[i][j] = (float)value, (i, j) => derivative[i][j]));
    }

    /// <summary>Adds a number in single precision that the function takes from a variable.</summary>
    /// <param name="name">What the table calls it.</param>
    /// <param name="get">Reads the variable.</param>
    /// <param name="set">Sets the variable.</param>
    /// <param name="derivative">The derivative to be checked.</param>
    /// <returns>This check.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public GradientCheck With(string name, Func<float> get, Action<float> set, float derivative)
    {
        Arguments.NotNull(name, nameof(name));
        Arguments.NotNull(get, nameof(get));
        Arguments.NotNull(set, nameof(set));
        return With(CheckedInput.Scalar(name, single: true, () => get(), value => set((float)value), derivative));
    }

    private static void NotNull(string name, object values, object derivative)
    {
        Arguments.NotNull(name, nameof(name));
        Arguments.NotNull(values, nameof(values));
        Arguments.NotNull(derivative, nameof(derivative));
    }

    private GradientCheck With(CheckedInput input)
    {
        _inputs.Add(input);
        return this;
    }
}
