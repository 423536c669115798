namespace Interop.Native.Training.Schedules;

/// <summary>A way down to 0 along a power: <c>η = η₀ (1 − min(t, n)/n)^p</c>. PyTorch's PolynomialLR.</summary>
/// <param name="length">n, when it reaches 0.</param>
/// <param name="power">p; 1 for a straight line.</param>
/// <param name="interval">What t counts.</param>
public sealed class PolynomialSchedule(int length = 5, double power = 1, ScheduleInterval interval = ScheduleInterval.Epoch)
    : LearningRateSchedule(interval)
{
    private readonly int _length = length > 0
        ? length
        : throw new ArgumentOutOfRangeException(nameof(length), length, "The way down takes at least 1.");

    /// <summary>How long the way down is.</summary>
    public int Length => _length;

    /// <summary>The exponent.</summary>
    public double Power { get; } = ScheduleArguments.NonNegative(power, nameof(power));

    /// <inheritdoc/>
    public override double Rate(double initialRate, long position) =>
        initialRate * Math.Pow(1 - ((double)Math.Min(position, _length) / _length), Power);
}
