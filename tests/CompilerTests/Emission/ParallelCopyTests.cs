using DiffGen.Compiler.Emission;
using DiffGen.Compiler.IR;
using Xunit;

namespace DiffGen.CompilerTests.Emission;

public class ParallelCopyTests
{
    // Found by random program 30889015: what had been kept was kept again and again.
    [Fact]
    public void AStructThatSeveralOthersReadIsKeptOnce()
    {
        Variable a = new(Scalar.Double, true) { Name = "a" }, b = new(Scalar.Double, true) { Name = "b" }, s = new(Scalar.Double, true) { Name = "s" };
        var code = new List<string>();
        Copy To(Variable target, string source, params Variable[] reads) => new(target, source, reads, text => code.Add(target.Name + " = " + text));
        Copy both = To(s, "(a, b)", a, b) with { Targets = [s, new Variable(Scalar.Double, true) { Name = "t" }] };
        ParallelCopy.Emit([both, To(a, "s + b", s, b), To(b, "s - a", s, a)], copy =>
        {
            code.Add(copy.Target.Name + "Next = " + copy.Source);
            return copy.Target.Name + "Next";
        });
        Assert.Equal(["sNext = (a, b)", "aNext = s + b", "b = s - a", "s = sNext", "a = aNext"], code);
    }
}
