using Interop.Samples.Data;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Interop.Samples.MLNetPipeline.MLNet;

/// <summary>The sample data sets as data views of Features and Label.</summary>
internal static class SampleViews
{
    /// <summary>Classes as text labels, for MapValueToKey.</summary>
    public static IDataView Classes(MLContext context, SampleData data) => Load(
        context, data, (features, row) => new ClassRow { Features = features, Label = data.ClassNames[(int)data.Targets.Span[row]] });

    /// <summary>Two classes as a Boolean label: whether it is the first.</summary>
    public static IDataView Binary(MLContext context, SampleData data) => Load(
        context, data, (features, row) => new BinaryRow { Features = features, Label = data.Targets.Span[row] == 0 });

    /// <summary>Values as a Single label.</summary>
    public static IDataView Values(MLContext context, SampleData data) => Load(
        context, data, (features, row) => new ValueRow { Features = features, Label = data.Targets.Span[row] });

    private static IDataView Load<TRow>(MLContext context, SampleData data, Func<float[], int, TRow> create)
        where TRow : class
    {
        var size = data.Features.Shape[1];
        var definition = SchemaDefinition.Create(typeof(TRow));
        definition["Features"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, size);
        TRow[] rows = [.. Enumerable.Range(0, data.Count).Select(row => create(data.Features.Span.Slice(row * size, size).ToArray(), row))];
        return context.Data.LoadFromEnumerable(rows, definition);
    }

    internal sealed class ClassRow
    {
        public float[] Features { get; set; } = [];

        public string Label { get; set; } = "";
    }

    internal sealed class BinaryRow
    {
        public float[] Features { get; set; } = [];

        public bool Label { get; set; }
    }

    internal sealed class ValueRow
    {
        public float[] Features { get; set; } = [];

        public float Label { get; set; }
    }
}
