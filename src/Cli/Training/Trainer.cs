using Interop.Cli.Inputs;
using Interop.Cli.Models;
using Interop.Cli.Output;
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
    /// <param name="folder">Where the history goes.</param>
    public TrainOutcome Run(Network network, TrainingData data, RunFolder folder)
    {
        var monitor = settings.Monitor ?? (data.Validation is null ? "loss" : "val_loss");
        var batches = (data.Train.Count + settings.BatchSize - 1) / settings.BatchSize;
        var throughput = new Throughput();
        var rates = new LearningRateRecord();
        var nan = new StopOnNaN();
        var initial = settings.HasReport ? network.StateDict() : null;
        var callbacks = new List<Callback> { throughput, rates };
        Add(callbacks, ScheduleChoice.Create(settings, network.Optimizer!.LearningRate, batches, monitor));
        Add(callbacks, settings.Patience > 0 ? new EarlyStopping(monitor, settings.Patience, restoreBestWeights: true) : null);
        callbacks.Add(nan);
        callbacks.Add(new CsvLog(folder.History));
        Add(callbacks, settings.TensorBoard is { } events ? new TensorBoard(events) : null);
        callbacks.Add(new StopOnInterrupt(interrupt));

        History Fit(Callback progress) => network.Fit(
            data.Train,
            Math.Min(settings.BatchSize, data.Train.Count),
            settings.Epochs,
            data.Validation,
            callbacks: [.. callbacks, progress]);

        var history = output.IsTerminal
            ? LiveProgress.Run(output.Console, throughput, Fit)
            : Fit(new EpochLines(output, throughput));
        var (measured, on) = data.Validation is { } validation ? (validation, "validation") : (data.Train, "training");
        return new TrainOutcome(
            network,
            history.Epochs,
            rates.Rates,
            initial,
            Measurement.Of(batch => network.Predict(batch), measured, data.Description),
            on,
            history.StopReason,
            nan.Step > 0,
            interrupt.IsRequested,
            throughput.Elapsed,
            throughput.Samples);
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

    private static void Add(List<Callback> callbacks, Callback? callback)
    {
        if (callback is not null)
        {
            callbacks.Add(callback);
        }
    }
}
