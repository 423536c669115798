using Interop.Native.Tensors;

namespace Interop.Native.Networks;

/// <summary>A batch of activations in a plan.</summary>
/// <param name="shape">The shape of one sample, channels first.</param>
/// <param name="layout">How it lies in memory.</param>
/// <param name="block">Where it lies, sized for the largest batch of the plan.</param>
internal sealed class PlanValue(Shape shape, DataLayout layout, PlanBlock block)
{
    private readonly int _sampleSize = shape.Size;

    /// <summary>The shape of one sample, channels first.</summary>
    public Shape Shape { get; } = shape;

    /// <summary>How it lies in memory.</summary>
    public DataLayout Layout { get; } = layout;

    /// <summary>Where it lies.</summary>
    public PlanBlock Block { get; set; } = block;

    /// <summary>The steps that read it.</summary>
    public List<PlanStep> Consumers { get; } = [];

    /// <summary>The step that writes it; null for an input of the network.</summary>
    public PlanStep? Producer { get; set; }

    /// <summary>Whether the network gives it out.</summary>
    public bool IsOutput { get; set; }

    /// <summary>Whether the backward pass needs its gradient.</summary>
    public bool NeedsGradient { get; set; }

    /// <summary>Its gradient, in a plan that trains.</summary>
    public PlanGradient? Gradient { get; set; }

    /// <summary>The current batch's values, or those of the slice of it that is running.</summary>
    /// <param name="plan">The plan it belongs to.</param>
    public Span<float> Span(Plan plan) =>
        Block.Span(plan).Slice(Block.HoldsSlices ? 0 : plan.FirstSample * _sampleSize, plan.BatchSize * _sampleSize);
}
