using Interop.Native.Data;
using Interop.Native.Tensors;

namespace Interop.Data;

/// <summary>
/// The rows of a CSV file, plain or compressed (<c>.gz</c>), streamed: only the shuffle buffer and the batches read ahead are in memory,
/// whatever the file's size. The file is read once when the object is made, to count rows, find classes and means, and check every value.
/// </summary>
public sealed class CsvStreamingDataset : StreamingDataset
{
    private readonly string _path;
    private readonly CsvOptions _options;
    private readonly CsvScan _scan;

    /// <summary>Names the file and looks through it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How it is read; it must name a label.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged; the message names file, line and column, what was expected and what came.</exception>
    /// <exception cref="ArgumentException">No label is named.</exception>
    public CsvStreamingDataset(string path, CsvOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Label is null)
        {
            throw new ArgumentException("Training needs a label; name its column in the options.", nameof(options));
        }

        (_path, _options) = (path, options);
        _scan = CsvScan.Of(path, options);
    }

    /// <inheritdoc/>
    public override long? Count => _scan.Rows;

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> InputShapes => [[_scan.FeatureNames.Count]];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> TargetShapes => _options.LabelKind == CsvLabelKind.Classes ? [[]] : [[1]];

    /// <summary>The features' names.</summary>
    public IReadOnlyList<string> FeatureNames => _scan.FeatureNames;

    /// <summary>The classes by index; empty where the label is a number.</summary>
    public IReadOnlyList<string> ClassNames => _scan.ClassNames;

    /// <summary>The rows left out.</summary>
    public long SkippedRows => _scan.SkippedRows;

    /// <summary>Why the first few of them were, with file, line and column.</summary>
    public IReadOnlyList<string> SkippedBecause => _scan.SkippedBecause;

    /// <inheritdoc/>
    public override SampleReader OpenReader() => new Reader(this);

    private sealed class Reader(CsvStreamingDataset data) : SampleReader
    {
        private readonly CsvRecords _records = new(data._path, data._options);
        private readonly CsvRow _row = new(data._scan.FeatureNames.Count);
        private long _read;

        public override bool Read(IBatch sample)
        {
            if (_read == data.Count)
            {
                return false;
            }

            if (!_records.Read(_row))
            {
                throw new InvalidDataException($"{data._path}: expected {data.Count} rows, as when the file was first read, got {_read}; it has changed since.");
            }

            data._scan.Write(_row, sample.Input(0), sample.Target(0), data._path);
            _read++;
            return true;
        }

        protected override void Dispose(bool disposing)
        {
            _records.Dispose();
            base.Dispose(disposing);
        }
    }
}
