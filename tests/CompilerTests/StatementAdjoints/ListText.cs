using DiffGen.Compiler.IndexAlgebra;
using DiffGen.Compiler.IR;
using DiffGen.Compiler.StatementAdjoints;

namespace DiffGen.CompilerTests.StatementAdjoints;

/// <summary>A list of adjoints as it is shown.</summary>
internal static class ListText
{
    public static string Of(Function function, Notation? notation = null, bool isGradient = true)
    {
        AdjointList? list = AdjointListBuilder.Of(function, isGradient, CancellationToken.None);
        if (list is null)
            return "too long";
        var writer = new AdjointListWriter(list, notation ?? UnicodeNotation.Instance);
        return string.Join("\n", writer.Steps().Prepend(writer.Activity()));
    }
}
