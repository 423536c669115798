using Interop.Native.Networks;
using TorchTensor = TorchSharp.torch.Tensor;

namespace Interop.TorchBridge.Live.ToNative;

/// <summary>A tensor that was seen in a forward pass. It is kept alive so that no other comes to lie at its place.</summary>
/// <param name="tensor">The tensor.</param>
/// <param name="symbol">What it is in the network.</param>
/// <param name="giver">Which module gave it, for messages.</param>
internal sealed class TracedValue(TorchTensor tensor, Symbol symbol, string giver)
{
    /// <summary>The tensor.</summary>
    public TorchTensor Tensor { get; } = tensor;

    /// <summary>What it is in the network; another after a module has changed it in place.</summary>
    public Symbol Symbol { get; set; } = symbol;

    /// <summary>Which module gave it, for messages.</summary>
    public string Giver { get; set; } = giver;

    /// <summary>Its numbers when it was last seen.</summary>
    public float[] Content { get; private set; } = tensor.AsSpan().ToArray();

    /// <summary>Whether its numbers are what they were, bit for bit.</summary>
    public bool IsUnchanged => System.Runtime.InteropServices.MemoryMarshal.AsBytes(Tensor.AsSpan())
        .SequenceEqual(System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(Content));

    /// <summary>Takes its numbers as they are now.</summary>
    public void Refresh() => Content = Tensor.AsSpan().ToArray();
}
