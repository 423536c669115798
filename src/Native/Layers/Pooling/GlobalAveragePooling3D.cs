namespace Interop.Native.Layers;

/// <summary>
/// Global average pooling of volumes: samples [channels, depth, height, width] to [channels]. See <see cref="GlobalAveragePooling"/>. Source: D0; Keras'
/// GlobalAveragePooling3D.
/// </summary>
/// <param name="name">The layer's name; null for its position.</param>
public sealed class GlobalAveragePooling3D(string? name = null) : GlobalAveragePooling(3, name);
