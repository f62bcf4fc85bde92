using System.Diagnostics;

namespace DiffGen.RobustnessTests.Mutants;

/// <summary>A failure with the mutant that showed it.</summary>
internal sealed record Casualty(Mutant Mutant, string Failure);

/// <summary>Tries mutants by the thousand, on all processors.</summary>
internal sealed class Hunt
{
    private readonly Lock _lock = new();

    public int Tried { get; private set; }

    public int Compiled { get; private set; }

    public int Differentiated { get; private set; }

    public (TimeSpan Time, Mutant? Mutant) Slowest { get; private set; }

    public List<Casualty> Casualties { get; } = [];

    /// <summary>Mutants tried between two for which the analyzer runs in Roslyn's driver.</summary>
    private const int InDriverEvery = 10;

    /// <summary>Mutants tried between two checks that the same text comes out again.</summary>
    private const int DeterminismCheckedEvery = 50;

    /// <param name="every">Takes one mutant of so many.</param>
    /// <param name="first">Which one of them.</param>
    /// <param name="jobs">How many are tried at a time.</param>
    public void Run(IEnumerable<Subject> subjects, int every, int first, int jobs, Action<Hunt>? progress = null)
    {
        Numbered[] work = [.. Number(subjects, every, first)];
        Parallel.ForEach(work, new ParallelOptions { MaxDegreeOfParallelism = jobs }, batch =>
        {
            var survival = new Survival(batch.Subject.Text);
            foreach ((Mutant mutant, int number) in batch.Mutants)
            {
                Outcome outcome = survival.Of(mutant.Text, inDriver: number / every % InDriverEvery == 0);
                if (outcome.Failure is null && number / every % DeterminismCheckedEvery == 0 && !survival.IsTheSameAgain(mutant.Text))
                    outcome = outcome with { Failure = "a second run writes another text" };
                lock (_lock)
                {
                    Count(mutant, outcome);
                    progress?.Invoke(this);
                }
            }
        });
    }

    /// <summary>How many mutants there are.</summary>
    public static int Count(IEnumerable<Subject> subjects, int every, int first) => Number(subjects, every, first).Sum(b => b.Mutants.Length);

    private sealed record Numbered(Subject Subject, (Mutant, int)[] Mutants);

    private static IEnumerable<Numbered> Number(IEnumerable<Subject> subjects, int every, int first)
    {
        int number = 0;
        foreach (Subject subject in subjects)
        {
            (Mutant, int)[] mutants = [.. Mutation.Of(subject).Select(m => (m, number++)).Where(m => m.Item2 % every == first)];
            if (mutants.Length > 0)
                yield return new Numbered(subject, mutants);
        }
    }

    private void Count(Mutant mutant, Outcome outcome)
    {
        Tried++;
        Compiled += outcome.Compiles ? 1 : 0;
        Differentiated += outcome.Compiles && outcome.IsDifferentiated ? 1 : 0;
        if (outcome.Time > Slowest.Time)
            Slowest = (outcome.Time, mutant);
        if (outcome.Failure is { } failure)
            Casualties.Add(new Casualty(mutant, failure));
    }
}
