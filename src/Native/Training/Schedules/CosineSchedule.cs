namespace Interop.Native.Training.Schedules;

/// <summary>
/// Half a cosine wave from η₀ down: <c>η = η_min + (η₀ − η_min)(1 + cos(π t/T))/2</c>; after T it rises again, as in PyTorch's CosineAnnealingLR.
/// Source: Loshchilov and Hutter 2017.
/// </summary>
/// <param name="length">T, the time of the minimum.</param>
/// <param name="minimumRate">η_min.</param>
/// <param name="interval">What t counts.</param>
public sealed class CosineSchedule(int length, double minimumRate = 0, ScheduleInterval interval = ScheduleInterval.Epoch) : LearningRateSchedule(interval)
{
    private readonly int _length = length > 0
        ? length
        : throw new ArgumentOutOfRangeException(nameof(length), length, "The way down takes at least 1.");

    /// <summary>How long the way down is.</summary>
    public int Length => _length;

    /// <summary>The rate at its end.</summary>
    public double MinimumRate { get; } = ScheduleArguments.NonNegative(minimumRate, nameof(minimumRate));

    /// <inheritdoc/>
    public override double Rate(double initialRate, long position) =>
        MinimumRate + ((initialRate - MinimumRate) * (1 + Math.Cos(Math.PI * position / _length)) / 2);
}
