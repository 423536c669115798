using Interop.Native.Kernels;
using Interop.Native.Tensors;

namespace Interop.Native.Networks;

/// <summary>Reorders a batch between channels-first and channels-last.</summary>
/// <param name="name">The name of the node that needs it.</param>
/// <param name="input">The value it reads.</param>
/// <param name="output">The value it writes, in the other layout.</param>
internal sealed class LayoutStep(string name, PlanValue input, PlanValue output) : PlanStep(name, [input], output)
{
    /// <inheritdoc/>
    public override bool BackwardNeedsInput => false;

    /// <inheritdoc/>
    public override bool BackwardNeedsOutput => false;

    /// <inheritdoc/>
    public override void Forward(Plan plan) => Reorder(plan, Inputs[0].Span(plan), Output.Span(plan), Output.Layout);

    /// <inheritdoc/>
    public override void Backward(Plan plan)
    {
        Reorder(plan, Output.Gradient!.Span(plan), InputGradients[0]!.Span(plan), Inputs[0].Layout);
        SettleInputGradients(plan);
    }

    // Channels-last is the transpose of [C, space] to [space, C] within each sample, and back.
    private void Reorder(Plan plan, ReadOnlySpan<float> source, Span<float> target, DataLayout to)
    {
        var channels = Output.Shape[0];
        var space = Output.Shape.SizeBetween(1, Output.Shape.Rank);
        var (rows, columns) = to == DataLayout.ChannelsLast ? (channels, space) : (space, channels);
        BatchTranspose.Run(plan.BatchSize, rows, columns, source, target, plan.Workers);
    }
}
