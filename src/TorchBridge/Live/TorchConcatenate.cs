using TorchSharp;
using TorchTensor = TorchSharp.torch.Tensor;

namespace Interop.TorchBridge;

/// <summary>
/// Two tensors put behind one another as a module: the connection of dense blocks and U-shaped networks, which
/// <see cref="ModuleExtensions.ToNative(torch.nn.Module{TorchTensor, TorchTensor}, TorchTensor, ModuleConversionOptions?)"/> can see. Use it in the place of <c>torch.cat</c>.
/// </summary>
/// <param name="dim">The axis of the batch; 1, the channels or features, by default.</param>
public sealed class TorchConcatenate(int dim = 1) : torch.nn.Module<TorchTensor, TorchTensor, TorchTensor>(nameof(TorchConcatenate))
{
    /// <summary>The axis of the batch.</summary>
    public int Dim { get; } = dim;

    /// <inheritdoc/>
    public override TorchTensor forward(TorchTensor input1, TorchTensor input2) => torch.cat([input1, input2], Dim);
}
