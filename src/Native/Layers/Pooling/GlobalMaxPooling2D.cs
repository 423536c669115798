namespace Interop.Native.Layers;

/// <summary>
/// Global max pooling of images: samples [channels, height, width] to [channels]. See <see cref="GlobalMaxPooling"/>. Source: D0; Keras'
/// GlobalMaxPooling2D.
/// </summary>
/// <param name="name">The layer's name; null for its position.</param>
public sealed class GlobalMaxPooling2D(string? name = null) : GlobalMaxPooling(2, name);
