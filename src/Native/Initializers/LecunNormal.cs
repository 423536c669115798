namespace Interop.Native.Initializers;

/// <summary>
/// LeCun's normal distribution: N(0, σ²) with <c>σ = √(1/fan_in)</c>; Keras' <c>LecunNormal</c> cuts the tail off.
/// Source: LeCun et al. 1998, Efficient BackProp.
/// </summary>
/// <param name="tail">Whether values far from 0 are drawn.</param>
public sealed class LecunNormal(NormalTail tail = NormalTail.Full) : FanScaled(tail)
{
    /// <inheritdoc/>
    public override double Deviation(Fans fans) => 1 / Math.Sqrt(fans.In);
}
