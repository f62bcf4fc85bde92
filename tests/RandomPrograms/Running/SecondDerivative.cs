using DiffGen.RandomPrograms.Oracle;

namespace DiffGen.RandomPrograms.Running;

/// <summary>ü·H·ẋ of the returned number: the oracle's first derivative along ü, differenced along ẋ.</summary>
/// <param name="Value">Extrapolated from the finer of three steps.</param>
/// <param name="Error">How far the two finer steps are apart.</param>
/// <param name="Size">The sum of absolute contributions to the first derivative.</param>
internal sealed record SecondDerivative(double Value, double Error, double Size)
{
    private const double Step = 1.0 / 1024;

    /// <summary>Null where a derivative may not exist nearby, or differences do not come close to it.</summary>
    public static SecondDerivative? At(Point point, Interpreter interpreter, Callable method)
    {
        double distance = interpreter.Kinks.Distance, size = 0;
        bool exists = true;
        ulong? path = null;
        interpreter.Kinks.Distance = 8 * Step;
        double First(double step)
        {
            var frame = new Frame(method.Cells, method.Arrays);
            point.Fill(frame, method, point.Other, step);
            interpreter.Run(method, frame);
            size = Math.Max(size, frame.Result.Size);
            // Differences across a jump, or many, are none of one function.
            path ??= interpreter.Kinks.Path;
            exists &= !interpreter.Kinks.Met && interpreter.Kinks.Path == path && double.IsFinite(frame.Result.Dot);
            return frame.Result.Dot;
        }

        try
        {
            double Difference(double step) => (First(step) - First(-step)) / (2 * step);
            double coarse = Difference(Step), fine = Difference(Step / 2), finest = Difference(Step / 4);
            // Where differences do not settle, the function changes within a step, and they say nothing about its derivative.
            double first = Math.Abs(fine - coarse), second = Math.Abs(finest - fine), noise = 1e-7 * (size + Math.Abs(fine));
            bool settles = first <= (0.1 * Math.Abs(fine)) + (10 * noise) && second <= (0.5 * first) + noise;
            if (!settles)
                return null;
            // Where it changes many times within a step they may settle by chance: a much finer one must come to the same.
            double value = ((4 * finest) - fine) / 3, referee = Difference(Step / 256);
            return exists && Math.Abs(referee - value) <= (0.1 * second) + noise ? new SecondDerivative(value, second, size) : null;
        }
        catch (Exception e) when (e is IndexOutOfRangeException or DivideByZeroException or ArgumentException or OverflowException or InvalidOperationException)
        {
            return null;
        }
        finally
        {
            interpreter.Kinks.Distance = distance;
        }
    }

    /// <param name="actual">What generated code says.</param>
    /// <param name="terms">The sum of absolute products it is made of.</param>
    public bool Agrees(double actual, double terms) => Math.Abs(actual - Value) <= (0.1 * Error) + (1e-8 * (Size + terms + Math.Abs(Value) + 1e-3));
}
