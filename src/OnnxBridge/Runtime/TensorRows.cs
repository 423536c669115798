using Interop.Native.Tensors;

namespace Interop.OnnxBridge.Runtime;

/// <summary>Puts batches behind one another.</summary>
internal static class TensorRows
{
    /// <summary>One batch with the samples of all.</summary>
    /// <param name="parts">Batches of samples of one shape.</param>
    public static Tensor Join(IReadOnlyList<Tensor> parts)
    {
        var joined = new Tensor(parts[0].Shape.Skip(1).Prepend(parts.Sum(part => part.Shape[0])));
        var position = 0;
        foreach (var part in parts)
        {
            part.Span.CopyTo(joined.Span[position..]);
            position += part.Count;
        }

        return joined;
    }
}
