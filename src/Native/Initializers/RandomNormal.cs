using Interop.Native.Random;
using Interop.Native.Tensors;

namespace Interop.Native.Initializers;

/// <summary>
/// N(mean, deviation²): <c>mean + deviation · z</c> with z standard normal. With a small deviation and mean 0 these are D1's small values,
/// N(0, 1)·scale. PyTorch's <c>normal_</c>, bit for bit; Keras' <c>RandomNormal</c> has a deviation of 0.05.
/// </summary>
/// <param name="deviation">The standard deviation, D1's scale; 0 or more.</param>
/// <param name="mean">The mean.</param>
public sealed class RandomNormal(double deviation = 1, double mean = 0) : Initializer
{
    private readonly double _deviation = InitializerArguments.NotNegative(deviation);

    /// <summary>σ.</summary>
    public double Deviation => _deviation;

    /// <summary>μ.</summary>
    public double Mean => mean;

    /// <inheritdoc/>
    public override void Fill(Tensor values, Fans fans, Generator generator)
    {
        InitializerArguments.Check(values, generator);
        generator.FillNormal(values.Span, mean, _deviation);
    }
}
