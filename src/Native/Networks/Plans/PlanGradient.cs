using Interop.Native.Kernels;
using Interop.Native.Optimizers;

namespace Interop.Native.Networks;

/// <summary>
/// Where a step writes a gradient. A value read by several steps, and a parameter used by several, receive a contribution from each:
/// the first is written in place, the others into a block of their own that is then added.
/// </summary>
/// <param name="block">Where to write.</param>
/// <param name="sampleSize">Floats for each sample, or null where the length does not depend on the batch.</param>
/// <param name="addTo">Where to add what was written; null where it stays.</param>
internal sealed class PlanGradient(PlanBlock block, int? sampleSize, PlanGradient? addTo = null)
{
    /// <summary>Where to write.</summary>
    public PlanBlock Block { get; } = block;

    /// <summary>Floats for each sample, or null where the length does not depend on the batch.</summary>
    public int? SampleSize { get; } = sampleSize;

    /// <summary>Where the contribution is added once written.</summary>
    public PlanGradient? AddTo { get; } = addTo;

    /// <summary>Whether it is a parameter's and comes from one step that can give it to an <see cref="Update"/>.</summary>
    public bool CanUpdate { get; set; }

    /// <summary>What takes the gradient as it comes, so that it is never stored; null where it is.</summary>
    public WeightUpdate? Update { get; set; }

    /// <summary>The current batch's gradient.</summary>
    /// <param name="plan">The plan it belongs to.</param>
    public Span<float> Span(Plan plan)
    {
        var span = Block.Span(plan);
        return SampleSize is { } size ? span[..(plan.BatchSize * size)] : span;
    }

    /// <summary>Adds the contribution to the whole, where it is one of several.</summary>
    /// <param name="plan">The plan it belongs to.</param>
    public void Settle(Plan plan)
    {
        if (AddTo is not null)
        {
            var whole = AddTo.Span(plan);
            Elementwise.Map(whole, Span(plan), whole, default(AddOperation), plan.Workers);
        }
    }
}
