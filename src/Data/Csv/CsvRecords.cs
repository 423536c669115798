using System.Globalization;
using System.IO.Compression;
using System.Text;
using CsvHelper;

namespace Interop.Data;

/// <summary>One pass over a CSV file: its records as numbers, with errors that name file, line and column.</summary>
internal sealed class CsvRecords : IDisposable
{
    private const int MostMessages = 10;
    private const int LongestExcerpt = 40;

    private readonly string _path;
    private readonly CsvOptions _options;
    private readonly CsvReader _reader;
    private readonly int _columns;
    private readonly int[] _features;
    private readonly int _label;
    private string? _malformed;

    public CsvRecords(string path, CsvOptions options)
    {
        (_path, _options) = (path, options);
        _reader = CsvReader.Create(OpenContent(path), new CsvReaderOptions
        {
            Separator = options.Separator,
            HasHeader = false,
            DetectSeparatorHint = false,
            TrackLineNumbers = true,
            MaxRecordSize = options.LargestRecord,
            OnMalformedRecord = record => _malformed = Describe(record.Reason),
        });
        try
        {
            if (!Guard(_reader.Read))
            {
                throw new InvalidDataException($"{path}: expected {(options.HasHeader ? "a header and " : "")}rows, the file is empty.");
            }

            _columns = _reader.FieldCount;
            Names = [.. Enumerable.Range(0, _columns).Select(column => options.HasHeader ? _reader.GetString(column).Trim() : $"column {column}")];
            _label = options.Label is { } label ? Find(label) : -1;
            _features = options.Features is { } features
                ? [.. features.Select(Find)]
                : [.. Enumerable.Range(0, _columns).Where(column => column != _label)];
            IsAtFirstRow = !options.HasHeader;
            if (_features.Length == 0)
            {
                throw new InvalidDataException($"{path}, line 1: expected features beside the label, got {_columns} columns; is '{options.Separator}' the separator?");
            }
        }
        catch
        {
            _reader.Dispose();
            throw;
        }
    }

    /// <summary>The columns' names.</summary>
    public string[] Names { get; }

    /// <summary>The features' names.</summary>
    public string[] FeatureNames => [.. _features.Select(column => Names[column])];

    /// <summary>The rows left out so far.</summary>
    public long Skipped { get; private set; }

    /// <summary>Why the first few of them were.</summary>
    public List<string> Messages { get; } = [];

    private bool IsAtFirstRow { get; set; }

    /// <summary>Reads the next row that is not to be left out.</summary>
    /// <param name="row">Where to.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="InvalidDataException">The row is bad, and bad rows are not left out.</exception>
    public bool Read(CsvRow row)
    {
        while (IsAtFirstRow || Next())
        {
            IsAtFirstRow = false;
            var problem = Parse(row, out var isMissing);
            if (problem is null)
            {
                return true;
            }

            if (!(isMissing ? _options.Missing == MissingValues.SkipRow || _options.SkipBadRows : _options.SkipBadRows))
            {
                throw new InvalidDataException(
                    $"{problem}; {(isMissing ? "choose what becomes of missing values, or mend the file" : "mend the file, or leave such rows out with SkipBadRows")}.");
            }

            Skipped++;
            if (Messages.Count < MostMessages)
            {
                Messages.Add(problem);
            }
        }

        return false;
    }

    public void Dispose() => _reader.Dispose();

    private static Stream OpenContent(string path)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
        return path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    private bool Next()
    {
        _malformed = null;
        return Guard(_reader.Read);
    }

