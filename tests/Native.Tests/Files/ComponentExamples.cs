using Interop.Native.Activations;
using Interop.Native.Initializers;
using Interop.Native.Layers;
using Interop.Native.Losses;
using Interop.Native.Metrics;
using Interop.Native.Optimizers;
using Interop.Native.Regularizers;
using Interop.Native.Tensors;
using Interop.Native.Training.Schedules;

namespace Interop.Native.Tests.Files;

/// <summary>
/// One component of each class, every option set to something else than its default, for the test that every component of a file goes through.
/// A class that is not listed here fails a test.
/// </summary>
internal static class ComponentExamples
{
    private static readonly Initializer Kernel = new KaimingNormal(0.1, FanMode.Out, tail: NormalTail.Truncated);
    private static readonly Initializer Bias = new Constant(0.125f);
    private static readonly Regularizer Penalty = new L1L2(0.01, 0.02, PenaltyScale.Half, SignAtZero.PlusOne);
    private static readonly Constraint Projection = new MaxNorm(3.5, [0]);
    private static readonly ActivationFunction Function = new LeakyReLU(0.3f);

    public static IReadOnlyList<ActivationFunction> Activations { get; } =
    [
        new ELU(0.7f), new GELU(true), new HardSigmoid(HardSigmoidForm.Keras2), new HardSwish(), new HardTanh(-0.5f, 2f), new Identity(), new LeakyReLU(0.2f), new LogSoftmax(1),
        new ReLU(), new ReLU6(), new SELU(), new Sigmoid(), new Softmax(1), new Softplus(2f, float.PositiveInfinity), new Softsign(), new Swish(), new Tanh(),
    ];

    public static IReadOnlyList<Initializer> Initializers { get; } =
    [
        new Constant(0.1f), new FanInUniform(), new GlorotNormal(2, NormalTail.Truncated, GlorotConvention.Lecture), new GlorotUniform(1.5),
        new KaimingNormal(0.2, FanMode.Out, 1.25, NormalTail.Truncated), new KaimingUniform(0.2, FanMode.Out, 1.25), new LecunNormal(NormalTail.Truncated),
        new LecunUniform(), new Orthogonal(0.5), new RandomNormal(0.3, 0.1), new RandomUniform(-0.5f, 0.25f), new TruncatedNormal(0.3, 0.1, -1, 1.5),
    ];

    public static IReadOnlyList<Regularizer> Regularizers { get; } =
    [
        new L1(0.1, PenaltyScale.PerSample, SignAtZero.PlusOne), new L1L2(0.1, 0.2, PenaltyScale.Half, SignAtZero.PlusOne), new L2(0.3, PenaltyScale.HalfPerSample),
    ];

    public static IReadOnlyList<Constraint> Constraints { get; } = [new MaxNorm(3, [0, 1]), new NonNegative(), new UnitNorm([1])];

    public static IReadOnlyList<Loss> Losses { get; } =
    [
        new BinaryCrossentropy(true)
        {
            LogBase = 10, LabelSmoothing = 0.1f, PositiveWeight = Tensor.From(2f), OutputWeights = Tensor.From(1f, 0.3f), ClipProbabilities = 0.01f,
            Reduction = Reduction.Sum,
        },
        new BinaryFocalCrossentropy(true, 1.5f) { Alpha = 0.25f, Reduction = Reduction.Sum },
        new CategoricalCrossentropy(true)
        {
            LogBase = 10, LabelSmoothing = 0.1f, NormalizeProbabilities = true, ClipProbabilities = 0.01f, ClassWeights = Tensor.From(1f, 2f),
            IgnoreIndex = -1, ClassAxis = -1, Reduction = Reduction.WeightedMean,
        },
        new CategoricalFocalCrossentropy(true, 1.5f) { ClassWeights = Tensor.From(1f, 2f), IgnoreIndex = -1, ClassAxis = -1, Reduction = Reduction.Sum },
        new CategoricalHinge(true, 0.5f) { Rivals = HingeRivals.Strongest, ClassWeights = Tensor.From(1f, 2f), IgnoreIndex = -1, ClassAxis = -1, Reduction = Reduction.Sum },
        new CosineSimilarity { Reduction = Reduction.Sum },
        new Hinge(true, 0.5f) { Reduction = Reduction.Sum },
        new Huber(0.5f, true) { Reduction = Reduction.Sum },
        new KLDivergence(true, true) { ClipProbabilities = 0.01f, Reduction = Reduction.BatchMean },
        new LogCosh { Reduction = Reduction.Sum },
        new MeanAbsoluteError { Reduction = Reduction.Sum },
        new MeanSquaredError { Factor = 0.5f, Reduction = Reduction.BatchMean },
        new NegativeLogLikelihood { ClassWeights = Tensor.From(1f, 2f), IgnoreIndex = -1, ClassAxis = -1, Reduction = Reduction.Sum },
        new Poisson(false) { Epsilon = 1e-5f, Reduction = Reduction.Sum },
    ];

