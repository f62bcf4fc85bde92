using DiffGen.GeneratorTests.Harness;

namespace DiffGen.GeneratorTests;

/// <summary>The harness itself.</summary>
public class GoldenTests
{
    [Fact]
    public void ShowsTheFirstDifferentLine() =>
        Assert.Equal("First different line, 2:\n  golden: b\n  actual: c\\r", Golden.FirstDifference("a\nb\n", "a\nc\r\n"));

    [Fact]
    public void ShowsWhereAFileEnds() =>
        Assert.Equal("First different line, 2:\n  golden: (end of file)\n  actual: b", Golden.FirstDifference("a", "a\nb"));

    [Fact]
    public void ReadsMarksInsideMarks()
    {
        (string text, var marks) = Markup.Parse("a{|DIFF0001:b{|DIFF0002:c|}d|}e || {f}");
        Assert.Equal("abcde || {f}", text);
        Assert.Equal([new Mark("DIFF0001", 1, 3), new Mark("DIFF0002", 2, 1)], marks);
    }
}
