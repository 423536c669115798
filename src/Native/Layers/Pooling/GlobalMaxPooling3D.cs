namespace Interop.Native.Layers;

/// <summary>
/// Global max pooling of volumes: samples [channels, depth, height, width] to [channels]. See <see cref="GlobalMaxPooling"/>. Source: D0; Keras'
/// GlobalMaxPooling3D.
/// </summary>
/// <param name="name">The layer's name; null for its position.</param>
public sealed class GlobalMaxPooling3D(string? name = null) : GlobalMaxPooling(3, name);
