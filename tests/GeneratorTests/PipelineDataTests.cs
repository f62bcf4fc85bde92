using DiffGen.Generator;
using DiffGen.GeneratorTests.Harness;
using Microsoft.CodeAnalysis;

namespace DiffGen.GeneratorTests;

/// <summary>What the pipeline keeps between runs: an old compilation must not live on in it.</summary>
public class PipelineDataTests
{
    public static TheoryData<string> Constructs => ConstructTests.Constructs;

    private sealed record Holder(object[] Held);

    [Theory]
    [MemberData(nameof(Constructs))]
    public void HoldsNothingOfTheCompiler(string construct)
    {
        GeneratorRun run = GeneratorRun.Over(UserProject.Of(Golden.Construct(construct)));
        foreach (string step in TrackingNames.All)
        {
            object[] outputs = [.. run.Result.TrackedSteps[step].SelectMany(s => s.Outputs).Select(o => o.Value)];
            Assert.NotEmpty(outputs);
            foreach (object output in outputs)
                Assert.Null(ObjectGraph.PathToCompilerObject(output));
        }
    }

    [Fact]
    public void TheSearchFindsASymbolBehindFieldsAndArrays()
    {
        ISymbol symbol = UserProject.Of("class C;").GetTypeByMetadataName("C")!;
        Assert.Contains("[]", ObjectGraph.PathToCompilerObject(new Holder([new Holder([symbol])])), StringComparison.Ordinal);
    }
}
