namespace Interop.Native.Training.Schedules;

/// <summary>
/// One cycle, step by step: from <c>η_max/d</c> up to η_max in the first share r of the steps, then down to <c>η_max/(d f)</c>; with three phases down
/// to <c>η_max/d</c> as slowly as up, and then to <c>η_max/(d f)</c>. The optimizer's momentum, where it has one, goes the other way between its two
/// bounds. With n steps the phases end at r n − 1 (and 2 r n − 2) and n − 1. PyTorch's OneCycleLR. Source: Smith and Topin 2018.
/// </summary>
/// <remarks>η₀ plays no part. Where PyTorch fails when it is asked for more steps than n, the last rate stays.</remarks>
public sealed class OneCycle : LearningRateSchedule
{
    private readonly Phase[] _phases;

    /// <summary>Sets the cycle; the defaults are PyTorch's.</summary>
    /// <param name="maximumRate">η_max.</param>
    /// <param name="totalSteps">n: epochs times batches in an epoch.</param>
    /// <param name="risingShare">r, in [0, 1].</param>
    /// <param name="annealing">The curve.</param>
    /// <param name="cycleMomentum">Whether the momentum changes too.</param>
    /// <param name="baseMomentum">The momentum at η_max.</param>
    /// <param name="maximumMomentum">The momentum at the ends.</param>
    /// <param name="divisor">d.</param>
    /// <param name="finalDivisor">f.</param>
    /// <param name="threePhases">Whether the way down first mirrors the way up.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no steps, the share or a momentum lies outside [0, 1], or the rate or a divisor is not a finite number above 0.</exception>
    public OneCycle(
        double maximumRate,
        int totalSteps,
        double risingShare = 0.3,
        Annealing annealing = Annealing.Cosine,
        bool cycleMomentum = true,
        double baseMomentum = 0.85,
        double maximumMomentum = 0.95,
        double divisor = 25,
        double finalDivisor = 1e4,
        bool threePhases = false)
        : base(ScheduleInterval.Step)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(totalSteps);
        ArgumentOutOfRangeException.ThrowIfNegative(risingShare);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(risingShare, 1);
        MaximumRate = ScheduleArguments.Positive(maximumRate, nameof(maximumRate));
        TotalSteps = totalSteps;
        RisingShare = risingShare;
        Annealing = annealing;
        CycleMomentum = cycleMomentum;
        BaseMomentum = ScheduleArguments.Fraction(baseMomentum, nameof(baseMomentum));
        MaximumMomentum = ScheduleArguments.Fraction(maximumMomentum, nameof(maximumMomentum));
        Divisor = ScheduleArguments.Positive(divisor, nameof(divisor));
        FinalDivisor = ScheduleArguments.Positive(finalDivisor, nameof(finalDivisor));
        ThreePhases = threePhases;
        var start = maximumRate / divisor;
        var end = start / finalDivisor;
        var rise = risingShare * totalSteps;
        _phases = threePhases
            ?
            [
                new Phase(rise - 1, start, maximumRate, maximumMomentum, baseMomentum),
                new Phase((2 * rise) - 2, maximumRate, start, baseMomentum, maximumMomentum),
                new Phase(totalSteps - 1, start, end, maximumMomentum, maximumMomentum),
            ]
            :
            [
                new Phase(rise - 1, start, maximumRate, maximumMomentum, baseMomentum),
                new Phase(totalSteps - 1, maximumRate, end, baseMomentum, maximumMomentum),
            ];
    }

    /// <summary>The highest rate.</summary>
    public double MaximumRate { get; }

    /// <summary>The length of the cycle.</summary>
    public int TotalSteps { get; }

    /// <summary>The share of steps in which the rate rises.</summary>
    public double RisingShare { get; }

    /// <summary>The form of the way.</summary>
    public Annealing Annealing { get; }

    /// <summary>Whether the momentum moves against the rate.</summary>
    public bool CycleMomentum { get; }

    /// <summary>The lowest momentum.</summary>
    public double BaseMomentum { get; }

    /// <summary>The highest momentum.</summary>
    public double MaximumMomentum { get; }

    /// <summary>The highest rate divided by the first.</summary>
    public double Divisor { get; }

    /// <summary>The first rate divided by the last.</summary>
    public double FinalDivisor { get; }

    /// <summary>Whether a third phase follows.</summary>
    public bool ThreePhases { get; }

    /// <inheritdoc/>
    public override double Rate(double initialRate, long position)
    {
        var (phase, share) = At(position);
        return Between(phase.StartRate, phase.EndRate, share);
    }

    /// <inheritdoc/>
    public override double? Momentum(long position)
    {
        var (phase, share) = At(position);
        return CycleMomentum ? Between(phase.StartMomentum, phase.EndMomentum, share) : null;
    }

    private (Phase Phase, double Share) At(long position)
    {
        var step = Math.Min(position, _phases[^1].End);
        double begin = 0;
        foreach (var phase in _phases)
        {
            if (step <= phase.End)
            {
                return (phase, phase.End > begin ? (step - begin) / (phase.End - begin) : 1);
            }

            begin = phase.End;
        }

        return (_phases[^1], 1);
    }

    private double Between(double start, double end, double share) => Annealing == Annealing.Cosine
        ? end + ((start - end) / 2 * (Math.Cos(Math.PI * share) + 1))
        : ((end - start) * share) + start;

    private sealed record Phase(double End, double StartRate, double EndRate, double StartMomentum, double EndMomentum);
}
