using Interop.Native.Files;
using Interop.Native.Layers;

namespace Interop.Native.Training;

/// <summary>
/// Writes checkpoints into a folder while the network trains, each whole or not at all, so that a training that was killed, or whose machine was
/// switched off, goes on bit for bit: <c>checkpoint-0000001320.safetensors</c> after step 1320, and <c>best.safetensors</c>. One training uses one folder.
/// </summary>
/// <remarks>
/// A checkpoint that cannot be written does not end the training: it is reported, the ones before stay, and the next is tried. On a full disk all
/// but the last of those before are deleted first, where not all are to be kept; a first <c>best.safetensors</c> leaves two, so that later checkpoints find room beside it.
/// After a batch whose loss is not a finite number none is written, so that the last ones are of use.
/// </remarks>
/// <example>
/// <code>
/// network.Fit(x, y, epochs: 100, validationData: (xVal, yVal),
///     callbacks: [new Checkpoint("runs/digits") { Every = TimeSpan.FromMinutes(5), Best = "val_loss" }],
///     resumeFrom: TrainingCheckpoint.FindLatest("runs/digits"));
/// </code>
/// </example>
public sealed class Checkpoint : Callback
{
    private readonly List<string> _problems = [];
    private readonly int _everySteps;
    private readonly int _everyEpochs = 1;
    private readonly int _keep = 3;
    private double? _best;
    private double? _newBest;
    private long _lastTime;
    private long _lastStep = -1;

