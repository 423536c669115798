using System.Runtime.InteropServices;
using Interop.Native.Tensors;
using TorchSharp;
using TorchTensor = TorchSharp.torch.Tensor;

namespace Interop.TorchBridge;

/// <summary>Tensors from TorchSharp and to it, without a copy where the layout allows.</summary>
public static class TorchTensorExtensions
{
    /// <summary>
    /// The same numbers as a TorchSharp tensor that shares its memory: what is written to one is seen in the other. The memory lives as long as
    /// either does; the TorchSharp tensor is the caller's to dispose.
    /// </summary>
    /// <param name="tensor">The tensor.</param>
    public static TorchTensor AsTorch(this Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        long[] shape = [.. tensor.Shape.Extents.ToArray().Select(extent => (long)extent)];
        if (tensor.Count == 0 || !MemoryMarshal.TryGetArray<float>(tensor.Memory, out var memory))
        {
            return torch.zeros(shape);
        }

        // frombuffer pins the array until the last view of the storage is gone.
        using var flat = torch.frombuffer(memory.Array!, torch.ScalarType.Float32, memory.Count, memory.Offset);
        return flat.view(shape);
    }

    /// <summary>A copy as a TorchSharp tensor, which the caller disposes.</summary>
    /// <param name="tensor">The tensor.</param>
    public static TorchTensor ToTorch(this Tensor tensor)
    {
        using var shared = tensor.AsTorch();
        return shared.clone();
    }

    /// <summary>
    /// The elements of a TorchSharp tensor in place, row-major: for a training session's inputs, a copy into a network or out of it. Valid while the
    /// tensor lives.
    /// </summary>
    /// <param name="tensor">A contiguous tensor of 32-bit floats in the processor's memory.</param>
    /// <exception cref="ArgumentException">The tensor is of another type, another device, or not contiguous; <see cref="ToNative(TorchTensor)"/> copies those.</exception>
    public static Span<float> AsSpan(this TorchTensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        return tensor.dtype == torch.ScalarType.Float32 && tensor.device_type == DeviceType.CPU && tensor.is_contiguous()
            ? MemoryMarshal.Cast<byte, float>(tensor.bytes)
            : throw new ArgumentException(
                $"A contiguous tensor of 32-bit floats on the CPU was expected, got one of {tensor.dtype} on {tensor.device}{(tensor.is_contiguous() ? "" : ", not contiguous")}; use ToNative, which copies.",
                nameof(tensor));
    }

    /// <summary>A copy as a tensor of 32-bit floats; other types are converted, strided ones put in row-major order.</summary>
    /// <param name="tensor">The tensor, of any real type, on any device.</param>
    public static Tensor ToNative(this TorchTensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        using var scope = torch.NewDisposeScope();
        using var gradients = torch.no_grad();
        var plain = tensor.detach().cpu().to(torch.ScalarType.Float32).contiguous();
        var copy = new Tensor(ToShape(plain.shape));
        plain.AsSpan().CopyTo(copy.Span);
        return copy;
    }

    /// <summary>A shape of extents of 64 bits.</summary>
    internal static Shape ToShape(ReadOnlySpan<long> extents) => new([.. extents.ToArray().Select(extent => checked((int)extent))]);
}
