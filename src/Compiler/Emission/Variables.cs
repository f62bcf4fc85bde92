using System.Threading;
using DiffGen.Compiler.IR;

namespace DiffGen.Compiler.Emission;

/// <summary>A local variable or a scalar parameter of the generated method.</summary>
internal sealed class Variable(Scalar type, bool isParameter)
{
    public Scalar Type => type;

    public bool IsParameter { get; } = isParameter;

    /// <summary>Without <c>@</c>.</summary>
    public string Name { get; set; } = "";

    /// <summary>The innermost block that holds every mention.</summary>
    public Scope? Scope { get; set; }

    public int FirstMention { get; set; }

    /// <summary>Whether the text so far declares it.</summary>
    public bool IsDeclared { get; set; }

    public string Text => Names.Escape(Name);
}

/// <summary>Which variable each value lives in, where it is declared and how it is called.</summary>
internal sealed class Variables
{
    private const int LongestIndex = 8;

    private readonly Layout _layout;
    private readonly Inlining _inlining;
    private readonly Coalescing _classes;
    private readonly Names _names;
    private readonly Func<ArrayVariable, string> _arrayName;
    private readonly CancellationToken _cancellation;
    private readonly Dictionary<int, Variable> _variables = [];
    private readonly Dictionary<(Scope, int), Store> _stores = [];
    private readonly Dictionary<Scope, List<Variable>> _byScope = [];

    public Variables(Layout layout, Inlining inlining, Coalescing classes, Names names, Func<ArrayVariable, string> arrayName,
        CancellationToken cancellation)
    {
        _cancellation = cancellation;
        _layout = layout;
        _inlining = inlining;
        _classes = classes;
        _names = names;
        _arrayName = arrayName;
        foreach (ScalarParameter parameter in layout.Function.Inputs.OfType<ScalarParameter>())
        {
            _variables.Add(classes.Representative(parameter.Value).Id, new Variable(parameter.Value.Type, isParameter: true)
            {
                Name = parameter.Name,
                Scope = layout.Root,
                IsDeclared = true,
            });
        }
        MentionAll(layout.Root);
        foreach (Operand operand in layout.Function.FinalOperands)
            Mention(operand, layout.Root, layout.Root.End);
        Name();
    }

    /// <summary>In the order in which they are first mentioned.</summary>
    public IReadOnlyList<Variable> Locals { get; private set; } = [];

