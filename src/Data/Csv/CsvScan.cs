using System.Globalization;

namespace Interop.Data;

/// <summary>What one pass over a CSV file finds out: how many rows it has, their classes, and the means of their columns.</summary>
internal sealed class CsvScan
{
    private readonly CsvOptions _options;
    private readonly Dictionary<string, int> _classes;
    private readonly float[] _means;

    private CsvScan(CsvOptions options, CsvRecords records, long rows, IReadOnlyList<string> classNames, float[] means)
    {
        _options = options;
        Rows = rows;
        FeatureNames = records.FeatureNames;
        ClassNames = classNames;
        _classes = classNames.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        _means = means;
        SkippedRows = records.Skipped;
        SkippedBecause = records.Messages;
    }

    /// <summary>The rows that are not left out.</summary>
    public long Rows { get; }

    /// <summary>The features' names.</summary>
    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>The classes by index.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>The rows left out.</summary>
    public long SkippedRows { get; }

    /// <summary>Why the first few of them were.</summary>
    public IReadOnlyList<string> SkippedBecause { get; }

    /// <summary>Looks through a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How it is read.</param>
    /// <exception cref="InvalidDataException">The file is damaged, or has no rows.</exception>
    public static CsvScan Of(string path, CsvOptions options)
    {
        using var records = new CsvRecords(path, options);
        var row = new CsvRow(records.FeatureNames.Length);
        var classes = new HashSet<string>();
        var sums = new double[row.Features.Length];
        var counts = new long[row.Features.Length];
        var hasClasses = options.Label is not null && options.LabelKind == CsvLabelKind.Classes;
        long rows = 0;
        while (records.Read(row))
        {
            rows++;
            for (var i = 0; i < sums.Length; i++)
            {
                var isThere = !float.IsNaN(row.Features[i]);
                sums[i] += isThere ? row.Features[i] : 0;
                counts[i] += isThere ? 1 : 0;
            }

            if (hasClasses && classes.Add(row.Class) && classes.Count > options.MostClasses)
            {
                throw new InvalidDataException(
                    $"{path}: the label column has more than {options.MostClasses} classes; if it is a number to predict, say LabelKind = Number, else raise MostClasses.");
            }
        }

        if (rows == 0)
        {
            throw new InvalidDataException($"{path}: expected rows, got none{(records.Skipped > 0 ? $" but {records.Skipped} that were left out, the first because of {records.Messages[0]}" : "")}.");
        }

        // A mean of nothing: only a column without a single value has one.
        float[] means = [.. sums.Zip(counts, (sum, count) => count > 0 ? (float)(sum / count) : 0)];
        return new CsvScan(options, records, rows, hasClasses ? Order(path, classes, options) : [], means);
    }

    /// <summary>Writes a row as a sample.</summary>
    /// <param name="row">The row.</param>
    /// <param name="features">Where its features go.</param>
    /// <param name="target">Where its label goes; empty where there is none.</param>
    /// <param name="path">The file, for errors.</param>
    /// <exception cref="InvalidDataException">The class is none of those that the scan found.</exception>
    public void Write(CsvRow row, Span<float> features, Span<float> target, string path)
    {
        for (var i = 0; i < features.Length; i++)
        {
            features[i] = float.IsNaN(row.Features[i]) ? _means[i] : row.Features[i];
        }

        if (target.IsEmpty)
        {
            return;
        }

        if (_options.LabelKind == CsvLabelKind.Number)
        {
            target[0] = row.Number;
            return;
        }

        target[0] = _classes.TryGetValue(row.Class, out var index)
            ? index
            : throw new InvalidDataException($"{path}: the class '{row.Class}' was not there when the file was first read; it has changed since.");
    }

    // Numbers in their own order, so that class 10 comes after class 9; anything else by code units, whatever the order of rows.
    private static string[] Order(string path, HashSet<string> classes, CsvOptions options)
    {
        if (options.ClassNames is { } given)
        {
            var unknown = classes.FirstOrDefault(name => !given.Contains(name));
            return unknown is null
                ? [.. given]
                : throw new InvalidDataException($"{path}: expected the classes {string.Join(", ", given.Take(50))}, got '{unknown}'.");
        }

        var areNumbers = classes.All(name => double.TryParse(name, NumberStyles.Float, CultureInfo.InvariantCulture, out _));
        return areNumbers
            ? [.. classes.OrderBy(name => double.Parse(name, CultureInfo.InvariantCulture)).ThenBy(name => name, StringComparer.Ordinal)]
            : [.. classes.Order(StringComparer.Ordinal)];
    }
}
