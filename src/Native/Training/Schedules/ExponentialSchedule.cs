namespace Interop.Native.Training.Schedules;

/// <summary>A steady decay: <c>η = η₀ γᵗ</c>. PyTorch's ExponentialLR.</summary>
/// <param name="gamma">γ, a finite number of 0 or more.</param>
/// <param name="interval">What t counts.</param>
public sealed class ExponentialSchedule(double gamma, ScheduleInterval interval = ScheduleInterval.Epoch) : LearningRateSchedule(interval)
{
    /// <summary>γ, the factor.</summary>
    public double Gamma { get; } = ScheduleArguments.NonNegative(gamma, nameof(gamma));

    /// <inheritdoc/>
    public override double Rate(double initialRate, long position) => initialRate * Math.Pow(Gamma, position);
}