    private string? Parse(CsvRow row, out bool isMissing)
    {
        isMissing = false;
        if (_malformed is not null)
        {
            return Place(null, _malformed);
        }

        if (_reader.FieldCount != _columns)
        {
            return Place(null, $"expected {_columns} fields, as in the first line, got {_reader.FieldCount}");
        }

        for (var i = 0; i < _features.Length; i++)
        {
            var field = _reader.GetSpan(_features[i]);
            if (IsMissing(field))
            {
                isMissing = _options.Missing is MissingValues.Error or MissingValues.SkipRow;
                row.Features[i] = _options.Missing == MissingValues.Fill ? _options.FillValue : float.NaN;
                if (isMissing)
                {
                    return Place(_features[i], $"expected a number, the value is missing ('{Excerpt(field)}')");
                }
            }
            else if (!TryNumber(field, out row.Features[i]))
            {
                return Place(_features[i], $"expected a finite number, got '{Excerpt(field)}'");
            }
        }

        return _label < 0 ? null : ParseLabel(row, out isMissing);
    }

    private string? ParseLabel(CsvRow row, out bool isMissing)
    {
        var field = _reader.GetSpan(_label);
        isMissing = IsMissing(field);
        if (isMissing)
        {
            return Place(_label, $"expected a label, the value is missing ('{Excerpt(field)}')");
        }

        if (_options.LabelKind == CsvLabelKind.Number)
        {
            var isNumber = TryNumber(field, out var number);
            row.Number = number;
            return isNumber ? null : Place(_label, $"expected a finite number to predict, got '{Excerpt(field)}'");
        }

        row.Class = Encoding.UTF8.GetString(field).Trim();
        return null;
    }

    private bool IsMissing(ReadOnlySpan<byte> field)
    {
        field = field.Trim((byte)' ');
        foreach (var marker in _options.MissingMarkers)
        {
            // Compared byte by byte: markers are ASCII, and longer than none of them is a number of use.
            if (field.Length == marker.Length && Ascii.EqualsIgnoreCase(field, marker))
            {
                return true;
            }
        }

        return false;
    }

    private static bool TryNumber(ReadOnlySpan<byte> field, out float value) =>
        float.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && float.IsFinite(value);

    private int Find(CsvColumn column)
    {
        if (column.Name is not { } name)
        {
            var index = column.Index < 0 ? column.Index + _columns : column.Index;
            return index >= 0 && index < _columns
                ? index
                : throw new InvalidDataException($"{_path}, line 1: expected a column {column.Index}, the file has {_columns}.");
        }

        if (!_options.HasHeader)
        {
            throw new InvalidDataException($"{_path}: column '{name}' is asked for by name, but the file is read without a header; give its position.");
        }

        return Names.Count(other => other == name) switch
        {
            1 => Array.IndexOf(Names, name),
            0 => throw new InvalidDataException($"{_path}, line 1: expected a column '{name}', got {string.Join(", ", Names.Select(other => $"'{Excerpt(other)}'").Take(50))}."),
            var count => throw new InvalidDataException($"{_path}, line 1: {count} columns are named '{name}'; give the position of the one that is meant."),
        };
    }

    private T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CsvFormatException error)
        {
            throw new InvalidDataException(
                $"{_path}, line {Math.Max(1, error.LineNumber)}: expected a record of at most {_options.LargestRecord:N0} bytes, got one that does not end ({error.Message})", error);
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException($"{_path}: the compressed data is damaged ({error.Message})", error);
        }
    }

    private string Place(int? column, string what)
    {
        var at = column is { } index ? $", column {index + 1}{(_options.HasHeader ? $" ('{Excerpt(Names[index])}')" : "")}" : "";
        return $"{_path}, line {_reader.LineNumber}{at}: {what}";
    }

    private static string Describe(CsvMalformedReason reason) => reason switch
    {
        CsvMalformedReason.UnterminatedQuote => "expected a closing quote, got the end of the file",
        CsvMalformedReason.TextAfterClosingQuote => "expected a separator after a closing quote, got text",
        CsvMalformedReason.StrayQuote => "expected quotes around a whole field, got one inside",
        _ => $"the record is malformed ({reason})",
    };

    private static string Excerpt(ReadOnlySpan<byte> field) => Excerpt(Encoding.UTF8.GetString(field[..Math.Min(field.Length, 4 * LongestExcerpt)]));

    private static string Excerpt(string text) => text.Length <= LongestExcerpt ? text : $"{text[..LongestExcerpt]}…";
}
