using Interop.Native.Random;
using Interop.Native.Tensors;

namespace Interop.Native.Initializers;

/// <summary>
/// Kaiming (He) uniform: U(−b, b) with <c>b = √3 · gain / √fan_in</c>, <c>gain = √(2 / (1 + a²))</c>.
/// With a = √5, the default, this is the weight of PyTorch's Linear and convolutions: b = 1/√fan_in.
/// Source: He et al. 2015, Delving Deep into Rectifiers; PyTorch <c>kaiming_uniform_</c>.
/// </summary>
/// <param name="negativeSlope">a, the slope of the leaky ReLU that follows; null for PyTorch's layer default √5.</param>
public sealed class KaimingUniform(double? negativeSlope = null) : Initializer
{
    /// <inheritdoc/>
    public override void Fill(Tensor values, Fans fans, Generator generator)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(generator);
        var slope = negativeSlope ?? Math.Sqrt(5);
        var gain = Math.Sqrt(2.0 / (1 + (slope * slope)));
        var deviation = gain / Math.Sqrt(fans.In);
        var bound = Math.Sqrt(3.0) * deviation;
        generator.FillUniform(values.Span, (float)-bound, (float)bound);
    }
}
