using Interop.Native.Activations;
using Interop.Native.Initializers;
using Interop.Native.Regularizers;
using Interop.Native.Tensors;

namespace Interop.Native.Layers;

/// <summary>What every <see cref="SeparableConvolution"/> is told, whatever its axes.</summary>
internal sealed record SeparableConvolutionOptions(
    int Filters,
    int DepthMultiplier,
    Shape KernelSize,
    Shape? Stride,
    Padding Padding,
    Shape? Dilation,
    ActivationFunction? Activation,
    bool UseBias,
    Initializer? DepthwiseInitializer,
    Initializer? PointwiseInitializer,
    Initializer? BiasInitializer)
{
    public Regularizer? DepthwiseRegularizer { get; init; }

    public Regularizer? PointwiseRegularizer { get; init; }

    public Regularizer? BiasRegularizer { get; init; }

    public Constraint? DepthwiseConstraint { get; init; }

    public Constraint? PointwiseConstraint { get; init; }

    public Constraint? BiasConstraint { get; init; }
}
