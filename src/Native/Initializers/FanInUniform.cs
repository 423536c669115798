using Interop.Native.Random;
using Interop.Native.Tensors;

namespace Interop.Native.Initializers;

/// <summary>U(−b, b) with <c>b = 1/√fan_in</c> of the weight beside it: the bias of PyTorch's Linear and convolutions.</summary>
public sealed class FanInUniform : Initializer
{
    /// <inheritdoc/>
    public override void Fill(Tensor values, Fans fans, Generator generator)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(generator);
        var bound = fans.In > 0 ? 1 / Math.Sqrt(fans.In) : 0;
        generator.FillUniform(values.Span, (float)-bound, (float)bound);
    }
}
