using DiffGen.Runtime;

namespace DiffGen.RuntimeTests;

public class ArgumentShapeTests
{
    [Fact]
    public void SubscriptsBeginAtZero()
    {
        var matrix = (double[,])Array.CreateInstance(typeof(double), [2, 2], [1, 0]);
        var cube = (double[,,])Array.CreateInstance(typeof(double), [2, 2, 2], [0, 0, 3]);

        Assert.Equal("m", Assert.Throws<ArgumentException>(() => Arguments.NotNull(matrix, "m")).ParamName);
        Assert.Equal("c", Assert.Throws<ArgumentException>(() => Arguments.NotNull(cube, "c")).ParamName);
        Assert.Equal("m", Assert.Throws<ArgumentNullException>(() => Arguments.NotNull((double[,]?)null, "m")).ParamName);
        Assert.Equal("c", Assert.Throws<ArgumentNullException>(() => Arguments.NotNull((double[,,]?)null, "c")).ParamName);
        Arguments.NotNull(new double[2, 0], "m");
        Arguments.NotNull(new double[0, 2, 1], "c");
    }

    [Fact]
    public void ANullArrayIsNamed() =>
        Assert.Equal("x", Assert.Throws<ArgumentNullException>(() => Arguments.NotNull(null, "x")).ParamName);

    [Fact]
    public void AnArrayIsNotNull() => Arguments.NotNull(Array.Empty<double>(), "x");

    [Fact]
    public void NullRowsAreNamed() =>
        Assert.Equal("x", Assert.Throws<ArgumentNullException>(() => Arguments.RowsNotNull<double>(null, "x")).ParamName);

    [Fact]
    public void ANullRowIsNamedWithItsNumber()
    {
        ArgumentNullException e = Assert.Throws<ArgumentNullException>(() => Arguments.RowsNotNull<double>([[], null], "x"));
        Assert.Equal("x", e.ParamName);
        Assert.Contains("Row 1", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RowsMayHaveAnyLength() => Arguments.RowsNotNull<double>([[], [1], [1, 2]], "x");

    [Fact]
    public void LengthsMustBeTheSame()
    {
        Arguments.SameLength(3, 3, "dx");
        Differs("[2]", "[3]", () => Arguments.SameLength(2, 3, "dx"));
    }

    [Theory]
    [InlineData(2, 4)]
    [InlineData(3, 3)]
    [InlineData(3, 2)]
    public void MatricesMustHaveTheSameShape(int rows, int columns) =>
        Differs($"[{rows}, {columns}]", "[2, 3]", () => Arguments.SameShape(new double[rows, columns], new double[2, 3], "dx"));

    [Theory]
    [InlineData(3, 3, 4)]
    [InlineData(2, 4, 4)]
    [InlineData(2, 3, 5)]
    public void ArraysOfThreeDimensionsMustHaveTheSameShape(int a, int b, int c) =>
        Differs($"[{a}, {b}, {c}]", "[2, 3, 4]", () => Arguments.SameShape(new float[a, b, c], new float[2, 3, 4], "dx"));

    [Fact]
    public void ThereMustBeAsManyRows() => Differs("[1]", "[2]", () => Arguments.SameShape<double>([[]], [[], []], "dx"));

    [Fact]
    public void RowsMustBeAsLong()
    {
        ArgumentException e = Differs("[3]", "[2]", () => Arguments.SameShape<double>([[1], [1, 2, 3]], [[1], [1, 2]], "dx"));
        Assert.Contains("Row 1", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EqualShapesPass()
    {
        Arguments.SameShape(new double[2, 0], new double[2, 0], "dx");
        Arguments.SameShape(new double[2, 3, 4], new double[2, 3, 4], "dx");
        Arguments.SameShape<double>([[1], []], [[2], []], "dx");
    }

    [Fact]
    public void ChecksAllocateNothing()
    {
        double[][] rows = [[1], [2, 3]];
        double[][] others = [[1], [2, 3]];
        double[,] matrix = new double[2, 3];
        Assert.Equal(0, Allocation.Of(() =>
        {
            Arguments.NotNull(rows, "x");
            Arguments.RowsNotNull(rows, "x");
            Arguments.SameLength(2, 2, "x");
            Arguments.SameShape(rows, others, "x");
            Arguments.SameShape(matrix, matrix, "x");
        }));
    }

    private static ArgumentException Differs(string shape, string expected, Action act)
    {
        ArgumentException e = Assert.Throws<ArgumentException>(act);
        Assert.Equal("dx", e.ParamName);
        Assert.Contains($"shape {shape}", e.Message, StringComparison.Ordinal);
        Assert.Contains($"shape {expected}", e.Message, StringComparison.Ordinal);
        return e;
    }
}
