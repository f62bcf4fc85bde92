using DiffGen.Compiler;
using DiffGen.Generator;

namespace DiffGen.GeneratorTests;

public class FileNamesTests
{
    [Fact]
    public void KeepsOneOfTwoFilesWithOneName() =>
        Assert.Equal([new GeneratedFile("A", "1")], FileNames.MakeDistinct([new("A", "2"), new("A", "1")]));

    [Fact]
    public void TellsNamesApartThatDifferInCase() =>
        Assert.Equal(["F", "f-2"], FileNames.MakeDistinct([new("f", ""), new("F", "")]).Select(f => f.HintName));

    [Fact]
    public void ReplacesWhatNoFileNameMayHave() =>
        Assert.Equal("C_T_.F(double_,_int)", FileNames.MakeDistinct([new("C<T>.F(double*, int)", "")]).Single().HintName);

    [Fact]
    public void TellsNamesApartThatBecameTheSame() =>
        Assert.Equal(["C_T_", "C_T_-2"], FileNames.MakeDistinct([new("C<T>", ""), new("C[T]", "")]).Select(f => f.HintName));

    [Fact]
    public void DoesNotDependOnTheOrder()
    {
        GeneratedFile[] files = [new("b", "1"), new("B", "2"), new("a", "3"), new("b", "4")];
        Assert.Equal(FileNames.MakeDistinct([.. files]), FileNames.MakeDistinct([.. files.Reverse()]));
    }
}
