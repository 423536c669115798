using System.Diagnostics;
using Interop.Native.Data;
using Interop.Native.Data.Batches;
using Interop.Native.Files;
using Interop.Native.Layers;
using Interop.Native.Losses;
using Interop.Native.Metrics;
using Interop.Native.Networks;

namespace Interop.Native.Training;

/// <summary>The training loop behind <see cref="Network.Fit(DataSource, int, int, DataSource, bool, bool, IReadOnlyList{Callback}, IProgress{TrainingProgress}, int, TrainingCheckpoint, CancellationToken)"/>.</summary>
internal sealed partial class Fitting : IDisposable
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
    private readonly bool _dropLast;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TrainingPosition _position = new();
    private TrainingRun? _run;

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
        _dropLast = dropLast;
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

    private TimeSpan Elapsed => _position.Elapsed + _clock.Elapsed;

    public History Run(int epochs, int initialEpoch, TrainingCheckpoint? resumeFrom, CancellationToken cancellationToken)
    {
        var session = _network.StartTraining(_data, _batchSize);
        session.KeepGradients = _callbacks.Any(callback => callback.ReadsGradients);
        var run = new TrainingRun(_network, session, epochs, _batches, _feed.Fill)
        {
            Epoch = initialEpoch,
            TakeCheckpoint = TakeCheckpoint,
            FigureNames = FigureNames(),
        };
        _run = run;
        if (resumeFrom is not null)
        {
            Resume(run, resumeFrom);
        }

        Tell(callback => callback.OnTrainBegin(run));
        if (run.IsResumed && !run.IsEpochComplete && !run.StopRequested && run.Epoch <= epochs)
        {
            ContinueEpoch(run, cancellationToken);
        }

        while (run.Epoch < epochs && !run.StopRequested && !run.History.WasCancelled)
        {
            run.Epoch++;
            BeginEpoch(run);
            RunEpoch(run, cancellationToken);
        }

        Tell(callback => callback.OnTrainEnd(run));
        return run.History;
    }

    public void Dispose() => _feed.Dispose();

    // The order of the data follows from the shuffling generator as it is here.
    private void BeginEpoch(TrainingRun run)
    {
        (run.StepInEpoch, run.IsEpochComplete) = (0, false);
        Tell(callback => callback.OnEpochBegin(run));
        _position.Shuffle = _network.ShuffleGenerator.Save();
        _feed.BeginEpoch(run.Epoch, _shuffle ? _network.ShuffleGenerator : null);
        run.Session.Epoch = run.Epoch;
        foreach (var metric in _metrics)
        {
            metric.Reset();
        }

        (_position.LossSum, _position.Seen) = (0, 0);
        _position.OutputSums = new double[_network.OutputShapes.Count];
    }

    // The same order again, up to the batch at which the checkpoint was taken.
    private void ContinueEpoch(TrainingRun run, CancellationToken cancellationToken)
    {
        _feed.BeginEpoch(run.Epoch, _shuffle ? _network.ShuffleGenerator : null);
        run.Session.Epoch = run.Epoch;
        for (var step = 0; step < run.StepInEpoch; step++)
        {
            if (_feed.Next() == 0)
            {
                throw new NetworkException($"The checkpoint was taken after {run.StepInEpoch} batches of epoch {run.Epoch}, but the data has only {step}; resume with the same data.");
            }
        }

        RunEpoch(run, cancellationToken);
    }

    private void RunEpoch(TrainingRun run, CancellationToken cancellationToken)
    {
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
            RunBatch(run, size);
            if (run.StopNowRequested)
            {
                return;
            }

            _progress?.Report(new TrainingProgress(run.Epoch, run.Epochs, run.StepInEpoch, _batches, _position.MeanLoss, null, Elapsed));
        }

        if (_position.Seen == 0)
        {
            throw new NetworkException($"The stream gave no batch of {_batchSize} in epoch {run.Epoch}; give at least one sample, or as many as a batch with dropLast.");
        }

        var log = FinishEpoch(run, _position.MeanLoss, [.. _position.OutputSums.Select(sum => sum / _position.Seen)]);
        KeepBest(log, cancellationToken);
        Tell(callback => callback.OnEpochEnd(run, log));
        run.IsEpochComplete = true;
        Tell(callback => callback.OnSettled(run));
        _progress?.Report(new TrainingProgress(run.Epoch, run.Epochs, run.StepInEpoch, _batches, _position.MeanLoss, log, Elapsed));
    }

    private void RunBatch(TrainingRun run, int size)
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
                return;
            }
        }

        session.BackwardAndStep();
        run.Step++;
        run.StepInEpoch++;
        run.LastLoss = loss;
        _position.LossSum += loss * size;
        _position.Seen += size;
        for (var i = 0; i < _position.OutputSums.Length; i++)
        {
            _position.OutputSums[i] += session.OutputLoss(i) * size;
        }

        foreach (var metric in _metrics)
        {
            metric.Update(session.MetricInputs(metric.Output));
        }

        Tell(callback => callback.OnBatchEnd(run, loss));
        Tell(callback => callback.OnSettled(run));
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
            throw new LossException($"Sample {row} of the data set: {error.Message}", row) { IsNotANumber = error.IsNotANumber };
        }
    }

    private void Cancel(TrainingRun run)
    {
        run.History.WasCancelled = true;
        Tell(callback => callback.OnCancelled(run));
        if (_position.BestWeights is not null)
        {
            _network.LoadStateDict(_position.BestWeights);
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
