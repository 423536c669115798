using System.Globalization;
using System.Text;
using Interop.Native.Files;

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
    private readonly ReportedWrites _writes = new("The figures of the epoch");
    private readonly List<string> _lines = [];
    private string[]? _names;
    private bool _goesOn;
    private int _written;

    /// <summary>The file.</summary>
    public string Path { get; } = path;

    /// <summary>
    /// Hears of lines that cannot be written, and the training goes on: they are written with a later one, and where the file has vanished, so are those before
    /// them. Null, unless set, for an error that ends the training.
    /// </summary>
    public Action<string>? Report { get; init; }

    /// <inheritdoc/>
    public override bool ReadsGradients => false;

    /// <inheritdoc/>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public override void OnTrainBegin(TrainingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        (_names, _written) = (null, 0);
        _lines.Clear();
        _writes.Begin();
        if (run.IsResumed && File.Exists(Path))
        {
            DropEpochsAfter(run.History.Epochs.Count == 0 ? 0 : run.History.Epochs[^1].Epoch);
        }

        _goesOn = (append || run.IsResumed) && File.Exists(Path) && new FileInfo(Path).Length > 0;
        if (!_goesOn)
        {
            File.WriteAllText(Path, "");
        }
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The file cannot be written, and nobody hears of it by <see cref="Report"/>.</exception>
    public override void OnEpochEnd(TrainingRun run, EpochLog log)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(log);
        _names ??= [.. log.Values.Keys];
        _lines.Add(Line(
        [
            log.Epoch.ToString(CultureInfo.InvariantCulture),
            log.Elapsed.TotalSeconds.ToString("F3", CultureInfo.InvariantCulture),
            run.Optimizer.LearningRate.ToString(CultureInfo.InvariantCulture),
            .. _names.Select(name => log.Values.TryGetValue(name, out var value) ? value.ToString("R", CultureInfo.InvariantCulture) : ""),
        ]));
        _writes.Try(Write, Report);
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The file cannot be written, and nobody hears of it by <see cref="Report"/>.</exception>
    public override void OnTrainEnd(TrainingRun run)
    {
        if (_written < _lines.Count)
        {
            _writes.Try(Write, Report);
        }
    }

    // A training that goes on from a checkpoint comes once more to the epochs that were logged after it, and to a line that was cut off.
    private void DropEpochsAfter(int epoch)
    {
        var lines = File.ReadAllLines(Path);
        var kept = lines.Take(1).Concat(lines.Skip(1).Where(line =>
            int.TryParse(line.Split(separator)[0], NumberStyles.None, CultureInfo.InvariantCulture, out var logged) && logged <= epoch));
        AtomicFile.Write(Path, stream => stream.Write(Encoding.UTF8.GetBytes(string.Concat(kept.Select(line => line + "\n")))));
    }

    // Opened for each line, so that every finished epoch is in the file whatever happens next. A file that has vanished begins anew, with all lines of this training.
    private void Write()
    {
        var isThere = File.Exists(Path);
        var from = isThere ? _written : 0;
        var header = from == 0 && !(isThere && _goesOn) ? Header() : "";
        AppendedFile.Append(Path, Encoding.UTF8.GetBytes(header + string.Concat(_lines.Skip(from))));
        _written = _lines.Count;
    }

    private string Header() => Line(["epoch", "seconds", "learning_rate", .. _names!]);

    private string Line(IEnumerable<string> fields) => string.Join(separator, fields) + "\n";
}
