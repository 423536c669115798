using Interop.Native.Files;
using Interop.Parity.Cases;
using TorchSharp;

namespace Interop.Parity.Engines.TorchSharp;

/// <summary>Tensors into TorchSharp and out of it, bit for bit.</summary>
internal static class TorchTensors
{
    /// <summary>A case's input as a TorchSharp tensor of floats.</summary>
    public static torch.Tensor Torch(this NamedTensors inputs, string name) => inputs.Floats(name).Torch();

    /// <summary>A tensor of the engine as one of TorchSharp's.</summary>
    public static torch.Tensor Torch(this Interop.Native.Tensors.Tensor tensor) =>
        torch.tensor(tensor.ToArray(), [.. tensor.Shape.Select(extent => (long)extent)]);

    /// <summary>Adds a TorchSharp tensor of floats or whole numbers.</summary>
    public static void Add(this NamedTensors outputs, string name, torch.Tensor tensor)
    {
        using var values = tensor.detach().contiguous();
        int[] shape = [.. values.shape.Select(extent => (int)extent)];
        if (values.dtype == torch.ScalarType.Int64)
        {
            outputs.Add(name, StoredTensor.From(new Interop.Native.Tensors.Shape(shape), values.data<long>().ToArray()));
        }
        else
        {
            outputs.Add(name, Interop.Native.Tensors.Tensor.From(new Interop.Native.Tensors.Shape(shape), values.data<float>().ToArray()));
        }
    }
}
