namespace Interop.Native.Networks;

/// <summary>The same numbers under another shape or name: Flatten, Reshape, and dropout at inference. Costs nothing forward.</summary>
/// <param name="name">The name of the node.</param>
/// <param name="input">The value it reads.</param>
/// <param name="output">The value it gives, in the input's block.</param>
internal sealed class AliasStep(string name, PlanValue input, PlanValue output) : PlanStep(name, [input], output)
{
    /// <inheritdoc/>
    public override bool BackwardNeedsInput => false;

    /// <inheritdoc/>
    public override bool BackwardNeedsOutput => false;

    /// <inheritdoc/>
    public override void Forward(Plan plan)
    {
    }

    /// <inheritdoc/>
    public override void Backward(Plan plan)
    {
        var target = InputGradients[0]!;
        if (target.Block != Output.Gradient!.Block)
        {
            Output.Gradient.Span(plan).CopyTo(target.Span(plan));
            SettleInputGradients(plan);
        }
    }
}
