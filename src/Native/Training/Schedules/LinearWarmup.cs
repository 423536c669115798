namespace Interop.Native.Training.Schedules;

/// <summary>
/// A linear change at the beginning: <c>η = η₀ (a + (b − a) min(t, n)/n)</c>. PyTorch's LinearLR. Join it with what follows by a
/// <see cref="SequentialSchedule"/>.
/// </summary>
/// <param name="length">n, how long the change takes.</param>
/// <param name="startFactor">a, in [0, 1].</param>
/// <param name="endFactor">b, in [0, 1].</param>
/// <param name="interval">What t counts.</param>
public sealed class LinearWarmup(
    int length = 5, double startFactor = 1.0 / 3, double endFactor = 1, ScheduleInterval interval = ScheduleInterval.Epoch)
    : LearningRateSchedule(interval)
{
    private readonly int _length = length > 0
        ? length
        : throw new ArgumentOutOfRangeException(nameof(length), length, "The change takes at least 1.");

    /// <summary>How long the change takes.</summary>
    public int Length => _length;

    /// <summary>The factor at the beginning.</summary>
    public double StartFactor { get; } = ScheduleArguments.Fraction(startFactor, nameof(startFactor));

    /// <summary>The factor at the end.</summary>
    public double EndFactor { get; } = ScheduleArguments.Fraction(endFactor, nameof(endFactor));

    /// <inheritdoc/>
    public override double Rate(double initialRate, long position) =>
        initialRate * (StartFactor + ((EndFactor - StartFactor) * Math.Min(position, _length) / _length));
}
