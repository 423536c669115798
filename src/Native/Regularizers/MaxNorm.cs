namespace Interop.Native.Regularizers;

/// <summary>
/// The weights of each output unit have a norm of at most c: <c>w ·= min(‖w‖, c) / (‖w‖ + 10⁻⁷)</c>. Keras' MaxNorm.
/// Source: Srivastava et al. 2014, section 5.1, who use it with dropout.
/// </summary>
/// <param name="maxValue">c, greater than 0; Keras' default is 2.</param>
/// <param name="axes">The axes of the public shape over which a norm is taken; null for all but the first: the fan-in of each output unit.</param>
public sealed class MaxNorm(double maxValue = 2, int[]? axes = null) : NormConstraint(axes)
{
    private readonly double _maxValue = maxValue > 0
        ? maxValue
        : throw new ArgumentOutOfRangeException(nameof(maxValue), maxValue, "The largest norm must be greater than 0.");

    /// <summary>The largest norm.</summary>
    public double MaxValue => _maxValue;

    private protected override double Wanted(double norm) => Math.Min(norm, _maxValue);
}
