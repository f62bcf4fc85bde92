using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;
using MathNet.Numerics.Optimization;

namespace CurveFit;

/// <summary>Fills y with what the parameters b predict at every x.</summary>
internal delegate void Predict(double[] b, double[] x, double[] y);

/// <summary>The same, and fills one row of the matrix for each x with ∂y/∂b.</summary>
internal delegate void PredictWithJacobian(double[] b, double[] x, double[] y, double[,] jacobian);

/// <summary>A fit by the Levenberg–Marquardt method of MathNet.Numerics, and what it took.</summary>
/// <param name="Parameters">What was found.</param>
/// <param name="Steps">The iterations.</param>
/// <param name="Exit">Why it ended.</param>
/// <param name="Evaluations">How often the model was evaluated, for all observations at once.</param>
/// <param name="Jacobians">How often the generated Jacobian was.</param>
internal sealed record Fit(double[] Parameters, int Steps, string Exit, int Evaluations, int Jacobians)
{
    /// <summary>Fits with the generated Jacobian.</summary>
    public static Fit WithJacobian(NistSet set, double[] start, Predict predict, PredictWithJacobian withJacobian)
    {
        var count = new Count();
        IObjectiveModel model = ObjectiveFunction.NonlinearModel(
            Counted(set, predict, count),
            (b, _) =>
            {
                count.Jacobians++;
                var jacobian = new double[set.X.Length, b.Count];
                withJacobian(b.ToArray(), set.X, new double[set.X.Length], jacobian);
                return DenseMatrix.OfArray(jacobian);
            },
            Vector<double>.Build.DenseOfArray(set.X),
            Vector<double>.Build.DenseOfArray(set.Y));
        return Run(model, start, count);
    }

    /// <summary>Fits with MathNet's central differences.</summary>
    public static Fit WithDifferences(NistSet set, double[] start, Predict predict)
    {
        var count = new Count();
        IObjectiveModel model = ObjectiveFunction.NonlinearModel(
            Counted(set, predict, count),
            Vector<double>.Build.DenseOfArray(set.X),
            Vector<double>.Build.DenseOfArray(set.Y));
        return Run(model, start, count);
    }

    private static Func<Vector<double>, Vector<double>, Vector<double>> Counted(NistSet set, Predict predict, Count count) => (b, _) =>
    {
        count.Evaluations++;
        var y = new double[set.X.Length];
        predict(b.ToArray(), set.X, y);
        return DenseVector.OfArray(y);
    };

    private static Fit Run(IObjectiveModel model, double[] start, Count count)
    {
        try
        {
            NonlinearMinimizationResult result = new LevenbergMarquardtMinimizer(maximumIterations: 1000).FindMinimum(model, DenseVector.OfArray(start));
            return new Fit(result.MinimizingPoint.ToArray(), result.Iterations, result.ReasonForExit.ToString(), count.Evaluations, count.Jacobians);
        }
        catch (Exception exception) when (exception is EvaluationException or ArithmeticException or ArgumentException)
        {
            return new Fit([.. start.Select(_ => double.NaN)], 0, exception.Message, count.Evaluations, count.Jacobians);
        }
    }

    private sealed class Count
    {
        public int Evaluations { get; set; }

        public int Jacobians { get; set; }
    }
}
