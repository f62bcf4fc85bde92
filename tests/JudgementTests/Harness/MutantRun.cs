using System.Reflection;
using DiffGen.Compiler.Frontend.Declared;
using DiffGen.Compiler.Judgement;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DiffGen.JudgementTests.Harness;

/// <summary>A derivation with an error in it.</summary>
/// <param name="Name">The loss, the method and the number of the mutant.</param>
/// <param name="Error">Which error, and where.</param>
/// <param name="IsDifferent">Whether it computes something else, which is found by running it.</param>
/// <param name="IsProved">Whether the formulas are proved equal, whatever the numbers say; formulas know no exceptions, so false where it throws.</param>
/// <param name="Verdict">What the judge says.</param>
/// <param name="Text">The same in words.</param>
internal sealed record JudgedMutant(string Name, string Error, bool IsDifferent, bool IsProved, Verdict Verdict, string Text);

/// <summary>Mutants of right derivations, compiled, run beside the right ones at random inputs, and judged.</summary>
internal static class MutantRun
{
    private const int Runs = 60;

    /// <param name="every">Takes one mutant of so many.</param>
    public static IEnumerable<JudgedMutant> All(int every)
    {
        string[] texts = [.. Directory.GetFiles(JudgedProject.Folder("tests/JudgementTests/Derivations"), "*.cs").Order(StringComparer.Ordinal).Select(File.ReadAllText)];
        SyntaxTree[] originals = [.. texts.Select(JudgedProject.Parse)];
        var mutants = new List<(string Name, string Right, string Method, string Error, SyntaxTree Tree)>();
        int count = 0;
        foreach (ClassDeclarationSyntax loss in originals.SelectMany(t => t.GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>()))
        {
            foreach (MethodDeclarationSyntax method in loss.Members.OfType<MethodDeclarationSyntax>().Where(m => m.AttributeLists.Any(l => l.ToString().Contains("Of(", StringComparison.Ordinal))))
            {
                foreach ((string error, MethodDeclarationSyntax changed) in DerivationMutants.Of(method))
                {
                    if (count++ % every != 0)
                        continue;
                    string name = loss.Identifier.Text + "_" + method.Identifier.Text + "_" + count;
                    ClassDeclarationSyntax mutant = loss.ReplaceNode(method, changed).WithIdentifier(SyntaxFactory.Identifier(name));
                    mutants.Add((name, loss.Identifier.Text, method.Identifier.Text, error, JudgedProject.Parse(mutant.NormalizeWhitespace().ToFullString())));
                }
            }
        }

        // What C# refuses is no mutant.
        HashSet<SyntaxTree> refused = JudgedProject.TreesWithErrors([.. originals, .. mutants.Select(m => m.Tree)]);
        mutants.RemoveAll(m => refused.Contains(m.Tree));
        var project = new JudgedProject([.. originals, .. mutants.Select(m => m.Tree)]);
        Assembly assembly = project.Load();
        Dictionary<string, DeclaredDerivative> declared = project.Derivatives().ToDictionary(d => d.Method.ContainingType.Name + "." + d.Method.Name);
        foreach (var mutant in mutants)
        {
            DeclaredDerivative derivative = declared[mutant.Name + "." + mutant.Method];
            (bool isDifferent, bool throws) = Run(assembly.GetType(mutant.Right)!, assembly.GetType(mutant.Name)!, mutant.Method);
            Verdict verdict = project.Judge(derivative);
            yield return new JudgedMutant(mutant.Name, mutant.Error, isDifferent, !throws && project.IsProved(derivative), verdict, JudgedProject.Text(verdict, derivative));
        }
    }

    private static (bool IsDifferent, bool Throws) Run(Type right, Type mutant, string method)
    {
        var random = new Random(11);
        for (int run = 0; run < Runs; run++)
        {
            object[] inputs = (object[])right.GetMethod("Inputs")!.Invoke(null, [random])!;
            object?[] arguments = Arguments(right.GetMethod(method)!, inputs, random);
            object?[] first = Copy(arguments), second = Copy(arguments);
            object? value = right.GetMethod(method)!.Invoke(null, first), other;
            try
            {
                other = mutant.GetMethod(method)!.Invoke(null, second);
            }
            catch (TargetInvocationException)
            {
                return (true, true);
            }
            // F's own effects may be left out, or must be F's.
            bool ownDiffer = Enumerable.Range(0, inputs.Length).Any(i => !Same(first[i], second[i]) && !Same(arguments[i], second[i]));
            if (!Same(value, other) || ownDiffer || !first.Zip(second, Same).Skip(inputs.Length).All(same => same))
                return (true, false);
        }
        return (false, false);
    }

    // Buffers, seeds and directions hold anything, of the shape of the parameter that they are named for.
    private static object?[] Arguments(MethodInfo method, object[] inputs, Random random)
    {
        ParameterInfo[] parameters = method.GetParameters();
        return
        [
            .. inputs,
            .. parameters.Skip(inputs.Length).Select(p =>
            {
                int of = Array.FindIndex(parameters, q => "d" + q.Name == p.Name || q.Name + "Dot" == p.Name);
                return of >= 0 && inputs[of] is Array shape ? Noise(shape, random) : (object)(random.NextDouble() + 0.5);
            }),
        ];
    }

    private static Array Noise(Array shape, Random random)
    {
        var noise = (Array)shape.Clone();
        foreach (int[] at in Subscripts(noise))
            noise.SetValue((random.NextDouble() * 2) - 1, at);
        return noise;
    }

    private static IEnumerable<int[]> Subscripts(Array array)
    {
        for (int n = 0; n < array.Length; n++)
        {
            int[] at = new int[array.Rank];
            for (int rest = n, d = array.Rank - 1; d >= 0; rest /= array.GetLength(d), d--)
                at[d] = rest % array.GetLength(d);
            yield return at;
        }
    }

    private static object?[] Copy(object?[] arguments) => [.. arguments.Select(a => a is Array array ? array.Clone() : a)];

    private static bool Same(object? a, object? b) => (a, b) switch
    {
        (double x, double y) => x.Equals(y) || Math.Abs(x - y) <= 1e-9 * Math.Max(1, Math.Abs(x)),
        (Array x, Array y) => x.Cast<object>().Zip(y.Cast<object>(), Same).All(same => same),
        _ => Equals(a, b),
    };
}
