using System.IO.Compression;
using System.Text;
using CsvHelper;

namespace Interop.Data;

/// <summary>The records of a CSV file one by one, plain or compressed, as they stand: field by field, each with its place for errors.</summary>
internal sealed class CsvSource : IDisposable
{
    private const int LongestExcerpt = 40;

    private readonly CsvReader _reader;
    private readonly int _largestRecord;
    private string? _malformed;
    private bool _isAtFirstRow;

    /// <summary>Opens a file and reads its first record.</summary>
    /// <param name="path">The file.</param>
    /// <param name="separator">What stands between fields.</param>
    /// <param name="hasHeader">Whether the first record names the columns.</param>
    /// <param name="largestRecord">The largest record in bytes.</param>
    /// <param name="skipsFirst">Whether the first record is neither: it is passed over.</param>
    /// <exception cref="InvalidDataException">The file is empty, or its compressed data is damaged.</exception>
    public CsvSource(string path, char separator, bool hasHeader, int largestRecord, bool skipsFirst = false)
    {
        (Path, HasHeader, _largestRecord) = (path, hasHeader, largestRecord);
        _reader = CsvReader.Create(OpenContent(path), new CsvReaderOptions
        {
            Separator = separator,
            HasHeader = false,
            DetectSeparatorHint = false,
            TrackLineNumbers = true,
            MaxRecordSize = largestRecord,
            OnMalformedRecord = record => _malformed = Describe(record.Reason),
        });
        try
        {
            if (!Guard(_reader.Read) || (skipsFirst && !Guard(_reader.Read)))
            {
                throw new InvalidDataException($"{path}: expected {(hasHeader ? "a header and " : "")}rows, the file is empty.");
            }

            Names = [.. Enumerable.Range(0, _reader.FieldCount).Select(column => hasHeader ? _reader.GetString(column).Trim() : $"column {column}")];
            _isAtFirstRow = !hasHeader;
        }
        catch
        {
            _reader.Dispose();
            throw;
        }
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Whether the first record names the columns.</summary>
    public bool HasHeader { get; }

    /// <summary>The columns' names: those of the header, or their positions.</summary>
    public string[] Names { get; }

    /// <summary>How many columns there are, by the first record.</summary>
    public int Columns => Names.Length;

    /// <summary>Goes to the next row.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="InvalidDataException">A record does not end, or the compressed data is damaged.</exception>
    public bool Next()
    {
        if (_isAtFirstRow)
        {
            _isAtFirstRow = false;
            return true;
        }

        _malformed = null;
        return Guard(_reader.Read);
    }

    /// <summary>What is wrong with the row as a whole: bad quotes, too few or too many fields; null where nothing is.</summary>
    public string? Problem()
    {
        if (_malformed is not null)
        {
            return Place(null, _malformed);
        }

        return _reader.FieldCount == Columns
            ? null
            : Place(null, $"expected {Columns} fields, as in the first line, got {_reader.FieldCount}");
    }

    /// <summary>A field of the row, without its quotes.</summary>
    /// <param name="column">Which.</param>
    public ReadOnlySpan<byte> Field(int column) => _reader.GetSpan(column);

    /// <summary>A message with file, line and column before it.</summary>
    /// <param name="column">Which column; null for the whole row.</param>
    /// <param name="what">The message.</param>
    public string Place(int? column, string what)
    {
        var at = column is { } index ? $", column {index + 1}{(HasHeader ? $" ('{Excerpt(Names[index])}')" : "")}" : "";
        return $"{Path}, line {_reader.LineNumber}{at}: {what}";
    }

    /// <summary>The position of a column.</summary>
    /// <param name="column">The column.</param>
    /// <exception cref="InvalidDataException">There is none, or several of the name.</exception>
    public int Find(CsvColumn column)
    {
        if (column.Name is not { } name)
        {
            var index = column.Index < 0 ? column.Index + Columns : column.Index;
            return index >= 0 && index < Columns
                ? index
                : throw new InvalidDataException($"{Path}, line 1: expected a column {column.Index}, the file has {Columns}.");
        }

        if (!HasHeader)
        {
            throw new InvalidDataException($"{Path}: column '{name}' is asked for by name, but the file is read without a header; give its position.");
        }

        return Names.Count(other => other == name) switch
        {
            1 => Array.IndexOf(Names, name),
            0 => throw new InvalidDataException($"{Path}, line 1: expected a column '{name}', got {string.Join(", ", Names.Select(other => $"'{Excerpt(other)}'").Take(50))}."),
            var count => throw new InvalidDataException($"{Path}, line 1: {count} columns are named '{name}'; give the position of the one that is meant."),
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    /// <summary>The beginning of a field, for messages.</summary>
    public static string Excerpt(ReadOnlySpan<byte> field) => Excerpt(Encoding.UTF8.GetString(field[..Math.Min(field.Length, 4 * LongestExcerpt)]));

    private static string Excerpt(string text) => text.Length <= LongestExcerpt ? text : $"{text[..LongestExcerpt]}…";

    private static Stream OpenContent(string path)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
        return path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    private bool Guard(Func<bool> read)
    {
        try
        {
            return read();
        }
        catch (CsvFormatException error)
        {
            throw new InvalidDataException(
                $"{Path}, line {Math.Max(1, error.LineNumber)}: expected a record of at most {_largestRecord:N0} bytes, got one that does not end ({error.Message})", error);
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException($"{Path}: the compressed data is damaged ({error.Message})", error);
        }
    }

    private static string Describe(CsvMalformedReason reason) => reason switch
    {
        CsvMalformedReason.UnterminatedQuote => "expected a closing quote, got the end of the file",
        CsvMalformedReason.TextAfterClosingQuote => "expected a separator after a closing quote, got text",
        CsvMalformedReason.StrayQuote => "expected quotes around a whole field, got one inside",
        _ => $"the record is malformed ({reason})",
    };
}
