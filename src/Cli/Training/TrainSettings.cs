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
    public int Epochs { get; init; } = 100;

    /// <summary>Samples for each update.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>The optimizer's name.</summary>
    public string Optimizer { get; init; } = "adam";

    /// <summary>The learning rate; null for the optimizer's own.</summary>
    public float? LearningRate { get; init; }

    /// <summary>The momentum of SGD and RMSprop.</summary>
    public double? Momentum { get; init; }

    /// <summary>The weight decay; null for the optimizer's own.</summary>
    public float? WeightDecay { get; init; }

    /// <summary>The largest norm of all gradients together.</summary>
    public double? ClipNorm { get; init; }

    /// <summary>The loss; null for the one that fits the task.</summary>
    public string? Loss { get; init; }

    /// <summary>How the learning rate changes, such as <c>cosine</c> or <c>step:30:0.1</c>.</summary>
    public string? Schedule { get; init; }

    /// <summary>Epochs in which the learning rate rises to its full size.</summary>
    public int Warmup { get; init; }

    /// <summary>The share of samples that is kept for validation; 0 for none.</summary>
    public double ValidationShare { get; init; } = 0.2;

    /// <summary>A file or folder of validation data instead.</summary>
    public string? ValidationPath { get; init; }

    /// <summary>After how many epochs without improvement to stop; 0 for never.</summary>
    public int Patience { get; init; } = 10;

    /// <summary>The figure that is watched; null for the validation loss, or the loss without validation.</summary>
    public string? Monitor { get; init; }

    /// <summary>What all random numbers follow from.</summary>
    public ulong Seed { get; init; }

    /// <summary>The number of threads; null for the physical cores.</summary>
    public int? Threads { get; init; }

    /// <summary>The folder for the model, the report and checkpoints; null for one named after the data.</summary>
    public string? Output { get; init; }

    /// <summary>Whether a training that is in the folder is replaced.</summary>
    public bool Overwrite { get; init; }

    /// <summary>A checkpoint every so many steps; null by time.</summary>
    public int? CheckpointSteps { get; init; }

    /// <summary>A checkpoint after so much time; null by steps.</summary>
    public TimeSpan? CheckpointTime { get; init; }

    /// <summary>Whether there are checkpoints.</summary>
    public bool HasCheckpoints { get; init; } = true;

    /// <summary>How many checkpoints are kept.</summary>
    public int Keep { get; init; } = 3;

    /// <summary>The folder for TensorBoard's event files.</summary>
    public string? TensorBoard { get; init; }

    /// <summary>Whether a report is written.</summary>
    public bool HasReport { get; init; } = true;

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
