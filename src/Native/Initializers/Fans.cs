using Interop.Native.Tensors;

namespace Interop.Native.Initializers;

/// <summary>How many inputs feed one output of a weight, and how many outputs one input feeds.</summary>
/// <param name="In">fan_in: inputs for each output.</param>
/// <param name="Out">fan_out: outputs for each input.</param>
public readonly record struct Fans(int In, int Out)
{
    /// <summary>PyTorch's rule: for [out, in, k…], fan_in = in·Πk and fan_out = out·Πk; for one axis both are its extent.</summary>
    /// <param name="shape">The shape of a weight.</param>
    public static Fans Of(Shape shape)
    {
        if (shape.Rank < 2)
        {
            return new Fans(shape.Size, shape.Size);
        }

        var receptiveField = shape.Skip(2).Size;
        return new Fans(shape[1] * receptiveField, shape[0] * receptiveField);
    }
}
