using System.Globalization;
using System.Text;
using Losses;
using Losses.References;

// The eight documented losses: do the generated gradients agree with the references, and what do they cost?
Console.OutputEncoding = Encoding.UTF8;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

bool allAgree = true;
Console.WriteLine("Generated gradients");
Console.WriteLine();
Console.WriteLine($"{"loss",-30} {"error",8} {"to hand",8}   {"timed at",-25} {"loss",14} {"value",10} {"+gradient",10} {"ratio",6} {"bytes",6}");
foreach (DocumentedLoss loss in DocumentedLosses.All)
{
    Agreement agreement = Agreement.Of(loss);
    allAgree &= agreement.Holds;

    NamedArrays inputs = loss.Larger();
    NamedArrays gradient = inputs.Buffers(ReferenceCase.Read(loss.File)[0].Gradient.Names);
    Timing timing = Timing.Of(() => loss.Value(inputs), () => loss.Gradient(inputs, gradient));
    Console.WriteLine(
        $"{loss.Name,-30} {agreement.AgainstReference,8:0.0e+00} {agreement.AgainstHand,8:0.0e+00}   {loss.Size,-25} " +
        $"{loss.Value(inputs),14:G8} {Time(timing.Value),10} {Time(timing.Gradient),10} {timing.Ratio,6:0.00} {timing.AllocatedBytes,6}" +
        (agreement.Holds ? "" : "   DISAGREES"));
}

Console.WriteLine();
Console.WriteLine("error      largest difference of value and gradient to the 50-digit reference, relative to the larger of 1 and the value");
Console.WriteLine("to hand    largest difference of the generated gradient to the published hand derivation, likewise");
Console.WriteLine("value      time of one call of the loss; +gradient: of the generated method that returns value and gradient; medians");
Console.WriteLine("bytes      managed memory that one call of the generated gradient allocates");
Console.WriteLine();
Console.WriteLine("Wrong published formulas, at their worst component");
Console.WriteLine();
Console.WriteLine($"{"formula",-53} {"component",-10} {"right",10} {"published",10} {"off by",10} {"relative",9}");
foreach (DocumentedLoss loss in DocumentedLosses.All)
{
    foreach (HandDerivation wrong in loss.Wrong)
    {
        Deviation worst = Agreement.Worst(loss, wrong);
        bool isWrong = worst.Relative > 1e-3;
        allAgree &= isWrong;
        Console.WriteLine(
            $"{wrong.Name,-53} {worst.Component,-10} {worst.Expected,10:0.000000} {worst.Actual,10:0.000000} " +
            $"{worst.Absolute,10:0.000000} {worst.Relative,9:0.0000}" + (isWrong ? "" : "   NOT SHOWN TO BE WRONG"));
    }
}

Console.WriteLine();
Console.WriteLine(allAgree
    ? $"All generated gradients agree to {Agreement.Tolerance:0e+00}; all seven wrong formulas are shown to be wrong."
    : "There are disagreements: see above.");
return allAgree ? 0 : 1;

static string Time(double microseconds) => microseconds < 1000
    ? $"{microseconds:0.0} µs"
    : $"{microseconds / 1000:0.00} ms";
