using Microsoft.ML.Data;

namespace Interop.Samples.MLNetPipeline.MLNet;

/// <summary>A made-up row to measure with: numbers, and one of two classes.</summary>
internal sealed class LabelledRow
{
    /// <summary>The numbers.</summary>
    public float[] Features { get; set; } = [];

    /// <summary>Which of the classes it is of.</summary>
    public bool Label { get; set; }

    /// <summary>The schema of rows that all have the same number of features, which trainers ask for.</summary>
    /// <param name="features">How many.</param>
    public static SchemaDefinition Definition(int features)
    {
        var definition = SchemaDefinition.Create(typeof(LabelledRow));
        definition[nameof(Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, features);
        return definition;
    }
}
