namespace Interop.Native.Initializers;

/// <summary>
/// Kaiming He's normal distribution: N(0, σ²) with <c>σ = gain / √fan</c>, <c>gain = √(2/(1 + a²))</c>. PyTorch's <c>kaiming_normal_</c>, bit for bit;
/// Keras' <c>HeNormal</c>, which cuts the tail off, is <see cref="He"/>. Source: He et al. 2015, Delving Deep into Rectifiers.
/// </summary>
/// <param name="negativeSlope">a, the slope of the leaky ReLU that follows; 0 for ReLU.</param>
/// <param name="mode">Which side keeps its variance.</param>
/// <param name="gain">The gain of another function that follows, see <see cref="Gain"/>; null for the leaky ReLU's.</param>
/// <param name="tail">Whether values far from 0 are drawn.</param>
public sealed class KaimingNormal(double negativeSlope = 0, FanMode mode = FanMode.In, double? gain = null, NormalTail tail = NormalTail.Full)
    : FanScaled(tail)
{
    private readonly double _gain = InitializerArguments.NotNegative(gain ?? Initializers.Gain.LeakyReLU(negativeSlope), nameof(gain));

    /// <summary>For ReLU: σ = √(2/fan_in), cut off at two deviations of the wider normal distribution: Keras' <c>HeNormal</c>.</summary>
    public static KaimingNormal He { get; } = new(tail: NormalTail.Truncated);

    /// <summary>Which fan the variance is divided by.</summary>
    public FanMode Mode => mode;

    /// <summary>What the deviation is multiplied by, given or from the negative slope.</summary>
    public double Gain => _gain;

    /// <inheritdoc/>
    public override double Deviation(Fans fans) => _gain / Math.Sqrt(mode == FanMode.In ? fans.In : fans.Out);
}
