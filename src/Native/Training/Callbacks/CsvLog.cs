using System.Globalization;

namespace Interop.Native.Training;

/// <summary>
/// Writes a line for each epoch into a file: the epoch, the seconds since training began, the learning rate and all figures, with a header
/// line above. Numbers are written so that they read back to the same value. Keras' <c>CSVLogger</c>.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="append">Whether to go on with a file that is there, without a second header; false replaces it.</param>
/// <param name="separator">What stands between fields.</param>
public sealed class CsvLog(string path, bool append = false, char separator = ',') : Callback
{
    private string[]? _names;
    private bool _hasHeader;

    /// <summary>The file.</summary>
    public string Path { get; } = path;

    /// <inheritdoc/>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public override void OnTrainBegin(TrainingRun run)
    {
        _names = null;
        _hasHeader = append && File.Exists(Path) && new FileInfo(Path).Length > 0;
        if (!_hasHeader)
        {
            File.WriteAllText(Path, "");
        }
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public override void OnEpochEnd(TrainingRun run, EpochLog log)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(log);
        _names ??= [.. log.Values.Keys];
        if (!_hasHeader)
        {
            Write(["epoch", "seconds", "learning_rate", .. _names]);
            _hasHeader = true;
        }

        Write(
        [
            log.Epoch.ToString(CultureInfo.InvariantCulture),
            log.Elapsed.TotalSeconds.ToString("F3", CultureInfo.InvariantCulture),
            run.Optimizer.LearningRate.ToString(CultureInfo.InvariantCulture),
            .. _names.Select(name => log.Values.TryGetValue(name, out var value) ? value.ToString("R", CultureInfo.InvariantCulture) : ""),
        ]);
    }

    // Opened for each line, so that every finished epoch is in the file whatever happens next.
    private void Write(IEnumerable<string> fields) => File.AppendAllText(Path, string.Join(separator, fields) + "\n");
}
