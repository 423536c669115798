using System.Globalization;
using System.IO.Compression;

namespace Interop.Samples.Data;

/// <summary>A file of comma-separated numbers, read line by line with errors that name the place.</summary>
internal sealed class CsvTable
{
    private readonly string _path;
    private readonly List<float[]> _rows = [];
    private readonly List<int> _lineNumbers = [];

    private CsvTable(string path) => _path = path;

    /// <summary>The header's fields; empty where the file has none.</summary>
    public IReadOnlyList<string> Header { get; private set; } = [];

    /// <summary>The rows.</summary>
    public IReadOnlyList<float[]> Rows => _rows;

    /// <summary>Reads a file; one that ends in <c>.gz</c> is expanded.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rows">How many rows it must have.</param>
    /// <param name="columns">How many numbers each must have.</param>
    /// <param name="hasHeader">Whether the first line is a header.</param>
    /// <exception cref="InvalidDataException">The file is damaged; the message names file, line and column, what was expected and what came.</exception>
    public static CsvTable Read(string path, int rows, int columns, bool hasHeader)
    {
        var table = new CsvTable(path);
        using var file = File.OpenRead(path);
        using Stream content = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var reader = new StreamReader(content);
        var lineNumber = 0;
        while (table.NextLine(reader, lineNumber + 1) is { } line)
        {
            lineNumber++;
            if (hasHeader && lineNumber == 1)
            {
                table.Header = line.Split(',');
                continue;
            }

            if (table._rows.Count == rows)
            {
                throw table.Error(lineNumber, null, $"expected the end of the file after {rows} rows, got another line");
            }

            table._rows.Add(table.ReadRow(line, lineNumber, columns));
            table._lineNumbers.Add(lineNumber);
        }

        return table._rows.Count == rows
            ? table
            : throw table.Error(lineNumber, null, $"expected {rows} rows, got the end of the file after {table._rows.Count}");
    }

    /// <summary>A column of class indices.</summary>
    /// <param name="column">Which, counted from 0.</param>
    /// <param name="classes">The number of classes.</param>
    /// <exception cref="InvalidDataException">A value is not a whole number in [0, classes).</exception>
    public int[] Classes(int column, int classes)
    {
        var labels = new int[_rows.Count];
        for (var row = 0; row < labels.Length; row++)
        {
            var value = _rows[row][column];
            labels[row] = (int)value;
            if (labels[row] != value || labels[row] < 0 || labels[row] >= classes)
            {
                throw Error(_lineNumbers[row], column, $"expected a label that is a whole number from 0 to {classes - 1}, got {Format(value)}");
            }
        }

        return labels;
    }

    /// <summary>Checks that a column's values lie in a range.</summary>
    /// <param name="column">Which, counted from 0.</param>
    /// <param name="smallest">The smallest value allowed.</param>
    /// <param name="largest">The largest value allowed.</param>
    /// <exception cref="InvalidDataException">A value lies outside.</exception>
    public void RequireRange(int column, float smallest, float largest)
    {
        for (var row = 0; row < _rows.Count; row++)
        {
            var value = _rows[row][column];
            if (!(value >= smallest && value <= largest))
            {
                throw Error(
                    _lineNumbers[row], column, $"expected a number from {Format(smallest)} to {Format(largest)}, got {Format(value)}");
            }
        }
    }

    /// <summary>An error about a place in the file.</summary>
    /// <param name="line">The line, counted from 1.</param>
    /// <param name="column">The column, counted from 0; null for the whole line.</param>
    /// <param name="what">What was expected and what came.</param>
    /// <param name="inner">The error behind it.</param>
    public InvalidDataException Error(int line, int? column, string what, Exception? inner = null)
    {
        var place = column is { } index ? $", column {index + 1}" : "";
        return new InvalidDataException($"{_path}, line {line}{place}: {what}.", inner);
    }

    private string? NextLine(StreamReader reader, int lineNumber)
    {
        try
        {
            return reader.ReadLine();
        }
        catch (InvalidDataException error)
        {
            throw Error(lineNumber, null, "expected gzip data, got bytes that do not expand", error);
        }
    }

    private float[] ReadRow(string line, int lineNumber, int columns)
    {
        var fields = line.Split(',');
        if (fields.Length != columns)
        {
            throw Error(lineNumber, null, $"expected {columns} numbers separated by commas, got {fields.Length} fields");
        }

        var values = new float[columns];
        for (var column = 0; column < columns; column++)
        {
            if (!float.TryParse(fields[column], NumberStyles.Float, CultureInfo.InvariantCulture, out values[column]) || !float.IsFinite(values[column]))
            {
                throw Error(lineNumber, column, $"expected a finite number, got '{Shorten(fields[column])}'");
            }
        }

        return values;
    }

    private static string Format(float value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Shorten(string text) => text.Length <= 40 ? text : $"{text[..40]}…";
}
