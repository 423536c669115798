using System.Globalization;
using Interop.Native.Training;

namespace Interop.MLNetExtensions.Training;

/// <summary>Tells each epoch's figures in a line: at most about twenty lines a training, and the first and last always.</summary>
/// <param name="write">Where the lines go.</param>
internal sealed class EpochLines(Action<string> write) : Callback
{
    private const int Lines = 20;

    /// <inheritdoc/>
    public override bool ReadsGradients => false;

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingRun run, EpochLog log)
    {
        var step = Math.Max(1, run.Epochs / Lines);
        if (log.Epoch == 1 || log.Epoch == run.Epochs || log.Epoch % step == 0 || run.StopRequested)
        {
            var figures = log.Values.Select(figure => string.Create(CultureInfo.InvariantCulture, $"{figure.Key} {figure.Value:G5}"));
            write(string.Create(CultureInfo.InvariantCulture, $"Epoch {log.Epoch} of {run.Epochs}: {string.Join(", ", figures)}; {log.Elapsed.TotalSeconds:F1} s."));
        }
    }
}
