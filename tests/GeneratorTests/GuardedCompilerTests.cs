using DiffGen.Compiler;
using DiffGen.Compiler.Frontend;
using DiffGen.Compiler.IR;
using DiffGen.Generator;

namespace DiffGen.GeneratorTests;

/// <summary>A fault of the compiler's own.</summary>
public class GuardedCompilerTests
{
    private static readonly MethodModel s_model = new(
        new MethodSignature("", [], "F", "public", true, "double", [], "C.F"),
        Compiler.Frontend.Derivatives.Gradient,
        new Function("F", [], Block.Empty, null, [], 0), [], new LanguageFacts(1400, true));

    [Fact]
    public void BecomesAMethodThatThrows()
    {
        GeneratedFile file = GuardedCompiler.Compile(
            s_model,
            (model, _) => model.Failures.Count == 0
                ? throw new InvalidOperationException("no\nway.")
                : new GeneratedFile("C.F", model.Failures[0]),
            TestContext.Current.CancellationToken);
        Assert.Equal(
            "DIFF9001: DiffGen failed on 'F': InvalidOperationException: no way. This is a fault of DiffGen, not of your code. Please report it together with the method.",
            file.Text);
    }

    [Fact]
    public void ThatShowsInTheStubTooIsToldAsAWarning()
    {
        GeneratedFile file = GuardedCompiler.Compile(
            s_model, (_, _) => throw new InvalidOperationException("no way"), TestContext.Current.CancellationToken);
        Assert.Equal("C.F", file.HintName);
        Assert.Contains("#warning DIFF9001: DiffGen failed on 'F'", file.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void CancellationIsNoFault() => Assert.Throws<OperationCanceledException>(() => GuardedCompiler.Compile(
        s_model, (_, _) => throw new OperationCanceledException(), TestContext.Current.CancellationToken));
}
