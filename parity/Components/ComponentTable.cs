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
        new("Layers", "Fully connected", typeof(Dense)),
        new("Layers", "Convolution", typeof(Convolution), typeof(Conv1D), typeof(Conv2D), typeof(Conv3D)),
        new("Layers", "Depthwise convolution", typeof(DepthwiseConvolution), typeof(DepthwiseConv1D), typeof(DepthwiseConv2D)),
        new("Layers", "Separable convolution", typeof(SeparableConvolution), typeof(SeparableConv1D), typeof(SeparableConv2D)),
        new("Layers", "Max pooling", typeof(MaxPooling), typeof(MaxPool1D), typeof(MaxPool2D), typeof(MaxPool3D)),
        new("Layers", "Average pooling", typeof(AveragePooling), typeof(AvgPool1D), typeof(AvgPool2D), typeof(AvgPool3D)),
        new(
            "Layers", "Global pooling", typeof(GlobalAveragePooling1D), typeof(GlobalAveragePooling2D), typeof(GlobalAveragePooling3D),
            typeof(GlobalMaxPooling1D), typeof(GlobalMaxPooling2D), typeof(GlobalMaxPooling3D)),
        new("Layers", "Shapes", typeof(Flatten), typeof(Reshape), typeof(Permute)),
        new("Layers", "Joins", typeof(Add), typeof(Subtract), typeof(Multiply), typeof(Average), typeof(Concatenate)),
        new("Layers", "Activation as a layer", typeof(Activation), typeof(PReLU)),
        new("Layers", "Batch normalization", typeof(BatchNormalization)),
        new("Layers", "Fixed normalization", typeof(Normalization)),
        new("Layers", "Dropout", typeof(Dropout)),
        new("Layers", "Spatial dropout", typeof(SpatialDropout1D), typeof(SpatialDropout2D), typeof(SpatialDropout3D)),
        new("Layers", "DropConnect", typeof(DropConnect)),
        new("Layers", "Other noise", typeof(AlphaDropout), typeof(GaussianDropout), typeof(GaussianNoise)),
        new("Activations", "Rectifiers", typeof(ReLU), typeof(ReLU6), typeof(LeakyReLU), typeof(ELU), typeof(SELU)),
        new("Activations", "Saturating", typeof(Sigmoid), typeof(HardSigmoid), typeof(HardTanh), typeof(Tanh), typeof(Softsign)),
        new("Activations", "Smooth", typeof(Swish), typeof(HardSwish), typeof(GELU), typeof(Softplus)),
        new("Activations", "Along an axis", typeof(Softmax), typeof(LogSoftmax)),
        new("Activations", "None", typeof(Identity)),
        new("Losses", "Mean squared error", typeof(MeanSquaredError)),
        new("Losses", "Mean absolute error", typeof(MeanAbsoluteError)),
        new("Losses", "Huber, smooth L1, log-cosh", typeof(Huber), typeof(LogCosh)),
        new("Losses", "Binary cross-entropy, one label or several", typeof(BinaryCrossentropy)),
        new("Losses", "Categorical cross-entropy", typeof(CategoricalCrossentropy)),
        new("Losses", "Focal", typeof(BinaryFocalCrossentropy), typeof(CategoricalFocalCrossentropy)),
        new("Losses", "Negative log-likelihood", typeof(NegativeLogLikelihood)),
        new("Losses", "Hinge", typeof(Hinge), typeof(CategoricalHinge)),
        new("Losses", "Divergences and others", typeof(KLDivergence), typeof(Poisson), typeof(CosineSimilarity)),
        new("Optimizers", "Gradient descent, momentum", typeof(SGD)),
        new("Optimizers", "AdaGrad", typeof(Adagrad)),
        new("Optimizers", "RMSProp", typeof(RMSprop)),
        new("Optimizers", "Adam", typeof(Adam)),
        new("Optimizers", "Adam's kin", typeof(AdamW), typeof(Adamax), typeof(NAdam), typeof(RAdam)),
        new("Optimizers", "Adadelta", typeof(Adadelta)),
        new("Optimizers", "Gradient clipping", typeof(ClipByValue), typeof(ClipByNorm), typeof(ClipByGlobalNorm)),
        new(
            "Optimizers", "Learning-rate schedules", typeof(StepSchedule), typeof(MultiStepSchedule), typeof(ExponentialSchedule), typeof(PolynomialSchedule),
            typeof(CosineSchedule), typeof(LinearWarmup), typeof(OneCycle), typeof(SequentialSchedule), typeof(LambdaSchedule), typeof(ReduceOnPlateau)),
        new("Initializers", "Constant", typeof(Constant)),
        new("Initializers", "Random", typeof(RandomNormal), typeof(RandomUniform), typeof(TruncatedNormal)),
        new("Initializers", "Glorot (Xavier)", typeof(GlorotNormal), typeof(GlorotUniform)),
        new("Initializers", "Kaiming (He), PyTorch's layer defaults", typeof(KaimingNormal), typeof(KaimingUniform), typeof(FanInUniform)),
        new("Initializers", "LeCun", typeof(LecunNormal), typeof(LecunUniform)),
        new("Initializers", "Orthogonal", typeof(Orthogonal)),
        new("Regularization", "Penalties", typeof(L1), typeof(L2), typeof(L1L2)),
        new("Regularization", "Constraints", typeof(MaxNorm), typeof(UnitNorm), typeof(NonNegative)),
        new("Regularization", "Early stopping", typeof(EarlyStopping)),
        new(
            "Regularization", "Data augmentation", typeof(Compose), typeof(Resize), typeof(RandomCrop), typeof(CenterCrop), typeof(RandomRotation),
            typeof(RandomHorizontalFlip), typeof(RandomVerticalFlip), typeof(RandomShift), typeof(RandomZoom), typeof(RandomNoise), typeof(Cutout),
            typeof(ToTensor), typeof(Normalize)),
        new("Metrics", "Accuracy", typeof(Accuracy), typeof(TopKAccuracy)),
        new("Metrics", "Precision, recall, F1", typeof(Precision), typeof(Recall), typeof(F1)),
        new("Metrics", "Confusion matrix", typeof(ConfusionMatrix)),
        new("Metrics", "Area under the ROC curve", typeof(RocAuc)),
        new("Metrics", "Others", typeof(LogLoss), typeof(RSquared), typeof(LossMetric)),
        new("Networks and training", "Networks", typeof(Sequential), typeof(Model)),
        new("Networks and training", "Training loops", typeof(TrainingSession), typeof(History)),
        new("Networks and training", "Conventions of a whole network", typeof(Conventions)),
        new("Networks and training", "Random numbers", typeof(TorchGenerator)),
        new("Data", "In memory", typeof(TensorDataset), typeof(Split), typeof(StratifiedSplit), typeof(Standardizer)),
        new("Data", "MNIST's IDX files", typeof(MnistDataset), typeof(MnistStreamingDataset)),
        new("Data", "Streams and batches", typeof(StreamingDataset), typeof(DataLoader)),
    ];
}
