using Interop.Native.Initializers;
using Interop.Native.Kernels;
using Interop.Native.Tensors;

namespace Interop.Native.Layers;

/// <summary>
/// Batch normalization. Training: <c>μ = 1/m Σ x</c>, <c>σ² = 1/m Σ (x−μ)²</c> over the batch (and space), <c>x̂ = (x−μ)/√(σ²+ε)</c>,
/// <c>y = γ x̂ + β</c>; the running statistics move by <c>r = (1−momentum)·r + momentum·s</c>, with the unbiased variance
/// <c>σ²·m/(m−1)</c> as PyTorch has it. Inference: the running statistics take the place of the batch's. One γ, β, μ, σ for each feature
/// of [N, F] or channel of [N, C, spatial…]. Source: D0–D3; Ioffe and Szegedy 2015; PyTorch's BatchNorm1d, 2d, 3d.
/// </summary>
public sealed class BatchNormalization : Layer
{
    private Parameter? _weight;
    private Parameter? _bias;
    private Parameter? _runningMean;
    private Parameter? _runningVariance;
    private Parameter? _batchesTracked;

    /// <summary>Makes a batch normalization layer.</summary>
    /// <param name="momentum">The weight of the newest batch in the running statistics (PyTorch's meaning), in [0, 1].</param>
    /// <param name="epsilon">ε, added to the variance; 0 or more.</param>
    /// <param name="name">The layer's name; null for its position.</param>
    /// <exception cref="ArgumentOutOfRangeException">Momentum lies outside [0, 1] or ε is negative.</exception>
    public BatchNormalization(double momentum = 0.1, double epsilon = 1e-5, string? name = null)
        : base(name)
    {
        if (!(momentum is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(momentum), momentum, "Momentum is the weight of the newest batch, in [0, 1].");
        }

        if (!(epsilon >= 0))
        {
            throw new ArgumentOutOfRangeException(nameof(epsilon), epsilon, "ε is added to a variance and must be 0 or more.");
        }

        Momentum = momentum;
        Epsilon = epsilon;
    }

    /// <summary>The weight of the newest batch in the running statistics.</summary>
    public double Momentum { get; }

    /// <summary>ε, added to the variance.</summary>
    public double Epsilon { get; }

    /// <summary>γ; null before the layer is built.</summary>
    public Parameter? Weight => _weight;

    /// <summary>β; null before the layer is built.</summary>
    public Parameter? Bias => _bias;

    /// <summary>The running mean; null before the layer is built.</summary>
    public Parameter? RunningMean => _runningMean;

    /// <summary>The running variance; null before the layer is built.</summary>
    public Parameter? RunningVariance => _runningVariance;

    /// <inheritdoc/>
    public override DataLayout? Layout => null;

    /// <inheritdoc/>
    public override bool BackwardNeedsOutput => false;

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        var input = SingleInput(inputs);
        if (input.Rank == 0)
        {
            throw Error("takes samples with an axis of features or channels, got scalars.");
        }

        if (_weight is not null && _weight.Count != input[0])
        {
            throw Error($"normalises {_weight.Count} features, got samples of shape {input}.");
        }

        return input;
    }

    /// <inheritdoc/>
    public override Workspace Workspace(IReadOnlyList<Shape> inputs, int batchSize, bool training)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return new Workspace(Saved: 2 * inputs[0][0]);
    }

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        Shape features = inputs[0][0];
        _weight = AddParameter("weight", features, Constant.Ones);
        _bias = AddParameter("bias", features, Constant.Zeros);
        _runningMean = AddBuffer("running_mean", features, Constant.Zeros);
        _runningVariance = AddBuffer("running_var", features, Constant.Ones);
        _batchesTracked = AddBuffer("num_batches_tracked", [], Constant.Zeros);
    }

    /// <inheritdoc/>
    public override void Forward(LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var features = FeatureView.Of(context);
        var mean = context.Saved[..features.Count];
        var inverseDeviation = context.Saved[features.Count..];
        if (context.IsTraining)
        {
            if (features.PerFeature < 2)
            {
                throw Error(
                    $"needs more than one value for each feature while training, got a batch of 1 sample of shape {context.InputShape()}; " +
                    "use a larger batch, or drop the last short one.");
            }

            BatchNormalizationKernel.Statistics(features, context.Input(), mean, inverseDeviation);
            MoveRunningStatistics(mean, inverseDeviation, features.PerFeature);
            BatchNormalizationKernel.InvertDeviation(inverseDeviation, Epsilon, inverseDeviation);
        }
        else
        {
            _runningMean!.Storage.CopyTo(mean);
            BatchNormalizationKernel.InvertDeviation(_runningVariance!.Storage, Epsilon, inverseDeviation);
        }

        BatchNormalizationKernel.Normalize(
            features, context.Input(), mean, inverseDeviation, _weight!.Storage, _bias!.Storage, context.Output);
    }

    /// <inheritdoc/>
    public override void Backward(LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var features = FeatureView.Of(context);
        BatchNormalizationKernel.Backward(
            features,
            context.IsTraining,
            context.Input(),
            context.Saved[..features.Count],
            context.Saved[features.Count..],
            _weight!.Storage,
            context.OutputGradient,
            context.Gradient(_weight),
            context.Gradient(_bias!),
            context.NeedsInputGradient() ? context.InputGradient() : default);
    }

    private void MoveRunningStatistics(ReadOnlySpan<float> mean, ReadOnlySpan<float> biasedVariance, int count)
    {
        var momentum = (float)Momentum;
        var unbias = (float)count / (count - 1);
        var runningMean = _runningMean!.Storage;
        var runningVariance = _runningVariance!.Storage;
        for (var feature = 0; feature < mean.Length; feature++)
        {
            runningMean[feature] = (momentum * mean[feature]) + ((1 - momentum) * runningMean[feature]);
            runningVariance[feature] = (momentum * (biasedVariance[feature] * unbias)) + ((1 - momentum) * runningVariance[feature]);
        }

        _batchesTracked!.Storage[0]++;
    }
}
