using Interop.Native.Activations;
using Interop.Native.Kernels;
using Interop.Native.Networks;
using Interop.Native.Optimizers;
using Interop.Native.Random;
using Interop.Native.Tensors;

namespace Interop.Native.Layers;

/// <summary>
/// One layer's view of the batch that a plan is running: inputs, output, gradients and workspace, all in the plan's one arena.
/// </summary>
public sealed class LayerContext
{
    private readonly Plan _plan;
    private readonly PlanValue[] _inputs;
    private readonly PlanValue _output;
    private readonly PlanGradient?[] _inputGradients;
    private readonly PlanGradient? _outputGradient;
    private readonly Dictionary<Parameter, PlanGradient> _parameterGradients;
    private readonly PlanBlock? _saved;
    private readonly PlanBlock? _scratch;

    internal LayerContext(
        Plan plan,
        PlanValue[] inputs,
        PlanValue output,
        PlanGradient?[] inputGradients,
        PlanGradient? outputGradient,
        Dictionary<Parameter, PlanGradient> parameterGradients,
        PlanBlock? saved,
        PlanBlock? scratch)
    {
        _plan = plan;
        _inputs = inputs;
        _output = output;
        _inputGradients = inputGradients;
        _outputGradient = outputGradient;
        _parameterGradients = parameterGradients;
        _saved = saved;
        _scratch = scratch;
    }

    /// <summary>The number of samples in this batch.</summary>
    public int BatchSize => _plan.BatchSize;

    /// <summary>Whether this is a training pass: dropout drops, batch normalization uses the batch's statistics.</summary>
    public bool IsTraining => _plan.IsTraining;

    /// <summary>
    /// Whether layers that draw random numbers do so: while training, and in Monte-Carlo prediction, where all else behaves as in use.
    /// </summary>
    public bool IsStochastic => _plan.Options.IsStochastic;

    /// <summary>The number of inputs.</summary>
    public int InputCount => _inputs.Length;

    /// <summary>The memory layout of inputs and output.</summary>
    public DataLayout Layout => _output.Layout;

    /// <summary>The random numbers of this pass.</summary>
    public Generator Generator => _plan.Generator;

    internal WorkerPool Workers => _plan.Workers;

    internal bool IsFast => _plan.Numerics == Numerics.Fast;

    /// <summary>The function that <see cref="Layer.Forward"/> applies to its result, because <see cref="Layer.Fuses"/> said it can; null for none.</summary>
    internal ActivationFunction? FusedFunction { get; init; }

    /// <summary>The fused function as products take it.</summary>
    internal GemmActivation FusedActivation => FusedFunction is ReLU ? GemmActivation.ReLU : GemmActivation.None;

    /// <summary>The shape of one sample of an input, channels first whatever the layout.</summary>
    /// <param name="index">Which input.</param>
    public Shape InputShape(int index = 0) => _inputs[index].Shape;

    /// <summary>The shape of one sample of the output, channels first whatever the layout.</summary>
    public Shape OutputShape => _output.Shape;

    /// <summary>The values of an input, batch first.</summary>
    /// <param name="index">Which input.</param>
    public ReadOnlySpan<float> Input(int index = 0) => _inputs[index].Span(_plan);

    /// <summary>Where the forward pass writes its result, and the backward pass reads it.</summary>
    public Span<float> Output => _output.Span(_plan);

    /// <summary>The gradient of the loss with respect to the output. The layer may overwrite it.</summary>
    /// <exception cref="InvalidOperationException">It is a forward pass, which has no gradients.</exception>
    public Span<float> OutputGradient =>
        (_outputGradient ?? throw new InvalidOperationException("There is no gradient in a forward pass; ask for it in Backward.")).Span(_plan);

    /// <summary>Whether an input's gradient is wanted; the first layer's input needs none.</summary>
    /// <param name="index">Which input.</param>
    public bool NeedsInputGradient(int index = 0) => _inputGradients[index] is not null;

    /// <summary>Where the backward pass writes the gradient of the loss with respect to an input.</summary>
    /// <param name="index">Which input.</param>
    /// <exception cref="InvalidOperationException">That gradient is not wanted; ask <see cref="NeedsInputGradient"/> first.</exception>
    public Span<float> InputGradient(int index = 0) =>
        (_inputGradients[index] ?? throw new InvalidOperationException("This input needs no gradient; ask NeedsInputGradient first.")).Span(_plan);

    /// <summary>Where the backward pass writes the gradient of the loss with respect to a parameter, in the order of <see cref="Parameter.Storage"/>.</summary>
    /// <param name="parameter">A trainable parameter of the layer.</param>
    public Span<float> Gradient(Parameter parameter) => _parameterGradients[parameter].Span(_plan);

    /// <summary>What takes a parameter's gradient as it comes, of a parameter that <see cref="Layer.TakesUpdateOf"/>; null where the gradient is stored.</summary>
    internal WeightUpdate? UpdateOf(Parameter parameter) => _parameterGradients[parameter].Update;

    /// <summary>What the forward pass keeps for the backward pass; as long as <see cref="Workspace.Saved"/> asked.</summary>
    public Span<float> Saved => _saved is null ? default : _saved.Span(_plan);

    /// <summary>Memory for the duration of this call; as long as <see cref="Workspace.Scratch"/> asked.</summary>
    public Span<float> Scratch => _scratch is null ? default : _scratch.Span(_plan);
}
