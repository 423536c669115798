using Interop.Cli.Models;
using Interop.Native.Metrics;
using Interop.Native.Networks;
using Interop.Native.Tensors;
using Interop.Native.Training;

namespace Interop.Cli.Training;

/// <summary>What came of a training.</summary>
/// <param name="Network">The trained network.</param>
/// <param name="Epochs">The figures of each epoch, of earlier parts of a resumed training too.</param>
/// <param name="Rates">The learning rate of each epoch.</param>
/// <param name="InitialWeights">The weights before training, for the report; null where it was resumed.</param>
/// <param name="Measured">How good it is on what was not trained on, or on the training data where all was trained on.</param>
/// <param name="MeasuredOn"><c>validation</c> or <c>training</c>.</param>
/// <param name="StopReason">Why it ended before its last epoch; null where it did not.</param>
/// <param name="HasDiverged">Whether it ended because its loss is not a number.</param>
/// <param name="WasInterrupted">Whether it ended by Ctrl-C.</param>
/// <param name="Elapsed">How long it took, with the parts before it was resumed.</param>
/// <param name="Samples">How many samples went through it in that time.</param>
internal sealed record TrainOutcome(
    Network Network,
    IReadOnlyList<EpochLog> Epochs,
    IReadOnlyList<(int Epoch, double Rate)> Rates,
    IReadOnlyDictionary<string, Tensor>? InitialWeights,
    Measurement Measured,
    string MeasuredOn,
    string? StopReason,
    bool HasDiverged,
    bool WasInterrupted,
    TimeSpan Elapsed,
    long Samples)
{
    /// <summary>The program's exit code.</summary>
    public int ExitCode => HasDiverged ? Cli.ExitCode.Diverged : WasInterrupted ? Cli.ExitCode.Interrupted : Cli.ExitCode.Success;

    /// <summary>How often each class was answered with each; null for regression.</summary>
    public ConfusionTable? Confusion => Measured.Confusion;
}
