namespace Interop.OnnxBridge.Import;

/// <summary>Numbers known at import: floats or whole numbers, row-major.</summary>
internal sealed record ImportedConstant : ImportedValue
{
    /// <summary>Stands in a list of extents for the size of the batch, which no one knows at import.</summary>
    public const long Batch = long.MinValue;

    /// <summary>A constant of floats.</summary>
    public ImportedConstant(string name, int[] dimensions, float[] values)
    {
        (Name, Dimensions, Floats) = (name, dimensions, values);
    }

    /// <summary>A constant of whole numbers.</summary>
    public ImportedConstant(string name, int[] dimensions, long[] values)
    {
        (Name, Dimensions, Integers) = (name, dimensions, values);
    }

    /// <summary>The initializer's name, or that of the value it was computed as.</summary>
    public string Name { get; }

    /// <summary>The extents.</summary>
    public int[] Dimensions { get; }

    /// <summary>The values, where they are floats.</summary>
    public float[]? Floats { get; }

    /// <summary>The values, where they are whole numbers.</summary>
    public long[]? Integers { get; }

    /// <summary>The number of values.</summary>
    public int Count => Floats?.Length ?? Integers!.Length;
}
