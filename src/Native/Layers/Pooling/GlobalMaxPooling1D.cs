namespace Interop.Native.Layers;

/// <summary>
/// Global max pooling of sequences: samples [channels, length] to [channels]. See <see cref="GlobalMaxPooling"/>. Source: D0; Keras'
/// GlobalMaxPooling1D.
/// </summary>
/// <param name="name">The layer's name; null for its position.</param>
public sealed class GlobalMaxPooling1D(string? name = null) : GlobalMaxPooling(1, name);
