using System.Reflection;
using DiffGen.Compiler.Emission;
using DiffGen.Compiler.IR;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace DiffGen.CompilerTests.Emission;

public class RandomFunctionTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void TextComputesWhatTheFunctionMeans(int round)
    {
        Function[] functions = [.. Enumerable.Range(round * 1000, 150).Select(RandomFunction.Make)];
        MethodInfo[] compiled = EmittedMethod.CompileAll(functions, LanguageVersion.CSharp7_3);
        for (int i = 0; i < functions.Length; i++)
        {
            object[] expected = Arguments(), actual = Arguments();
            double value = Interpreter.Run(functions[i], expected);
            object returned = compiled[i].Invoke(null, actual)!;
            Assert.True(Equal([value, .. expected], [returned, .. actual]),
                IrPrinter.Print(functions[i]) + IndentedText.Write(BodyWriter.Write(functions[i], hasStaticLocalFunctions: true, CancellationToken.None))
                + $"expected {Show([value, .. expected])}\n  actual {Show([returned, .. actual])}");
        }
    }

    private static object[] Arguments() => [0.75, -1.25, 3.5, 0.3, new double[] { 1, -2, 0.5, 4 }, new double[] { -0.1, 7, 2.5, -3 }];

    private static bool Equal(object[] a, object[] b) => Flatten(a).SequenceEqual(Flatten(b));

    private static string Show(object[] numbers) => string.Join(" ", Flatten(numbers).Select(n => n.ToString("R", null)));

    private static IEnumerable<double> Flatten(object[] numbers) => numbers.SelectMany(n => n is double[] array ? array : [(double)n]);
}
