using Interop.Native.Tensors;

namespace Interop.Data;

/// <summary>Reads CSV files into memory, by way of the CsvHelper package.</summary>
/// <example>
/// <code>
/// var iris = CsvFile.Read("iris.csv", new CsvOptions { Label = "species" });
/// network.Fit(iris.ToDataset(), epochs: 100);
/// </code>
/// </example>
public static class CsvFile
{
    private const long FreeSize = 64L << 20;

    /// <summary>Reads a file, plain or compressed (<c>.gz</c>).</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How it is read; a header, commas and no label when null.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged or too large; the message names file, line and column, what was expected and what came.</exception>
    public static CsvData Read(string path, CsvOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= new CsvOptions();
        var scan = CsvScan.Of(path, options);
        CheckSize(path, options, scan);
        var features = new Tensor([(int)scan.Rows, scan.FeatureNames.Count]);
        var targets = options.Label is null ? null : options.LabelKind == CsvLabelKind.Classes ? new Tensor([(int)scan.Rows]) : new Tensor([(int)scan.Rows, 1]);
        using var records = new CsvRecords(path, options);
        var row = new CsvRow(scan.FeatureNames.Count);
        for (var i = 0; i < scan.Rows; i++)
        {
            if (!records.Read(row))
            {
                throw new InvalidDataException($"{path}: expected {scan.Rows} rows, got {i}; the file has changed while it was read.");
            }

            scan.Write(row, features.Rows(i, 1).Span, targets is null ? default : targets.Span.Slice(i, 1), path);
        }

        return new CsvData(features, targets, scan.FeatureNames, scan.ClassNames, scan.SkippedRows, scan.SkippedBecause);
    }

    private static void CheckSize(string path, CsvOptions options, CsvScan scan)
    {
        var elements = (double)scan.Rows * scan.FeatureNames.Count;
        var fileLength = new FileInfo(path).Length;
        var allowed = options.LargestSize ?? ((4 * fileLength) + FreeSize);
        var isCompressed = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
        if (elements > int.MaxValue || (isCompressed && elements * sizeof(float) > allowed))
        {
            throw new InvalidDataException(
                $"{path}: {scan.Rows:N0} rows of {scan.FeatureNames.Count} numbers are more than is allowed in memory for a file of {fileLength:N0} bytes; " +
                $"stream it with {nameof(CsvStreamingDataset)}, or give a {nameof(CsvOptions.LargestSize)} if the file is to be trusted.");
        }
    }
}
