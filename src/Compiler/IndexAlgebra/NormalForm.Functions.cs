using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.IndexAlgebra;

// Functions that are made of others are written with these: few functions, of arguments of one sign.
internal sealed partial class NormalForm
{
    private Formula Rewrite(FunctionOf apply)
    {
        EquatableArray<Formula> x = apply.Arguments;
        switch (apply.Function, x.Count)
        {
            case ("Exp", 1):
                return Exponential(x[0]);
            case ("Exp2", 1):
                return Exponential(x[0].Scale(Math.Log(2)));
            case ("Exp10", 1):
                return Exponential(x[0].Scale(Math.Log(10)));
            case ("ExpM1", 1):
                return algebra.Subtract(Exponential(x[0]), Formula.One);
            case ("Sinh", 1):
                return algebra.Subtract(Exponential(x[0]).Scale(0.5), Exponential(x[0].Scale(-1)).Scale(0.5));
            case ("Cosh", 1):
                return algebra.Add(Exponential(x[0]).Scale(0.5), Exponential(x[0].Scale(-1)).Scale(0.5));
            case ("Tanh", 1):
                // 1 − 2/(e²ˣ + 1)
                return algebra.Subtract(Formula.One, Power(algebra.Add(Exponential(x[0].Scale(2)), Formula.One), -1).Scale(2));
            case ("Log10", 1):
                return Formula.Of(new FunctionOf("Log", x)).Scale(1 / Math.Log(10));
            case ("Log2", 1):
                return Formula.Of(new FunctionOf("Log", x)).Scale(1 / Math.Log(2));
            case ("LogP1", 1):
                return Formula.Of(new FunctionOf("Log", [Collect(algebra.Add(x[0], Formula.One))]));
            case ("Tan", 1):
                return algebra.Distribute(Odd("Sin", x[0]), Power(Even("Cos", x[0]), -1));
            case ("Sin" or "Asin" or "Atan" or "Asinh" or "Atanh" or "Cbrt", 1):
                return Odd(apply.Function, x[0]);
            case ("Cos", 1):
                return Even("Cos", x[0]);
            case ("Abs", 1):
                return x[0].IsZero ? x[0] : Scaled("Abs", x[0], Math.Abs(Leading(x[0]).Coefficient));
            case ("Sign", 1):
                return x[0].IsZero ? x[0] : Scaled("Sign", x[0], Math.Sign(Leading(x[0]).Coefficient));
            case ("Hypot", 2):
                return Power(algebra.Add(algebra.Distribute(x[0], x[0]), algebra.Distribute(x[1], x[1])), 0.5);
            case ("Pow", 2):
                return General(x[0], x[1]);
            default:
                return Formula.Of(apply);
        }
    }

    // e^(a + b) = e^a·e^b, e^(c·m) = (e^m)^c
    private Formula Exponential(Formula exponent)
    {
        Formula product = Formula.One;
        foreach (Summand summand in exponent.Summands)
        {
            Formula factor = new Formula([summand]).Constant is { } number
                ? Formula.Number(Math.Exp(number))
                : Plain(new FunctionOf("Exp", [new Formula([summand with { Coefficient = 1 }])]), summand.Coefficient);
            product = algebra.Distribute(product, factor);
        }
        return product;
    }

    private Formula Odd(string function, Formula x) =>
        x.IsZero ? x : Leading(x).Coefficient < 0 ? Formula.Of(new FunctionOf(function, [x.Scale(-1)])).Scale(-1) : Formula.Of(new FunctionOf(function, [x]));

    private Formula Even(string function, Formula x) =>
        Formula.Of(new FunctionOf(function, [!x.IsZero && Leading(x).Coefficient < 0 ? x.Scale(-1) : x]));

    private Formula Scaled(string function, Formula x, double outside) =>
        Formula.Of(new FunctionOf(function, [x.Scale(1 / Leading(x).Coefficient)])).Scale(outside);

    // x^(y + n) = x^y·xⁿ
    private Formula General(Formula x, Formula y)
    {
        double shift = y.Summands.Where(s => new Formula([s]).Constant is not null).Select(s => s.Coefficient).FirstOrDefault();
        Formula rest = new(y.Summands.Where(s => new Formula([s]).Constant is null).ToEquatableArray());
        if (rest.IsZero)
            return Power(x, shift);
        Formula general = Formula.Of(new FunctionOf("Pow", [x, rest]));
        return shift == 0 ? general : algebra.Distribute(general, Power(x, shift));
    }

    private Formula Rewrite(Comparison comparison)
    {
        Formula of = comparison.Of;
        if (of.IsZero)
            return Formula.Number(comparison.Relation is Relation.NotNegative or Relation.Zero ? 1 : 0);
        double leading = Leading(of).Coefficient;
        return comparison.Relation switch
        {
            Relation.Positive => Formula.Of(new Comparison(Relation.Positive, of.Scale(1 / Math.Abs(leading)))),
            Relation.NotNegative => algebra.Subtract(Formula.One, Formula.Of(new Comparison(Relation.Positive, of.Scale(-1 / Math.Abs(leading))))),
            Relation.Zero => Formula.Of(new Comparison(Relation.Zero, of.Scale(1 / leading))),
            _ => algebra.Subtract(Formula.One, Formula.Of(new Comparison(Relation.Zero, of.Scale(1 / leading)))),
        };
    }
}
