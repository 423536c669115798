using System.Text.Json;
using Interop.Data.Json;
using Interop.Native.Files;
using Interop.Native.Layers;
using Interop.Native.Tensors;

namespace Interop.Data.Tables;

/// <summary>
/// What was learnt from the table a network was trained on, and must be known to feed it with another: the columns with their means and
/// categories, the label with its classes. Kept with a model as JSON, so that it predicts from the same files it was trained on.
/// </summary>
/// <param name="Columns">The columns that are predicted from, in the order of their features.</param>
/// <param name="Label">The column that is predicted.</param>
/// <param name="Missing">What becomes of missing values.</param>
/// <param name="MissingMarkers">What stands for a missing value.</param>
public sealed record TableSchema(
    IReadOnlyList<TableColumn> Columns, TableLabel Label, MissingValues Missing, IReadOnlyList<string> MissingMarkers)
{
    private const int Version = 1;

    /// <summary>How many columns the table had that was trained on, where they had no names; null where they had, or where it is not known.</summary>
    public int? UnnamedColumns { get; init; }

    /// <summary>How many numbers a sample has.</summary>
    public int FeatureCount => Columns.Sum(column => column.Width);

    /// <summary>The features' names: a column's own, or <c>column=category</c>.</summary>
    public IReadOnlyList<string> FeatureNames =>
    [
        .. Columns.SelectMany(column => column.Kind == TableColumnKind.Number
            ? [column.Name]
            : column.Categories.Select(category => $"{column.Name}={category}")),
    ];

    /// <summary>
    /// Measures the columns of numbers on samples that are trained on: μ and σ (biased) over the values that are there. Of a constant column
    /// σ is 1.
    /// </summary>
    /// <param name="features">Samples as <see cref="TableFile"/> gives them, [N, F], NaN where a value is missing.</param>
    /// <param name="rows">The samples that are trained on.</param>
    /// <param name="standardize">Whether values are to be brought to mean 0 and deviation 1; otherwise only missing values take the mean.</param>
    public TableSchema Measure(Tensor features, ReadOnlySpan<int> rows, bool standardize = true)
    {
        ArgumentNullException.ThrowIfNull(features);
        CheckWidth(features);
        var columns = Columns.ToArray();
        var feature = 0;
        for (var i = 0; i < columns.Length; i++)
        {
            if (columns[i].Kind == TableColumnKind.Number)
            {
                var (mean, deviation) = MeasureColumn(features.Span, feature, FeatureCount, rows);
                columns[i] = columns[i] with { Fill = (float)mean, Mean = standardize ? (float)mean : 0, Deviation = standardize ? (float)deviation : 1 };
            }

            feature += columns[i].Width;
        }

        return this with { Columns = columns };
    }

    /// <summary>Measures the label where it is a number, so that targets can be standardized.</summary>
    /// <param name="targets">The targets, [N, 1].</param>
    /// <param name="rows">The samples that are trained on.</param>
    public TableSchema MeasureLabel(Tensor targets, ReadOnlySpan<int> rows)
    {
        ArgumentNullException.ThrowIfNull(targets);
        if (Label.Kind != CsvLabelKind.Number)
        {
            return this;
        }

        var (mean, deviation) = MeasureColumn(targets.Span, 0, 1, rows);
        return this with { Label = Label with { Mean = (float)mean, Deviation = (float)deviation } };
    }

    /// <summary>Brings samples to what the network takes, in place: <c>(x − μ)/σ</c>, with the column's mean in place of missing numbers.</summary>
    /// <param name="features">Samples one after the other, each with <see cref="FeatureCount"/> numbers.</param>
    public void Apply(Span<float> features)
    {
        var (mean, deviation) = Statistics();
        float[] fill = [.. Columns.SelectMany(column => Enumerable.Repeat(column.Fill, column.Width))];
        for (var i = 0; i < features.Length; i++)
        {
            var feature = i % mean.Length;
            features[i] = ((float.IsNaN(features[i]) ? fill[feature] : features[i]) - mean[feature]) / deviation[feature];
        }
    }

    /// <summary>Brings samples back to what they were before <see cref="Apply"/>, in place: <c>x σ + μ</c>; missing numbers become μ.</summary>
    /// <param name="features">Samples one after the other, each with <see cref="FeatureCount"/> numbers.</param>
    public void Restore(Span<float> features)
    {
        var (mean, deviation) = Statistics();
        for (var i = 0; i < features.Length; i++)
        {
            var feature = i % mean.Length;
            features[i] = (features[i] * deviation[feature]) + mean[feature];
        }
    }

    /// <summary>μ and σ of each feature: of a category's, 0 and 1.</summary>
    public (float[] Mean, float[] Deviation) Statistics()
    {
        var (mean, deviation) = (new float[FeatureCount], new float[FeatureCount]);
        Array.Fill(deviation, 1);
        var at = 0;
        foreach (var column in Columns)
        {
            if (column.Kind == TableColumnKind.Number)
            {
                (mean[at], deviation[at]) = (column.Mean, column.Deviation);
            }

            at += column.Width;
        }

        return (mean, deviation);
    }

    /// <summary>Writes it as JSON.</summary>
    /// <param name="writer">Where to.</param>
    public void Write(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        writer.WriteNumber("version", Version);
        writer.WriteObjects("columns", Columns, column =>
        {
            writer.WriteString("name", column.Name);
            if (column.Kind == TableColumnKind.Number)
            {
                writer.WriteString("kind", "number");
                writer.WriteNumber("mean", column.Mean);
                writer.WriteNumber("deviation", column.Deviation);
                writer.WriteNumber("fill", column.Fill);
            }
            else
            {
                writer.WriteString("kind", "category");
                writer.WriteTexts("categories", column.Categories);
            }
        });
        writer.WriteStartObject("label");
        writer.WriteString("name", Label.Name);
        if (Label.Kind == CsvLabelKind.Number)
        {
            writer.WriteString("kind", "number");
            writer.WriteNumber("mean", Label.Mean);
            writer.WriteNumber("deviation", Label.Deviation);
        }
        else
        {
            writer.WriteString("kind", "classes");
            writer.WriteTexts("names", Label.ClassNames);
            writer.WriteTexts("values", Label.ClassValues);
        }

        writer.WriteEndObject();
        writer.WriteString("missing", Missing.ToString());
        writer.WriteTexts("missing_markers", MissingMarkers);
        if (UnnamedColumns is { } count)
        {
            writer.WriteNumber("unnamed_columns", count);
        }

        writer.WriteEndObject();
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="json">The JSON.</param>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public static TableSchema Read(JsonElement json)
    {
        try
        {
            if (json.WholeNumber("version") is var version and (< 1 or > Version))
            {
                throw new InvalidDataException(version < 1
                    ? $"the version of the description of the columns is a whole number of 1 or more, got {version}."
                    : $"a newer version described the columns, in version {version}; this one reads versions up to {Version}. Update Interop.Data.");
            }

            var label = json.Field("label");
            return new TableSchema(
                [.. json.Items("columns").Select(ReadColumn)],
                ReadLabel(label),
                Enum.TryParse<MissingValues>(json.Text("missing"), out var missing) ? missing : MissingValues.Error,
                json.Texts("missing_markers"))
            {
                UnnamedColumns = json.FindWholeNumber("unnamed_columns"),
            };
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"the description of the columns is damaged: {error.Message}.", error);
        }
    }

    private static TableColumn ReadColumn(JsonElement json)
    {
        var name = json.Text("name");
        return json.Text("kind") == "number"
            ? new TableColumn(name, TableColumnKind.Number)
            {
                Mean = json.Number("mean"),
                Deviation = json.Number("deviation"),
                Fill = json.Number("fill"),
            }
            : new TableColumn(name, TableColumnKind.Category) { Categories = json.Texts("categories") };
    }

    private static TableLabel ReadLabel(JsonElement json)
    {
        var name = json.Text("name");
        return json.Text("kind") == "number"
            ? new TableLabel(name, CsvLabelKind.Number)
            {
                Mean = json.Number("mean"),
                Deviation = json.Number("deviation"),
            }
            : new TableLabel(name, CsvLabelKind.Classes) { ClassNames = json.Texts("names"), ClassValues = json.Texts("values") };
    }

    // Two passes in float64: the mean, then the squares about it.
    private static (double Mean, double Deviation) MeasureColumn(ReadOnlySpan<float> values, int at, int stride, ReadOnlySpan<int> rows)
    {
        double sum = 0;
        long count = 0;
        foreach (var row in rows)
        {
            var value = values[(row * stride) + at];
            sum += float.IsNaN(value) ? 0 : value;
            count += float.IsNaN(value) ? 0 : 1;
        }

        var mean = count == 0 ? 0 : sum / count;
        double squares = 0;
        foreach (var row in rows)
        {
            var centred = values[(row * stride) + at] - mean;
            squares += double.IsNaN(centred) ? 0 : centred * centred;
        }

        // Of a constant column rounding may leave a trace; dividing by it would make noise of nothing.
        var deviation = count == 0 ? 0 : Math.Sqrt(squares / count);
        return (mean, deviation > Math.Abs(mean) * 1e-7 ? deviation : 1);
    }

    private void CheckWidth(Tensor features)
    {
        if (features.Shape.Rank != 2 || features.Shape[1] != FeatureCount)
        {
            throw new NetworkException($"The table has {FeatureCount} features, got samples of shape {features.Shape}; expected [N, {FeatureCount}].");
        }
    }
}
