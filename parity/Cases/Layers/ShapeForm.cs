namespace Interop.Parity.Cases.Layers;

/// <summary>Layers that move numbers and compute nothing.</summary>
internal enum ShapeForm
{
    /// <summary>All axes of a sample as one.</summary>
    Flatten,

    /// <summary>Another shape of the same numbers.</summary>
    Reshape,

    /// <summary>Another order of the axes.</summary>
    Permute,
}
