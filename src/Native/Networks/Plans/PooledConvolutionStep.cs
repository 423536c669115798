using Interop.Native.Activations;
using Interop.Native.Kernels;
using Interop.Native.Layers;
using Interop.Native.Tensors;

namespace Interop.Native.Networks;

/// <summary>Runs a convolution with the max pooling behind it, and the rectified linear unit between them, without keeping what lies between.</summary>
internal sealed class PooledConvolutionStep : PlanStep
{
    private readonly Convolution _convolution;
    private readonly GemmActivation _activation;
    private readonly FoldedLayer? _folded;
    private readonly ConvolutionGeometry _geometry;
    private readonly WindowGeometry _window;
    private bool _isInputRectified;

    /// <summary>Takes the place of the steps.</summary>
    /// <param name="convolution">The convolution's step.</param>
    /// <param name="pooling">The pooling.</param>
    /// <param name="output">What the last of the steps writes.</param>
    public PooledConvolutionStep(LayerStep convolution, MaxPooling pooling, PlanValue output)
        : base(convolution.Name, convolution.Inputs, output)
    {
        _convolution = (Convolution)convolution.Layer;
        _activation = convolution.FusedFunction is ReLU ? GemmActivation.ReLU : GemmActivation.None;
        _folded = convolution.Folded;
        _geometry = _convolution.Geometry(convolution.Inputs[0].Shape);
        _window = pooling.Window(convolution.Output.Shape);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters => _convolution.Parameters;

    /// <inheritdoc/>
    public override bool BackwardNeedsInput => true;

    /// <inheritdoc/>
    public override bool BackwardNeedsOutput => false;

    /// <summary>
    /// Takes over the way back through the rectified linear unit that made the input, where nobody else reads it: the input's gradient
    /// takes the derivative along while it is in the cache.
    /// </summary>
    public void TakeOverRectifier()
    {
        var input = Inputs[0];
        if (input is { Producer: FunctionStep { Function: ReLU, ActivityRegularizer: null, RunsBackward: true } rectifier, IsOutput: false, Consumers.Count: 1 }
            && InputGradients[0] is { AddTo: null } gradient && rectifier.InputGradients[0] is { AddTo: null } before && before.Block == gradient.Block)
        {
            _isInputRectified = true;
            rectifier.RunsBackward = false;
        }
    }

    private bool IsChannelsFirst => Output.Layout == DataLayout.ChannelsFirst;

    /// <inheritdoc/>
    public override void Forward(Plan plan)
    {
        _folded?.Refresh();
        ConvolutionKernel.ForwardPooled(
            _geometry,
            _window,
            plan.BatchSize,
            Inputs[0].Span(plan),
            _convolution.Weight!.Storage,
            _convolution.Bias is null ? default : _convolution.Bias.Storage,
            _activation,
            Output.Span(plan),
            IsChannelsFirst,
            Taps(plan),
            plan.Numerics == Numerics.Fast,
            plan.Workers);
    }

    /// <inheritdoc/>
    public override void Backward(Plan plan)
    {
        ConvolutionKernel.BackwardPooled(
            _geometry,
            _window,
            plan.BatchSize,
            Inputs[0].Span(plan),
            _convolution.Weight!.Storage,
            Output.Gradient!.Span(plan),
            IsChannelsFirst,
            Taps(plan),
            ParameterGradients[_convolution.Weight].Span(plan),
            _convolution.Bias is null ? default : ParameterGradients[_convolution.Bias].Span(plan),
            InputGradients[0] is { } gradient ? gradient.Span(plan) : default,
            _isInputRectified,
            plan.Numerics == Numerics.Fast,
            plan.Workers);
        SettleGradients(plan);
    }

    // Which tap each pooled value came from, in a plan that goes back.
    private Span<float> Taps(Plan plan) => Saved is null ? default : Saved.Span(plan)[..(plan.BatchSize * _window.OutputSize)];
}
