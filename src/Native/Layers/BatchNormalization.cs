using Interop.Native.Initializers;
using Interop.Native.Kernels;
using Interop.Native.Regularizers;
using Interop.Native.Tensors;

namespace Interop.Native.Layers;

/// <summary>
/// Batch normalization. Training: <c>μ = 1/m Σ x</c>, <c>σ² = 1/m Σ (x−μ)²</c> over the batch (and space), <c>x̂ = (x−μ)/√(σ²+ε)</c>,
/// <c>y = γ x̂ + β</c>, with the gradient through μ and σ; running statistics follow by the <see cref="BatchNormalizationConvention"/>.
/// Inference: the running statistics take the place of the batch's. One γ, β, μ, σ for each feature of [N, F] or channel of
/// [N, C, spatial…]. Source: D0–D3; Ioffe and Szegedy 2015; PyTorch's BatchNorm1d, 2d, 3d; Keras' BatchNormalization.
/// </summary>
/// <remarks>
/// The bias of a layer right before it is redundant, since β takes its place (D1): use <c>useBias: false</c> there. At inference the plan folds the
/// layer into a Dense or convolution before it.
/// </remarks>
public sealed partial class BatchNormalization : Layer
{
    private readonly double? _momentum;
    private readonly double? _epsilon;
    private BatchNormalizationConvention? _convention;

    /// <summary>Makes a batch normalization layer.</summary>
    /// <param name="momentum">
    /// In [0, 1]. PyTorch's convention: the weight of the newest batch; Keras' and the lecture's: the weight of the past. Null for the
    /// convention's own.
    /// </param>
    /// <param name="epsilon">ε, added to the variance; 0 or more; null for the convention's own.</param>
    /// <param name="axis">
    /// The axis of features in the batch's public shape, each entry of which is normalised by itself: 1, the channels, by default; -1 the
    /// last, which is the same for [N, F]. (Keras' -1 for images is its last axis, the channels; here images are [N, C, H, W].)
    /// </param>
    /// <param name="center">Whether there is a β.</param>
    /// <param name="scale">Whether there is a γ.</param>
    /// <param name="betaInitializer">The first β; null for zeros.</param>
    /// <param name="gammaInitializer">The first γ; null for ones.</param>
    /// <param name="movingMeanInitializer">The first running mean; null for zeros.</param>
    /// <param name="movingVarianceInitializer">The first running variance (the lecture's: deviation); null for ones.</param>
    /// <param name="betaRegularizer">A penalty on β.</param>
    /// <param name="gammaRegularizer">A penalty on γ.</param>
    /// <param name="betaConstraint">A projection of β after each update.</param>
    /// <param name="gammaConstraint">A projection of γ after each update.</param>
    /// <param name="trackRunningStatistics">Whether there are running statistics; without, inference uses its own batch's, as PyTorch does.</param>
    /// <param name="cumulativeAverage">
    /// Whether the running statistics are the plain mean over all batches so far: PyTorch's <c>momentum=None</c>.
    /// </param>
    /// <param name="convention">How running statistics are kept; null for the network's convention.</param>
    /// <param name="name">The layer's name; null for its position.</param>
    /// <exception cref="ArgumentOutOfRangeException">Momentum lies outside [0, 1], ε is negative, or the axis is the batch's.</exception>
    public BatchNormalization(
        double? momentum = null,
        double? epsilon = null,
        int axis = 1,
        bool center = true,
        bool scale = true,
        Initializer? betaInitializer = null,
        Initializer? gammaInitializer = null,
        Initializer? movingMeanInitializer = null,
        Initializer? movingVarianceInitializer = null,
        Regularizer? betaRegularizer = null,
        Regularizer? gammaRegularizer = null,
        Constraint? betaConstraint = null,
        Constraint? gammaConstraint = null,
        bool trackRunningStatistics = true,
        bool cumulativeAverage = false,
        BatchNormalizationConvention? convention = null,
        string? name = null)
        : base(name)
    {
        if (!(momentum is null or (>= 0 and <= 1)))
        {
            throw new ArgumentOutOfRangeException(nameof(momentum), momentum, "Momentum weighs the past against the newest batch, in [0, 1].");
        }

        if (!(epsilon is null or >= 0))
        {
            throw new ArgumentOutOfRangeException(nameof(epsilon), epsilon, "ε is added to a variance and must be 0 or more.");
        }

        if (axis == 0)
        {
            throw new ArgumentOutOfRangeException(nameof(axis), axis, "Axis 0 is the batch, over which the statistics are taken; name the axis of features.");
        }

        _momentum = momentum;
        _epsilon = epsilon;
        _convention = convention;
        BetaInitializer = betaInitializer;
        GammaInitializer = gammaInitializer;
        MovingMeanInitializer = movingMeanInitializer;
        MovingVarianceInitializer = movingVarianceInitializer;
        Axis = axis;
        Center = center;
        Scale = scale;
        BetaRegularizer = betaRegularizer;
        GammaRegularizer = gammaRegularizer;
        BetaConstraint = betaConstraint;
        GammaConstraint = gammaConstraint;
        TrackRunningStatistics = trackRunningStatistics;
        CumulativeAverage = cumulativeAverage;
    }

