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
    private readonly List<string> _lines = [];
    private string[]? _names;
    private bool _hasHeader;
    private int _written;
    private bool _isFailing;

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
        (_names, _written, _isFailing) = (null, 0, false);
        _lines.Clear();
        if (run.IsResumed && File.Exists(Path))
        {
            DropEpochsAfter(run.History.Epochs.Count == 0 ? 0 : run.History.Epochs[^1].Epoch);
        }

        _hasHeader = (append || run.IsResumed) && File.Exists(Path) && new FileInfo(Path).Length > 0;
        if (!_hasHeader)
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
        if (!_hasHeader)
        {
            _lines.Add(Header());
            _hasHeader = true;
        }

        _lines.Add(Line(
        [
            log.Epoch.ToString(CultureInfo.InvariantCulture),
            log.Elapsed.TotalSeconds.ToString("F3", CultureInfo.InvariantCulture),
            run.Optimizer.LearningRate.ToString(CultureInfo.InvariantCulture),
            .. _names.Select(name => log.Values.TryGetValue(name, out var value) ? value.ToString("R", CultureInfo.InvariantCulture) : ""),
        ]));
        Write();
    }

    // A training that goes on from a checkpoint comes once more to the epochs that were logged after it, and to a line that was cut off.
    private void DropEpochsAfter(int epoch)
    {
        var lines = File.ReadAllLines(Path);
        var kept = lines.Take(1).Concat(lines.Skip(1).Where(line =>
            int.TryParse(line.Split(separator)[0], NumberStyles.None, CultureInfo.InvariantCulture, out var logged) && logged <= epoch));
        AtomicFile.Write(Path, stream => stream.Write(Encoding.UTF8.GetBytes(string.Concat(kept.Select(line => line + "\n")))));
    }

    // Opened for each line, so that every finished epoch is in the file whatever happens next.
    private void Write()
    {
        try
        {
            if (_written > 0 && !File.Exists(Path))
            {
                _written = 0;
                if (_lines[0] != Header())
                {
                    _lines.Insert(0, Header());
                }
            }

            AppendedFile.Append(Path, Encoding.UTF8.GetBytes(string.Concat(_lines.Skip(_written))));
            (_written, _isFailing) = (_lines.Count, false);
        }
        catch (Exception error) when (Report is not null && error is (IOException or UnauthorizedAccessException))
        {
            if (!_isFailing)
            {
                Report!($"The figures of the epoch were not written, and the training goes on: {error.Message}");
            }

            _isFailing = true;
        }
    }

    private string Header() => Line(["epoch", "seconds", "learning_rate", .. _names!]);

    private string Line(IEnumerable<string> fields) => string.Join(separator, fields) + "\n";
}
