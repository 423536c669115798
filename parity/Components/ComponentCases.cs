using System.IO.Enumeration;
using Interop.Native.Activations;
using Interop.Native.Data;
using Interop.Native.Data.Transforms;
using Interop.Native.Initializers;
using Interop.Native.Layers;
using Interop.Native.Losses;
using Interop.Native.Metrics;
using Interop.Native.Networks;
using Interop.Native.Optimizers;
using Interop.Native.Random;
using Interop.Native.Regularizers;
using Interop.Native.Training;
using Interop.Native.Training.Schedules;
using Interop.Parity.Cases;

namespace Interop.Parity.Components;

/// <summary>
/// What holds each class to TorchSharp or PyTorch: the parity cases it runs in, by their full names with <c>*</c> for any text; or why there can be
/// none. A class of <see cref="ComponentTable"/> that is not here fails a test.
/// </summary>
internal static class ComponentCases
{
    private const string Keras = "Keras' alone";
    private const string Torchvision = "torchvision's, another package: `tests/oracles/transforms.py`";
    private const string RandomAffine = "a part of torchvision's `RandomAffine`, without its angle's random number: `tests/oracles/transforms.py`";
    private const string OwnTransform = "PyTorch and torchvision have none like it";
    private const string NoNumbers = "computes nothing";

