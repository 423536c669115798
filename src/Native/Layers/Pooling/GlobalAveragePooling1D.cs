namespace Interop.Native.Layers;

/// <summary>
/// Global average pooling of sequences: samples [channels, length] to [channels]. See <see cref="GlobalAveragePooling"/>. Source: D0; Keras'
/// GlobalAveragePooling1D.
/// </summary>
/// <param name="name">The layer's name; null for its position.</param>
public sealed class GlobalAveragePooling1D(string? name = null) : GlobalAveragePooling(1, name);
