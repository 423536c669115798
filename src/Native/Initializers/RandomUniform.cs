using Interop.Native.Random;
using Interop.Native.Tensors;

namespace Interop.Native.Initializers;

/// <summary>U(low, high). PyTorch's <c>uniform_</c>, bit for bit; Keras' <c>RandomUniform</c> goes from −0.05 to 0.05.</summary>
/// <param name="low">The least value.</param>
/// <param name="high">The bound above.</param>
public sealed class RandomUniform(float low = 0f, float high = 1f) : Initializer
{
    private readonly float _high = high >= low
        ? high
        : throw new ArgumentOutOfRangeException(nameof(high), high, $"The upper bound must not lie below the lower one, {low}.");

    /// <summary>The lower bound.</summary>
    public float Low => low;

    /// <summary>The upper bound.</summary>
    public float High => _high;

    /// <inheritdoc/>
    public override void Fill(Tensor values, Fans fans, Generator generator)
    {
        InitializerArguments.Check(values, generator);
        generator.FillUniform(values.Span, low, _high);
    }
}
