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
/// <param name="settings">The settings.</param>
/// <param name="output">Where progress is told.</param>
/// <param name="interrupt">Ctrl-C.</param>
internal sealed class Trainer(TrainSettings settings, CommandOutput output, Interrupt interrupt)
{
    /// <summary>Trains.</summary>
    /// <param name="network">The network, compiled and built.</param>
    /// <param name="data">The data.</param>
    /// <param name="folder">Where the history and checkpoints go.</param>
    /// <param name="guard">What sees to it that the folder is there.</param>
    /// <param name="checkpoint">What to go on from; null for the beginning.</param>
    public TrainOutcome Run(Network network, TrainingData data, RunFolder folder, FolderGuard guard, TrainingCheckpoint? checkpoint)
    {
        var monitor = settings.Monitor ?? (data.Validation is null ? "loss" : "val_loss");
        var batchSize = Math.Min(settings.BatchSize, data.Train.Count);
        var throughput = new Throughput();
        var nan = new StopOnNaN();
        var initial = settings.HasReport ? network.StateDict() : null;

        // A last batch of a single sample has no variance to normalize by, unless each feature has several values, as a channel of an image has.
        var dropsLast = batchSize > 1 && data.Train.Count % batchSize == 1 && data.Train.Count > batchSize
            && network.Graph.Nodes.Any(HasOneValueForEachFeature);
        var samples = data.Train.Count - (dropsLast ? 1 : 0);
        if (dropsLast)
        {
            output.Line("The last batch of an epoch has one sample, which batch normalization cannot use: each epoch leaves another sample out.");
        }

        // The log stands before the schedule: it tells the rate that the epoch had, not the next one's.
        var callbacks = new List<Callback> { throughput, guard, new CsvLog(folder.History) { Report = output.Warning } };
        Add(callbacks, ScheduleChoice.Create(settings, network.Optimizer!.LearningRate, (samples + batchSize - 1) / batchSize, monitor));
        Add(callbacks, settings.Patience > 0 ? new EarlyStopping(monitor, settings.Patience, restoreBestWeights: true) : null);
        callbacks.Add(nan);
        Add(callbacks, settings.TensorBoard is { } events ? new TensorBoard(events) { Report = output.Warning } : null);
        Add(callbacks, settings.HasCheckpoints ? Checkpoints(folder, data.Description) : null);

        History Fit(Callback progress) => network.Fit(
            data.Train,
            batchSize,
            settings.Epochs,
            data.Validation,
            dropLast: dropsLast,
            callbacks: [.. callbacks, progress],
            cancellationToken: interrupt.Token,
            resumeFrom: checkpoint);

        var history = output.IsTerminal
            ? LiveProgress.Run(output.Console, throughput, Fit)
            : Fit(new EpochLines(output, throughput));
        var (measured, on) = data.Validation is { } validation ? (validation, "validation") : (data.Train, "training");
        return new TrainOutcome(
            network,
            history.Epochs,
            HistoryFile.LearningRates(folder.History),
            initial,
            Measurement.Of(batch => network.Predict(batch), measured, data.Description),
            on,
            history.WasCancelled ? "stopped by Ctrl-C." : history.StopReason,
            nan.Step > 0,
            history.WasCancelled,
            history.Epochs is [.., var last] && (throughput.Samples == 0 || last.Elapsed > throughput.Elapsed) ? last.Elapsed : throughput.Elapsed,
            throughput.Samples + ((long)(checkpoint?.Epochs.Count ?? 0) * samples));
    }

    /// <summary>Compiles and builds a network for data.</summary>
    /// <param name="network">The network.</param>
    /// <param name="description">What it is given and is to answer.</param>
    public void Prepare(Network network, InputDescription description)
    {
        network.Generator = new TorchGenerator(settings.Seed);
        if (settings.Threads is { } threads)
        {
            network.Threads = threads;
        }

        network.Compile(OptimizerChoice.Create(settings), OptimizerChoice.Loss(settings.Loss, description), Measurement.ForTraining(description));
        network.Build(description.InputShape);
        if (network.OutputShapes is not [var shape] || shape.Size != description.OutputCount)
        {
            throw new CommandException(
                ExitCode.BadConfiguration,
                $"The network gives {string.Join(" and ", network.OutputShapes)} for each sample, and '{description.LabelName}' needs {description.OutputCount}.",
                "End it in a layer of that many units.");
        }
    }

    private static bool HasOneValueForEachFeature(Node node) => node.Layer is BatchNormalization normalization
        && node.Shape.Size == node.Shape[normalization.Axis < 0 ? node.Shape.Rank + normalization.Axis : normalization.Axis - 1];

    private Checkpoint Checkpoints(RunFolder folder, InputDescription description) => new(folder.Checkpoints)
    {
        EveryEpochs = 0,
        EverySteps = settings.CheckpointSteps ?? 0,
        Every = settings.CheckpointTime,
        Keep = settings.Keep,
        Components = LabelError.Components,
        Metadata = new Dictionary<string, string> { [InputDescription.MetadataKey] = description.ToJson() },
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
