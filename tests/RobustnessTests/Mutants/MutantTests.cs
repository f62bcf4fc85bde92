namespace DiffGen.RobustnessTests.Mutants;

/// <summary>A fixed part of the mutants; all of them from the command line.</summary>
public class MutantTests
{
    private const int EverySubject = 8;
    private const int Every = 250;

    [Fact]
    public void SubjectsAreCorrectPrograms() =>
        Assert.All(Subject.All().Take(10), s => Assert.Empty(Project.Errors(Project.Of(s.Text), TestContext.Current.CancellationToken)));

    [Fact]
    public void SurvivesWhateverIsTyped()
    {
        var hunt = new Hunt();
        hunt.Run(Subject.All().Where((_, i) => i % EverySubject == 0), Every, 0, Environment.ProcessorCount);
        Assert.True(hunt.Casualties.Count == 0, string.Join("\n\n", hunt.Casualties.Take(3).Select(c => $"{c.Mutant.Subject.Name}: {c.Mutant.What}\n{c.Failure}\n{c.Mutant.Text}")));
        Assert.True(hunt.Differentiated > hunt.Tried / 50, "too few mutants are programs");
    }
}
