using System.Globalization;
using Interop.Native.Layers;
using Interop.Native.Tensors;
using Interop.Native.Training.Schedules;

namespace Interop.Native.Training;

/// <summary>
/// Ends a training once a figure has not got better for some epochs, as Keras' <c>EarlyStopping</c>. With m the figure, b the best so far and
/// δ <see cref="MinDelta"/>, an epoch is better where <c>m + δ &lt; b</c> (minimum) or <c>m − δ &gt; b</c> (maximum); NaN never is. Source: D4.
/// </summary>
/// <remarks>
/// An object may be used for several trainings, one after the other; each begins anew, unless a saved state was restored before it. The best
/// weights are part of what it remembers, so that a resumed training returns to them even where its own epochs are worse.
/// </remarks>
public sealed class EarlyStopping : Callback
{
    private Dictionary<string, Tensor>? _bestWeights;
    private readonly bool _maximum;
    private bool _isRestored;
    private int _wait;

    /// <summary>Says what is watched and for how long.</summary>
    /// <param name="monitor">The figure: <c>val_loss</c>, <c>val_accuracy</c>, or any other of the epoch's log.</param>
    /// <param name="patience">How many epochs without improvement end the training; 0 and 1 end it at the first.</param>
    /// <param name="minDelta">By how much a figure must differ from the best to count as better, 0 or more.</param>
    /// <param name="mode">In which direction the figure gets better.</param>
    /// <param name="restoreBestWeights">Whether the network ends with the weights of its best epoch instead of its last.</param>
    /// <param name="baseline">A value that must be beaten too for patience to begin anew; null for none.</param>
    /// <param name="startFromEpoch">Epochs before this one, counted from 1, are not looked at.</param>
    /// <exception cref="ArgumentOutOfRangeException">Patience or minDelta is negative, or startFromEpoch below 1.</exception>
    public EarlyStopping(
        string monitor = "val_loss",
        int patience = 0,
        double minDelta = 0,
        MonitorMode mode = MonitorMode.Auto,
        bool restoreBestWeights = false,
        double? baseline = null,
        int startFromEpoch = 1)
    {
        ArgumentException.ThrowIfNullOrEmpty(monitor);
        ArgumentOutOfRangeException.ThrowIfNegative(patience);
        ArgumentOutOfRangeException.ThrowIfNegative(minDelta);
        ArgumentOutOfRangeException.ThrowIfLessThan(startFromEpoch, 1);
        Monitor = monitor;
        Patience = patience;
        MinDelta = minDelta;
        Mode = mode;
        RestoreBestWeights = restoreBestWeights;
        Baseline = baseline;
        StartFromEpoch = startFromEpoch;
        _maximum = mode.IsLargerBetter(monitor);
        Best = _maximum ? double.NegativeInfinity : double.PositiveInfinity;
    }

    /// <summary>The figure that is watched.</summary>
    public string Monitor { get; }

    /// <summary>How many epochs without improvement end the training.</summary>
    public int Patience { get; }

    /// <summary>By how much a figure must differ from the best to count as better.</summary>
    public double MinDelta { get; }

    /// <summary>In which direction the figure gets better.</summary>
    public MonitorMode Mode { get; }

    /// <summary>Whether the network ends with the weights of its best epoch.</summary>
    public bool RestoreBestWeights { get; }

    /// <summary>A value that must be beaten too for patience to begin anew; null for none.</summary>
    public double? Baseline { get; }

    /// <summary>The first epoch that is looked at, counted from 1.</summary>
    public int StartFromEpoch { get; }

    /// <summary>The best value so far.</summary>
    public double Best { get; private set; }

    /// <summary>The epoch of the best value, counted from 1; 0 while there is none.</summary>
    public int BestEpoch { get; private set; }

    /// <summary>The epoch after which the training was ended; 0 where it was not.</summary>
    public int StoppedEpoch { get; private set; }

    /// <inheritdoc/>
    public override bool ReadsGradients => false;

    /// <inheritdoc/>
    /// <exception cref="NetworkException">The training will have no such figure; the message lists those it will have.</exception>
    public override void OnTrainBegin(TrainingRun run)
    {
        WatchedFigure.Check(run, Monitor, nameof(EarlyStopping));
        StoppedEpoch = 0;
        if (_isRestored)
        {
            _isRestored = false;
            return;
        }

        _bestWeights = null;
        Best = _maximum ? double.NegativeInfinity : double.PositiveInfinity;
        (BestEpoch, _wait) = (0, 0);
    }

    /// <inheritdoc/>
    /// <exception cref="NetworkException">The epoch has no such figure; the message lists those it has.</exception>
    public override void OnEpochEnd(TrainingRun run, EpochLog log)
    {
        ArgumentNullException.ThrowIfNull(run);
        var value = WatchedFigure.Of(log, Monitor, nameof(EarlyStopping));
        if (log.Epoch < StartFromEpoch)
        {
            return;
        }

        if (_bestWeights is null)
        {
            Keep(run, BestEpoch == 0 ? log.Epoch : BestEpoch);
        }

        _wait++;
        if (IsBetter(value, Best))
        {
            Best = value;
            Keep(run, log.Epoch);
            if (Baseline is null || IsBetter(value, Baseline.Value))
            {
                _wait = 0;
            }
        }
        else if (_wait >= Patience && log.Epoch > 1)
        {
            StoppedEpoch = log.Epoch;
            run.Stop(string.Create(
                CultureInfo.InvariantCulture,
                $"'{Monitor}' did not get better for {_wait} {(_wait == 1 ? "epoch" : "epochs")}; its best was {Best:G6} in epoch {BestEpoch}."));
        }
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(TrainingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (_bestWeights is not null)
        {
            run.Network.LoadStateDict(_bestWeights);
            _bestWeights = null;
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> SaveState() =>
        new Dictionary<string, double> { ["best"] = Best, ["best_epoch"] = BestEpoch, ["wait"] = _wait };

    /// <inheritdoc/>
    public override void RestoreState(IReadOnlyDictionary<string, double> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        Best = ScheduleState.Require(state, "best", this);
        BestEpoch = (int)ScheduleState.Require(state, "best_epoch", this);
        _wait = (int)ScheduleState.Require(state, "wait", this);
        _bestWeights = null;
        _isRestored = true;
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Tensor> SaveTensors() => _bestWeights ?? [];

    /// <inheritdoc/>
    public override void RestoreTensors(IReadOnlyDictionary<string, Tensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        _bestWeights = tensors.Count > 0 ? new Dictionary<string, Tensor>(tensors) : null;
    }

    private void Keep(TrainingRun run, int epoch)
    {
        BestEpoch = epoch;
        if (RestoreBestWeights)
        {
            _bestWeights = run.Network.StateDict();
        }
    }

    private bool IsBetter(double value, double reference) => _maximum ? value - MinDelta > reference : value + MinDelta < reference;
}
