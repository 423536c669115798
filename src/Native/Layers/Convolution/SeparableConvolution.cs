using Interop.Native.Activations;
using Interop.Native.Initializers;
using Interop.Native.Kernels;
using Interop.Native.Regularizers;
using Interop.Native.Tensors;

namespace Interop.Native.Layers;

/// <summary>
/// A depthwise convolution followed by one of kernel 1, which mixes its channels: <c>y = f(b + P ∗ (D ∗ x))</c>, with m depthwise outputs for each
/// input channel and nothing in between. Much less work than a full convolution of the same kernel. The parameters are those of two
/// convolutions in PyTorch, named <c>depthwise</c> and <c>pointwise</c>, the first without bias. Source: D0; Chollet 2017, Xception;
/// Keras' SeparableConv.
/// </summary>
public abstract class SeparableConvolution : WindowLayer
{
    private protected SeparableConvolution(int spatialAxes, SeparableConvolutionOptions options, string? name)
        : base(spatialAxes, options.KernelSize, options.Stride, options.Padding, options.Dilation, ceilMode: false, name)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Filters, "filters");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.DepthMultiplier, "depthMultiplier");
        Filters = options.Filters;
        DepthMultiplier = options.DepthMultiplier;
        OutputActivation = options.Activation;
        UseBias = options.UseBias;
        DepthwiseInitializer = options.DepthwiseInitializer;
        PointwiseInitializer = options.PointwiseInitializer;
        BiasInitializer = options.BiasInitializer;
        DepthwiseRegularizer = options.DepthwiseRegularizer;
        PointwiseRegularizer = options.PointwiseRegularizer;
        BiasRegularizer = options.BiasRegularizer;
        DepthwiseConstraint = options.DepthwiseConstraint;
        PointwiseConstraint = options.PointwiseConstraint;
        BiasConstraint = options.BiasConstraint;
    }

    /// <summary>out, the number of output channels.</summary>
    public int Filters { get; }

    /// <summary>m, the depthwise outputs of each input channel.</summary>
    public int DepthMultiplier { get; }

    /// <summary>Whether b is added, after the pointwise convolution.</summary>
    public bool UseBias { get; }

    /// <inheritdoc/>
    public override ActivationFunction? OutputActivation { get; }

    /// <summary>The first bias; null for those of the network's conventions.</summary>
    public Initializer? BiasInitializer { get; }

    /// <summary>The first depthwise weights; null for those of the network's conventions.</summary>
    public Initializer? DepthwiseInitializer { get; }

    /// <summary>The first pointwise weights; null for those of the network's conventions.</summary>
    public Initializer? PointwiseInitializer { get; }

    internal override bool Fuses(ActivationFunction function) => function is ReLU;

    /// <summary>A penalty on the depthwise weight.</summary>
    public Regularizer? DepthwiseRegularizer { get; init; }

    /// <summary>A penalty on the pointwise weight.</summary>
    public Regularizer? PointwiseRegularizer { get; init; }

    /// <summary>A penalty on b.</summary>
    public Regularizer? BiasRegularizer { get; init; }

    /// <summary>A projection of the depthwise weight after each update.</summary>
    public Constraint? DepthwiseConstraint { get; init; }

    /// <summary>A projection of the pointwise weight after each update.</summary>
    public Constraint? PointwiseConstraint { get; init; }

    /// <summary>A projection of b after each update.</summary>
    public Constraint? BiasConstraint { get; init; }

    /// <summary>D, [in·m, 1, k…]; null before the layer is built.</summary>
    public Parameter? DepthwiseWeight { get; private set; }

    /// <summary>P, [out, in·m, 1…]; null before the layer is built.</summary>
    public Parameter? PointwiseWeight { get; private set; }

    /// <summary>b, [out]; null before the layer is built and without bias.</summary>
    public Parameter? Bias { get; private set; }

    private protected override int OutputChannels(int inputChannels)
    {
        if (inputChannels == 0 || (DepthwiseWeight is not null && DepthwiseWeight.Shape[0] != inputChannels * DepthMultiplier))
        {
            throw Error(
                $"needs {(DepthwiseWeight is null ? "at least one" : DepthwiseWeight.Shape[0] / DepthMultiplier)} input channels, got samples of " +
                $"{inputChannels}; check the data or the layer before it.");
        }

        return Filters;
    }

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var between = inputs[0][0] * DepthMultiplier;
        var order = StorageOrder.ConvolutionWeight(SpatialAxes);
        DepthwiseWeight = AddStored(
            "depthwise.weight", new Shape([between, 1, .. KernelSize.Extents]), order, DepthwiseInitializer ?? Conventions.KernelInitializer,
            DepthwiseRegularizer, DepthwiseConstraint);
        var pointwise = new Shape([Filters, between, .. Enumerable.Repeat(1, SpatialAxes)]);
        PointwiseWeight = AddStored(
            "pointwise.weight", pointwise, order, PointwiseInitializer ?? Conventions.KernelInitializer, PointwiseRegularizer, PointwiseConstraint);
        if (UseBias)
        {
            Bias = AddParameter(
                "pointwise.bias", Filters, BiasInitializer ?? Conventions.BiasInitializer, BiasRegularizer, BiasConstraint, Fans.Of(pointwise));
        }
    }

    /// <inheritdoc/>
    public override Workspace Workspace(IReadOnlyList<Shape> inputs, int batchSize, bool training)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var depthwise = Depthwise(inputs[0]);
        var between = checked(batchSize * depthwise.OutputSpace * depthwise.OutputChannels);
        return new Workspace(Saved: between, Scratch: training ? between : 0);
    }

    /// <inheritdoc/>
    public override void Forward(LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var depthwise = Depthwise(context.InputShape());
        var between = Between(context.Saved, depthwise, context.BatchSize);
        ConvolutionKernel.Forward(
            depthwise, context.BatchSize, context.Input(), DepthwiseWeight!.Storage, default, between, GemmActivation.None, isFast: false, context.Workers);
        ConvolutionKernel.Forward(
            Pointwise(depthwise),
            context.BatchSize * depthwise.OutputSpace,
            between,
            PointwiseWeight!.Storage,
            Bias is null ? default : Bias.Storage,
            context.Output,
            context.FusedActivation,
            isFast: false,
            context.Workers);
    }

    /// <inheritdoc/>
    public override void Backward(LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var depthwise = Depthwise(context.InputShape());
        var pointwise = Pointwise(depthwise);
        var positions = context.BatchSize * depthwise.OutputSpace;
        var between = Between(context.Saved, depthwise, context.BatchSize);
        var betweenGradient = Between(context.Scratch, depthwise, context.BatchSize);
        var outputGradient = context.OutputGradient;
        ConvolutionKernel.WeightGradient(pointwise, positions, between, outputGradient, context.Gradient(PointwiseWeight!), context.Workers);
        if (Bias is not null)
        {
            Reductions.ColumnSums(outputGradient, positions, context.Gradient(Bias), context.Workers);
        }

        ConvolutionKernel.InputGradient(pointwise, positions, outputGradient, PointwiseWeight!.Storage, betweenGradient, context.Workers);
        ConvolutionKernel.WeightGradient(
            depthwise, context.BatchSize, context.Input(), betweenGradient, context.Gradient(DepthwiseWeight!), context.Workers);
        if (context.NeedsInputGradient())
        {
            ConvolutionKernel.InputGradient(
                depthwise, context.BatchSize, betweenGradient, DepthwiseWeight!.Storage, context.InputGradient(), context.Workers);
        }
    }

    private static Span<float> Between(Span<float> memory, in ConvolutionGeometry depthwise, int batchSize) =>
        memory[..(batchSize * depthwise.OutputSpace * depthwise.OutputChannels)];

    private ConvolutionGeometry Depthwise(Shape input) => new(
        AxisFromInside(input, 2), AxisFromInside(input, 1), AxisFromInside(input, 0), input[0], input[0] * DepthMultiplier, input[0]);

    // Each position is a sample of its own.
    private ConvolutionGeometry Pointwise(in ConvolutionGeometry depthwise) =>
        new(WindowAxis.None, WindowAxis.None, WindowAxis.None, depthwise.OutputChannels, Filters, 1);
}