    /// <summary>Writes into a folder.</summary>
    /// <param name="folder">The folder; it is made where it is missing.</param>
    public Checkpoint(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Folder = folder;
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>Writes a checkpoint each time so many steps have been taken; 0, unless set, for not by steps.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public int EverySteps
    {
        get => _everySteps;
        init => _everySteps = NotNegative(value, nameof(EverySteps));
    }

    /// <summary>Writes a checkpoint after each so many epochs; 1 unless set, 0 for not by epochs.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public int EveryEpochs
    {
        get => _everyEpochs;
        init => _everyEpochs = NotNegative(value, nameof(EveryEpochs));
    }

    /// <summary>Writes a checkpoint at the first step after so much time; null for not by time.</summary>
    public TimeSpan? Every { get; init; }

    /// <summary>How many checkpoints are kept, the latest; 3 unless set, 0 for all.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public int Keep
    {
        get => _keep;
        init => _keep = NotNegative(value, nameof(Keep));
    }

    /// <summary>The figure by which the best epoch is kept in <c>best.safetensors</c>, such as <c>val_loss</c>; null for no such file.</summary>
    public string? Best { get; init; }

    /// <summary>In which direction that figure gets better.</summary>
    public MonitorMode Mode { get; init; } = MonitorMode.Auto;

    /// <summary>How components are written; null for the engine's own.</summary>
    public ComponentRegistry? Components { get; init; }

    /// <summary>Texts of your own in each file, as in <see cref="ModelFile.Metadata"/>.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>Hears of checkpoints that could not be written; the standard error stream unless set.</summary>
    public Action<string> Report { get; init; } = Console.Error.WriteLine;

    /// <summary>The checkpoint written last; null before the first.</summary>
    public string? Latest { get; private set; }

    /// <summary>What went wrong when checkpoints were written; a line for each.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <inheritdoc/>
    public override bool ReadsGradients => false;

    /// <inheritdoc/>
    /// <exception cref="NetworkException">The training will have no figure <see cref="Best"/>; the message lists those it will have.</exception>
    public override void OnTrainBegin(TrainingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (Best is not null)
        {
            WatchedFigure.Check(run, Best, nameof(Checkpoint));
        }

        if (!run.IsResumed)
        {
            _best = null;
        }

        (_newBest, _lastTime, _lastStep) = (null, Environment.TickCount64, run.IsResumed ? run.Step : -1);
        Directory.CreateDirectory(Folder);
        CheckpointFolder.DeleteLeftovers(Folder);
    }

    /// <inheritdoc/>
    /// <exception cref="NetworkException">The epoch has no such figure; the message lists those it has.</exception>
    public override void OnEpochEnd(TrainingRun run, EpochLog log)
    {
        if (Best is null)
        {
            return;
        }

        var value = WatchedFigure.Of(log, Best, nameof(Checkpoint));
        _newBest = double.IsFinite(value) && (_best is null || (Mode.IsLargerBetter(Best) ? value > _best : value < _best)) ? value : null;
    }

    /// <inheritdoc/>
    public override void OnSettled(TrainingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (_newBest is not null && run.IsEpochComplete)
        {
            WriteBest(run);
        }

        if (IsDue(run) && double.IsFinite(run.LastLoss))
        {
            Write(run);
        }
    }

    /// <inheritdoc/>
    public override void OnCancelled(TrainingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (run.Step != _lastStep && double.IsFinite(run.LastLoss))
        {
            Write(run);
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> SaveState() =>
        new Dictionary<string, double> { ["best"] = _best ?? double.NaN };

    /// <inheritdoc/>
    public override void RestoreState(IReadOnlyDictionary<string, double> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        _best = state.TryGetValue("best", out var best) && !double.IsNaN(best) ? best : null;
    }

    private static int NotNegative(int value, string name) => value >= 0
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} is a number of 0 or more.");

    private bool IsDue(TrainingRun run) => run.IsEpochComplete
        ? run.StopRequested || run.Epoch == run.Epochs || (EveryEpochs > 0 && run.Epoch % EveryEpochs == 0)
        : (EverySteps > 0 && run.Step % EverySteps == 0) || (Every is { } time && Environment.TickCount64 - _lastTime >= time.TotalMilliseconds);

    // The best is that of the file: an epoch whose file could not be written leaves the one before to be beaten.
    private void WriteBest(TrainingRun run)
    {
        var before = _best;
        (_best, _newBest) = (_newBest, null);
        var path = Path.Combine(Folder, CheckpointFolder.Best);

        // A first best must leave room for one checkpoint beside the next, or no further one could be written; the following ones take its place.
        if (!TrySave(run, path, leave: File.Exists(path) ? 1 : 2))
        {
            _best = before;
        }
    }

    private void Write(TrainingRun run)
    {
        var path = CheckpointFolder.PathOf(Folder, run.Step);
        _lastTime = Environment.TickCount64;
        if (TrySave(run, path, leave: 1))
        {
            (Latest, _lastStep) = (path, run.Step);
            Try("Older checkpoints were not deleted", () => DeleteAllBut(Keep));
        }
    }

    private bool TrySave(TrainingRun run, string path, int leave) => Try($"The checkpoint '{path}' was not written", () => SaveWhereThereIsRoom(run, path, leave));

    // On a full disk older checkpoints make room for the newest, but for some, which stay until the newest is whole.
    private void SaveWhereThereIsRoom(TrainingRun run, string path, int leave)
    {
        try
        {
            // The folder may have vanished since training began.
            Directory.CreateDirectory(Folder);
            run.SaveCheckpoint(path, Components, Metadata);
        }
        catch (IOException error) when (IsDiskFull(error) && Keep > 0 && DeleteAllBut(leave) > 0)
        {
            run.SaveCheckpoint(path, Components, Metadata);
        }
    }

    // Returns how many were deleted; none where all are to be kept.
    private int DeleteAllBut(int count)
    {
        var all = CheckpointFolder.List(Folder);
        var old = count > 0 ? Math.Max(0, all.Count - count) : 0;
        foreach (var path in all.Take(old))
        {
            File.Delete(path);
        }

        return old;
    }

    // ENOSPC of Unix, ERROR_DISK_FULL of Windows.
    private static bool IsDiskFull(IOException error) => error.HResult is 28 or unchecked((int)0x80070070);

    private bool Try(string what, Action write)
    {
        try
        {
            write();
            return true;
        }
        // Options that contradict each other since a callback or the caller changed one cannot be written either.
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            var problem = $"{what}, and the training goes on: {error.Message}";
            _problems.Add(problem);
            Report(problem);
            return false;
        }
    }
}
