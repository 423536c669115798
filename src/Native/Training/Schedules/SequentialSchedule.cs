namespace Interop.Native.Training.Schedules;

/// <summary>
/// Schedules one after another: the first until milestone m₁, then the second with <c>t − m₁</c>, and so on; all from the same η₀.
/// A warm-up before a cosine is the usual one. PyTorch's SequentialLR.
/// </summary>
/// <example>
/// <code>
/// // 5 epochs up, 45 down.
/// var schedule = new SequentialSchedule([new LinearWarmup(5), new CosineSchedule(45)], [5]);
/// </code>
/// </example>
public sealed class SequentialSchedule : LearningRateSchedule
{
    private readonly LearningRateSchedule[] _schedules;
    private readonly int[] _milestones;

    /// <summary>Joins schedules that count the same.</summary>
    /// <param name="schedules">The schedules, first to last.</param>
    /// <param name="milestones">When each but the first begins, increasing.</param>
    /// <exception cref="ArgumentException">The numbers do not fit, milestones decrease, or the schedules count different things.</exception>
    public SequentialSchedule(IReadOnlyList<LearningRateSchedule> schedules, IReadOnlyList<int> milestones)
        : base(schedules is { Count: > 0 } ? schedules[0].Interval : throw new ArgumentException("Give at least one schedule.", nameof(schedules)))
    {
        ArgumentNullException.ThrowIfNull(milestones);
        if (milestones.Count != schedules.Count - 1 || !milestones.SequenceEqual(milestones.Order()))
        {
            throw new ArgumentException(
                $"{schedules.Count} schedules are joined at {schedules.Count - 1} increasing milestones, got {string.Join(", ", milestones)}.", nameof(milestones));
        }

        if (schedules.Any(schedule => schedule.Interval != Interval))
        {
            throw new ArgumentException(
                $"All schedules must count the same, epochs or steps; got {string.Join(", ", schedules.Select(schedule => $"{schedule.GetType().Name} in {schedule.Interval}s"))}.", nameof(schedules));
        }

        _schedules = [.. schedules];
        _milestones = [.. milestones];
    }

    /// <summary>The schedules, first to last.</summary>
    public IReadOnlyList<LearningRateSchedule> Schedules => _schedules;

    /// <summary>Where one ends and the next begins.</summary>
    public IReadOnlyList<int> Milestones => _milestones;

    /// <inheritdoc/>
    public override double Rate(double initialRate, long position)
    {
        var (schedule, begin) = At(position);
        return schedule.Rate(initialRate, position - begin);
    }

    /// <inheritdoc/>
    public override double? Momentum(long position)
    {
        var (schedule, begin) = At(position);
        return schedule.Momentum(position - begin);
    }

    private (LearningRateSchedule Schedule, int Begin) At(long position)
    {
        var passed = _milestones.Count(milestone => milestone <= position);
        return (_schedules[passed], passed == 0 ? 0 : _milestones[passed - 1]);
    }
}