    private static readonly Dictionary<Type, string[]> Patterns = new()
    {
        [typeof(Dense)] = ["layers/linear-*", "initializers/linear-*", "training/*"],
        [typeof(Convolution)] = ["layers/*conv?d-*", "initializers/conv*", "training/*cnn*"],
        [typeof(Conv1D)] = ["layers/conv1d-*", "initializers/conv1d-*"],
        [typeof(Conv2D)] = ["layers/conv2d-*", "initializers/conv2d-*", "training/*cnn*"],
        [typeof(Conv3D)] = ["layers/conv3d-*", "initializers/conv3d-*"],
        [typeof(DepthwiseConvolution)] = ["layers/depthwise-*"],
        [typeof(DepthwiseConv1D)] = ["layers/depthwise-conv1d-*"],
        [typeof(DepthwiseConv2D)] = ["layers/depthwise-conv2d-*"],
        [typeof(SeparableConvolution)] = ["layers/separable-*"],
        [typeof(SeparableConv1D)] = ["layers/separable-conv1d-*"],
        [typeof(SeparableConv2D)] = ["layers/separable-conv2d-*"],
        [typeof(MaxPooling)] = ["layers/max-pool*", "training/*cnn*"],
        [typeof(MaxPool1D)] = ["layers/max-pool1d-*"],
        [typeof(MaxPool2D)] = ["layers/max-pool2d-*", "training/*cnn*"],
        [typeof(MaxPool3D)] = ["layers/max-pool3d-*"],
        [typeof(AveragePooling)] = ["layers/avg-pool*"],
        [typeof(AvgPool1D)] = ["layers/avg-pool1d-*"],
        [typeof(AvgPool2D)] = ["layers/avg-pool2d-*"],
        [typeof(AvgPool3D)] = ["layers/avg-pool3d-*"],
        [typeof(GlobalAveragePooling1D)] = ["layers/global-avg-pool1d*"],
        [typeof(GlobalAveragePooling2D)] = ["layers/global-avg-pool2d*"],
        [typeof(GlobalAveragePooling3D)] = ["layers/global-avg-pool3d*"],
        [typeof(GlobalMaxPooling1D)] = ["layers/global-max-pool1d*"],
        [typeof(GlobalMaxPooling2D)] = ["layers/global-max-pool2d*"],
        [typeof(GlobalMaxPooling3D)] = ["layers/global-max-pool3d*"],
        [typeof(Flatten)] = ["layers/flatten-*", "training/*cnn*"],
        [typeof(Reshape)] = ["layers/reshape-*"],
        [typeof(Permute)] = ["layers/permute-*"],
        [typeof(Add)] = ["layers/add-*"],
        [typeof(Subtract)] = ["layers/subtract-*"],
        [typeof(Multiply)] = ["layers/multiply-*"],
        [typeof(Average)] = ["layers/average-*"],
        [typeof(Concatenate)] = ["layers/concatenate-*"],
        [typeof(Activation)] = ["activations/*"],
        [typeof(PReLU)] = ["layers/prelu-*"],
        [typeof(BatchNormalization)] = ["batch-normalization/*", "training/*-bn-*"],
        [typeof(Normalization)] = ["layers/normalization-*"],
        [typeof(Dropout)] = ["dropout/p*", "dropout/standard-*", "training/*dropout*"],
        [typeof(SpatialDropout1D)] = ["dropout/channels1d-*"],
        [typeof(SpatialDropout2D)] = ["dropout/channels2d-*"],
        [typeof(SpatialDropout3D)] = ["dropout/channels3d-*"],
        [typeof(DropConnect)] = ["dropout/connect-*"],
        [typeof(AlphaDropout)] = ["dropout/alpha-*"],
        [typeof(ReLU)] = ["activations/relu-*", "training/*"],
        [typeof(ReLU6)] = ["activations/relu6-*"],
        [typeof(LeakyReLU)] = ["activations/leaky_relu*"],
        [typeof(ELU)] = ["activations/elu*"],
        [typeof(SELU)] = ["activations/selu-*"],
        [typeof(Sigmoid)] = ["activations/sigmoid-*"],
        [typeof(HardSigmoid)] = ["activations/hardsigmoid-*"],
        [typeof(HardTanh)] = ["activations/hardtanh*"],
        [typeof(Tanh)] = ["activations/tanh-*"],
        [typeof(Softsign)] = ["activations/softsign-*"],
        [typeof(Swish)] = ["activations/silu-*"],
        [typeof(HardSwish)] = ["activations/hardswish-*"],
        [typeof(GELU)] = ["activations/gelu*"],
        [typeof(Softplus)] = ["activations/softplus*"],
        [typeof(Softmax)] = ["activations/softmax*"],
        [typeof(LogSoftmax)] = ["activations/log_softmax*"],
        [typeof(Identity)] = ["activations/identity-*"],
        [typeof(MeanSquaredError)] = ["losses/mse-*"],
        [typeof(MeanAbsoluteError)] = ["losses/l1-*"],
        [typeof(Huber)] = ["losses/huber-*", "losses/smooth_l1-*"],
        [typeof(LogCosh)] = ["losses/log_cosh-*"],
        [typeof(BinaryCrossentropy)] = ["losses/bce-*"],
        [typeof(CategoricalCrossentropy)] = ["losses/cce-*", "training/*"],
        [typeof(BinaryFocalCrossentropy)] = ["losses/binary_focal-*"],
        [typeof(CategoricalFocalCrossentropy)] = ["losses/categorical_focal-*"],
        [typeof(NegativeLogLikelihood)] = ["losses/nll-*"],
        [typeof(Hinge)] = ["losses/hinge-*"],
        [typeof(CategoricalHinge)] = ["losses/multi_margin-*"],
        [typeof(KLDivergence)] = ["losses/kl_div-*"],
        [typeof(Poisson)] = ["losses/poisson-*"],
        [typeof(CosineSimilarity)] = ["losses/cosine-*"],
        [typeof(SGD)] = ["optimizers/sgd-*", "training/*sgd*"],
        [typeof(Adagrad)] = ["optimizers/adagrad-*"],
        [typeof(RMSprop)] = ["optimizers/rmsprop-*"],
        [typeof(Adam)] = ["optimizers/adam-*", "training/*adam*"],
        [typeof(AdamW)] = ["optimizers/adamw-*"],
        [typeof(Adamax)] = ["optimizers/adamax-*"],
        [typeof(NAdam)] = ["optimizers/nadam-*"],
        [typeof(RAdam)] = ["optimizers/radam-*"],
        [typeof(Adadelta)] = ["optimizers/adadelta-*"],
        [typeof(ClipByValue)] = ["clipping/value-*"],
        [typeof(ClipByNorm)] = ["clipping/norm-*"],
        [typeof(ClipByGlobalNorm)] = ["clipping/globalnorm-*"],
        [typeof(StepSchedule)] = ["schedules/step-*"],
        [typeof(MultiStepSchedule)] = ["schedules/multistep-*"],
        [typeof(ExponentialSchedule)] = ["schedules/exponential-*"],
        [typeof(PolynomialSchedule)] = ["schedules/polynomial-*"],
        [typeof(CosineSchedule)] = ["schedules/cosineannealing-*", "schedules/sequential-*"],
        [typeof(LinearWarmup)] = ["schedules/linear-*", "schedules/sequential-*"],
        [typeof(OneCycle)] = ["schedules/onecycle-*"],
        [typeof(SequentialSchedule)] = ["schedules/sequential-*"],
        [typeof(LambdaSchedule)] = ["schedules/lambda-*"],
        [typeof(ReduceOnPlateau)] = ["schedules/reduceonplateau-*"],
        [typeof(Constant)] = ["initializers/constant-*"],
        [typeof(RandomNormal)] = ["initializers/normal-*"],
        [typeof(RandomUniform)] = ["initializers/uniform-*"],
        [typeof(TruncatedNormal)] = ["initializers/truncatednormal-*"],
        [typeof(GlorotNormal)] = ["initializers/xaviernormal-*"],
        [typeof(GlorotUniform)] = ["initializers/xavieruniform-*"],
        [typeof(KaimingNormal)] = ["initializers/kaimingnormal-*"],
        [typeof(KaimingUniform)] = ["initializers/kaiminguniform-*", "initializers/linear-*", "initializers/conv*", "training/*"],
        [typeof(FanInUniform)] = ["initializers/linear-*", "initializers/conv*", "training/*"],
        [typeof(LecunNormal)] = ["initializers/lecunnormal-*"],
        [typeof(LecunUniform)] = ["initializers/lecununiform-*"],
        [typeof(Orthogonal)] = ["initializers/orthogonal-*"],
        [typeof(L1)] = ["regularization/l1-*"],
        [typeof(L2)] = ["regularization/l2-*"],
        [typeof(L1L2)] = ["regularization/l1l2-*"],
        [typeof(MaxNorm)] = ["regularization/maxnorm-*"],
        [typeof(UnitNorm)] = ["regularization/unitnorm-*"],
        [typeof(NonNegative)] = ["regularization/nonnegative-*"],
        [typeof(Accuracy)] = ["metrics/accuracy-*", "metrics/exactmatch-*"],
        [typeof(TopKAccuracy)] = ["metrics/topk-*"],
        [typeof(Precision)] = ["metrics/precision-*"],
        [typeof(Recall)] = ["metrics/recall-*"],
        [typeof(F1)] = ["metrics/f1-*"],
        [typeof(ConfusionMatrix)] = ["metrics/confusion-*"],
        [typeof(RocAuc)] = ["metrics/auc-*"],
        [typeof(LogLoss)] = ["metrics/logloss-*"],
        [typeof(RSquared)] = ["metrics/rsquared-*"],
        [typeof(Sequential)] = ["networks/*", "training/*"],
        [typeof(Model)] = ["networks/residual", "layers/add-*", "layers/subtract-*", "layers/multiply-*", "layers/average-*", "layers/concatenate-*"],
        [typeof(TrainingSession)] = ["training/*"],
        [typeof(TorchGenerator)] = ["random/*", "dropout/*", "initializers/*"],
    };

