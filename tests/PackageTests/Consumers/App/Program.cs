using App;
using DiffGen.Runtime;

double[,] x = { { 1, 2 }, { 1, -1 }, { 1, 0.5 } };
double[] y = [1, -1, 1];
Print("App.LogLoss", GradientCheck.Compare(w => Model.LogLoss(w, x, y), (w, dw) => Model.LogLossGradient(w, x, y, dw), [0.3, -0.2]));
Print("App.Single", GradientCheck.Compare(v => Model.Single(v), (v, dv) => Model.SingleGradient(v, dv), new float[] { 0.5f, -1, 2 }));

Print("Library.Single", GradientCheck.Compare(v => Library.Model.Single(v, 1.5f), (v, dv) => Library.Model.SingleGradient(v, 1.5f, dv, out _), new float[] { 0.5f, -1, 2.5f }));

double[] a = [0.3, 0.7, 1.1], b = [0.2, 0.4, 0.6];
double[] da = new double[3], db = new double[3];
Model.RecurrenceAdjoint([.. a], b, 1, da, db);
Print("App.Recurrence", GradientCheck.Of(() => Model.Recurrence(a, b)).With("a", a, da).With("b", b, db).Run());

double[] w = [0.4, -0.6];
double[,] m = { { 1, 2 }, { -0.5, 1 } };
double[,,] c = { { { 1, 2 } }, { { 3, 4 } } };
double[][] rows = [[1], [2]];
double bias = 0.7;
double[] dw = new double[2];
double[,] dm = new double[2, 2];
double[,,] dc = new double[2, 1, 2];
double[][] dRows = [new double[1], new double[1]];
Library.Model.FormsGradient(w, m, c, rows, bias, dw, dm, dc, dRows, out double dBias);
Print("Library.Forms", Forms(() => Library.Model.Forms(w, m, c, rows, bias)));
WithoutSpan.Model.FormsGradient(w, m, c, rows, bias, dw, dm, dc, dRows, out dBias);
Print("WithoutSpan.Forms", Forms(() => WithoutSpan.Model.Forms(w, m, c, rows, bias)));

Array.Clear(da);
Array.Clear(db);
WithoutSpan.Model.RecurrenceAdjoint([.. a], b, 1, da, db);
Print("WithoutSpan.Recurrence", GradientCheck.Of(() => WithoutSpan.Model.Recurrence(a, b)).With("a", a, da).With("b", b, db).Run());
Print("WithoutSpan.Local", GradientCheck.Compare(v => WithoutSpan.Model.Local(v), (v, dv) => WithoutSpan.Model.LocalGradient(v, dv), [0.5, 1.5, -2]));
Print("WithoutSpan.Returned", Returned((v, seed, dv) => WithoutSpan.Model.ReturnedAdjoint(v, seed, dv), WithoutSpan.Model.Returned));
Print("Library.Returned", Returned((v, seed, dv) => Library.Model.ReturnedAdjoint(v, seed, dv), Library.Model.Returned));

// Columns of a Jacobian and of a Hessian are gradients too: of one output, and of one derivative.
double[] p = [0.5, 1.5, -2];
Print("Library.Returned, Jacobian", Jacobian((v, j) => Library.Model.ReturnedJacobian(v, j), v => Library.Model.Returned(v)[1]));
Print("WithoutSpan.Returned, Jacobian", Jacobian((v, j) => WithoutSpan.Model.ReturnedJacobian(v, j), v => WithoutSpan.Model.Returned(v)[1]));
Print("WithoutSpan.Local, Hessian", Jacobian((v, h) => WithoutSpan.Model.LocalHessian(v, h), v =>
{
    var dv = new double[v.Length];
    WithoutSpan.Model.LocalGradient(v, dv);
    return dv[1];
}));

GradientCheckResult Jacobian(Action<double[], double[,]> fill, Func<double[], double> second)
{
    var matrix = new double[3, 3];
    fill([.. p], matrix);
    return GradientCheck.Compare(v => second([.. v]), p, [matrix[1, 0], matrix[1, 1], matrix[1, 2]]);
}

GradientCheckResult Forms(Func<double> f) => GradientCheck.Of(f)
    .With("w", w, dw).With("a", m, dm).With("c", c, dc).With("rows", rows, dRows).With("bias", () => bias, t => bias = t, dBias).Run();

static GradientCheckResult Returned(Action<double[], double[], double[]> adjoint, Func<double[], double[]> f)
{
    double[] x = [0.5, 1.5, -2], seed = [1, -2, 0.5], dx = new double[3];
    adjoint(x, seed, dx);
    return GradientCheck.Compare(v => f(v).Zip(seed, (p, q) => p * q).Sum(), x, dx);
}

static void Print(string name, GradientCheckResult result) => Console.WriteLine(result.Passed ? name + " passed" : name + "\n" + result);
