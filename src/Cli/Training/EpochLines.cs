using System.Globalization;
using Interop.Cli.Output;
using Interop.Native.Training;

namespace Interop.Cli.Training;

/// <summary>Tells of each epoch in a line: as text, or with <c>--json</c> as an object.</summary>
/// <param name="output">Where to.</param>
/// <param name="throughput">How fast it goes.</param>
internal sealed class EpochLines(CommandOutput output, Throughput throughput) : Callback
{
    /// <inheritdoc/>
    public override bool ReadsGradients => false;

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingRun run, EpochLog log)
    {
        var left = throughput.Left(run);
        if (!output.IsJson)
        {
            var width = run.Epochs.ToString(CultureInfo.InvariantCulture).Length;
            var epoch = log.Epoch.ToString(CultureInfo.InvariantCulture).PadLeft(width);
            output.Line(
                $"epoch {epoch}/{run.Epochs}  {Figures.Text(log.Values)}  {Throughput.Rate(throughput.SamplesPerSecond)} samples/s  {Throughput.Text(left)} left");
            return;
        }

        output.Json(json =>
        {
            json.WriteString("event", "epoch");
            json.WriteNumber("epoch", log.Epoch);
            json.WriteNumber("epochs", run.Epochs);
            JsonFigures.Write(json, "figures", log.Values);
            json.WriteNumber("learning_rate", run.Optimizer.LearningRate);
            json.WriteNumber("samples_per_second", Math.Round(throughput.SamplesPerSecond, 1));
            json.WriteNumber("seconds", Math.Round(log.Elapsed.TotalSeconds, 3));
            json.WriteNumber("seconds_left", Math.Round(left.TotalSeconds, 3));
        });
    }
}
