namespace Interop.Native.Layers;

/// <summary>Drops whole channels of [N, C, L] while training; see <see cref="SpatialDropout"/>. Source: PyTorch's Dropout1d, Keras' SpatialDropout1D.</summary>
/// <param name="rate">p, the probability that a channel is dropped, in [0, 1].</param>
/// <param name="form">Whether training or inference puts the expected value right; null for the network's convention.</param>
/// <param name="name">The layer's name; null for its position.</param>
public sealed class SpatialDropout1D(double rate = 0.5, DropoutForm? form = null, string? name = null) : SpatialDropout(1, rate, form, name);
