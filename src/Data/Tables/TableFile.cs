using Interop.Native.Tensors;

namespace Interop.Data.Tables;

/// <summary>A table in memory, encoded by a schema but not standardized.</summary>
/// <param name="Features">The features, [N, F]: numbers as they are and NaN where one is missing, categories as 0 and 1.</param>
/// <param name="Targets">Class indices [N], or numbers [N, 1].</param>
/// <param name="SkippedRows">How many rows were left out.</param>
/// <param name="SkippedBecause">Why the first few of them were.</param>
/// <param name="UnknownCategories">How many values were none of the known categories.</param>
public sealed record TableFile(
    Tensor Features, Tensor Targets, long SkippedRows, IReadOnlyList<string> SkippedBecause, long UnknownCategories)
{
    private const long FreeSize = 64L << 20;
    private const int LargestRatio = 4;

    /// <summary>Reads a table with its labels.</summary>
    /// <param name="path">The file, plain or compressed (<c>.gz</c>).</param>
    /// <param name="schema">The columns.</param>
    /// <param name="layout">How the file is laid out; null to find out.</param>
    /// <param name="skipBadRows">Whether bad rows are left out and counted, instead of an error.</param>
    /// <param name="largestSize">How many bytes the features may take; null for four times the file's size times the features of each column, and 64 MB.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged or too large, or a column is not there.</exception>
    /// <exception cref="TableRowException">A row is bad, and bad rows are not left out.</exception>
    public static TableFile Read(string path, TableSchema schema, TableLayout? layout = null, bool skipBadRows = false, long? largestSize = null)
    {
        ArgumentNullException.ThrowIfNull(schema);
        using var reader = new TableReader(path, schema, layout, skipBadRows, needsLabel: true);
        var width = schema.FeatureCount;
        var length = new FileInfo(path).Length;
        var widening = Math.Max(1, width / schema.Columns.Count + 1);
        var allowed = Math.Min(Array.MaxLength, (largestSize ?? ((LargestRatio * length * widening) + FreeSize)) / sizeof(float));
        var (features, labels) = (new List<float[]>(), new List<float>());
        var block = Array.Empty<float>();
        var used = 0;
        while (true)
        {
            if (used == block.Length)
            {
                // Blocks of rows, so that what was read need not be copied as it grows.
                block = new float[Math.Max(1, (1 << 16) / width) * width];
                used = 0;
            }

            if (!reader.Read(block.AsSpan(used, width)))
            {
                break;
            }

            used += width;
            labels.Add(reader.Label);
            if (used == block.Length)
            {
                features.Add(block);
            }

            if ((long)labels.Count * width > allowed)
            {
                throw new InvalidDataException(
                    $"{path}: more than {labels.Count - 1:N0} rows of {width} numbers are more than is allowed in memory for a file of {length:N0} bytes; " +
                    "use a part of it, or unpack it first.");
            }
        }

        if (labels.Count == 0)
        {
            throw new InvalidDataException($"{path}: expected rows, got none{(reader.SkippedRows > 0 ? $" but {reader.SkippedRows} that were left out, the first because of {reader.SkippedBecause[0]}" : "")}.");
        }

        var tensor = new Tensor([labels.Count, width]);
        var at = 0;
        foreach (var part in features.Append(block[..used]))
        {
            var take = Math.Min(part.Length, tensor.Count - at);
            part.AsSpan(0, take).CopyTo(tensor.Span[at..]);
            at += take;
        }

        var targets = Tensor.From(schema.Label.Kind == CsvLabelKind.Classes ? [labels.Count] : [labels.Count, 1], [.. labels]);
        return new TableFile(tensor, targets, reader.SkippedRows, reader.SkippedBecause, reader.UnknownCategories);
    }
}
