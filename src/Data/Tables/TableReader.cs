using System.Globalization;
using System.Text;

namespace Interop.Data.Tables;

/// <summary>
/// Reads the rows of a table one by one as a schema says: only one row is in memory. Columns are found by name where the file has a header,
/// whatever their order; otherwise by position.
/// </summary>
public sealed class TableReader : IDisposable
{
    private const int MostMessages = 10;

    private readonly TableSchema _schema;
    private readonly CsvSource _source;
    private readonly int[] _columns;
    private readonly int _label;
    private readonly bool _skipBadRows;
    private readonly bool _readsLabel;
    private readonly List<string> _messages = [];
    private readonly Dictionary<string, int>[] _categories;
    private readonly Dictionary<string, int> _classes;

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file, plain or compressed (<c>.gz</c>).</param>
    /// <param name="schema">The columns.</param>
    /// <param name="layout">How the file is laid out; null to find out.</param>
    /// <param name="skipBadRows">Whether bad rows are left out and counted, instead of an error.</param>
    /// <param name="needsLabel">Whether the label must be there and is read.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is empty or damaged, or a column is not there.</exception>
    public TableReader(string path, TableSchema schema, TableLayout? layout = null, bool skipBadRows = false, bool needsLabel = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(schema);
        (_schema, _skipBadRows, _readsLabel) = (schema, skipBadRows, needsLabel);
        _source = (layout ?? TableLayout.Detect(path, schema)).Open(path);
        Names = TableLayout.NamesOf(_source);
        try
        {
            (_columns, _label) = Bind(needsLabel);
        }
        catch
        {
            _source.Dispose();
            throw;
        }

        _categories = [.. schema.Columns.Select(column => Index(column.Categories))];
        _classes = Index(schema.Label.ClassValues);
    }

    /// <summary>The names of the file's columns, whether they are predicted from or not; where it has no header, their positions counted from 1.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The label of the row that was read: the index of a class, or a number; NaN where it is not read.</summary>
    public float Label { get; private set; } = float.NaN;

    /// <summary>The rows left out so far.</summary>
    public long SkippedRows { get; private set; }

    /// <summary>Why the first few of them were, with file, line and column.</summary>
    public IReadOnlyList<string> SkippedBecause => _messages;

    /// <summary>How many values so far were none of the categories that their column had in training.</summary>
    public long UnknownCategories { get; private set; }

    /// <summary>Reads the next row that is not to be left out.</summary>
    /// <param name="features">Where its features go: numbers as they are and NaN where one is missing, categories as 0 and 1.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="TableRowException">The row is bad, and bad rows are not left out.</exception>
    public bool Read(Span<float> features)
    {
        while (_source.Next())
        {
            var problem = Parse(features, out var isMissing);
            if (problem is null)
            {
                return true;
            }

            if (!_skipBadRows && !(isMissing && _schema.Missing == MissingValues.SkipRow))
            {
                throw new TableRowException($"{problem}.", isMissing);
            }

            SkippedRows++;
            if (_messages.Count < MostMessages)
            {
                _messages.Add(problem);
            }
        }

        return false;
    }

    /// <summary>A field of the row that was read, as it stands in the file.</summary>
    /// <param name="column">Which of <see cref="Names"/>.</param>
    public string Field(int column) => Encoding.UTF8.GetString(_source.Field(column));

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();

