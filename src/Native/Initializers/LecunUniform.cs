namespace Interop.Native.Initializers;

/// <summary>
/// LeCun's uniform distribution: U(−b, b) with <c>b = √(3/fan_in)</c>. Keras' <c>LecunUniform</c>. Source: LeCun et al. 1998, Efficient BackProp.
/// </summary>
public sealed class LecunUniform() : FanScaled(null)
{
    /// <inheritdoc/>
    public override double Deviation(Fans fans) => 1 / Math.Sqrt(fans.In);
}
