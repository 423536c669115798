namespace Interop.Native.Training.Schedules;

/// <summary>A steady decay: <c>η = η₀ γᵗ</c>. PyTorch's ExponentialLR.</summary>
/// <param name="gamma">γ.</param>
/// <param name="interval">What t counts.</param>
public sealed class ExponentialSchedule(double gamma, ScheduleInterval interval = ScheduleInterval.Epoch) : LearningRateSchedule(interval)
{
    /// <summary>γ, the factor.</summary>
    public double Gamma => gamma;

    /// <inheritdoc/>
    public override double Rate(double initialRate, long position) => initialRate * Math.Pow(gamma, position);
}
