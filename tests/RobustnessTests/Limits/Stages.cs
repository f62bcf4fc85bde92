using DiffGen.Compiler;
using DiffGen.Compiler.Frontend;
using DiffGen.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DiffGen.RobustnessTests.Limits;

/// <summary>The two halves of the generator, one by one: reading a method, and writing its derivatives.</summary>
internal static class Stages
{
    public static (IMethodSymbol Method, CSharpCompilation Project) Method(string program)
    {
        CSharpCompilation project = Project.Of(program);
        var method = (IMethodSymbol)project.GetTypeByMetadataName("Large")!.GetMembers("F")[0];
        // C# has looked at the method before DiffGen does: what that takes is not counted.
        project.GetDiagnostics();
        return (method, project);
    }

    public static LoweredMethod Lower((IMethodSymbol Method, CSharpCompilation Project) program, CancellationToken cancellation) =>
        MethodFrontend.Lower(program.Method, program.Project, cancellation);

    public static GeneratedFile Compile(MethodModel model, CancellationToken cancellation) => GuardedCompiler.Compile(model, cancellation);

    /// <summary>Runs something on a thread with a stack of that many bytes.</summary>
    public static T OnStack<T>(int bytes, Func<T> run)
    {
        T result = default!;
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                result = run();
            }
            catch (Exception e)
            {
                failure = e;
            }
        }, bytes);
        thread.Start();
        thread.Join();
        return failure is null ? result : throw new InvalidOperationException(failure.Message, failure);
    }
}
