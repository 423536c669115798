using Interop.Native.Data;
using Interop.Native.Layers;
using Interop.Native.Losses;
using Interop.Native.Networks;
using Interop.Native.Optimizers;
using Interop.Native.Tensors;

namespace Interop.Native.Training;

/// <summary>
/// The loop inside Fit, for training loops of your own: forward, cost, backward and step, on batches up to a size. Steps allocate nothing.
/// </summary>
/// <example>
/// <code>
/// var session = network.StartTraining(batchSize: 32);
/// foreach (var (features, targets) in batches)
/// {
///     var logits = session.Forward(features);
///     var cost = session.Cost(targets);
///     session.Backward();
///     session.Step();
/// }
/// </code>
/// </example>
public sealed partial class TrainingSession : IBatch
{
    private readonly Plan _plan;
    private readonly Loss[] _losses;
    private readonly Loss[] _planLosses;
    private readonly double[] _outputLosses;
    private readonly Shape[] _targetShapes;
    private readonly Tensor[] _targets;
    private readonly Tensor? _sampleWeights;
    private readonly ParameterStep[] _parameters;
    private bool _gradientsAreUsedUp;

    internal TrainingSession(
        Network network,
        IReadOnlyList<Loss> losses,
        OptimizerState state,
        int capacity,
        IReadOnlyList<Shape> targetShapes,
        bool sampleWeights,
        int sampleCount,
        bool inputGradients = false)
    {
        Network = network;
        State = state;
        SampleCount = sampleCount;
        _losses = [.. losses];
        _planLosses = [.. losses];
        _outputLosses = new double[_losses.Length];
        _targetShapes = [.. targetShapes];
        var reads = new bool[_losses.Length];
        for (var i = 0; i < _losses.Length; i++)
        {
            if (LastActivation(network.Graph.Outputs[i]) is { } last && _losses[i].FuseWith(last, network.OutputShapes[i]) is { } fused)
            {
                reads[i] = true;
                _planLosses[i] = fused;
            }

            _losses[i].CheckShapes(network.OutputShapes[i], targetShapes[i]);
        }

        _plan = network.CreatePlan(new PlanOptions(capacity, IsTraining: true, HasBackward: true, reads, inputGradients));
        for (var i = 0; i < _losses.Length; i++)
        {
            // A plan whose outputs have other readers keeps the activation.
            _planLosses[i] = _plan.LossValues[i] == _plan.Outputs[i] ? _losses[i] : _planLosses[i];
        }

        _targets = [.. targetShapes.Select(shape => new Tensor(shape.Prepend(capacity)))];
        _sampleWeights = sampleWeights ? new Tensor([capacity]) : null;
        _parameters = ParameterSteps();
    }

    /// <summary>The network that is trained.</summary>
    public Network Network { get; }

    /// <summary>What the optimizer remembers.</summary>
    public OptimizerState State { get; }

    /// <summary>N, the number of samples in the training set, for regularizers that divide by it.</summary>
    public int SampleCount { get; set; }

    /// <summary>Whether gradients with respect to the inputs are computed.</summary>
    public bool HasInputGradients => _plan.Options.InputGradients;

    /// <summary>The number of samples in the current batch.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It exceeds the size the session was made for.</exception>
    public int BatchSize
    {
        get => _plan.BatchSize;
        set => _plan.BatchSize = value;
    }

    /// <summary>
    /// Whether <see cref="RunBatch"/> leaves all gradients to be read. By default it does not: where nothing else needs the gradient of a large
    /// weight, the weight is updated by it as it comes, and it is never stored. The weights are the same bit for bit.
    /// </summary>
    public bool KeepGradients { get; set; }

    /// <summary>The pass over the samples that the current batch belongs to, counted from 1; 0 where nobody set it.</summary>
    public int Epoch { get; set; }

    /// <inheritdoc/>
    public Span<float> SampleWeights => _sampleWeights is null ? default : _sampleWeights.Span[..BatchSize];

    /// <inheritdoc/>
    public Span<float> Input(int index) => _plan.Inputs[index].Span(_plan);

    /// <inheritdoc/>
    public Span<float> Target(int index) => _targets[index].Span[..(BatchSize * _targetShapes[index].Size)];

    /// <summary>The current batch's outputs, after the last activation.</summary>
    /// <param name="index">Which output.</param>
    public ReadOnlySpan<float> Output(int index = 0) => _plan.Outputs[index].Span(_plan);

