using System.Diagnostics;
using System.Globalization;
using Interop.Native.Training;

namespace Interop.Cli.Training;

/// <summary>How fast a training goes: samples a second in the last epoch, and the time that is left.</summary>
internal sealed class Throughput : Callback
{
    private readonly Stopwatch _clock = new();
    private long _samples;
    private int _firstEpoch;
    private TimeSpan _epochBegan;

    /// <summary>Samples a second of the running or last epoch, without its validation.</summary>
    public double SamplesPerSecond { get; private set; }

    /// <summary>All samples that were trained on, counted each time.</summary>
    public long Samples { get; private set; }

    /// <summary>The time since training began.</summary>
    public TimeSpan Elapsed => _clock.Elapsed;

    /// <summary>The time that the epochs left will take if they all run.</summary>
    /// <param name="run">The training.</param>
    public TimeSpan Left(TrainingRun run)
    {
        var done = run.Epoch - _firstEpoch;
        return done == 0 ? TimeSpan.Zero : _clock.Elapsed / done * (run.Epochs - run.Epoch);
    }

    /// <inheritdoc/>
    public override bool ReadsGradients => false;

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingRun run)
    {
        _firstEpoch = run.Epoch;
        _clock.Restart();
    }

    /// <inheritdoc/>
    public override void OnEpochBegin(TrainingRun run) => (_samples, _epochBegan) = (0, _clock.Elapsed);

    /// <inheritdoc/>
    public override void OnBatchEnd(TrainingRun run, double loss)
    {
        _samples += run.Session.BatchSize;
        Samples += run.Session.BatchSize;
        var seconds = (_clock.Elapsed - _epochBegan).TotalSeconds;
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
}
