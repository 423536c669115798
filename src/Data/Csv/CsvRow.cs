namespace Interop.Data;

/// <summary>A row of a CSV file as numbers; one object serves for all rows of a pass.</summary>
/// <param name="features">How many features it has.</param>
internal sealed class CsvRow(int features)
{
    /// <summary>The features; NaN where one is missing.</summary>
    public float[] Features { get; } = new float[features];

    /// <summary>The label as a number.</summary>
    public float Number { get; set; }

    /// <summary>The label as text.</summary>
    public string Class { get; set; } = "";
}
