using System.Globalization;
using DiffGen.Compiler.Frontend.Declared;
using DiffGen.Compiler.Judgement;
using DiffGen.Compiler.Optimization;
using DiffGen.RobustnessTests;

namespace DiffGen.JudgementTests.Harness;

/// <summary>How long the judge takes for a derivation, and for what; in milliseconds of processor time, the least of several warm runs.</summary>
/// <param name="Name">The type and the method.</param>
/// <param name="Reading">Lowering both methods.</param>
/// <param name="Computing">Differentiating, running both sides, explaining.</param>
/// <param name="Proving">The proof, where one is tried.</param>
/// <param name="Id">The verdict.</param>
internal sealed record JudgeTimes(string Name, double Reading, double Computing, double Proving, string Id)
{
    private const int Runs = 7;

    public double All => Reading + Computing + Proving;

    public static IReadOnlyList<JudgeTimes> Of(JudgedProject project)
    {
        DeclaredDerivative[] derivatives = [.. project.Derivatives()];
        // Once round to compile the judge.
        for (int warm = 0; warm < 2; warm++)
        {
            foreach (DeclaredDerivative declared in derivatives)
                project.Judge(declared);
        }
        return [.. derivatives.Select(d => Of(project, d)).OrderByDescending(t => t.All)];
    }

    private static JudgeTimes Of(JudgedProject project, DeclaredDerivative declared)
    {
        string name = declared.Method.ContainingType.Name + "." + declared.Method.Name;
        double reading = Least(() => project.Read(declared));
        (HandDerivative? hand, _) = project.Read(declared);
        if (hand is null)
            return new JudgeTimes(name, reading, 0, 0, "DIFF0404");
        double computing = Least(() => Judge.Of(hand, new JudgeOptions { Proves = false }, default));
        Verdict verdict = Judge.Of(hand, new JudgeOptions(), default);
        double proving = verdict is Verdict.Differs ? 0 : Least(() => Proof.Holds(hand, Passes.Run(Passes.Primal, hand.Primal, default), default));
        return new JudgeTimes(name, reading, computing, proving, JudgedProject.Text(verdict, declared)[..8]);
    }

    private static double Least(Action action)
    {
        double least = double.PositiveInfinity;
        for (int run = 0; run < Runs; run++)
        {
            var clock = ThreadClock.Start();
            action();
            least = Math.Min(least, clock.Elapsed.TotalMilliseconds);
        }
        return least;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{All,7:0.0} ms = {Reading,6:0.0} reading + {Computing,6:0.0} computing + {Proving,6:0.0} proving  {Id}  {Name}");
}
