namespace Interop.Native.Training.Schedules;

/// <summary>A drop every so often: <c>η = η₀ γ^⌊t/s⌋</c>. PyTorch's StepLR.</summary>
/// <param name="stepSize">s, from one drop to the next.</param>
/// <param name="gamma">γ, a finite number of 0 or more.</param>
/// <param name="interval">What t counts.</param>
public sealed class StepSchedule(int stepSize, double gamma = 0.1, ScheduleInterval interval = ScheduleInterval.Epoch) : LearningRateSchedule(interval)
{
    private readonly int _stepSize = stepSize > 0
        ? stepSize
        : throw new ArgumentOutOfRangeException(nameof(stepSize), stepSize, "There must be at least 1 from one drop to the next.");

    /// <summary>How far it is from one drop to the next.</summary>
    public int StepSize => _stepSize;

    /// <summary>γ, the factor of a drop.</summary>
    public double Gamma { get; } = ScheduleArguments.NonNegative(gamma, nameof(gamma));

    /// <inheritdoc/>
    public override double Rate(double initialRate, long position) => initialRate * Math.Pow(Gamma, position / _stepSize);
}
