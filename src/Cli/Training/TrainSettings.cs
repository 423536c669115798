using Interop.Cli.Inputs;
using Interop.Cli.Models;

namespace Interop.Cli.Training;

/// <summary>Everything a training needs to be told.</summary>
internal sealed record TrainSettings
{
    /// <summary>The data.</summary>
    public required DataSettings Data { get; init; }

    /// <summary>The network.</summary>
    public required NetworkSettings Network { get; init; }

    /// <summary>Passes over the data.</summary>
    public required int Epochs { get; init; }

    /// <summary>Samples for each update.</summary>
    public required int BatchSize { get; init; }

    /// <summary>The optimizer's name.</summary>
    public required string Optimizer { get; init; }

    /// <summary>The learning rate; null for the optimizer's own.</summary>
    public required float? LearningRate { get; init; }

    /// <summary>The momentum of SGD and RMSprop.</summary>
    public required double? Momentum { get; init; }

    /// <summary>The weight decay; null for the optimizer's own.</summary>
    public required float? WeightDecay { get; init; }

    /// <summary>The largest norm of all gradients together.</summary>
    public required double? ClipNorm { get; init; }

    /// <summary>The loss; null for the one that fits the task.</summary>
    public required string? Loss { get; init; }

    /// <summary>How the learning rate changes, such as <c>cosine</c> or <c>step:30:0.1</c>.</summary>
    public required string? Schedule { get; init; }

    /// <summary>Epochs in which the learning rate rises to its full size.</summary>
    public required int Warmup { get; init; }

    /// <summary>The share of samples that is kept for validation; 0 for none.</summary>
    public required double ValidationShare { get; init; }

    /// <summary>A file or folder of validation data instead.</summary>
    public required string? ValidationPath { get; init; }

    /// <summary>After how many epochs without improvement to stop; 0 for never.</summary>
    public required int Patience { get; init; }

    /// <summary>The figure that is watched; null for the validation loss, or the loss without validation.</summary>
    public required string? Monitor { get; init; }

    /// <summary>What all random numbers follow from.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The number of threads; null for the physical cores.</summary>
    public required int? Threads { get; init; }

    /// <summary>The folder for the model, the report and checkpoints; null for one named after the data.</summary>
    public required string? Output { get; init; }

    /// <summary>Whether a training that is in the folder is replaced.</summary>
    public required bool Overwrite { get; init; }

    /// <summary>A checkpoint every so many steps; null by time.</summary>
    public required int? CheckpointSteps { get; init; }

    /// <summary>A checkpoint after so much time; null by steps.</summary>
    public required TimeSpan? CheckpointTime { get; init; }

    /// <summary>Whether there are checkpoints.</summary>
    public required bool HasCheckpoints { get; init; }

    /// <summary>How many checkpoints are kept.</summary>
    public required int Keep { get; init; }

    /// <summary>The folder for TensorBoard's event files.</summary>
    public required string? TensorBoard { get; init; }

    /// <summary>Whether a report is written.</summary>
    public required bool HasReport { get; init; }

    /// <summary>The same with paths that started from another folder.</summary>
    /// <param name="folder">That folder.</param>
    public TrainSettings RelativeTo(string folder) => this with
    {
        Data = Data with
        {
            Path = Path.Combine(folder, Data.Path),
            LabelFile = Data.LabelFile is null ? null : Path.Combine(folder, Data.LabelFile),
        },
        Network = Network with { File = Network.File is null ? null : Path.Combine(folder, Network.File) },
        ValidationPath = ValidationPath is null ? null : Path.Combine(folder, ValidationPath),
        TensorBoard = TensorBoard is null ? null : Path.Combine(folder, TensorBoard),
    };
}