    private static readonly Dictionary<Type, string> Reasons = new()
    {
        [typeof(GaussianDropout)] = Keras,
        [typeof(GaussianNoise)] = Keras,
        [typeof(EarlyStopping)] = Keras,
        [typeof(Compose)] = Torchvision,
        [typeof(Resize)] = Torchvision,
        [typeof(RandomCrop)] = Torchvision,
        [typeof(CenterCrop)] = Torchvision,
        [typeof(RandomRotation)] = Torchvision,
        [typeof(RandomHorizontalFlip)] = Torchvision,
        [typeof(RandomVerticalFlip)] = Torchvision,
        [typeof(ToTensor)] = Torchvision,
        [typeof(Normalize)] = Torchvision,
        [typeof(RandomShift)] = RandomAffine,
        [typeof(RandomZoom)] = RandomAffine,
        [typeof(RandomNoise)] = OwnTransform,
        [typeof(Cutout)] = OwnTransform,
        [typeof(LossMetric)] = "the losses' own cases",
        [typeof(History)] = NoNumbers,
        [typeof(Conventions)] = "chooses among options that have cases of their own",
        [typeof(TensorDataset)] = NoNumbers,
        [typeof(Split)] = NoNumbers,
        [typeof(StratifiedSplit)] = NoNumbers,
        [typeof(Standardizer)] = "scikit-learn's",
        [typeof(MnistDataset)] = NoNumbers,
        [typeof(MnistStreamingDataset)] = NoNumbers,
        [typeof(StreamingDataset)] = NoNumbers,
        [typeof(DataLoader)] = "PyTorch's order of samples: `tests/oracles/data_order.py`",
    };

    /// <summary>The parity cases that a class runs in.</summary>
    /// <param name="type">The class.</param>
    public static IEnumerable<ParityCase> Of(Type type) => Patterns.TryGetValue(type, out var patterns)
        ? CaseCatalog.All.Where(parityCase => patterns.Any(pattern => Matches(pattern, parityCase)))
        : [];

    /// <summary>Why there can be no case of a class; null where there are some, or nobody said.</summary>
    /// <param name="type">The class.</param>
    public static string? WhyNone(Type type) => Reasons.GetValueOrDefault(type);

    /// <summary>Classes and patterns that match no case, and classes that are said to have cases and to have none.</summary>
    public static IEnumerable<string> Faults() =>
        Patterns.SelectMany(entry => entry.Value.Where(pattern => !CaseCatalog.All.Any(parityCase => Matches(pattern, parityCase))).Select(pattern => $"{entry.Key.Name}: no case matches {pattern}"))
            .Concat(Patterns.Keys.Where(Reasons.ContainsKey).Select(type => $"{type.Name} has cases and a reason to have none"));

    private static bool Matches(string pattern, ParityCase parityCase) =>
        FileSystemName.MatchesSimpleExpression(pattern, parityCase.FullName, ignoreCase: false);
}
