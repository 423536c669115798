using Interop.Native.Layers;
namespace Interop.Native.Training.Schedules;

/// <summary>
/// A smaller learning rate when a figure has stopped improving: after more than p epochs in a row without a better figure,
/// <c>η = max(η γ, η_min)</c> if that is smaller by more than ε. A figure m is better than the best b so far where <c>m &lt; b (1 − θ)</c>, or
/// <c>m &lt; b − θ</c> with an absolute threshold; the other way round for figures that shall grow: <c>m &gt; b (1 + θ)</c>, <c>m &gt; b + θ</c>.
/// PyTorch's ReduceLROnPlateau.
/// </summary>
public sealed class ReduceOnPlateau : Callback
{
    private readonly bool _isLargerBetter;
    private readonly double _factor;
    private readonly int _patience;
    private readonly double _threshold;
    private readonly bool _isRelative;
    private readonly int _cooldown;
    private readonly double _minimumRate;
    private readonly double _epsilon;
    private double? _best;
    private int _badEpochs;
    private int _cooldownLeft;

    /// <summary>Sets the rule; the defaults are PyTorch's.</summary>
    /// <param name="monitor">The figure's name, such as <c>val_loss</c> or <c>loss</c>.</param>
    /// <param name="mode">In which direction the figure gets better.</param>
    /// <param name="factor">γ, in [0, 1).</param>
    /// <param name="patience">p.</param>
    /// <param name="threshold">θ.</param>
    /// <param name="isRelative">Whether θ is a share of the best figure.</param>
    /// <param name="cooldown">How many epochs after a reduction do not count.</param>
    /// <param name="minimumRate">η_min.</param>
    /// <param name="epsilon">ε.</param>
    /// <exception cref="ArgumentOutOfRangeException">The factor lies outside [0, 1), or another number is negative or not finite.</exception>
    public ReduceOnPlateau(
        string monitor = "val_loss",
        MonitorMode mode = MonitorMode.Minimum,
        double factor = 0.1,
        int patience = 10,
        double threshold = 1e-4,
        bool isRelative = true,
        int cooldown = 0,
        double minimumRate = 0,
        double epsilon = 1e-8)
    {
        ArgumentException.ThrowIfNullOrEmpty(monitor);
        if (!(factor is >= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(factor), factor, "The factor of a reduction is a number in [0, 1).");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(patience);
        ArgumentOutOfRangeException.ThrowIfNegative(cooldown);
        Monitor = monitor;
        _isLargerBetter = mode.IsLargerBetter(monitor);
        _factor = factor;
        _patience = patience;
        _threshold = ScheduleArguments.NonNegative(threshold, nameof(threshold));
        _isRelative = isRelative;
        _cooldown = cooldown;
        _minimumRate = ScheduleArguments.NonNegative(minimumRate, nameof(minimumRate));
        _epsilon = ScheduleArguments.NonNegative(epsilon, nameof(epsilon));
    }

    /// <summary>The figure's name.</summary>
    public string Monitor { get; }

    /// <summary>Takes one more epoch's figure into account.</summary>
    /// <param name="figure">The figure.</param>
    /// <param name="rate">η in that epoch.</param>
    /// <returns>η for the next.</returns>
    public double Observe(double figure, double rate)
    {
        if (IsBetter(figure))
        {
            _best = figure;
            _badEpochs = 0;
        }
        else
        {
            _badEpochs++;
        }

        if (_cooldownLeft > 0)
        {
            _cooldownLeft--;
            _badEpochs = 0;
        }

        if (_badEpochs <= _patience)
        {
            return rate;
        }

        _cooldownLeft = _cooldown;
        _badEpochs = 0;
        var reduced = Math.Max(rate * _factor, _minimumRate);
        return rate - reduced > _epsilon ? reduced : rate;
    }

    /// <inheritdoc/>
    public override bool ReadsGradients => false;

    /// <inheritdoc/>
    /// <exception cref="NetworkException">The training will have no such figure; the message lists those it will have.</exception>
    public override void OnTrainBegin(TrainingRun run) => WatchedFigure.Check(run, Monitor, nameof(ReduceOnPlateau));

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingRun run, EpochLog log)
    {
        ArgumentNullException.ThrowIfNull(run);
        var figure = WatchedFigure.Of(log, Monitor, nameof(ReduceOnPlateau));
        run.Optimizer.LearningRate = (float)Observe(figure, run.Optimizer.LearningRate);
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> SaveState()
    {
        var state = new Dictionary<string, double> { ["bad_epochs"] = _badEpochs, ["cooldown_left"] = _cooldownLeft };
        if (_best is { } best)
        {
            state["best"] = best;
        }

        return state;
    }

    /// <inheritdoc/>
    public override void RestoreState(IReadOnlyDictionary<string, double> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        _badEpochs = (int)ScheduleState.Require(state, "bad_epochs", this);
        _cooldownLeft = (int)ScheduleState.Require(state, "cooldown_left", this);
        _best = state.TryGetValue("best", out var best) ? best : null;
    }

    // As in PyTorch, the first figure is better than none, unless it is not a number.
    private bool IsBetter(double figure) => _isLargerBetter
        ? figure > (_best is not { } most ? double.NegativeInfinity : _isRelative ? most * (1 + _threshold) : most + _threshold)
        : figure < (_best is not { } least ? double.PositiveInfinity : _isRelative ? least * (1 - _threshold) : least - _threshold);
}
