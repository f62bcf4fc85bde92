using DiffGen.CodeFixes;
using DiffGen.CodeFixTests.Harness;
using Microsoft.CodeAnalysis.CSharp;

namespace DiffGen.CodeFixTests;

public sealed class ReplaceBodyTests
{
    private const string Id = "DIFF0403";

    private const string Energy = """
            public static double Energy(double[] x, double a)
            {
                double sum = 0;
                for (int i = 0; i < x.Length; i++)
                    sum += a * x[i] * x[i];
                return sum;
            }


        """;

    private static readonly ReplaceBodyFix Fix = new();

    [Fact]
    public async Task KeepsAllThatStandsAroundTheBody()
    {
        const string Declaration = """
                /// <summary>As on page 7.</summary>
                // Derived by hand.
                [GradientOf(nameof(Energy))] // and checked
                [Obsolete("not yet")]
                internal static void Slope(double[] x, double a, double[] dx /* the result */, out double da) // here
            """;
        Editor before = Editor.Open(Model(Energy + Declaration + "\n    {\n        // No factor 2.\n        da = 0;\n        for (int i = 0; i < x.Length; i++)\n            dx[i] = a * x[i];\n    } // so far\n"));
        var offer = Assert.Single(await before.Fixes(Fix, Assert.Single(await before.Diagnostics(Id))));
        Assert.Equal("Replace the body of 'Slope' by the derived gradient", offer.Title);
        Editor project = await before.Apply(offer);

        Assert.Equal(Model(Energy + Declaration + "\n" + """
                {
                    DiffGen.Runtime.Arguments.NotNull(x, nameof(x));
                    DiffGen.Runtime.Arguments.NotNull(dx, nameof(dx));
                    DiffGen.Runtime.Arguments.SameLength(dx.Length, x.Length, nameof(dx));
                    DiffGen.Runtime.Arguments.Disjoint<double>(nameof(dx), dx, x);
                    DiffGen.Runtime.Arguments.NotAnElement<double, double>(nameof(da), out da, x, dx);

                    double aBar = 0;
                    for (int i = 0; i < x.Length; i++)
                    {
                        double x_i = x[i];
                        // sum += a * x[i] * x[i]
                        aBar += x_i * x_i;
                        dx[i] = 2 * (a * x_i);
                    }
                    da = aBar;
                } // so far

            """), await project.Text());
        await Right(project);
    }

    [Fact]
    public async Task MakesABlockOfAnExpression()
    {
        Editor project = await Editor.Open(Model(
            "    static double Cube(double x) => x * x * x;\n\n    [GradientOf(nameof(Cube))]\n    static void CubeGradient(double x, out double dx) =>\n        dx = 3 * x;\n\n    static void Next() { }\n")).Fix(Fix, Id);

        Assert.Equal(Model("""
                static double Cube(double x) => x * x * x;

                [GradientOf(nameof(Cube))]
                static void CubeGradient(double x, out double dx)
                {
                    double t = x * x;
                    dx = 2 * t + t;
                }

                static void Next() { }

            """), await project.Text());
        await Right(project);
    }

    [Fact]
    public async Task WritesAnAdjoint()
    {
        Editor project = await Editor.Open(Model(
            "    static double Norm(double[] x) { double s = 0; for (int i = 0; i < x.Length; i++) s += x[i] * x[i]; return Math.Sqrt(s); }\n\n"
            + "    [AdjointOf(nameof(Norm))]\n    static double Backwards(double[] x, double seed, double[] dx) { double n = Norm(x); for (int i = 0; i < x.Length; i++) dx[i] = seed * x[i] / n; return n; }\n")).Fix(Fix, Id);

        Assert.EndsWith("""
                static double Backwards(double[] x, double seed, double[] dx)
                {
                    DiffGen.Runtime.Arguments.NotNull(x, nameof(x));
                    DiffGen.Runtime.Arguments.NotNull(dx, nameof(dx));
                    DiffGen.Runtime.Arguments.SameLength(dx.Length, x.Length, nameof(dx));
                    DiffGen.Runtime.Arguments.Disjoint<double>(nameof(dx), dx, x);

                    double s = 0;
                    for (int i = 0; i < x.Length; i++)
                    {
                        double x_i = x[i];
                        s += x_i * x_i;
                    }
                    double t = Math.Sqrt(s);

                    // return Math.Sqrt(s)
                    double sBar = 0.5 * seed / t;
                    for (int i = 0; i < x.Length; i++)
                    {
                        // s += x[i] * x[i]
                        dx[i] += 2 * (sBar * x[i]);
                    }
                    return t;
                }
            }

            """, await project.Text(), StringComparison.Ordinal);
        await Right(project);
    }

    [Fact]
    public async Task WritesATangent()
    {
        Editor project = await Editor.Open(Model(
            "    static double Sine(double x, double y) => y * Math.Sin(x);\n\n"
            + "    [TangentOf(nameof(Sine))]\n    static double Along(double x, double y, double xDot, double yDot, out double tangent)\n    {\n        tangent = xDot;\n        return 0;\n    }\n")).Fix(Fix, Id);

        Assert.EndsWith("""
                static double Along(double x, double y, double xDot, double yDot, out double tangent)
                {
                    double t = Math.Sin(x);
                    tangent = yDot * t + xDot * Math.Cos(x) * y;
                    return y * t;
                }
            }

            """, await project.Text(), StringComparison.Ordinal);
        await Right(project);
    }

