using Interop.Native.Training;
using Spectre.Console;

namespace Interop.Cli.Training;

/// <summary>A bar that moves on a terminal: the epoch, its figures, samples a second and the time left.</summary>
internal sealed class LiveProgress : Callback
{
    private const int NarrowTerminal = 100;

    // The share, and what stands between the parts.
    private const int OtherWidth = 10;
    private readonly ProgressTask _task;
    private readonly Throughput _throughput;
    private readonly int _width;
    private IReadOnlyList<string> _figures = [];
    private double _lossSum;
    private int _batches;

    private LiveProgress(ProgressTask task, Throughput throughput, int width) => (_task, _throughput, _width) = (task, throughput, width);

    /// <summary>Runs a training with a bar.</summary>
    /// <param name="console">The terminal.</param>
    /// <param name="throughput">How fast it goes.</param>
    /// <param name="train">Trains with the bar among the callbacks.</param>
    public static History Run(IAnsiConsole console, Throughput throughput, Func<Callback, History> train)
    {
        var width = console.Profile.Width;
        var bar = width < NarrowTerminal ? 10 : 24;
        return console.Progress()
            .AutoClear(false)
            .HideCompleted(false)
            .Columns(new ProgressBarColumn { Width = bar }, new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .Start(context => train(new LiveProgress(context.AddTask("starting"), throughput, width - bar - OtherWidth)));
    }

    /// <inheritdoc/>
    public override bool ReadsGradients => false;

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingRun run) => _task.MaxValue = 1;

    /// <inheritdoc/>
    public override void OnEpochBegin(TrainingRun run) => (_lossSum, _batches) = (0, 0);

    /// <inheritdoc/>
    public override void OnBatchEnd(TrainingRun run, double loss)
    {
        _lossSum += loss;
        _batches++;
        _task.Value = _throughput.Share(run);
        if (_figures.Count == 0 || run.StepInEpoch == run.BatchesPerEpoch || _batches % 16 == 0)
        {
            Show(run, _figures.Count > 0 ? _figures : [$"loss {Figures.Text(_lossSum / _batches)}"]);
        }
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingRun run, EpochLog log)
    {
        _figures = [.. log.Values.Select(figure => $"{figure.Key} {Figures.Text(figure.Value)}")];
        _task.Value = _throughput.Share(run);
        Show(run, _figures);
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(TrainingRun run) => _task.StopTask();

    // Figures that the terminal has no room for are left out, the last first: a line that is broken pushes the bar away.
    private void Show(TrainingRun run, IReadOnlyList<string> figures)
    {
        var (before, after) = ($"epoch {run.Epoch}/{run.Epochs}", $"{Throughput.Rate(_throughput.SamplesPerSecond)} samples/s  {Throughput.Text(_throughput.Left(run))} left");
        var count = figures.Count;
        while (count > 1 && before.Length + after.Length + 4 + figures.Take(count).Sum(figure => figure.Length + 2) > _width)
        {
            count--;
        }

        _task.Description = Markup.Escape($"{before}  {string.Join("  ", figures.Take(count))}  {after}");
    }
}
