using System.Diagnostics;
using Interop.Native.Data;
using Interop.Native.Data.Batches;
using Interop.Native.Layers;
using Interop.Native.Losses;
using Interop.Native.Metrics;
using Interop.Native.Networks;
using Interop.Native.Tensors;

namespace Interop.Native.Training;

/// <summary>The training loop behind <see cref="Network.Fit(DataSource, int, int, DataSource, bool, bool, IReadOnlyList{Callback}, IProgress{TrainingProgress}, int, CancellationToken)"/>.</summary>
internal sealed class Fitting : IDisposable
{
    private readonly Network _network;
    private readonly DataSource _data;
    private readonly int _batchSize;
    private readonly DataSource? _validationData;
    private readonly bool _shuffle;
    private readonly IReadOnlyList<Callback> _callbacks;
    private readonly IProgress<TrainingProgress>? _progress;
    private readonly BatchFeed _feed;
    private readonly int _batches;
    private readonly Metric[] _metrics;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private Dictionary<string, Tensor>? _best;
    private double _bestFigure = double.PositiveInfinity;

    public Fitting(
        Network network,
        DataSource data,
        int batchSize,
        DataSource? validationData,
        bool shuffle,
        bool dropLast,
        IReadOnlyList<Callback> callbacks,
        IProgress<TrainingProgress>? progress)
    {
        _network = network;
        _data = data;
        _batchSize = dropLast ? batchSize : (int)Math.Min(batchSize, data.SampleCount ?? batchSize);
        _validationData = validationData;
        _shuffle = shuffle;
        _callbacks = callbacks;
        _progress = progress;
        _metrics = [.. network.Metrics.Select(metric => metric.Fresh())];
        if (dropLast && data.SampleCount < batchSize)
        {
            throw new NetworkException(
                $"dropLast leaves no batch: the data set has {data.SampleCount} samples, a batch {batchSize}; use a smaller batch.");
        }

        _feed = data.Open(_batchSize, dropLast);
        _batches = (int)Math.Min(int.MaxValue, _feed.BatchesPerEpoch ?? 0);
    }

    public History Run(int epochs, int initialEpoch, CancellationToken cancellationToken)
    {
        var session = _network.StartTraining(_data, _batchSize);
        var run = new TrainingRun(_network, session, epochs, _batches, _feed.Fill) { Epoch = initialEpoch };
        Tell(callback => callback.OnTrainBegin(run));
        while (run.Epoch < epochs && !run.StopRequested && !run.History.WasCancelled)
        {
            run.Epoch++;
            RunEpoch(run, cancellationToken);
        }

        Tell(callback => callback.OnTrainEnd(run));
        return run.History;
    }

    public void Dispose() => _feed.Dispose();

    private void RunEpoch(TrainingRun run, CancellationToken cancellationToken)
    {
        Tell(callback => callback.OnEpochBegin(run));
        _feed.BeginEpoch(run.Epoch, _shuffle ? _network.ShuffleGenerator : null);
        run.Session.Epoch = run.Epoch;
        foreach (var metric in _metrics)
        {
            metric.Reset();
        }

        double lossSum = 0;
        var outputSums = new double[_network.OutputShapes.Count];
        long seen = 0;
        var batches = 0;
        while (true)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                Cancel(run);
                return;
            }

            var size = _feed.Next();
            if (size == 0)
            {
                break;
            }

            run.Session.BatchSize = size;
            lossSum += RunBatch(run) * size;
            for (var i = 0; i < outputSums.Length; i++)
            {
                outputSums[i] += run.Session.OutputLoss(i) * size;
            }

            seen += size;
            batches++;
            if (run.StopNowRequested)
            {
                return;
            }

            _progress?.Report(new TrainingProgress(run.Epoch, run.Epochs, batches, _batches, lossSum / seen, null, _clock.Elapsed));
        }

        if (seen == 0)
        {
            throw new NetworkException($"The stream gave no batch of {_batchSize} in epoch {run.Epoch}; give at least one sample, or as many as a batch with dropLast.");
        }

        var log = FinishEpoch(run, lossSum / seen, [.. outputSums.Select(sum => sum / seen)]);
        KeepBest(log, cancellationToken);
        Tell(callback => callback.OnEpochEnd(run, log));
        _progress?.Report(new TrainingProgress(run.Epoch, run.Epochs, batches, _batches, lossSum / seen, log, _clock.Elapsed));
    }

    private double RunBatch(TrainingRun run)
    {
        var session = run.Session;
        _feed.Fill(session);
        Tell(callback => callback.OnBatchBegin(run));
        session.Forward();
        var loss = Cost(session);
        if (!double.IsFinite(loss))
        {
            Tell(callback => callback.OnLossNotFinite(run, loss));
            if (run.StopNowRequested)
            {
                return loss;
            }
        }

        session.Backward();
        session.Step();
        run.Step++;
        foreach (var metric in _metrics)
        {
            metric.Update(session.MetricInputs(metric.Output));
        }

        Tell(callback => callback.OnBatchEnd(run, loss));
        return loss;
    }

    // An error names the sample's row in the data set, which the batch does not know.
    private double Cost(TrainingSession session)
    {
        try
        {
            return session.Cost();
        }
        catch (LossException error) when (error.Sample is { } sample && _feed.Row(sample) is { } row)
        {
            throw new LossException($"Sample {row} of the data set: {error.Message}", row);
        }
    }

    private EpochLog FinishEpoch(TrainingRun run, double loss, double[] outputLosses)
    {
        var values = new Dictionary<string, double> { ["loss"] = loss };
        for (var i = 0; i < outputLosses.Length && outputLosses.Length > 1; i++)
        {
            values[_network.FigureName(i, "loss")] = outputLosses[i];
        }

        foreach (var metric in _metrics)
        {
            values[_network.FigureName(metric.Output, metric.Name)] = metric.Result;
        }

        if (_validationData is not null)
        {
            foreach (var (name, value) in _network.Evaluate(_validationData))
            {
                values[$"val_{name}"] = value;
            }
        }

        var log = new EpochLog(run.Epoch, values, _clock.Elapsed);
        run.History.Add(log);
        return log;
    }

    // Copies of the best weights are kept only where somebody may cancel.
    private void KeepBest(EpochLog log, CancellationToken cancellationToken)
    {
        var figure = log.Values.TryGetValue("val_loss", out var validation) ? validation : log.Values["loss"];
        if (cancellationToken.CanBeCanceled && figure < _bestFigure)
        {
            _bestFigure = figure;
            _best = _network.StateDict();
        }
    }

    private void Cancel(TrainingRun run)
    {
        run.History.WasCancelled = true;
        if (_best is not null)
        {
            _network.LoadStateDict(_best);
        }
    }

    private void Tell(Action<Callback> message)
    {
        foreach (var callback in _callbacks)
        {
            message(callback);
        }
    }
}
