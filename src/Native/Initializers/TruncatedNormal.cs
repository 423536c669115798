using Interop.Native.Random;
using Interop.Native.Tensors;

namespace Interop.Native.Initializers;

/// <summary>
/// A normal distribution cut off at two bounds, drawn by inverting its distribution function Φ: <c>u ~ U(2Φ(l) − 1, 2Φ(h) − 1)</c> with l and h
/// the bounds in standard deviations from the mean, <c>x = mean + deviation · √2 · erf⁻¹(u)</c>, clamped to the bounds.
/// PyTorch's <c>trunc_normal_</c>: the same random numbers, values within a rounding or two. Keras' <c>TruncatedNormal</c> has the bounds two
/// deviations from the mean: <see cref="WithinTwoDeviations"/>.
/// </summary>
public sealed class TruncatedNormal : Initializer
{
    private readonly double _deviation;
    private readonly double _mean;
    private readonly double _low;
    private readonly double _high;

    /// <summary>Sets the distribution; the defaults are PyTorch's.</summary>
    /// <param name="deviation">The standard deviation before the cut, greater than 0.</param>
    /// <param name="mean">The mean before the cut.</param>
    /// <param name="low">The lower bound, itself and not in deviations.</param>
    /// <param name="high">The upper bound.</param>
    /// <exception cref="ArgumentOutOfRangeException">The deviation is not positive, or the bounds are out of order.</exception>
    public TruncatedNormal(double deviation = 1, double mean = 0, double low = -2, double high = 2)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(deviation);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(high, low);
        _deviation = deviation;
        _mean = mean;
        _low = low;
        _high = high;
    }

    /// <summary>Keras' <c>TruncatedNormal</c>: bounds two deviations from the mean.</summary>
    /// <param name="deviation">The standard deviation before the cut; Keras' default is 0.05.</param>
    /// <param name="mean">The mean.</param>
    public static TruncatedNormal WithinTwoDeviations(double deviation = 0.05, double mean = 0) =>
        new(deviation, mean, mean - (2 * deviation), mean + (2 * deviation));

    /// <summary>σ of the distribution that is cut.</summary>
    public double Deviation => _deviation;

    /// <summary>Its μ.</summary>
    public double Mean => _mean;

    /// <summary>Where it is cut below.</summary>
    public double Low => _low;

    /// <summary>Where it is cut above.</summary>
    public double High => _high;

    /// <inheritdoc/>
    public override void Fill(Tensor values, Fans fans, Generator generator)
    {
        InitializerArguments.Check(values, generator);
        var span = values.Span;
        var from = Mass((_low - _mean) / _deviation);
        var to = Mass((_high - _mean) / _deviation);
        generator.FillUniform(span, (float)from, (float)to);
        foreach (ref var value in span)
        {
            value = (float)Math.Clamp(_mean + (_deviation * NormalDistribution.Quantile(value)), _low, _high);
        }
    }

    // 2Φ(x) − 1, the mass between −x and x.
    private static double Mass(double x) => (2 * NormalDistribution.Cumulative(x)) - 1;
}
