using System.Diagnostics;
using Interop.Native.Data;
using Interop.Native.Metrics;
using Interop.Native.Networks;
using Interop.Native.Tensors;

namespace Interop.Native.Training;

/// <summary>The training loop behind <see cref="Network.Fit(Dataset, int, int, Dataset, bool, bool, IReadOnlyList{Callback}, IProgress{TrainingProgress}, CancellationToken)"/>.</summary>
internal sealed class Fitting
{
    private readonly Network _network;
    private readonly Dataset _data;
    private readonly int _batchSize;
    private readonly Dataset? _validationData;
    private readonly bool _shuffle;
    private readonly IReadOnlyList<Callback> _callbacks;
    private readonly IProgress<TrainingProgress>? _progress;
    private readonly int _batches;
    private readonly int[] _order;
    private readonly Metric[] _metrics;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private Dictionary<string, Tensor>? _best;
    private double _bestFigure = double.PositiveInfinity;

    public Fitting(
        Network network,
        Dataset data,
        int batchSize,
        Dataset? validationData,
        bool shuffle,
        bool dropLast,
        IReadOnlyList<Callback> callbacks,
        IProgress<TrainingProgress>? progress)
    {
        _network = network;
        _data = data;
        _batchSize = Math.Min(batchSize, data.Count);
        _validationData = validationData;
        _shuffle = shuffle;
        _callbacks = callbacks;
        _progress = progress;
        _batches = dropLast ? data.Count / batchSize : (data.Count + _batchSize - 1) / _batchSize;
        _order = [.. Enumerable.Range(0, data.Count)];
        _metrics = [.. network.Metrics.Select(metric => metric.Fresh())];
        if (_batches == 0)
        {
            throw new Layers.NetworkException(
                $"dropLast leaves no batch: the data set has {data.Count} samples, a batch {batchSize}; use a smaller batch.");
        }
    }

    public History Run(int epochs, CancellationToken cancellationToken)
    {
        var session = _network.StartTraining(_data, _batchSize);
        var run = new TrainingRun(_network, session, epochs, _batches);
        Tell(callback => callback.OnTrainBegin(run));
        while (run.Epoch < epochs && !run.StopRequested && !run.History.WasCancelled)
        {
            run.Epoch++;
            RunEpoch(run, cancellationToken);
        }

        Tell(callback => callback.OnTrainEnd(run));
        return run.History;
    }

    private void RunEpoch(TrainingRun run, CancellationToken cancellationToken)
    {
        Tell(callback => callback.OnEpochBegin(run));
        if (_shuffle)
        {
            _network.ShuffleGenerator.Permutation(_order);
        }

        foreach (var metric in _metrics)
        {
            metric.Reset();
        }

        double lossSum = 0;
        var seen = 0;
        for (var batch = 0; batch < _batches; batch++)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                Cancel(run);
                return;
            }

            var loss = RunBatch(run, batch);
            lossSum += loss * run.Session.BatchSize;
            seen += run.Session.BatchSize;
            _progress?.Report(new TrainingProgress(run.Epoch, run.Epochs, batch + 1, _batches, lossSum / seen, null, _clock.Elapsed));
        }

        var log = FinishEpoch(run, lossSum / seen);
        KeepBest(log, cancellationToken);
        Tell(callback => callback.OnEpochEnd(run, log));
        _progress?.Report(new TrainingProgress(run.Epoch, run.Epochs, _batches, _batches, lossSum / seen, log, _clock.Elapsed));
    }

    private double RunBatch(TrainingRun run, int batch)
    {
        var session = run.Session;
        var start = batch * _batchSize;
        session.BatchSize = Math.Min(_batchSize, _order.Length - start);
        _data.Read(_order.AsSpan(start, session.BatchSize), session);
        Tell(callback => callback.OnBatchBegin(run));
        var loss = session.RunBatch();
        run.Step++;
        foreach (var metric in _metrics)
        {
            metric.Update(session.MetricInputs());
        }

        Tell(callback => callback.OnBatchEnd(run, loss));
        return loss;
    }

    private EpochLog FinishEpoch(TrainingRun run, double loss)
    {
        var values = new Dictionary<string, double> { ["loss"] = loss };
        foreach (var metric in _metrics)
        {
            values[metric.Name] = metric.Result;
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
