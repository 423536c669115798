namespace Interop.Native.Initializers;

/// <summary>
/// Kaiming He's uniform distribution: U(−b, b) with <c>b = √3 · gain / √fan</c>, <c>gain = √(2/(1 + a²))</c>. With a = √5, the default, this is the
/// weight of PyTorch's Linear and convolutions: b = 1/√fan_in. PyTorch's <c>kaiming_uniform_</c>, bit for bit; Keras' <c>HeUniform</c> is
/// <see cref="He"/>. Source: He et al. 2015, Delving Deep into Rectifiers.
/// </summary>
/// <param name="negativeSlope">a, the slope of the leaky ReLU that follows, 0 for ReLU; null for PyTorch's layer default √5.</param>
/// <param name="mode">Which side keeps its variance.</param>
/// <param name="gain">The gain of another function that follows, see <see cref="Gain"/>; null for the leaky ReLU's.</param>
public sealed class KaimingUniform(double? negativeSlope = null, FanMode mode = FanMode.In, double? gain = null) : FanScaled(null)
{
    private readonly double _gain = InitializerArguments.NotNegative(gain ?? Initializers.Gain.LeakyReLU(negativeSlope ?? Math.Sqrt(5)), nameof(gain));

    /// <summary>For ReLU: b = √(6/fan_in), Keras' <c>HeUniform</c>.</summary>
    public static KaimingUniform He { get; } = new(0);

    /// <summary>Which fan the variance is divided by.</summary>
    public FanMode Mode => mode;

    /// <summary>What the deviation is multiplied by, given or from the negative slope.</summary>
    public double Gain => _gain;

    /// <inheritdoc/>
    public override double Deviation(Fans fans) => _gain / Math.Sqrt(mode == FanMode.In ? fans.In : fans.Out);
}
