using TorchSharp;
using TorchTensor = TorchSharp.torch.Tensor;

namespace Interop.TorchBridge;

/// <summary>
/// The product of two tensors as a module, element by element, <c>y = a · b</c>: a gate that <see cref="ModuleExtensions.ToNative(torch.nn.Module{TorchTensor, TorchTensor}, TorchTensor, ModuleConversionOptions?)"/>
/// can see. Use it in a module's forward pass in the place of <c>a * b</c>.
/// </summary>
public sealed class TorchMultiply() : torch.nn.Module<TorchTensor, TorchTensor, TorchTensor>(nameof(TorchMultiply))
{
    /// <inheritdoc/>
    public override TorchTensor forward(TorchTensor input1, TorchTensor input2)
    {
        ArgumentNullException.ThrowIfNull(input1);
        return input1.mul(input2);
    }
}
