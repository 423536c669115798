using Interop.Cli.Inputs;
using Interop.Cli.Models;
using Interop.Cli.Output;
using Interop.Native.Files;
using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Random;
using Interop.Native.Training;

namespace Interop.Cli.Training;

/// <summary>Trains a network as settings say, and measures it.</summary>
internal sealed class Trainer
{
    private readonly string _monitor;
    private readonly int _batchSize;
    private readonly bool _dropsLast;
    private readonly Callback? _schedule;

    /// <summary>Makes the network, ready to be trained. What can be known to fail fails here, while nothing has been written.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="data">The data.</param>
    /// <exception cref="CommandException">Settings name what there is not, or do not go together with each other or the data.</exception>
    public Trainer(TrainSettings settings, TrainingData data)
    {
        (Settings, Data) = (settings, data);
        var notes = new List<string>(data.All.Notes);
        Network = NetworkBuilder.Create(settings.Network, data.Description, notes);
        Notes = notes;
        Prepare(data.Description);
        _monitor = settings.Monitor ?? (data.Validation is null ? "loss" : "val_loss");
        CheckMonitor();

        // A last batch of a single sample has no variance to normalize by, unless each feature has several values, as a channel of an image has.
        _batchSize = Math.Min(settings.BatchSize, data.Train.Count);
        _dropsLast = _batchSize > 1 && data.Train.Count % _batchSize == 1 && data.Train.Count > _batchSize
            && Network.Graph.Nodes.Any(HasOneValueForEachFeature);
        _schedule = ScheduleChoice.Create(settings, Network.Optimizer!.LearningRate, (SamplesOfEpoch + _batchSize - 1) / _batchSize, _monitor);
    }

    /// <summary>The settings.</summary>
    public TrainSettings Settings { get; }

    /// <summary>The data.</summary>
    public TrainingData Data { get; }

    /// <summary>The network, compiled and built.</summary>
    public Network Network { get; }

    /// <summary>What was found out of the data and chosen for the network, one sentence each.</summary>
    public IReadOnlyList<string> Notes { get; }

    private int SamplesOfEpoch => Data.Train.Count - (_dropsLast ? 1 : 0);

    /// <summary>Trains.</summary>
    /// <param name="folder">Where the history and checkpoints go.</param>
    /// <param name="guard">What sees to it that the folder is there.</param>
    /// <param name="checkpoint">What to go on from; null for the beginning.</param>
    /// <param name="output">Where progress is told.</param>
    /// <param name="interrupt">Ctrl-C.</param>
    public TrainOutcome Run(RunFolder folder, FolderGuard guard, TrainingCheckpoint? checkpoint, CommandOutput output, Interrupt interrupt)
    {
        var throughput = new Throughput();
        var nan = new StopOnNaN();
        var initial = Settings.HasReport ? Network.StateDict() : null;
        if (_dropsLast)
        {
            output.Line("The last batch of an epoch has one sample, which batch normalization cannot use: each epoch leaves another sample out.");
        }

        // The log stands before the schedule: it tells the rate that the epoch had, not the next one's.
        var callbacks = new List<Callback> { throughput, guard, new CsvLog(folder.History) { Report = output.Warning } };
        Add(callbacks, _schedule);
        Add(callbacks, Settings.Patience > 0 ? new EarlyStopping(_monitor, Settings.Patience, restoreBestWeights: true) : null);
        callbacks.Add(nan);
        Add(callbacks, Settings.TensorBoard is { } events ? new TensorBoard(events) { Report = output.Warning } : null);
        Add(callbacks, Settings.HasCheckpoints ? Checkpoints(folder, output) : null);

        History Fit(Callback progress) => Network.Fit(
            Data.Train,
            _batchSize,
            Settings.Epochs,
            Data.Validation,
            dropLast: _dropsLast,
            callbacks: [.. callbacks, progress],
            cancellationToken: interrupt.Token,
            resumeFrom: checkpoint);

        var history = output.IsTerminal
            ? LiveProgress.Run(output.Console, throughput, Fit)
            : Fit(new EpochLines(output, throughput));
        var (measured, on) = Data.Validation is { } validation ? (validation, "validation") : (Data.Train, "training");
        return new TrainOutcome(
            Network,
            history.Epochs,
            HistoryFile.LearningRates(folder.History),
            initial,
            Measurement.Of(batch => Network.Predict(batch), measured, Data.Description),
            on,
            history.WasCancelled ? "stopped by Ctrl-C." : history.StopReason,
            nan.Step > 0,
            history.WasCancelled,
            history.Epochs is [.., var last] && (throughput.Samples == 0 || last.Elapsed > throughput.Elapsed) ? last.Elapsed : throughput.Elapsed,
            throughput.Samples + ((long)(checkpoint?.Epochs.Count ?? 0) * SamplesOfEpoch));
    }

    private void Prepare(InputDescription description)
    {
        Network.Generator = new TorchGenerator(Settings.Seed);
        if (Settings.Threads is { } threads)
        {
            Network.Threads = threads;
        }

        Network.Compile(OptimizerChoice.Create(Settings), OptimizerChoice.Loss(Settings.Loss, description), Measurement.ForTraining(description));
        Network.Build(description.InputShape);
        if (Network.OutputShapes is not [var shape] || shape.Size != description.OutputCount)
        {
            throw new CommandException(
                ExitCode.BadConfiguration,
                $"The network gives {string.Join(" and ", Network.OutputShapes)} for each sample, and '{description.LabelName}' needs {description.OutputCount}.",
                "End it in a layer of that many units.");
        }

        Network.Losses[0].CheckShapes(shape, Data.Train.TargetShapes[0]);
    }

    private void CheckMonitor()
    {
        string[] figures = ["loss", .. Network.Metrics.Select(metric => metric.Name)];
        figures = Data.Validation is null ? figures : [.. figures, .. figures.Select(name => $"val_{name}")];
        if (!figures.Contains(_monitor))
        {
            throw new CommandException(
                ExitCode.BadConfiguration,
                $"--monitor takes a figure that epochs have, {string.Join(", ", figures)}; got '{_monitor}'.",
                Data.Validation is null && _monitor.StartsWith("val_", StringComparison.Ordinal) ? "Figures that begin with val_ are there with --validation." : null);
        }
    }

    private static bool HasOneValueForEachFeature(Node node) => node.Layer is BatchNormalization normalization
        && node.Shape.Size == node.Shape[normalization.Axis < 0 ? node.Shape.Rank + normalization.Axis : normalization.Axis - 1];

    private Checkpoint Checkpoints(RunFolder folder, CommandOutput output) => new(folder.Checkpoints)
    {
        EveryEpochs = 0,
        EverySteps = Settings.CheckpointSteps ?? 0,
        Every = Settings.CheckpointTime,
        Keep = Settings.Keep,
        Components = LabelError.Components,
        Metadata = new Dictionary<string, string> { [InputDescription.MetadataKey] = Data.Description.ToJson() },
        Report = output.Warning,
    };

    private static void Add(List<Callback> callbacks, Callback? callback)
    {
        if (callback is not null)
        {
            callbacks.Add(callback);
        }
    }
}
