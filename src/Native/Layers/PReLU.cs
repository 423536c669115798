using Interop.Native.Initializers;
using Interop.Native.Kernels;
using Interop.Native.Regularizers;
using Interop.Native.Tensors;

namespace Interop.Native.Layers;

/// <summary>
/// Leaky rectified linear unit with a learnt slope: <c>y = x</c> for x &gt; 0, else <c>a·x</c>; <c>dx = dy</c> or <c>a·dy</c>,
/// <c>da = Σ dy·x</c> over x ≤ 0. One slope for all, or one for each channel of [N, C, …]. Source: He et al. 2015, Delving Deep into Rectifiers;
/// PyTorch's PReLU.
/// </summary>
/// <param name="perChannel">Whether each channel or feature (axis 1) has a slope of its own.</param>
/// <param name="initializer">The first slopes; null for the network's convention: PyTorch's is 0.25, Keras' 0.</param>
/// <param name="name">The layer's name; null for its position.</param>
public sealed class PReLU(bool perChannel = false, Initializer? initializer = null, string? name = null) : Layer(name)
{
    /// <summary>The first slopes; null where the network's conventions decide.</summary>
    public Initializer? Initializer => initializer;

    /// <summary>Whether each channel has a slope of its own.</summary>
    public bool PerChannel => perChannel;

    /// <summary>A penalty on the slopes.</summary>
    public Regularizer? Regularizer { get; init; }

    /// <summary>A projection of the slopes after each update.</summary>
    public Constraint? Constraint { get; init; }

    /// <summary>a, [1] or [C]; null before the layer is built.</summary>
    public Parameter? Weight { get; private set; }

    /// <inheritdoc/>
    public override DataLayout? Layout => null;

    /// <inheritdoc/>
    public override bool BackwardNeedsOutput => false;

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        var input = SingleInput(inputs);
        if (perChannel && (input.Rank == 0 || (Weight is not null && Weight.Count != input[0])))
        {
            throw Error($"has {(Weight is null ? "a slope for each channel" : $"{Weight.Count} slopes")}, got samples of shape {input}.");
        }

        return input;
    }

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        Weight = AddParameter("weight", perChannel ? inputs[0][0] : 1, initializer ?? Conventions.SlopeInitializer, Regularizer, Constraint);
    }

    /// <inheritdoc/>
    public override void Forward(LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        ParametricSlope.Forward(View(context), context.Input(), Weight!.Storage, context.Output);
    }

    /// <inheritdoc/>
    public override void Backward(LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var inputGradient = context.NeedsInputGradient() ? context.InputGradient() : default;
        ParametricSlope.Backward(
            View(context), context.Input(), Weight!.Storage, context.OutputGradient, inputGradient, context.Gradient(Weight));
    }

    private FeatureView View(LayerContext context) =>
        perChannel ? FeatureView.Of(context) : new FeatureView(1, 1, context.Output.Length);
}
