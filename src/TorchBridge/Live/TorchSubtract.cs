using TorchSharp;
using TorchTensor = TorchSharp.torch.Tensor;

namespace Interop.TorchBridge;

/// <summary>
/// The difference of two tensors as a module, <c>y = a − b</c>, which <see cref="ModuleExtensions.ToNative(torch.nn.Module{TorchTensor, TorchTensor}, TorchTensor, ModuleConversionOptions?)"/>
/// can see. Use it in a module's forward pass in the place of <c>a - b</c>.
/// </summary>
public sealed class TorchSubtract() : torch.nn.Module<TorchTensor, TorchTensor, TorchTensor>(nameof(TorchSubtract))
{
    /// <inheritdoc/>
    public override TorchTensor forward(TorchTensor input1, TorchTensor input2)
    {
        ArgumentNullException.ThrowIfNull(input1);
        return input1.sub(input2);
    }
}
