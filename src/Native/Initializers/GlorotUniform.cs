namespace Interop.Native.Initializers;

/// <summary>
/// Glorot's (Xavier's) uniform distribution: U(−b, b) with <c>b = gain · √(6/(fan_in + fan_out))</c>. Keras' default for kernels;
/// PyTorch's <c>xavier_uniform_</c>, bit for bit. Source: D1; Glorot and Bengio 2010.
/// </summary>
/// <param name="gain">A factor for the function that follows, see <see cref="Gain"/>.</param>
public sealed class GlorotUniform(double gain = Gain.Linear) : FanScaled(null)
{
    private readonly double _gain = InitializerArguments.NotNegative(gain);

    /// <summary>What the deviation is multiplied by.</summary>
    public double Gain => _gain;

    /// <inheritdoc/>
    public override double Deviation(Fans fans) => _gain * Math.Sqrt(2.0 / ((double)fans.In + fans.Out));
}