    [Fact]
    public async Task ArraysOfItsOwnAreMadeByNew()
    {
        Editor project = await Editor.Open(Model(
            "    static double Power(double x, int steps)\n    {\n        double t = x;\n        for (int i = 0; i < steps; i++)\n            t = t * t * x;\n        return t;\n    }\n\n"
            + "    [GradientOf(nameof(Power))]\n    static void PowerGradient(double x, int steps, out double dx) { dx = steps; }\n")).Fix(Fix, Id);

        Assert.EndsWith("""
                static void PowerGradient(double x, int steps, out double dx)
                {
                    double[] tTape = new double[Math.Max(0, steps)];
                    double t = x;
                    for (int i = 0; i < steps; i++)
                    {
                        tTape[i] = t;
                        t = t * t * x;
                    }

                    double tBar = 1;
                    double xBar = 0;
                    for (int i = steps - 1; i >= 0; i--)
                    {
                        double t1 = tTape[i];
                        // t = t * t * x
                        xBar += tBar * (t1 * t1);
                        tBar = 2 * (tBar * x * t1);
                    }
                    dx = xBar + tBar;
                }
            }

            """, await project.Text(), StringComparison.Ordinal);
        await Right(project);
    }

    [Fact]
    public async Task WritesTheImplementingPartOfAPartialMethod()
    {
        Editor project = await Editor.Open(
            "using DiffGen;\npublic static partial class Model\n{\n    static double Cube(double x) => x * x * x;\n    [GradientOf(nameof(Cube))] private static partial void CubeGradient(double x, out double dx);\n}\n",
            "public static partial class Model { private static partial void CubeGradient(double x, out double dx) { dx = x; } }").Fix(Fix, Id);

        Assert.Equal("""
            public static partial class Model { private static partial void CubeGradient(double x, out double dx)
                {
                    double t = x * x;
                    dx = 2 * t + t;
                }
            }
            """, await project.Text(1));
        await Right(project);
    }

    [Fact]
    public async Task ReadsTheFieldsThatTheMethodReads()
    {
        Editor project = await Editor.Open("""
            using System;
            using DiffGen;

            record Spring(double Stiffness)
            {
                private readonly double _rest = 1;

                public double Energy(double x) => 0.5 * Stiffness * (x - _rest) * (x - _rest);

                [GradientOf(nameof(Energy))]
                public void Force(double x, out double dx) => dx = Stiffness * x;
            }

            """).Fix(Fix, Id);

        Assert.EndsWith("""
                [GradientOf(nameof(Energy))]
                public void Force(double x, out double dx)
                {
                    double stiffness = Stiffness;
                    double rest = _rest;

                    dx = 2 * (0.5 * stiffness * (x - rest));
                }
            }

            """, await project.Text(), StringComparison.Ordinal);
        await Right(project);
    }

    [Fact]
    public async Task ReplacesAllAtOnce()
    {
        Editor project = await Editor.Open(Model("    static double Cube(double x) => x * x * x;\n    static double Square(double x) => x * x;\n"
            + "    [GradientOf(nameof(Cube))] static void A(double x, out double dx) => dx = x;\n    [GradientOf(nameof(Square))] static void B(double x, out double dx) => dx = x;\n")).FixAll(Fix, Id);

        await Right(project);
    }

    [Fact]
    public async Task WorksInOldCSharp()
    {
        Editor project = await Editor.Open(LanguageVersion.CSharp7_3, Model(Energy
            + "    [GradientOf(nameof(Energy))]\n    static void Slope(double[] x, double a, double[] dx)\n    {\n        dx[0] = a;\n    }\n").Replace("\n", "\r\n")).Fix(Fix, Id);

        Assert.EndsWith("""
                static void Slope(double[] x, double a, double[] dx)
                {
                    DiffGen.Runtime.Arguments.NotNull(x, nameof(x));
                    DiffGen.Runtime.Arguments.NotNull(dx, nameof(dx));
                    DiffGen.Runtime.Arguments.SameLength(dx.Length, x.Length, nameof(dx));
                    DiffGen.Runtime.Arguments.Disjoint<double>(nameof(dx), dx, x);

                    for (int i = 0; i < x.Length; i++)
                    {
                        // sum += a * x[i] * x[i]
                        dx[i] = 2 * (a * x[i]);
                    }
                }
            }

            """.Replace("\n", "\r\n"), await project.Text(), StringComparison.Ordinal);
        await Right(project);
    }

    [Fact]
    public async Task IsNotOfferedForWhatDiffGenCannotDifferentiate()
    {
        Editor project = Editor.Open(Model("    static double F(double[] x) { double s = 0; foreach (double e in x) s += Rule(e); return s; }\n    static double Rule(double x) => x;\n"
            + "    [AdjointOf(nameof(Rule))] static void RuleAdjoint(double x, double seed, ref double dx) => dx += seed;\n"
            + "    [TangentOf(nameof(F))] static double Along(double[] x, double[] xDot, out double tangent) { tangent = 1; return F(x); }\n"));

        Assert.Empty(await project.Fixes(Fix, Assert.Single(await project.Diagnostics(Id))));
    }

    private static async Task Right(Editor project)
    {
        await project.Builds();
        Assert.Empty(await project.Diagnostics(Id));
        Assert.Empty(await project.Diagnostics("DIFF0404"));
        Assert.NotEmpty(await project.Diagnostics("DIFF040"));
    }

    private static string Model(string members) => "using System;\nusing DiffGen;\n\nstatic class Model\n{\n" + members + "}\n";
}
