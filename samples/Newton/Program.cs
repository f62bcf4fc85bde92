using System.Globalization;
using System.Text;
using DiffGen.Runtime;
using Newton;

// Newton's method on functions that are written as plain loops: gradients and Hessian-vector products are generated.
Console.OutputEncoding = Encoding.UTF8;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

bool smoke = args.Contains("--smoke");
Problem[] problems =
[
    Rosenbrock.Of(2),
    Rosenbrock.Of(smoke ? 20 : 200),
    LogisticRegression.Of(smoke ? 200 : 5000, smoke ? 20 : 100),
    MinimalSurface.Of(smoke ? 12 : 60),
];

bool allConverged = true;
foreach (Problem problem in problems)
{
    Console.WriteLine(problem.Name);
    double[] x = [.. problem.Start], g = new double[x.Length];
    problem.Gradient(x, g);
    GradientCheckResult check = GradientCheck.Of(() => problem.Value(x)).With("x", x, g).RunAlongDirections(new() { Directions = 3 });
    Console.WriteLine($"  gradient at the start against differences along 3 random directions: relative error {check.Components.Max(c => c.RelativeError):0.0e+00}");

    Console.WriteLine($"  {"step",4} {"value",22} {"‖gradient‖",11} {"CG steps",9} {"length",9}");
    var newton = new TruncatedNewton(problem);
    var steps = new List<NewtonStep>();
    bool converged = newton.Run(1e-9, 2000, steps.Add);
    foreach (NewtonStep step in Shown(steps))
    {
        Console.WriteLine(
            $"  {step.Number,4} {step.Value,22:G15} {step.Slope,11:0.00e+00} {step.Products,9} {step.Length,9:G4}{(step.CurvesDown ? "  negative curvature" : "")}");
    }
    Console.WriteLine(
        $"  {(converged ? "converged" : "DID NOT CONVERGE")} in {steps.Count - 1} steps: {newton.Gradients} gradients, {newton.Products} Hessian-vector products");
    Console.WriteLine();
    allConverged &= converged && check.Passed;
}

Console.WriteLine(allConverged ? "All converged: the gradient fell below 1e-9 of (1 + what it was)." : "Not all converged: see above.");
return allConverged ? 0 : 1;

// The first and the last steps, and a few between.
static IEnumerable<NewtonStep> Shown(List<NewtonStep> steps) =>
    steps.Where(s => s.Number < 3 || s.Number > steps.Count - 6 || s.Number % Math.Max(1, steps.Count / 6) == 0);
