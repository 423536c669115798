namespace Interop.Native.Training.Schedules;

/// <summary>
/// A learning rate that is a function of time: <c>η = Rate(η₀, t)</c> with η₀ the optimizer's rate when training begins and t the finished epochs or
/// steps. Give it to Fit as a callback, or ask <see cref="Rate"/> in a loop of your own. Formulas and defaults are PyTorch's.
/// </summary>
/// <remarks>
/// One object remembers where it is: a second Fit goes on from there, <see cref="Reset"/> begins anew. To write one of your own, override
/// <see cref="Rate"/>.
/// </remarks>
public abstract class LearningRateSchedule : Callback
{
    private double? _initialRate;

    /// <summary>Chooses what is counted.</summary>
    /// <param name="interval">Epochs or steps.</param>
    protected LearningRateSchedule(ScheduleInterval interval) => Interval = interval;

    /// <summary>What is counted.</summary>
    public ScheduleInterval Interval { get; }

    /// <summary>t, the epochs or steps finished so far.</summary>
    public long Position { get; private set; }

    /// <summary>The learning rate at a time.</summary>
    /// <param name="initialRate">η₀.</param>
    /// <param name="position">t, counted from 0.</param>
    public abstract double Rate(double initialRate, long position);

    /// <summary>The optimizer's momentum at a time; null leaves it alone.</summary>
    /// <param name="position">t, counted from 0.</param>
    public virtual double? Momentum(long position) => null;

    /// <summary>Begins anew at t = 0, with the optimizer's rate at the next training as η₀.</summary>
    public void Reset()
    {
        Position = 0;
        _initialRate = null;
    }

    /// <summary>Whether it reads gradients: none here do, and a schedule of your own that does overrides this.</summary>
    public override bool ReadsGradients => false;

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        _initialRate ??= run.Optimizer.LearningRate;
        Apply(run);
    }

    /// <inheritdoc/>
    public override void OnBatchEnd(TrainingRun run, double loss)
    {
        if (Interval == ScheduleInterval.Step)
        {
            Advance(run);
        }
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingRun run, EpochLog log)
    {
        if (Interval == ScheduleInterval.Epoch)
        {
            Advance(run);
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> SaveState()
    {
        var state = new Dictionary<string, double> { ["position"] = Position };
        if (_initialRate is { } rate)
        {
            state["initial_rate"] = rate;
        }

        return state;
    }

    /// <inheritdoc/>
    public override void RestoreState(IReadOnlyDictionary<string, double> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        Position = (long)ScheduleState.Require(state, "position", this);
        _initialRate = !state.TryGetValue("initial_rate", out var rate) ? null
            : rate is >= 0 and <= float.MaxValue ? rate
            : throw new ArgumentException($"The state of a {GetType().Name} has an 'initial_rate' of {rate}; a learning rate is a finite number of 0 or more.", nameof(state));
    }

    private void Advance(TrainingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        Position++;
        Apply(run);
    }

    private void Apply(TrainingRun run)
    {
        run.Optimizer.LearningRate = (float)Rate(_initialRate!.Value, Position);
        if (run.Optimizer.Momentum is not null && Momentum(Position) is { } momentum)
        {
            run.Optimizer.Momentum = momentum;
        }
    }
}
