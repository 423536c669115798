using System.Globalization;
using System.Text;

namespace Interop.Native.Networks;

/// <summary>A network at a glance: layers, shapes, parameters, memory and hints. <see cref="ToString"/> gives it as a table.</summary>
/// <param name="Layers">The layers in the order in which they run.</param>
/// <param name="TrainableParameters">The number of values that training changes.</param>
/// <param name="OtherParameters">The number of values that training leaves alone.</param>
/// <param name="BatchSize">The batch for which memory is told.</param>
/// <param name="TrainingBytes">The memory of a plan that trains on such a batch: activations, gradients, workspace.</param>
/// <param name="InferenceBytes">The memory of a plan that predicts such a batch.</param>
/// <param name="OptimizerBytes">The memory of what the optimizer remembers; 0 before the network is compiled.</param>
/// <param name="Hints">What works but is probably not meant.</param>
public sealed record NetworkSummary(
    IReadOnlyList<LayerSummary> Layers,
    long TrainableParameters,
    long OtherParameters,
    int BatchSize,
    long TrainingBytes,
    long InferenceBytes,
    long OptimizerBytes,
    IReadOnlyList<Hint> Hints)
{
    /// <summary>The memory of all parameters.</summary>
    public long ParameterBytes => (TrainableParameters + OtherParameters) * sizeof(float);

    /// <summary>The summary as a table for people.</summary>
    public override string ToString()
    {
        string[][] rows =
        [
            ["Layer", "Kind", "Output", "Parameters"],
            .. Layers.Select(layer => new[] { layer.Name, layer.Kind, layer.OutputShape.Prepend(BatchSize).ToString(), Count(layer) }),
        ];
        int[] widths = [.. Enumerable.Range(0, 4).Select(column => rows.Max(row => row[column].Length))];
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            text.AppendLine($"{row[0].PadRight(widths[0])}  {row[1].PadRight(widths[1])}  {row[2].PadRight(widths[2])}  {row[3].PadLeft(widths[3])}");
        }

        text.AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"Parameters: {TrainableParameters + OtherParameters:N0} ({TrainableParameters:N0} trainable), {Size(ParameterBytes)}");
        text.AppendLine($"Batch of {BatchSize}: {Size(TrainingBytes)} to train, {Size(InferenceBytes)} to predict; optimizer: {Size(OptimizerBytes)}");
        foreach (var hint in Hints)
        {
            text.AppendLine($"Hint: {hint}");
        }

        return text.ToString();
    }

    private static string Count(LayerSummary layer) => layer.OtherParameters == 0
        ? layer.TrainableParameters.ToString("N0", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{layer.TrainableParameters:N0} + {layer.OtherParameters:N0}");

    private static string Size(long bytes) => bytes switch
    {
        < 10 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 10 * 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:F0} KiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024.0 * 1024):F0} MiB"),
    };
}
