using Interop.Native.Random;

namespace Interop.Native.Layers;

/// <summary>
/// Multiplies each element by N(1, p/(1−p)) while training: the noise has the mean and variance of inverted dropout of rate p.
/// <c>y = x·m</c>, <c>dx = dy·m</c>; nothing at inference. Source: Srivastava et al. 2014, section 10; Keras' GaussianDropout.
/// </summary>
public sealed class GaussianDropout : RandomFactor
{
    /// <summary>Makes a Gaussian dropout layer.</summary>
    /// <param name="rate">p, in [0, 1): the variance of the factors is p/(1−p).</param>
    /// <param name="name">The layer's name; null for its position.</param>
    /// <exception cref="ArgumentOutOfRangeException">p lies outside [0, 1).</exception>
    public GaussianDropout(double rate, string? name = null)
        : base(name)
    {
        if (!(rate is >= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "The rate of Gaussian dropout lies in [0, 1): its variance is p/(1−p).");
        }

        Rate = rate;
    }

    /// <summary>p: the variance of the factors is p/(1−p).</summary>
    public double Rate { get; }

    internal override bool IsIdentityAtInference => true;

    private protected override void Draw(Generator generator, Span<float> factors)
    {
        if (Rate == 0)
        {
            factors.Fill(1f);
            return;
        }

        generator.FillNormal(factors, 1, Math.Sqrt(Rate / (1 - Rate)));
    }
}