    /// <summary>The outputs for a batch, in training mode.</summary>
    /// <param name="inputs">A batch for each input.</param>
    /// <returns>A copy of the first output.</returns>
    /// <exception cref="NetworkException">An input has the wrong shape, no samples or a NaN.</exception>
    public Tensor Forward(params ReadOnlySpan<Tensor> inputs)
    {
        BatchSize = Network.CheckInputs(inputs);
        for (var i = 0; i < inputs.Length; i++)
        {
            inputs[i].Span.CopyTo(Input(i));
        }

        Forward();
        return Tensor.From(Network.OutputShapes[0].Prepend(BatchSize), Output());
    }

    /// <summary>The loss of the current outputs for targets, with penalties; its gradient is kept for <see cref="Backward"/>.</summary>
    /// <param name="targets">Targets for each output.</param>
    /// <exception cref="NetworkException">The targets do not fit the outputs.</exception>
    public double Cost(params ReadOnlySpan<Tensor> targets)
    {
        for (var i = 0; i < targets.Length; i++)
        {
            if (targets[i].Shape != _targetShapes[i].Prepend(BatchSize))
            {
                throw new NetworkException($"The session was made for targets of shape {_targetShapes[i].Prepend(BatchSize)}, got {targets[i].Shape}.");
            }

            targets[i].Span.CopyTo(Target(i));
        }

        return Cost();
    }

    /// <summary>Computes the outputs for the inputs that were written to <see cref="Input"/>.</summary>
    public void Forward() => _plan.Forward();

    /// <summary>The loss for the targets that were written to <see cref="Target"/>, with penalties; its gradient is kept for <see cref="Backward"/>.</summary>
    public double Cost()
    {
        double cost = _plan.ActivityPenalty(SampleCount);
        for (var i = 0; i < _planLosses.Length; i++)
        {
            var value = _plan.LossValues[i];
            var inputs = new LossInputs(BatchSize, value.Span(_plan), value.Shape, Target(i), _targetShapes[i], SampleWeights);
            _outputLosses[i] = _planLosses[i].Evaluate(inputs, value.Gradient!.Span(_plan));
            cost += _outputLosses[i];
        }

        foreach (var step in _parameters)
        {
            cost += step.Parameter.Regularizer?.Penalty(step.Parameter.Storage, SampleCount) ?? 0;
        }

        return cost;
    }

    /// <summary>What one output's loss contributed to the last <see cref="Cost()"/>, without penalties.</summary>
    /// <param name="index">Which output.</param>
    public double OutputLoss(int index = 0) => _outputLosses[index];

    /// <summary>Computes the gradients of all parameters, the penalties' included. Replaces those of the batch before: there is nothing to zero.</summary>
    public void Backward()
    {
        _gradientsAreUsedUp = false;
        _plan.Backward(SampleCount);
        foreach (var step in _parameters)
        {
            step.Parameter.Regularizer?.AddGradient(step.Parameter.Storage, step.Gradient.Span(_plan), SampleCount);
        }
    }

    /// <summary>One whole step on the batch that was written to <see cref="Input"/> and <see cref="Target"/>.</summary>
    /// <returns>The loss before the update.</returns>
    /// <remarks>Where a layer of your own throws on the way back, the layers behind it may have been updated already: go on from weights and optimizer state saved before.</remarks>
    public double RunBatch()
    {
        Forward();
        var cost = Cost();
        BackwardAndStep();
        return cost;
    }

    /// <summary>A copy of a parameter's gradient in its public shape and order, valid after <see cref="Backward"/>.</summary>
    /// <param name="parameter">A trainable parameter of the network.</param>
    /// <exception cref="InvalidOperationException">The gradients were used up by <see cref="RunBatch"/>.</exception>
    public Tensor Gradient(Parameter parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        CheckGradients();
        return parameter.ReadLike(_plan.ParameterGradients[parameter].Span(_plan));
    }

    /// <summary>A copy of the gradient with respect to an input; the session must have been started with input gradients.</summary>
    /// <param name="index">Which input.</param>
    /// <exception cref="InvalidOperationException">The session was started without input gradients.</exception>
    public Tensor InputGradient(int index = 0)
    {
        var value = _plan.Inputs[index];
        var gradient = value.Gradient ?? throw new InvalidOperationException("Start the session with inputGradients: true to get gradients of inputs.");
        return Tensor.From(value.Shape.Prepend(BatchSize), gradient.Span(_plan));
    }

    /// <summary>The current batch as a metric sees it.</summary>
    internal LossInputs MetricInputs(int index = 0) =>
        new(BatchSize, Output(index), Network.OutputShapes[index], Target(index), _targetShapes[index], SampleWeights, _losses[index]);

    private static Activations.ActivationFunction? LastActivation(Node output) =>
        output.Layer is Activation activation ? activation.Function : output.Layer?.OutputActivation;
}
