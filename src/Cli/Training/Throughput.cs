using System.Globalization;
using Interop.Native.Training;

namespace Interop.Cli.Training;

/// <summary>How fast a training goes: samples a second in the last epoch, and the time that is left. It stands before callbacks that ask it.</summary>
/// <param name="time">The clock; null for the machine's.</param>
internal sealed class Throughput(TimeProvider? time = null) : Callback
{
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private long _began = (time ?? TimeProvider.System).GetTimestamp();
    private long _samples;
    private double _first;
    private int _lastWhole;
    private TimeSpan _epochBegan;

    /// <summary>Samples a second of the running or last epoch, without its validation.</summary>
    public double SamplesPerSecond { get; private set; }

    /// <summary>All samples that were trained on, counted each time.</summary>
    public long Samples { get; private set; }

    /// <summary>The time since training began.</summary>
    public TimeSpan Elapsed => _time.GetElapsedTime(_began);

    /// <summary>The time that the epochs left and the rest of the running one will take if they all run; zero before the first batch.</summary>
    /// <param name="run">The training.</param>
    public TimeSpan Left(TrainingRun run)
    {
        var done = Done(run) - _first;
        return done > 0 ? Elapsed / done * (run.Epochs - Done(run)) : TimeSpan.Zero;
    }

    /// <summary>How much of what was to do when it began has been done, from 0 to 1.</summary>
    /// <param name="run">The training.</param>
    public double Share(TrainingRun run) => run.Epochs > _first ? (Done(run) - _first) / (run.Epochs - _first) : 1;

    /// <inheritdoc/>
    public override bool ReadsGradients => false;

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingRun run)
    {
        // Before its first epoch, a training that was not resumed has done all up to its number.
        _lastWhole = run.IsResumed && !run.IsEpochComplete ? 0 : run.Epoch;
        _first = Done(run);
        _began = _time.GetTimestamp();
    }

    /// <inheritdoc/>
    public override void OnEpochBegin(TrainingRun run) => (_samples, _epochBegan) = (0, Elapsed);

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingRun run, EpochLog log) => _lastWhole = run.Epoch;

    /// <inheritdoc/>
    public override void OnBatchEnd(TrainingRun run, double loss)
    {
        _samples += run.Session.BatchSize;
        Samples += run.Session.BatchSize;
        var seconds = (Elapsed - _epochBegan).TotalSeconds;
        SamplesPerSecond = seconds > 0 ? _samples / seconds : 0;
    }

    /// <summary>A time for people: <c>3 s</c>, <c>2 min 05 s</c>, <c>1 h 12 min</c>.</summary>
    /// <param name="time">The time.</param>
    public static string Text(TimeSpan time) => time.TotalSeconds < 10
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F1} s")
        : time.TotalMinutes < 1
            ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F0} s")
            : time.TotalHours < 1
                ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes} min {time.Seconds:00} s")
                : string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours} h {time.Minutes:00} min");

    /// <summary>A rate for people.</summary>
    /// <param name="samplesPerSecond">Samples a second.</param>
    public static string Rate(double samplesPerSecond) => samplesPerSecond.ToString("N0", CultureInfo.InvariantCulture);

    // The epochs and the share of the running one that are done; the number of the epoch counts up before it runs.
    private double Done(TrainingRun run) =>
        run.Epoch == _lastWhole ? run.Epoch : run.Epoch - 1 + (run.BatchesPerEpoch > 0 ? (double)run.StepInEpoch / run.BatchesPerEpoch : 0);
}
