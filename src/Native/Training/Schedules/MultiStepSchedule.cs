namespace Interop.Native.Training.Schedules;

/// <summary>A drop at each milestone: <c>η = η₀ γⁿ</c> with n the number of milestones at or before t. PyTorch's MultiStepLR.</summary>
/// <param name="milestones">The times of the drops, in any order; one named twice drops twice.</param>
/// <param name="gamma">γ, a finite number of 0 or more.</param>
/// <param name="interval">What t counts.</param>
public sealed class MultiStepSchedule(IEnumerable<int> milestones, double gamma = 0.1, ScheduleInterval interval = ScheduleInterval.Epoch)
    : LearningRateSchedule(interval)
{
    private readonly int[] _milestones = [.. milestones ?? throw new ArgumentNullException(nameof(milestones))];

    /// <summary>Where the rate drops.</summary>
    public IReadOnlyList<int> Milestones => _milestones;

    /// <summary>γ, the factor of a drop.</summary>
    public double Gamma { get; } = ScheduleArguments.NonNegative(gamma, nameof(gamma));

    /// <inheritdoc/>
    public override double Rate(double initialRate, long position) =>
        initialRate * Math.Pow(Gamma, _milestones.Count(milestone => milestone <= position));
}
