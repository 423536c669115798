using Interop.Native.Activations;
using Interop.Native.Kernels;
using Interop.Native.Layers;

namespace Interop.Native.Networks;

/// <summary>
/// Runs a convolution with the global average pooling behind it, and the rectified linear unit between them, without keeping what lies between; in
/// plans that do not go back.
/// </summary>
internal sealed class AveragedConvolutionStep : PlanStep
{
    private readonly Convolution _convolution;
    private readonly GemmActivation _activation;
    private readonly FoldedLayer? _folded;
    private readonly ConvolutionGeometry _geometry;

    /// <summary>Takes the place of the steps.</summary>
    /// <param name="convolution">The convolution's step.</param>
    /// <param name="output">What the pooling writes.</param>
    public AveragedConvolutionStep(LayerStep convolution, PlanValue output)
        : base(convolution.Name, convolution.Inputs, output)
    {
        _convolution = (Convolution)convolution.Layer;
        _activation = convolution.FusedFunction is ReLU ? GemmActivation.ReLU : GemmActivation.None;
        _folded = convolution.Folded;
        _geometry = _convolution.Geometry(convolution.Inputs[0].Shape);
    }

    /// <summary>The positions of the convolution's output.</summary>
    public int Positions => _geometry.OutputSpace;

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters => _convolution.Parameters;

    /// <inheritdoc/>
    public override bool BackwardNeedsInput => false;

    /// <inheritdoc/>
    public override bool BackwardNeedsOutput => false;

    /// <inheritdoc/>
    public override void Forward(Plan plan)
    {
        _folded?.Refresh();
        ConvolutionKernel.ForwardAveraged(
            _geometry,
            plan.BatchSize,
            Inputs[0].Span(plan),
            _convolution.Weight!.Storage,
            _convolution.Bias is null ? default : _convolution.Bias.Storage,
            _activation,
            Output.Span(plan),
            plan.Workers);
    }

    /// <inheritdoc/>
    public override void Backward(Plan plan) => throw new InvalidOperationException("A plan that goes back keeps what lies between a convolution and its mean.");
}