    /// <summary>How running statistics are kept: as given, else the network's once it has built the layer, else PyTorch's.</summary>
    public BatchNormalizationConvention Convention => _convention ?? BatchNormalizationConvention.PyTorch;

    /// <summary>The weight of the newest batch (PyTorch's convention) or of the past (Keras' and the lecture's).</summary>
    public double Momentum => _momentum ?? (Convention == BatchNormalizationConvention.PyTorch ? 0.1 : 0.99);

    /// <summary>ε, added to the variance.</summary>
    public double Epsilon => _epsilon ?? (Convention == BatchNormalizationConvention.PyTorch ? 1e-5 : 1e-3);

    /// <summary>The axis of features in the batch's public shape.</summary>
    public int Axis { get; }

    /// <summary>Whether there is a β.</summary>
    public bool Center { get; }

    /// <summary>Whether there is a γ.</summary>
    public bool Scale { get; }

    /// <summary>The first β; null for zeros.</summary>
    public Initializer? BetaInitializer { get; }

    /// <summary>The first γ; null for ones.</summary>
    public Initializer? GammaInitializer { get; }

    /// <summary>The first running mean; null for zeros.</summary>
    public Initializer? MovingMeanInitializer { get; }

    /// <summary>The first running variance; null for ones.</summary>
    public Initializer? MovingVarianceInitializer { get; }

    /// <summary>A penalty on β.</summary>
    public Regularizer? BetaRegularizer { get; }

    /// <summary>A penalty on γ.</summary>
    public Regularizer? GammaRegularizer { get; }

    /// <summary>A projection of β after each update.</summary>
    public Constraint? BetaConstraint { get; }

    /// <summary>A projection of γ after each update.</summary>
    public Constraint? GammaConstraint { get; }

    /// <summary>Whether there are running statistics.</summary>
    public bool TrackRunningStatistics { get; }

    /// <summary>Whether the running statistics are the plain mean over all batches so far.</summary>
    public bool CumulativeAverage { get; }

    /// <summary>γ; null before the layer is built and without scale.</summary>
    public Parameter? Weight { get; private set; }

    /// <summary>β; null before the layer is built and without center.</summary>
    public Parameter? Bias { get; private set; }

    /// <summary>The running mean; null before the layer is built and where none is kept.</summary>
    public Parameter? RunningMean { get; private set; }

    /// <summary>
    /// The running variance, or by the lecture's convention the running deviation <c>running_std</c>; null before the layer is built and
    /// where none is kept.
    /// </summary>
    public Parameter? RunningVariance { get; private set; }

    /// <summary>The number of batches seen in training; null before the layer is built and where none is kept.</summary>
    public Parameter? BatchesTracked { get; private set; }

    /// <inheritdoc/>
    public override DataLayout? Layout => null;

    /// <inheritdoc/>
    public override bool BackwardNeedsOutput => false;

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        var input = SingleInput(inputs);
        var axis = SampleAxis(input);
        if (axis < 0 || axis >= input.Rank)
        {
            throw Error($"normalises along axis {Axis}, but batches of samples {input} have the axes 1 to {input.Rank} behind the batch's own.");
        }

        if (IsBuilt && _features != input[axis])
        {
            throw Error($"was built for {_features} features along axis {Axis}, got samples of shape {input}; check the data or the layer before it.");
        }

        return input;
    }

    internal override bool RunsInSlices => TrackRunningStatistics;

    /// <inheritdoc/>
    public override Workspace Workspace(IReadOnlyList<Shape> inputs, int batchSize, bool training)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var features = inputs[0][SampleAxis(inputs[0])];
        return new Workspace(Saved: SavedStatistics.Rows * features, Scratch: 2 * features);
    }

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        _convention ??= Conventions.BatchNormalization;
        _features = inputs[0][SampleAxis(inputs[0])];
        if (Scale)
        {
            Weight = AddParameter("weight", _features, GammaInitializer ?? Constant.Ones, GammaRegularizer, GammaConstraint);
        }

        if (Center)
        {
            Bias = AddParameter("bias", _features, BetaInitializer ?? Constant.Zeros, BetaRegularizer, BetaConstraint);
        }

        if (TrackRunningStatistics)
        {
            var spread = Convention == BatchNormalizationConvention.Lecture ? "running_std" : "running_var";
            RunningMean = AddBuffer("running_mean", _features, MovingMeanInitializer ?? Constant.Zeros);
            RunningVariance = AddBuffer(spread, _features, MovingVarianceInitializer ?? Constant.Ones);
            BatchesTracked = AddBuffer("num_batches_tracked", [], Constant.Zeros);
        }
    }

    /// <summary>The axis of features in one sample.</summary>
    internal int SampleAxis(Shape sample) => Axis < 0 ? Axis + sample.Rank : Axis - 1;
}
