namespace Interop.Native.Data.Transforms;

/// <summary>Computes a channel of an image from the same channel of the image before.</summary>
/// <param name="source">The channel before, row by row.</param>
/// <param name="target">The new channel, row by row.</param>
public delegate void ChannelFunction(ReadOnlySpan<float> source, Span<float> target);
