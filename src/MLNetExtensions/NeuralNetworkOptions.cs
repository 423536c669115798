using Interop.Native.Activations;
using Interop.Native.Losses;
using Interop.Native.Networks;
using Interop.Native.Optimizers;
using Interop.Native.Tensors;
using Interop.Native.Training;

namespace Interop.MLNetExtensions;

/// <summary>How a neural network is made and trained in a pipeline.</summary>
public sealed class NeuralNetworkOptions
{
    /// <summary>The name of the label column.</summary>
    public string LabelColumnName { get; set; } = "Label";

    /// <summary>The name of the feature column: a vector of Single of known size. Normalize it first, as for ML.NET's linear trainers.</summary>
    public string FeatureColumnName { get; set; } = "Features";

    /// <summary>The name of the column of example weights; null for none.</summary>
    public string? ExampleWeightColumnName { get; set; }

    /// <summary>The sizes of the hidden Dense layers; empty for a linear model. Not used with <see cref="CreateNetwork"/> or <see cref="Network"/>.</summary>
    public IReadOnlyList<int> HiddenSizes { get; set; } = [64];

    /// <summary>The activation of the hidden layers, or a name such as <c>"relu"</c>.</summary>
    public ActivationFunction Activation { get; set; } = new ReLU();

    /// <summary>The share of hidden outputs that training drops, in [0, 1).</summary>
    public float Dropout { get; set; }

    /// <summary>Makes the network of each training; null for hidden layers of <see cref="HiddenSizes"/>.</summary>
    public Func<NetworkShape, Network>? CreateNetwork { get; set; }

    /// <summary>A network to train further: each training starts from a copy of it. Null to begin anew.</summary>
    public Network? Network { get; set; }

    /// <summary>Makes the optimizer of each training; null for Adam with <see cref="LearningRate"/>.</summary>
    public Func<Optimizer>? CreateOptimizer { get; set; }

    /// <summary>η of the default optimizer, Adam.</summary>
    public float LearningRate { get; set; } = 1e-3f;

    /// <summary>The loss; null for the task's: cross-entropy for classes and labels, the mean squared error for numbers.</summary>
    public Loss? Loss { get; set; }

    /// <summary>Passes over the training rows.</summary>
    public int Epochs { get; set; } = 100;

    /// <summary>Rows for each update.</summary>
    public int BatchSize { get; set; } = 32;

    /// <summary>Whether each epoch sees the rows in a new order.</summary>
    public bool Shuffle { get; set; } = true;

    /// <summary>The share of the training rows that is held back to measure each epoch, in [0, 1). Not used when a validation set is given to Fit.</summary>
    public double ValidationFraction { get; set; }

    /// <summary>
    /// How many epochs without a better loss (on the validation rows where there are any) end the training, with the weights of the best epoch;
    /// null to train all epochs.
    /// </summary>
    public int? EarlyStoppingPatience { get; set; }

    /// <summary>A weight for each class, which multiplies the example weights: K for classes, two (no, yes) for binary classification; null for 1.</summary>
    public IReadOnlyList<float>? ClassWeights { get; set; }

    /// <summary>Whether each class weighs N / (K · its number of rows), so that rare classes count as much as frequent ones; scikit-learn's "balanced".</summary>
    public bool BalanceClasses { get; set; }

    /// <summary>
    /// Whether regression trains on (y − μ)/σ, with μ and σ of the training labels, and puts the scale back into the last layer afterwards, so
    /// that the network itself gives y. It needs a last Dense layer with bias and no activation; networks that end otherwise train on y, and so
    /// does a given <see cref="Network"/>.
    /// </summary>
    public bool StandardizeLabels { get; set; } = true;

    /// <summary>The probability above which a binary or multi-label answer is yes, in (0, 1).</summary>
    public float Threshold { get; set; } = 0.5f;

    /// <summary>
    /// The shape of one sample, such as [C, H, W], for a feature column that does not declare it; null takes the column's own dimensions.
    /// </summary>
    public Shape? FeatureShape { get; set; }

