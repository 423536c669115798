using Interop.Native.Activations;
using Interop.Native.Layers;
using Interop.Native.Losses;
using Interop.Native.Networks;

namespace Interop.MLNetExtensions.Scoring;

/// <summary>What the end of a network says about its outputs, and the loss that belongs to it.</summary>
internal static class NetworkEnd
{
    /// <summary>How the outputs of a built network are read for a task.</summary>
    /// <param name="network">The network.</param>
    /// <param name="task">The task.</param>
    public static ScoreReading Read(Network network, LearningTask task) => (task, LastActivation(network)) switch
    {
        (LearningTask.Multiclass, Softmax) => ScoreReading.Values,
        (LearningTask.Multiclass, LogSoftmax) => ScoreReading.ClassLogProbabilities,
        (LearningTask.Multiclass, _) => ScoreReading.ClassLogits,
        (LearningTask.Binary or LearningTask.MultiLabel, Sigmoid) => ScoreReading.LabelProbabilities,
        (LearningTask.Binary or LearningTask.MultiLabel, _) => ScoreReading.LabelLogits,
        _ => ScoreReading.Values,
    };

    /// <summary>The task's loss for outputs that are read in a way.</summary>
    /// <param name="reading">How they are read.</param>
    /// <param name="task">The task.</param>
    public static Loss DefaultLoss(ScoreReading reading, LearningTask task) => reading switch
    {
        ScoreReading.ClassLogits => new CategoricalCrossentropy(fromLogits: true),
        ScoreReading.ClassLogProbabilities => new NegativeLogLikelihood(),
        ScoreReading.LabelLogits => new BinaryCrossentropy(fromLogits: true),
        ScoreReading.LabelProbabilities => new BinaryCrossentropy(),
        _ => task == LearningTask.Multiclass ? new CategoricalCrossentropy() : new MeanSquaredError(),
    };

    /// <summary>The Dense layer that gives a network's outputs as a sum with a bias and nothing behind it; null where there is none.</summary>
    /// <param name="network">The network.</param>
    public static Dense? LastDense(Network network) =>
        network.Graph.Outputs is [{ Layer: Dense { Bias: not null } dense }] && dense.OutputActivation is null or Identity ? dense : null;

    private static ActivationFunction? LastActivation(Network network)
    {
        var node = network.Graph.Outputs[0];
        while (node.Layer is Flatten or Reshape or Dropout or Activation { Function: Identity })
        {
            node = node.Inputs[0];
        }

        return node.Layer is Activation activation ? activation.Function : node.Layer?.OutputActivation;
    }
}