    private static Dictionary<string, int> Index(IReadOnlyList<string> texts) =>
        texts.Index().ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);

    // The position of a column that had no name in training, which is called by it: 'column 1' is the first.
    private static int Position(string name) =>
        name.StartsWith("column ", StringComparison.Ordinal)
        && int.TryParse(name.AsSpan("column ".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            ? position - 1
            : -1;

    private (int[] Columns, int Label) Bind(bool needsLabel)
    {
        if (_source.HasHeader)
        {
            var label = Array.IndexOf(_source.Names, _schema.Label.Name);
            return needsLabel && label < 0
                ? throw new InvalidDataException($"{_source.Path}, line 1: expected the label '{_schema.Label.Name}', got {string.Join(", ", _source.Names.Take(30))}.")
                : ([.. _schema.Columns.Select(column => _source.Find(CsvColumn.Named(column.Name)))], label);
        }

        // Without names, columns have the positions that they had in training; the label may be left out, and so may all that is not predicted from.
        int[] trained = [.. _schema.Columns.Select(column => Position(column.Name))];
        var trainedLabel = Position(_schema.Label.Name);
        if (trained.All(position => position >= 0) && trainedLabel >= 0)
        {
            var width = Math.Max(_schema.UnnamedColumns ?? 0, Math.Max(trained.Max(), trainedLabel) + 1);
            if (_source.Columns == width)
            {
                return (trained, trainedLabel);
            }

            if (_source.Columns == width - 1 && width - 2 == _schema.Columns.Count && !needsLabel)
            {
                throw new InvalidDataException(
                    $"{_source.Path}: {width - 1} columns without names may be all but the label '{_schema.Label.Name}', or all but the column that was ignored in training. " +
                    $"Give the file a header, or all {width} columns.");
            }

            if (_source.Columns == width - 1 && !needsLabel)
            {
                return ([.. trained.Select(position => position > trainedLabel ? position - 1 : position)], -1);
            }
        }

        var features = _schema.Columns.Count;
        var hasLabel = _source.Columns == features + 1;
        return _source.Columns == features && !needsLabel || hasLabel
            ? ([.. Enumerable.Range(0, features)], hasLabel ? features : -1)
            : throw new InvalidDataException(
                $"{_source.Path}: expected {(needsLabel ? "" : $"{features} columns, or ")}{features + 1} with the label, or a header with " +
                $"{string.Join(", ", _schema.Columns.Take(20).Select(column => column.Name))}{(features > 20 ? ", …" : "")}; got {_source.Columns} columns without names.");
    }

    private string? Parse(Span<float> features, out bool isMissing)
    {
        isMissing = false;
        if (_source.Problem() is { } problem)
        {
            return problem;
        }

        var at = 0;
        for (var i = 0; i < _columns.Length; i++)
        {
            var column = _schema.Columns[i];
            var field = _source.Field(_columns[i]);
            var target = features.Slice(at, column.Width);
            at += column.Width;
            if (CsvField.IsMissing(field, _schema.MissingMarkers))
            {
                isMissing = _schema.Missing != MissingValues.Mean;
                if (isMissing)
                {
                    return _source.Place(_columns[i], $"expected a {(column.Kind == TableColumnKind.Number ? "number" : "category")}, the value is missing ('{CsvSource.Excerpt(field)}')");
                }

                target.Fill(column.Kind == TableColumnKind.Number ? float.NaN : 0);
            }
            else if (column.Kind == TableColumnKind.Category)
            {
                Encode(field, _categories[i], target);
            }
            else if (!CsvField.TryNumber(field, out target[0]))
            {
                return _source.Place(_columns[i], $"expected a finite number, got '{CsvSource.Excerpt(field)}'");
            }
        }

        return _readsLabel ? ParseLabel(out isMissing) : null;
    }

    private void Encode(ReadOnlySpan<byte> field, Dictionary<string, int> categories, Span<float> target)
    {
        target.Clear();
        if (categories.TryGetValue(Encoding.UTF8.GetString(field.Trim((byte)' ')), out var index))
        {
            target[index] = 1;
        }
        else
        {
            UnknownCategories++;
        }
    }

    private string? ParseLabel(out bool isMissing)
    {
        var field = _source.Field(_label);
        isMissing = CsvField.IsMissing(field, _schema.MissingMarkers);
        if (isMissing)
        {
            return _source.Place(_label, $"expected a label, the value is missing ('{CsvSource.Excerpt(field)}')");
        }

        if (_schema.Label.Kind == CsvLabelKind.Number)
        {
            var isNumber = CsvField.TryNumber(field, out var number);
            Label = number;
            return isNumber ? null : _source.Place(_label, $"expected a finite number to predict, got '{CsvSource.Excerpt(field)}'");
        }

        var isKnown = _classes.TryGetValue(Encoding.UTF8.GetString(field.Trim((byte)' ')), out var index);
        Label = index;
        return isKnown
            ? null
            : _source.Place(_label, $"expected one of the classes {string.Join(", ", _schema.Label.ClassValues.Take(20))}, got '{CsvSource.Excerpt(field)}'");
    }
}
