using System.Globalization;
using System.Text;

namespace Interop.Native.Training;

/// <summary>
/// Writes a plain line for each epoch, as D4's training loop does: <c>Epoch: 001/100  loss 0.3412  val_accuracy 0.9120  elapsed 0.35 s</c>.
/// </summary>
/// <param name="writer">Where to; the console when null.</param>
/// <param name="every">A line for every so many epochs; the last epoch always has one.</param>
public sealed class ProgressLine(TextWriter? writer = null, int every = 1) : Callback
{
    private readonly int _every = every > 0 ? every : throw new ArgumentOutOfRangeException(nameof(every), every, "A line is written every 1 epoch or more.");

    /// <inheritdoc/>
    public override bool ReadsGradients => false;

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingRun run, EpochLog log)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(log);
        if (log.Epoch % _every != 0 && log.Epoch != run.Epochs && !run.StopRequested)
        {
            return;
        }

        var line = new StringBuilder();
        line.Append(CultureInfo.InvariantCulture, $"Epoch: {log.Epoch:000}/{run.Epochs:000}");
        foreach (var (name, value) in log.Values)
        {
            line.Append(CultureInfo.InvariantCulture, $"  {name} {value:F4}");
        }

        line.Append(CultureInfo.InvariantCulture, $"  elapsed {log.Elapsed.TotalSeconds:F2} s");
        (writer ?? Console.Out).WriteLine(line.ToString());
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(TrainingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (run.History.StopReason is { } reason)
        {
            (writer ?? Console.Out).WriteLine($"Stopped in epoch {run.Epoch}: {reason}");
        }
    }
}
