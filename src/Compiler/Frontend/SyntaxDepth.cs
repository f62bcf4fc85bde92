using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DiffGen.Compiler.Frontend;

/// <summary>How deep code is nested. Asked before anything recurses over it: a stack that has overflowed cannot be caught.</summary>
internal static class SyntaxDepth
{
    public const int Limit = 500;

    /// <remarks><c>a + b + c + …</c> leans to the left and counts as one level: it is walked, not recursed into.</remarks>
    public static bool IsTooDeep(SyntaxNode root, CancellationToken cancellation)
    {
        var pending = new Stack<(SyntaxNode Node, int Depth)>();
        pending.Push((root, 0));
        while (pending.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            (SyntaxNode node, int depth) = pending.Pop();
            if (depth > Limit)
                return true;
            foreach (SyntaxNode child in node.ChildNodes())
                pending.Push((child, node is BinaryExpressionSyntax b && b.Left == child && child is BinaryExpressionSyntax ? depth : depth + 1));
        }
        return false;
    }
}
