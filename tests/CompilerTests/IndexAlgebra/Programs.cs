using DiffGen.Compiler.Frontend;
using DiffGen.Compiler.IndexAlgebra;
using DiffGen.Compiler.IR;
using DiffGen.Compiler.Optimization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DiffGen.CompilerTests.IndexAlgebra;

/// <summary>The methods of a source file, and arguments for them.</summary>
internal static class Programs
{
    private const string Usings = "global using System; global using System.Linq; global using System.Collections.Generic; global using DiffGen;";

    /// <summary>Every <c>[Differentiable]</c> method of a file that can be lowered.</summary>
    public static IEnumerable<Function> Differentiable(string source) => Lower(source, m => m.AttributeLists.ToString().Contains("Differentiable", StringComparison.Ordinal)).Select(m => m.Function);

    public static IEnumerable<(string Name, Function Function)> Lower(string source, Func<MethodDeclarationSyntax, bool> wanted)
    {
        CSharpCompilation compilation = Lowering.Compile(source, LanguageVersion.Latest, false, Usings);
        SemanticModel model = compilation.GetSemanticModel(compilation.SyntaxTrees[0]);
        foreach (MethodDeclarationSyntax method in compilation.SyntaxTrees[0].GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().Where(wanted))
        {
            LoweredMethod lowered = MethodFrontend.Lower(model.GetDeclaredSymbol(method)!, compilation, CancellationToken.None);
            if (lowered.Model.Failures.Count == 0)
                yield return (method.Identifier.Text, lowered.Model.Function);
        }
    }

    /// <summary>A method that need not be differentiable, as the judge reads it.</summary>
    public static Function Body(string source, string name)
    {
        CSharpCompilation compilation = Lowering.Compile(source, LanguageVersion.Latest, false, Usings);
        MethodDeclarationSyntax method = compilation.SyntaxTrees[0].GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().Single(m => m.Identifier.Text == name);
        return MethodFrontend.LowerBody(compilation.GetSemanticModel(method.SyntaxTree).GetDeclaredSymbol(method)!, new SemanticModels(compilation), [], CancellationToken.None)!;
    }

    public static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(Path.Combine(DiffGen.Tests.Repository.Root, folder), "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText);

    /// <summary>Random arguments: arrays with the extents wanted, integers that are smaller than all of them.</summary>
    /// <param name="function">The method.</param>
    /// <param name="extent">The extent of a dimension.</param>
    /// <param name="random">Where the numbers come from.</param>
    public static object[]? Arguments(Function function, Func<Size, int> extent, Random random)
    {
        object?[] arguments = [.. function.Inputs.Select(p => Argument(p, extent, random))];
        return arguments.Any(a => a is null) ? null : [.. arguments.Select(a => a!)];
    }

    private static object? Argument(Parameter parameter, Func<Size, int> extent, Random random)
    {
        double Real() => Math.Round((random.NextDouble() * 1.4) + 0.2, 3) * (random.Next(6) == 0 ? -1 : 1);
        switch (parameter)
        {
            case ScalarParameter { Passing: Passing.Out }:
                return null;
            case ScalarParameter { Value.Type: Scalar.Double }:
                return Real();
            case ScalarParameter { Value.Type: Scalar.Int32 }:
                return 2;
            case ScalarParameter { Value.Type: Scalar.Bool }:
                return random.Next(2) == 0;
            case ArrayParameter { Array: { Element: Scalar.Double, Form: ArrayForm.Jagged } }:
                return Enumerable.Range(0, extent(new Size(parameter.Name, 0))).Select(_ => Enumerable.Range(0, 3).Select(_ => Real()).ToArray()).ToArray();
            case ArrayParameter { Array: { Element: Scalar.Int32, Form: ArrayForm.Jagged } }:
                return Enumerable.Range(0, extent(new Size(parameter.Name, 0))).Select(_ => Enumerable.Range(0, 3).Select(_ => random.Next(2)).ToArray()).ToArray();
            case ArrayParameter { Array: { Element: Scalar.Double or Scalar.Int32 } array }:
                int[] extents = [.. Enumerable.Range(0, array.Rank).Select(d => extent(new Size(parameter.Name, d)))];
                Array made = Array.CreateInstance(array.Element == Scalar.Double ? typeof(double) : typeof(int), extents);
                for (int flat = 0; flat < made.Length; flat++)
                {
                    var at = new int[extents.Length];
                    for (int d = extents.Length - 1, rest = flat; d >= 0; rest /= extents[d], d--)
                        at[d] = rest % extents[d];
                    made.SetValue(array.Element == Scalar.Double ? Real() : (object)random.Next(2), at);
                }
                return made;
            default:
                return null;
        }
    }
}
