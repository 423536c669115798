using Interop.Native.Tensors;

namespace Interop.TorchBridge;

/// <summary>A tensor whose shape is not the network's.</summary>
/// <param name="Name">Its name in the network.</param>
/// <param name="Expected">The shape of the network's parameter.</param>
/// <param name="Given">The shape in the state.</param>
public sealed record MisshapenTensor(string Name, Shape Expected, Shape Given)
{
    /// <summary>Name and shapes.</summary>
    public override string ToString() => $"{Listing.Quote(Name)} ({Expected} here, {Given} in the state)";
}
