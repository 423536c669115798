namespace Interop.Native.Training.Schedules;

/// <summary>A schedule of your own: <c>η = η₀ f(t)</c>. PyTorch's LambdaLR.</summary>
/// <param name="factor">f.</param>
/// <param name="interval">What t counts.</param>
public sealed class LambdaSchedule(Func<long, double> factor, ScheduleInterval interval = ScheduleInterval.Epoch) : LearningRateSchedule(interval)
{
    private readonly Func<long, double> _factor = factor ?? throw new ArgumentNullException(nameof(factor));

    /// <inheritdoc/>
    public override double Rate(double initialRate, long position) => initialRate * _factor(position);
}
