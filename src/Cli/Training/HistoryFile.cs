using System.Globalization;

namespace Interop.Cli.Training;

/// <summary>The file with the figures of each epoch, as <see cref="Interop.Native.Training.CsvLog"/> writes it.</summary>
internal static class HistoryFile
{
    /// <summary>The learning rate of each epoch.</summary>
    /// <param name="path">The file.</param>
    public static IReadOnlyList<(int Epoch, double Rate)> LearningRates(string path)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        var column = Array.IndexOf((File.ReadLines(path).FirstOrDefault() ?? "").Split(','), "learning_rate");
        return
        [
            .. File.ReadLines(path).Skip(1)
                .Select(line => (Epoch: EpochOf(line) ?? 0, Rate: double.TryParse(line.Split(',').ElementAtOrDefault(column), NumberStyles.Float, CultureInfo.InvariantCulture, out var rate) ? rate : double.NaN))
                .Where(entry => entry.Epoch > 0),
        ];
    }

    private static int? EpochOf(string line) => int.TryParse(line.Split(',')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var epoch) ? epoch : null;
}
