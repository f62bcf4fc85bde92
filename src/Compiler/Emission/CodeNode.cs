namespace DiffGen.Compiler.Emission;

/// <summary>A piece of C# text that knows where lines and blocks end, but not how far it is indented.</summary>
internal abstract record CodeNode;

/// <summary>One line. <paramref name="Declares"/> says that it declares a local and so cannot be a body without braces.</summary>
internal sealed record CodeLine(string Text, bool Declares = false) : CodeNode;

/// <summary>A comment above a statement.</summary>
internal sealed record CodeComment(string Text) : CodeNode;

/// <summary>An empty line between paragraphs.</summary>
internal sealed record CodeGap : CodeNode;

/// <summary>A header with its body, and what belongs to it: the <c>else</c> of an <c>if</c>, the <c>finally</c> of a <c>try</c>.</summary>
internal sealed record CodeBlock(string Header, IReadOnlyList<CodeNode> Body, CodeBlock? Continuation = null) : CodeNode
{
    /// <summary>Declarations of types and methods, <c>try</c> and <c>finally</c> have braces around whatever they hold.</summary>
    public bool AlwaysBraces { get; init; }

    /// <summary>Whether the bodies of the whole chain are single simple statements.</summary>
    public bool GoesWithoutBraces => !AlwaysBraces && Body is [CodeLine { Declares: false } line]
        && (Continuation is null || !line.Text.StartsWith("if (", StringComparison.Ordinal))  // or it would take the else for its own
        && Continuation is not { GoesWithoutBraces: false };
}
