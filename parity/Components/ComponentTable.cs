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

namespace Interop.Parity.Components;

/// <summary>Every component of the engine, in the order of the documentation.</summary>
internal static class ComponentTable
{
    /// <summary>The rows. A public layer, activation, loss, optimizer, initializer, regularizer, constraint or metric that is missing fails a test.</summary>
    public static IReadOnlyList<ComponentRow> Rows { get; } =
    [
        new("Layers", "Fully connected", ["layers/linear-", "initializers/", "training/"], typeof(Dense)),
        new("Layers", "Convolution", ["layers/conv", "training/cnn-", "initializers/conv"], typeof(Convolution), typeof(Conv1D), typeof(Conv2D), typeof(Conv3D)),
        new("Layers", "Depthwise convolution", ["layers/depthwise-conv"], typeof(DepthwiseConvolution), typeof(DepthwiseConv1D), typeof(DepthwiseConv2D)),
        new("Layers", "Separable convolution", ["layers/separable-conv"], typeof(SeparableConvolution), typeof(SeparableConv1D), typeof(SeparableConv2D)),
        new("Layers", "Max pooling", ["layers/max-pool"], typeof(MaxPooling), typeof(MaxPool1D), typeof(MaxPool2D), typeof(MaxPool3D)),
        new("Layers", "Average pooling", ["layers/avg-pool"], typeof(AveragePooling), typeof(AvgPool1D), typeof(AvgPool2D), typeof(AvgPool3D)),
        new(
            "Layers", "Global pooling", ["layers/global-"], typeof(GlobalAveragePooling1D), typeof(GlobalAveragePooling2D), typeof(GlobalAveragePooling3D),
            typeof(GlobalMaxPooling1D), typeof(GlobalMaxPooling2D), typeof(GlobalMaxPooling3D)),
        new("Layers", "Shapes", ["layers/flatten-", "layers/reshape-", "layers/permute-"], typeof(Flatten), typeof(Reshape), typeof(Permute)),
        new("Layers", "Joins", ["layers/add-", "layers/subtract-", "layers/multiply-", "layers/average-", "layers/concatenate-"], typeof(Add), typeof(Subtract), typeof(Multiply), typeof(Average), typeof(Concatenate)),
        new("Layers", "Activation as a layer", ["activations/", "layers/prelu-"], typeof(Activation), typeof(PReLU)),
        new("Layers", "Batch normalization", ["batch-normalization/", "training/mlp-bn", "training/cnn-bn"], typeof(BatchNormalization)),
        new("Layers", "Fixed normalization", ["layers/normalization-"], typeof(Normalization)),
        new("Layers", "Dropout", ["dropout/p", "training/mlp-dropout", "training/mlp-bn-dropout"], typeof(Dropout)),
        new("Layers", "Spatial dropout", ["dropout/channels"], typeof(SpatialDropout1D), typeof(SpatialDropout2D), typeof(SpatialDropout3D)),
        new("Layers", "DropConnect", ["dropout/connect-"], typeof(DropConnect)),
        new("Layers", "Other noise", ["dropout/alpha-"], typeof(AlphaDropout), typeof(GaussianDropout), typeof(GaussianNoise)),
        new("Activations", "Rectifiers", ["activations/relu", "activations/leaky_relu", "activations/elu", "activations/selu"], typeof(ReLU), typeof(ReLU6), typeof(LeakyReLU), typeof(ELU), typeof(SELU)),
        new("Activations", "Saturating", ["activations/sigmoid", "activations/hardsigmoid", "activations/hardtanh", "activations/tanh", "activations/softsign"], typeof(Sigmoid), typeof(HardSigmoid), typeof(HardTanh), typeof(Tanh), typeof(Softsign)),
        new("Activations", "Smooth", ["activations/silu", "activations/hardswish", "activations/gelu", "activations/softplus"], typeof(Swish), typeof(HardSwish), typeof(GELU), typeof(Softplus)),
        new("Activations", "Along an axis", ["activations/softmax", "activations/log_softmax", "losses/cce"], typeof(Softmax), typeof(LogSoftmax)),
        new("Activations", "None", ["activations/identity"], typeof(Identity)),
        new("Losses", "Mean squared error", ["losses/mse"], typeof(MeanSquaredError)),
        new("Losses", "Mean absolute error", ["losses/l1-"], typeof(MeanAbsoluteError)),
        new("Losses", "Huber, smooth L1, log-cosh", ["losses/huber-", "losses/smooth_l1-", "losses/log_cosh-"], typeof(Huber), typeof(LogCosh)),
        new("Losses", "Binary cross-entropy, one label or several", ["losses/bce"], typeof(BinaryCrossentropy)),
        new("Losses", "Categorical cross-entropy", ["losses/cce", "training/"], typeof(CategoricalCrossentropy)),
        new("Losses", "Focal", ["losses/binary_focal-", "losses/categorical_focal-"], typeof(BinaryFocalCrossentropy), typeof(CategoricalFocalCrossentropy)),
        new("Losses", "Negative log-likelihood", ["losses/nll-"], typeof(NegativeLogLikelihood)),
        new("Losses", "Hinge", ["losses/hinge-", "losses/multi_margin-"], typeof(Hinge), typeof(CategoricalHinge)),
        new("Losses", "Divergences and others", ["losses/kl_div-", "losses/poisson-", "losses/cosine-"], typeof(KLDivergence), typeof(Poisson), typeof(CosineSimilarity)),
        new("Optimizers", "Gradient descent, momentum", ["optimizers/sgd", "training/mlp-sgd", "training/mlp-dropout-sgd"], typeof(SGD)),
        new("Optimizers", "AdaGrad", ["optimizers/adagrad"], typeof(Adagrad)),
        new("Optimizers", "RMSProp", ["optimizers/rmsprop"], typeof(RMSprop)),
        new("Optimizers", "Adam", ["optimizers/adam-", "training/mlp-adam", "training/mlp-bn-adam"], typeof(Adam)),
        new("Optimizers", "Adam's kin", ["optimizers/adamw", "optimizers/adamax", "optimizers/nadam", "optimizers/radam"], typeof(AdamW), typeof(Adamax), typeof(NAdam), typeof(RAdam)),
        new("Optimizers", "Adadelta", ["optimizers/adadelta"], typeof(Adadelta)),
        new("Optimizers", "Gradient clipping", [], typeof(ClipByValue), typeof(ClipByNorm), typeof(ClipByGlobalNorm)),
        new(
            "Optimizers", "Learning-rate schedules", [],
            [.. typeof(LearningRateSchedule).Assembly.GetExportedTypes()
                .Where(type => type.Namespace == typeof(LearningRateSchedule).Namespace && type.Name.EndsWith("Schedule", StringComparison.Ordinal) && !type.IsAbstract)
                .OrderBy(type => type.Name, StringComparer.Ordinal)]),
        new("Initializers", "Constant", ["initializers/constant-"], typeof(Constant)),
        new("Initializers", "Random", ["initializers/normal-", "initializers/uniform-", "initializers/truncatednormal-"], typeof(RandomNormal), typeof(RandomUniform), typeof(TruncatedNormal)),
        new("Initializers", "Glorot (Xavier)", ["initializers/xavier"], typeof(GlorotNormal), typeof(GlorotUniform)),
        new("Initializers", "Kaiming (He), PyTorch's layer defaults", ["initializers/linear-", "initializers/conv", "initializers/kaiming"], typeof(KaimingNormal), typeof(KaimingUniform), typeof(FanInUniform)),
        new("Initializers", "LeCun", ["initializers/lecun"], typeof(LecunNormal), typeof(LecunUniform)),
        new("Initializers", "Orthogonal", ["initializers/orthogonal-"], typeof(Orthogonal)),
        new("Regularization", "Penalties", [], typeof(L1), typeof(L2), typeof(L1L2)),
        new("Regularization", "Constraints", [], typeof(MaxNorm), typeof(UnitNorm), typeof(NonNegative)),
        new("Regularization", "Early stopping", [], typeof(EarlyStopping)),
        new(
            "Regularization", "Data augmentation", [], typeof(Compose), typeof(Resize), typeof(RandomCrop), typeof(CenterCrop), typeof(RandomRotation),
            typeof(RandomHorizontalFlip), typeof(RandomVerticalFlip), typeof(RandomShift), typeof(RandomZoom), typeof(RandomNoise), typeof(Cutout),
            typeof(ToTensor), typeof(Normalize)),
        new("Metrics", "Accuracy", [], typeof(Accuracy), typeof(TopKAccuracy)),
        new("Metrics", "Precision, recall, F1", [], typeof(Precision), typeof(Recall), typeof(F1)),
        new("Metrics", "Confusion matrix", [], typeof(ConfusionMatrix)),
        new("Metrics", "Area under the ROC curve", [], typeof(RocAuc)),
        new("Metrics", "Others", [], typeof(LogLoss), typeof(RSquared), typeof(LossMetric)),
        new("Networks and training", "Networks", ["training/"], typeof(Sequential), typeof(Model)),
        new("Networks and training", "Training loops", ["training/"], typeof(TrainingSession), typeof(History)),
        new("Networks and training", "Conventions of a whole network", [], typeof(Conventions)),
        new("Networks and training", "Random numbers", ["random/", "dropout/", "initializers/"], typeof(TorchGenerator)),
        new("Data", "In memory", [], typeof(TensorDataset), typeof(Split), typeof(StratifiedSplit), typeof(Standardizer)),
        new("Data", "MNIST's IDX files", [], typeof(MnistDataset), typeof(MnistStreamingDataset)),
        new("Data", "Streams and batches", [], typeof(StreamingDataset), typeof(DataLoader)),
    ];
}
