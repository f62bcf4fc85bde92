using System.Text.RegularExpressions;
using DiffGen.CodeFixes;
using DiffGen.CodeFixTests.Harness;
using DiffGen.Tests;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DiffGen.CodeFixTests;

/// <summary>The derivatives of every construct: declared by the refactoring, given a body that is wrong, mended by the fix, compiled, and judged again.</summary>
public sealed partial class ConstructTests
{
    private static readonly string[] NotMended =
    [
        "the gradient of 'Product'", // methods that call themselves share a tape
        "the gradient of 'At'", "the adjoint of 'At'", // the judge finds no inputs, whatever the body
        "the tangent of 'Scaled'", "the tangent of 'Softmax'", "the tangent of 'Outer'", // nor does it follow arrays that are handed out
    ];

    private static string Folder => Path.Combine(Repository.Root, "tests", "GeneratorTests", "Constructs");

    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder, "*.cs").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task WhatIsWrongIsMended(string construct)
    {
        Editor declared = Editor.Open(await File.ReadAllTextAsync(Path.Combine(Folder, construct + ".cs"), TestContext.Current.CancellationToken));
        for (int i = 0; i < (await Differentiable(declared)).Length; i++)
        {
            while (await declared.Refactorings(new DeclareDerivativeRefactoring(), (await Differentiable(declared))[i]) is [{ } offer, ..])
                declared = await declared.Apply(offer);
        }
        await declared.Builds();

        // Their methods ask for none that can be declared.
        if (construct is "HessianVectorProducts" or "Matrices")
            return;
        string wrong = Declaration().Replace(await declared.Text(), "$1$2 { throw new System.NotSupportedException(); }");
        Editor project = Editor.Open(wrong);
        Assert.NotEmpty(await project.Diagnostics("DIFF0403"));
        project = await project.FixAll(new ReplaceBodyFix(), "DIFF0403");
        await project.Builds();
        IEnumerable<string> left = (await project.Diagnostics("DIFF04")).Where(d => d.Id is "DIFF0403" or "DIFF0404").Select(d => d.GetMessage(null));
        Assert.DoesNotContain(left, m => !NotMended.Any(n => m.Contains(n, StringComparison.Ordinal)));
    }

    private static async Task<int[]> Differentiable(Editor project) =>
    [
        .. CSharpSyntaxTree.ParseText(await project.Text()).GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>()
            .Where(m => m.AttributeLists.ToString().Contains("Differentiable", StringComparison.Ordinal)).Select(m => m.Identifier.SpanStart),
    ];

    [GeneratedRegex(@"(\n[^\n]*)partial ([^\n;{=]*\));")]
    private static partial Regex Declaration();
}
