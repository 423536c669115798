using System.Text;

namespace Interop.Data;

/// <summary>One pass over a CSV file: its records as numbers, with errors that name file, line and column.</summary>
internal sealed class CsvRecords : IDisposable
{
    private const int MostMessages = 10;

    private readonly CsvOptions _options;
    private readonly CsvSource _source;
    private readonly int[] _features;
    private readonly int _label;

    public CsvRecords(string path, CsvOptions options)
    {
        _options = options;
        _source = new CsvSource(path, options.Separator, options.HasHeader, options.LargestRecord);
        try
        {
            _label = options.Label is { } label ? _source.Find(label) : -1;
            _features = options.Features is { } features
                ? [.. features.Select(_source.Find)]
                : [.. Enumerable.Range(0, _source.Columns).Where(column => column != _label)];
            if (_features.Length == 0)
            {
                throw new InvalidDataException($"{path}, line 1: expected features beside the label, got {_source.Columns} columns; is '{options.Separator}' the separator?");
            }
        }
        catch
        {
            _source.Dispose();
            throw;
        }
    }

    /// <summary>The features' names.</summary>
    public string[] FeatureNames => [.. _features.Select(column => _source.Names[column])];

    /// <summary>The rows left out so far.</summary>
    public long Skipped { get; private set; }

    /// <summary>Why the first few of them were.</summary>
    public List<string> Messages { get; } = [];

    /// <summary>Reads the next row that is not to be left out.</summary>
    /// <param name="row">Where to.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="InvalidDataException">The row is bad, and bad rows are not left out.</exception>
    public bool Read(CsvRow row)
    {
        while (_source.Next())
        {
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

    public void Dispose() => _source.Dispose();

    private string? Parse(CsvRow row, out bool isMissing)
    {
        isMissing = false;
        if (_source.Problem() is { } problem)
        {
            return problem;
        }

        for (var i = 0; i < _features.Length; i++)
        {
            var field = _source.Field(_features[i]);
            if (CsvField.IsMissing(field, _options.MissingMarkers))
            {
                isMissing = _options.Missing is MissingValues.Error or MissingValues.SkipRow;
                row.Features[i] = _options.Missing == MissingValues.Fill ? _options.FillValue : float.NaN;
                if (isMissing)
                {
                    return _source.Place(_features[i], $"expected a number, the value is missing ('{CsvSource.Excerpt(field)}')");
                }
            }
            else if (!CsvField.TryNumber(field, out row.Features[i]))
            {
                return _source.Place(_features[i], $"expected a finite number, got '{CsvSource.Excerpt(field)}'");
            }
        }

        return _label < 0 ? null : ParseLabel(row, out isMissing);
    }

    private string? ParseLabel(CsvRow row, out bool isMissing)
    {
        var field = _source.Field(_label);
        isMissing = CsvField.IsMissing(field, _options.MissingMarkers);
        if (isMissing)
        {
            return _source.Place(_label, $"expected a label, the value is missing ('{CsvSource.Excerpt(field)}')");
        }

        if (_options.LabelKind == CsvLabelKind.Number)
        {
            var isNumber = CsvField.TryNumber(field, out var number);
            row.Number = number;
            return isNumber ? null : _source.Place(_label, $"expected a finite number to predict, got '{CsvSource.Excerpt(field)}'");
        }

        row.Class = Encoding.UTF8.GetString(field).Trim();
        return null;
    }
}