    public static IReadOnlyList<Metric> Metrics { get; } =
    [
        new Accuracy(0.25) { ExactMatch = true, Kind = PredictionKind.Labels, IgnoreIndex = -1 },
        new ConfusionMatrix { Kind = PredictionKind.Labels, Threshold = 0.25, IgnoreIndex = -1 },
        new F1(Averaging.Weighted) { ZeroDivision = 1, CountsAbsentClasses = true, Kind = PredictionKind.Classes, Threshold = 0.25, IgnoreIndex = -1 },
        new LogLoss(1e-5f) { Kind = PredictionKind.Classes, IgnoreIndex = -1 },
        new LossMetric(new Huber(0.5f), "own"),
        new Precision(Averaging.Macro) { ZeroDivision = 1, CountsAbsentClasses = true, Kind = PredictionKind.Classes, Threshold = 0.25, IgnoreIndex = -1 },
        new RSquared(),
        new Recall(Averaging.Micro) { ZeroDivision = 1, CountsAbsentClasses = true, Kind = PredictionKind.Classes, Threshold = 0.25, IgnoreIndex = -1 },
        new RocAuc(Averaging.Macro) { Kind = PredictionKind.Classes, Threshold = 0.25, IgnoreIndex = -1 },
        new TopKAccuracy(2) { Ties = TopKTies.RightClass, Kind = PredictionKind.Classes, Threshold = 0.25, IgnoreIndex = -1 },
    ];

    public static IReadOnlyList<Optimizer> Optimizers { get; } =
    [
        new Adadelta(0.5f, 0.8, 1e-5, 0.1f), new Adagrad(0.5f, 0.1, 0.2f, 0.3, 1e-5, EpsilonPlacement.InsideRoot),
        new Adam(0.5f, 0.8, 0.99, 1e-5, 0.1f, true, EpsilonPlacement.InsideRoot, BiasCorrection.Constant),
        new AdamW(0.5f, 0.8, 0.99, 1e-5, 0.1f, true, EpsilonPlacement.BeforeBiasCorrection), new Adamax(0.5f, 0.8, 0.99, 1e-5, 0.1f, AdamaxEpsilon.WithDivisor),
        new NAdam(0.5f, 0.8, 0.99, 1e-5, 0.1f, 0.2), new RAdam(0.5f, 0.8, 0.99, 1e-5, 0.1f),
        new RMSprop(0.5f, 0.8, 1e-5, 0.1f, 0.3, true, EpsilonPlacement.InsideRoot, MomentumConvention.Keras), new SGD(0.5f, 0.8, 0, 0.1f, true, MomentumConvention.Keras),
    ];

    public static IReadOnlyList<GradientClipping> Clippings { get; } = [new ClipByGlobalNorm(2, double.PositiveInfinity), new ClipByNorm(3), new ClipByValue(0.5f)];

    public static IReadOnlyList<LearningRateSchedule> Schedules { get; } =
    [
        new CosineSchedule(7, 0.01, ScheduleInterval.Step), new ExponentialSchedule(0.9, ScheduleInterval.Step), new LinearWarmup(7, 0.1, 0.9, ScheduleInterval.Epoch),
        new MultiStepSchedule([3, 5], 0.3, ScheduleInterval.Step), new OneCycle(0.1, 50, 0.4, Annealing.Linear, false, 0.8, 0.9, 20, 1e3, true),
        new PolynomialSchedule(7, 2, ScheduleInterval.Step), new SequentialSchedule([new LinearWarmup(3, interval: ScheduleInterval.Step), new CosineSchedule(4, 0, ScheduleInterval.Step)], [3]),
        new StepSchedule(3, 0.3, ScheduleInterval.Step),
    ];

