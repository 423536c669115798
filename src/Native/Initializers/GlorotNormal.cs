namespace Interop.Native.Initializers;

/// <summary>
/// Glorot's (Xavier's) normal distribution: N(0, σ²) with <c>σ = gain · √(2/(fan_in + fan_out))</c>, or <c>σ = √(1/n)</c>, n inputs, on D1's first
/// slide. PyTorch's <c>xavier_normal_</c>, bit for bit; Keras' <c>GlorotNormal</c> cuts the tail off. Source: D1; Glorot and Bengio 2010.
/// </summary>
/// <param name="gain">A factor for the function that follows, see <see cref="Gain"/>.</param>
/// <param name="tail">Whether values far from 0 are drawn.</param>
/// <param name="convention">Which σ.</param>
public sealed class GlorotNormal(
    double gain = Gain.Linear, NormalTail tail = NormalTail.Full, GlorotConvention convention = GlorotConvention.FanInAndOut)
    : FanScaled(tail)
{
    private readonly double _gain = InitializerArguments.NotNegative(gain);

    /// <summary>What the deviation is multiplied by.</summary>
    public double Gain => _gain;

    /// <summary>Which formula.</summary>
    public GlorotConvention Convention => convention;

    /// <inheritdoc/>
    public override double Deviation(Fans fans) => _gain * (convention == GlorotConvention.Lecture
        ? Math.Sqrt(1.0 / fans.In)
        : Math.Sqrt(2.0 / ((double)fans.In + fans.Out)));
}