    /// <summary>The locals of a block that are first mentioned in or at one of its statements.</summary>
    public IEnumerable<Variable> FirstMentionedIn(Step step)
    {
        if (!_byScope.TryGetValue(step.Scope, out List<Variable>? locals))
            yield break;
        int low = 0, high = locals.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (locals[middle].FirstMention < step.Start)
                low = middle + 1;
            else
                high = middle;
        }
        for (; low < locals.Count && locals[low].FirstMention <= step.End; low++)
            yield return locals[low];
    }

    public Variable this[Value value] => _variables[_classes.Representative(value).Id];

    private void MentionAll(Scope scope)
    {
        foreach (Step step in scope.Steps.Where(s => !_inlining.IsDead(s)))
        {
            _cancellation.ThrowIfCancellationRequested();
            if (step.Statement is Store { Value: Value stored } store && !_stores.ContainsKey((scope, stored.Id)))
                _stores.Add((scope, stored.Id), store);
            switch (step.Statement)
            {
                case Let let when _inlining.IsFolded(let.Target):
                case Branch folded when _inlining.IsExpression(step) && _inlining.IsFolded(folded.Merges[0].Result):
                    continue;
                case Branch branch when _inlining.IsExpression(step):
                    Mention(branch.Merges[0].Result, scope, step.Start);
                    foreach (Value value in _inlining.Reads(branch))
                        Mention(value, scope, step.Start);
                    continue;
                case Branch branch:
                    Mention(branch.Condition, scope, step.Start);
                    foreach (Merge m in branch.Merges.Where(m => _inlining.IsUsed(m.Result)))
                    {
                        foreach ((Scope block, Operand source) in new[] { (step.Blocks[0], m.Then), (step.Blocks[1], m.Else) })
                        {
                            Mention(source, block, block.End);
                            Mention(m.Result, block, block.End);
                        }
                        Mention(m.Result, scope, step.End);
                    }
                    break;
                case Iteration loop:
                    MentionHeader(loop, step);
                    foreach (Carried c in loop.Carried)
                    {
                        Mention(c.Initial, scope, step.Start);
                        Mention(c.Inside, scope, step.Start);
                        Mention(c.Next, step.Blocks[0], step.Blocks[0].End);
                    }
                    break;
                default:
                    foreach (Value value in Walk.Definitions(step.Statement).Where(v => step.Statement is not OutsideCall || _inlining.IsUsed(v)))
                        Mention(value, scope, step.Start);
                    foreach (Operand operand in Walk.Operands(step.Statement))
                        Mention(operand, scope, step.Start);
                    break;
            }
            foreach (Scope block in step.Blocks)
                MentionAll(block);
        }
    }

    private void MentionHeader(Iteration iteration, Step step)
    {
        if (iteration is Loop loop)
        {
            _variables[loop.Counter.Id] = new Variable(loop.Counter.Type, isParameter: false)
            {
                Scope = step.Blocks[0],
                FirstMention = step.Blocks[0].Start,
                IsDeclared = true,
            };
            foreach (Operand operand in new[] { loop.Start, loop.Limit, loop.Step })
                Mention(operand, step.Scope, step.Start);
        }
        else if (iteration is While { Condition: var condition })
        {
            Mention(condition, step.Scope, step.Start);
        }
    }

    private void Mention(Operand operand, Scope scope, int position)
    {
        foreach (Value value in _inlining.Reads(operand))
        {
            Value representative = _classes.Representative(value);
            if (!_variables.TryGetValue(representative.Id, out Variable? variable))
            {
                _variables.Add(representative.Id, variable = new Variable(representative.Type, isParameter: false)
                {
                    Scope = scope,
                    FirstMention = position,
                });
            }
            variable.FirstMention = Math.Min(variable.FirstMention, position);
            while (!variable.Scope!.Contains(scope))
                variable.Scope = variable.Scope.Parent!;
        }
    }

    // The user's words first, so that no temporary takes one.
    private void Name()
    {
        Definition[] definitions = [.. _layout.Definitions.Where(d => _variables.ContainsKey(_classes.Representative(d.Value).Id))];
        foreach (Definition definition in definitions)
        {
            _cancellation.ThrowIfCancellationRequested();
            string? word = _classes.Members(definition.Value).FirstOrDefault(m => m.Name is not null)?.Name;
            if (word is not null)
                Name(definition.Value, () => word);
        }
        foreach (Definition definition in definitions)
        {
            _cancellation.ThrowIfCancellationRequested();
            Name(definition.Value, () => Describe(definition));
        }
        Locals = [.. definitions.Select(d => this[d.Value]).Distinct().Where(v => !v.IsParameter).OrderBy(v => v.FirstMention)];
        foreach (IGrouping<Scope, Variable> block in Locals.GroupBy(v => v.Scope!))
            _byScope.Add(block.Key, [.. block]);
    }

    private void Name(Value value, Func<string> word)
    {
        Variable variable = this[value];
        if (variable.Name.Length == 0)
            variable.Name = _names.Claim(word(), variable.Scope!);
    }

    private string Describe(Definition definition) => definition.Step?.Statement switch
    {
        Loop loop when loop.Counter.Id == definition.Value.Id => "i",
        Let { Expression: Load load } => Describe(load.Array, load.Indices),
        Let { Expression: Extent extent } => _arrayName(extent.Array) + "Length"
            + (extent.Array.Rank == 1 ? "" : extent.Dimension.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        _ when StoredTo(definition) is { } store => Describe(store.Array, store.Indices),
        _ => "t",
    };

    // A value computed for an element is called like the element.
    private Store? StoredTo(Definition definition) =>
        definition.Step is not null && _stores.TryGetValue((definition.Scope, definition.Value.Id), out Store? store) ? store : null;

    // x[i] is x_i and phi[i, k] is phi_ik.
    private string Describe(ArrayVariable array, EquatableArray<Operand> subscripts)
    {
        string[] indices = [.. subscripts.Select(i => i switch
        {
            Value v when !_inlining.IsFolded(v) && this[v].Name.Length <= LongestIndex => this[v].Name,
            Constant c when c.Text.All(char.IsDigit) => c.Text,
            _ => "",
        })];
        return indices.All(i => i.Length > 0)
            ? (array.Member is null ? _arrayName(array) : array.Name) + "_" + string.Join(indices.All(i => i.Length == 1) ? "" : "_", indices)
            : "t";
    }
}
