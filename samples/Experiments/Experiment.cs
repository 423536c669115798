namespace Interop.Samples.Experiments;

/// <summary>A question about training, answered by trying.</summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="Question">What it asks, with the lecture that does.</param>
/// <param name="Run">Tries it, the same way every time.</param>
public sealed record Experiment(string Name, string Question, Func<ExperimentResult> Run)
{
    /// <summary>All experiments.</summary>
    public static IReadOnlyList<Experiment> All { get; } =
    [
        new("dropout", "How far do training and validation lie apart, without dropout and with it? (D0, D4)", DropoutExperiment.Run),
        new("optimizers", "How fast do the optimizers learn the same problem? (D1)", OptimizersExperiment.Run),
        new("batch-normalization", "What does batch normalization do for a deep network of sigmoids? (D1, D2)", BatchNormalizationExperiment.Run),
        new("penalties", "What do the weights look like under an L1 and an L2 penalty? (D0, D3)", PenaltiesExperiment.Run),
        new("boundaries", "How does the penalty on the norm of the weights bend a decision boundary? (D3, D4)", BoundariesExperiment.Run),
        new("training-size", "How does accuracy grow with the number of training samples? (D1, D4)", TrainingSizeExperiment.Run),
    ];
}