    public static IReadOnlyList<Layer> Layers { get; } =
    [
        new Activation(Function) { ActivityRegularizer = Penalty },
        new Add(), new AlphaDropout(0.3), new Average(),
        new AvgPool1D(3, 2, Padding.Of(1), true, false, 5), new AvgPool2D([3, 2], [2, 1], "same", true, false, 5), new AvgPool3D(3, 2, 1, true, false, 5),
        new BatchNormalization(
            0.3, 0.01, -1, true, true, Bias, Kernel, new RandomNormal(), new Constant(2), Penalty, Penalty, Projection, Projection, true, true,
            BatchNormalizationConvention.Keras) { ActivityRegularizer = Penalty },
        new Concatenate(-1),
        new Conv1D(4, 3, 2, "causal", 2, 2, Function, true, Kernel, Bias)
            { KernelRegularizer = Penalty, BiasRegularizer = Penalty, KernelConstraint = Projection, BiasConstraint = Projection },
        new Conv2D(4, [3, 2], [2, 1], Padding.Of(new Shape(1, 0), new Shape(2, 1)), 2, 2, Function, true, Kernel, Bias)
            { KernelRegularizer = Penalty, BiasRegularizer = Penalty, KernelConstraint = Projection, BiasConstraint = Projection },
        new Conv3D(4, 3, 2, "same", 2, 2, Function, true, Kernel, Bias)
            { KernelRegularizer = Penalty, BiasRegularizer = Penalty, KernelConstraint = Projection, BiasConstraint = Projection },
        new Dense(4, Function, true, Kernel, Bias)
            { InputFeatures = 6, KernelRegularizer = Penalty, BiasRegularizer = Penalty, KernelConstraint = Projection, BiasConstraint = Projection },
        new DepthwiseConv1D(3, 2, 1, 2, 2, Function, true, Kernel, Bias)
            { KernelRegularizer = Penalty, BiasRegularizer = Penalty, KernelConstraint = Projection, BiasConstraint = Projection },
        new DepthwiseConv2D(3, 2, 1, 2, 2, Function, true, Kernel, Bias)
            { KernelRegularizer = Penalty, BiasRegularizer = Penalty, KernelConstraint = Projection, BiasConstraint = Projection },
        new DropConnect(4, 0.3, Function, true, DropoutForm.Standard, Kernel, Bias) { KernelRegularizer = Penalty, KernelConstraint = Projection },
        new Dropout(0.3, DropoutForm.Standard), new Flatten(), new GaussianDropout(0.3), new GaussianNoise(0.3),
        new GlobalAveragePooling1D(), new GlobalAveragePooling2D(), new GlobalAveragePooling3D(),
        new GlobalMaxPooling1D(), new GlobalMaxPooling2D(), new GlobalMaxPooling3D(),
        new MaxPool1D(3, 2, 1, 2, true), new MaxPool2D([3, 2], [2, 1], "same", 2, true), new MaxPool3D(3, 2, 1, 2, true),
        new Multiply(), new Normalization([1, 2], [0.5f, 0.25f], -1), new PReLU(true, Bias) { Regularizer = Penalty, Constraint = Projection }, new Permute(2, 1), new Reshape(4, -1),
        new SeparableConv1D(4, 3, 2, "same", 2, 2, Function, true, Kernel, Kernel, Bias)
        {
            DepthwiseRegularizer = Penalty, PointwiseRegularizer = Penalty, BiasRegularizer = Penalty,
            DepthwiseConstraint = Projection, PointwiseConstraint = Projection, BiasConstraint = Projection,
        },
        new SeparableConv2D(4, 3, 2, "same", 2, 2, Function, true, Kernel, Kernel, Bias)
        {
            DepthwiseRegularizer = Penalty, PointwiseRegularizer = Penalty, BiasRegularizer = Penalty,
            DepthwiseConstraint = Projection, PointwiseConstraint = Projection, BiasConstraint = Projection,
        },
        new SpatialDropout1D(0.3, DropoutForm.Standard), new SpatialDropout2D(0.3, DropoutForm.Standard), new SpatialDropout3D(0.3, DropoutForm.Standard),
        new Subtract(),
    ];

    /// <summary>All examples, each with the table that writes it.</summary>
    public static IEnumerable<object> All => new IEnumerable<object>[]
        { Activations, Initializers, Regularizers, Constraints, Losses, Metrics, Optimizers, Clippings, Schedules, Layers }.SelectMany(list => list);
}
