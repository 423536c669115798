using Interop.Native.Training;

namespace Interop.Cli.Training;

/// <summary>Remembers the learning rate of each epoch's last step, for the report. It must stand before the schedule among the callbacks.</summary>
internal sealed class LearningRateRecord : Callback
{
    private readonly List<(int Epoch, double Rate)> _rates = [];
    private double _rate;

    /// <summary>The rates by epoch.</summary>
    public IReadOnlyList<(int Epoch, double Rate)> Rates => _rates;

    /// <inheritdoc/>
    public override void OnBatchBegin(TrainingRun run) => _rate = run.Optimizer.LearningRate;

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingRun run, EpochLog log) => _rates.Add((log.Epoch, _rate));
}
