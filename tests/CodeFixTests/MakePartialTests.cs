using DiffGen.CodeFixes;
using DiffGen.CodeFixTests.Harness;
using Microsoft.CodeAnalysis.CSharp;

namespace DiffGen.CodeFixTests;

public sealed class MakePartialTests
{
    private const string Id = "DIFF0001";

    private static readonly MakePartialFix Fix = new();

    [Theory]
    [InlineData("public static class Model", "public static partial class Model")]
    [InlineData("class Model", "partial class Model")]
    [InlineData("internal readonly struct Model", "internal readonly partial struct Model")]
    [InlineData("public record Model(double A)", "public partial record Model(double A)")]
    [InlineData("public readonly record struct Model(double A)", "public readonly partial record struct Model(double A)")]
    [InlineData("interface IModel", "partial interface IModel")]
    [InlineData("sealed class Model<T> where T : struct", "sealed partial class Model<T> where T : struct")]
    [InlineData("public /* the model */ static /* of all */ class Model", "public /* the model */ static /* of all */ partial class Model")]
    [InlineData("[Obsolete(\"old\")] // for now\nclass Model", "[Obsolete(\"old\")] // for now\npartial class Model")]
    [InlineData("/// <summary>The model.</summary>\n[Serializable]\n// It has attributes.\nclass Model", "/// <summary>The model.</summary>\n[Serializable]\n// It has attributes.\npartial class Model")]
    public async Task AddsTheWordWhereCSharpWantsIt(string type, string partial)
    {
        string members = "\n{\n    [Differentiable]\n    public static double Square(double x) => x * x;\n}\n";
        Editor project = await Editor.Open("using System;\nusing DiffGen;\n" + type + members).Fix(Fix, Id);

        Assert.Equal("using System;\nusing DiffGen;\n" + partial + members, await project.Text());
        await project.Builds();
    }

    [Fact]
    public async Task MakesTheTypesAroundItPartialAtOnce()
    {
        const string Text = "using DiffGen;\nstatic class Outer\n{\n    partial class Middle\n    {\n        struct Inner\n        {\n            [Differentiable]\n            public static double Square(double x) => x * x;\n        }\n    }\n}\n";
        Editor before = Editor.Open(Text);
        var diagnostics = await before.Diagnostics(Id);
        Assert.Equal(2, diagnostics.Length);
        var offer = Assert.Single(await before.Fixes(Fix, diagnostics[1]));
        Assert.Equal("Make 'Inner' partial, and the types around it", offer.Title);
        Editor project = await before.Apply(offer);

        Assert.Equal(Text.Replace("static class", "static partial class").Replace("struct", "partial struct"), await project.Text());
        await project.Builds();
    }

    [Fact]
    public async Task FixesTwoTypesOfOneTypeAtOnce()
    {
        const string Type = "class A { [Differentiable] public static double F(double x) => x * x; } struct B { [Differentiable] public static double G(double x) => x * x; }";
        Editor project = await Editor.Open("using DiffGen; class Outer { " + Type + " }", "using DiffGen; namespace N { " + Type + " }").FixAll(Fix, Id);

        string both = Type.Replace("class A", "partial class A").Replace("struct B", "partial struct B");
        Assert.Equal("using DiffGen; partial class Outer { " + both + " }", await project.Text());
        Assert.Equal("using DiffGen; namespace N { " + both + " }", await project.Text(1));
        await project.Builds();
    }

    [Fact]
    public async Task FindsTheDeclarationInTheOtherFile()
    {
        Editor project = await Editor.Open(
            "using DiffGen; partial class Outer { partial class Inner { [Differentiable] public static double F(double x) => x * x; } }",
            "class Outer { partial class Inner { } }").Fix(Fix, Id);

        Assert.Equal("partial class Outer { partial class Inner { } }", await project.Text(1));
        await project.Builds();
    }

    [Fact]
    public async Task IsNotOfferedForAFileLocalType()
    {
        Editor project = Editor.Open("using DiffGen; file class Model { [Differentiable] public static double F(double x) => x * x; }");

        foreach (var diagnostic in await project.Diagnostics(Id))
            Assert.Empty(await project.Fixes(Fix, diagnostic));
    }

    [Theory]
    [InlineData("using DiffGen; class Model { [Differentiable] public static double F(double x) => x * x;")]
    [InlineData("using DiffGen; class Outer { class Model { [Differentiable] public static double F(double x)")]
    [InlineData("using DiffGen; class { [Differentiable] public static double F(double x) => x * x; }")]
    public async Task SurvivesAFileThatEndsInTheMiddle(string text)
    {
        Editor project = Editor.Open(text);

        foreach (var diagnostic in await project.Diagnostics(Id))
            foreach (var offer in await project.Fixes(Fix, diagnostic))
                Assert.Contains("partial class", await (await project.Apply(offer)).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WorksInOldCSharp()
    {
        Editor project = await Editor.Open(LanguageVersion.CSharp7_3, "using DiffGen;\r\nclass Model\r\n{\r\n    [Differentiable]\r\n    public static double F(double x) { return x * x; }\r\n}\r\n").Fix(Fix, Id);

        Assert.Equal("using DiffGen;\r\npartial class Model\r\n{\r\n    [Differentiable]\r\n    public static double F(double x) { return x * x; }\r\n}\r\n", await project.Text());
        await project.Builds();
    }
}
