using Interop.Native.Activations;
using Interop.Native.Initializers;
using Interop.Native.Kernels;
using Interop.Native.Regularizers;
using Interop.Native.Tensors;

namespace Interop.Native.Layers;

/// <summary>
/// What all convolutions share: <c>y[n, o, p] = f(b[o] + Σ꜀ Σₖ x[n, c, p·stride − padding + k·dilation] · W[o, c, k])</c>, c over the inputs of
/// o's group, k over the kernel; x [N, in, spatial…], W [out, in/groups, k…], b [out], y [N, out, spatial…]. As in PyTorch and Keras the kernel
/// is not turned around: it is the cross-correlation. Source: D0.
/// </summary>
public abstract class Convolution : WindowLayer
{
    private protected Convolution(int spatialAxes, ConvolutionOptions options, string? name)
        : base(spatialAxes, options.KernelSize, options.Stride, options.Padding, options.Dilation, ceilMode: false, name)
    {
        OutputActivation = options.Activation;
        UseBias = options.UseBias;
        KernelInitializer = options.KernelInitializer;
        BiasInitializer = options.BiasInitializer;
        KernelRegularizer = options.KernelRegularizer;
        BiasRegularizer = options.BiasRegularizer;
        KernelConstraint = options.KernelConstraint;
        BiasConstraint = options.BiasConstraint;
    }

    /// <summary>Whether b is added.</summary>
    public bool UseBias { get; }

    /// <inheritdoc/>
    public override ActivationFunction? OutputActivation { get; }

    /// <summary>The first weights; null for those of the network's conventions.</summary>
    public Initializer? KernelInitializer { get; }

    /// <summary>The first bias; null for those of the network's conventions.</summary>
    public Initializer? BiasInitializer { get; }

    internal override bool Fuses(ActivationFunction function) => function is ReLU;

    internal override WeightedSum? AsWeightedSum() => Weight is null ? null : new(Weight, Bias, OutputsAreLast: false, WithParameters);

    /// <summary>A penalty on W.</summary>
    public Regularizer? KernelRegularizer { get; init; }

    /// <summary>A penalty on b.</summary>
    public Regularizer? BiasRegularizer { get; init; }

    /// <summary>A projection of W after each update.</summary>
    public Constraint? KernelConstraint { get; init; }

    /// <summary>A projection of b after each update.</summary>
    public Constraint? BiasConstraint { get; init; }

    /// <summary>W, [out, in/groups, k…]; null before the layer is built.</summary>
    public Parameter? Weight { get; private set; }

    /// <summary>b, [out]; null before the layer is built and without bias.</summary>
    public Parameter? Bias { get; private set; }

    /// <summary>The groups of channels of a convolution over so many input channels.</summary>
    private protected abstract int GroupsOf(int inputChannels);

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var channels = inputs[0][0];
        var shape = new Shape([OutputChannels(channels), channels / GroupsOf(channels), .. KernelSize.Extents]);
        Weight = AddStored(
            "weight", shape, StorageOrder.ConvolutionWeight(SpatialAxes), KernelInitializer ?? Conventions.KernelInitializer, KernelRegularizer, KernelConstraint);
        if (UseBias)
        {
            Bias = AddParameter("bias", shape[0], BiasInitializer ?? Conventions.BiasInitializer, BiasRegularizer, BiasConstraint, Fans.Of(shape));
        }
    }

    /// <inheritdoc/>
    public override void Forward(LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        ConvolutionKernel.Forward(
            Geometry(context.InputShape()),
            context.BatchSize,
            context.Input(),
            Weight!.Storage,
            Bias is null ? default : Bias.Storage,
            context.Output,
            context.FusedActivation,
            context.IsFast,
            context.Workers);
    }

    /// <inheritdoc/>
    public override void Backward(LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var geometry = Geometry(context.InputShape());
        var outputGradient = context.OutputGradient;
        ConvolutionKernel.Gradients(
            geometry,
            context.BatchSize,
            context.Input(),
            outputGradient,
            Weight!.Storage,
            context.Gradient(Weight),
            context.NeedsInputGradient() ? context.InputGradient() : default,
            context.IsFast,
            context.Workers);
        if (Bias is not null)
        {
            Reductions.ColumnSums(outputGradient, outputGradient.Length / Bias.Count, context.Gradient(Bias), context.Workers);
        }
    }

    /// <summary>Fails where the weight that exists is for another number of channels.</summary>
    private protected void CheckBuiltFor(int inputChannels)
    {
        if (Weight is not null && Weight.Shape[1] * GroupsOf(inputChannels) != inputChannels)
        {
            throw Error($"was built with a weight of shape {Weight.Shape}, got samples of {inputChannels} channels; check the data or the layer before it.");
        }
    }

    internal ConvolutionGeometry Geometry(Shape input) => new(
        AxisFromInside(input, 2), AxisFromInside(input, 1), AxisFromInside(input, 0), input[0], OutputChannels(input[0]), GroupsOf(input[0]));

    private Convolution WithParameters(Parameter weight, Parameter bias)
    {
        var twin = (Convolution)MemberwiseClone();
        twin.Weight = weight;
        twin.Bias = bias;
        return twin;
    }
}