    /// <summary>The seed of initial weights, shuffling, dropout and the validation share; null takes one from the MLContext.</summary>
    public int? Seed { get; set; }

    /// <summary>The number of threads; null for the physical cores. Results do not depend on it.</summary>
    public int? Threads { get; set; }

    /// <summary>Whether rows are read once into memory or streamed in each epoch.</summary>
    public DataCaching Caching { get; set; }

    /// <summary>From how many rows the next is drawn when rows are streamed.</summary>
    public int ShuffleBuffer { get; set; } = 4096;

    /// <summary>What happens to training rows with something missing.</summary>
    public MissingRows MissingRows { get; set; }

    /// <summary>Makes further participants of each training, such as learning-rate schedules and logs; null for none.</summary>
    public Func<IReadOnlyList<Callback>>? CreateCallbacks { get; set; }

    /// <summary>Told after each batch and epoch; null for nobody. Lines for each epoch go to MLContext.Log in any case.</summary>
    public IProgress<TrainingProgress>? Progress { get; set; }

    /// <summary>Ends the training after the running batch; Fit then returns the best network so far.</summary>
    public CancellationToken CancellationToken { get; set; }

    /// <summary>A copy, so that changes after a trainer was made do not reach it.</summary>
    internal NeuralNetworkOptions Copy() => (NeuralNetworkOptions)MemberwiseClone();

    /// <summary>Checks every option that can be checked without data.</summary>
    /// <param name="task">What is learnt.</param>
    /// <exception cref="ArgumentException">An option is out of its range; the message names it.</exception>
    internal void Check(LearningTask task)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(LabelColumnName);
        ArgumentException.ThrowIfNullOrWhiteSpace(FeatureColumnName);
        Require(HiddenSizes is not null && HiddenSizes.All(size => size > 0), nameof(HiddenSizes), "sizes of 1 or more", HiddenSizes is null ? "null" : string.Join(", ", HiddenSizes));
        Require(Activation is not null, nameof(Activation), "a function", "null");
        Require(Dropout is >= 0 and < 1, nameof(Dropout), "a share in [0, 1)", Dropout);
        Require(LearningRate > 0 && float.IsFinite(LearningRate), nameof(LearningRate), "a finite number above 0", LearningRate);
        Require(Epochs >= 0, nameof(Epochs), "0 or more", Epochs);
        Require(BatchSize > 0, nameof(BatchSize), "1 or more", BatchSize);
        Require(ValidationFraction is >= 0 and < 1, nameof(ValidationFraction), "a share in [0, 1)", ValidationFraction);
        Require(EarlyStoppingPatience is null or > 0, nameof(EarlyStoppingPatience), "1 or more, or null", EarlyStoppingPatience ?? 0);
        Require(Threshold is > 0 and < 1, nameof(Threshold), "a probability in (0, 1)", Threshold);
        Require(Threads is null or > 0, nameof(Threads), "1 or more, or null", Threads ?? 0);
        Require(ShuffleBuffer > 0, nameof(ShuffleBuffer), "1 or more", ShuffleBuffer);
        Require(CreateNetwork is null || Network is null, nameof(CreateNetwork), $"one of {nameof(CreateNetwork)} and {nameof(Network)}", "both");
        var weighsClasses = ClassWeights is not null || BalanceClasses;
        Require(!weighsClasses || task is LearningTask.Multiclass or LearningTask.Binary, nameof(ClassWeights), "a task with classes", task);
        Require(ClassWeights is null || !BalanceClasses, nameof(BalanceClasses), $"one of {nameof(ClassWeights)} and {nameof(BalanceClasses)}", "both");
        Require(ClassWeights is null || ClassWeights.All(weight => weight >= 0 && float.IsFinite(weight)), nameof(ClassWeights), "finite weights of 0 or more", ClassWeights is null ? "" : string.Join(", ", ClassWeights));
    }

    private static void Require(bool holds, string option, string expected, object got)
    {
        if (!holds)
        {
            throw new ArgumentException(FormattableString.Invariant($"{nameof(NeuralNetworkOptions)}.{option}: expected {expected}, got {got}."), option);
        }
    }
}
