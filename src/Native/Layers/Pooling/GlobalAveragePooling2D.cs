namespace Interop.Native.Layers;

/// <summary>
/// Global average pooling of images: samples [channels, height, width] to [channels]. See <see cref="GlobalAveragePooling"/>. Source: D0; Keras'
/// GlobalAveragePooling2D.
/// </summary>
/// <param name="name">The layer's name; null for its position.</param>
public sealed class GlobalAveragePooling2D(string? name = null) : GlobalAveragePooling(2, name);
