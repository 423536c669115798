using Interop.Native.Activations;
using Interop.Native.Initializers;
using Interop.Native.Regularizers;
using Interop.Native.Tensors;

namespace Interop.Native.Layers;

/// <summary>What every <see cref="Convolution"/> is told, whatever its axes and groups.</summary>
internal sealed record ConvolutionOptions(
    Shape KernelSize,
    Shape? Stride,
    Padding Padding,
    Shape? Dilation,
    ActivationFunction? Activation,
    bool UseBias,
    Initializer? KernelInitializer,
    Initializer? BiasInitializer)
{
    public Regularizer? KernelRegularizer { get; init; }

    public Regularizer? BiasRegularizer { get; init; }

    public Constraint? KernelConstraint { get; init; }

    public Constraint? BiasConstraint { get; init; }
}
