using Interop.Native.Data;

namespace Interop.Cli.Inputs;

/// <summary>Data to train on and to validate with.</summary>
/// <param name="Train">What is trained on, augmented where that was asked for.</param>
/// <param name="Validation">What decides when to stop; null for none.</param>
/// <param name="All">All of it, as it was read.</param>
internal sealed record TrainingData(Dataset Train, Dataset? Validation, LoadedData All)
{
    /// <summary>What the samples are.</summary>
    public InputDescription Description => All.Description;
}
