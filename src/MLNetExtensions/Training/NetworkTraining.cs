using System.Globalization;
using Interop.MLNetExtensions.Rows;
using Interop.MLNetExtensions.Scoring;
using Interop.Native.Data;
using Interop.Native.Layers;
using Interop.Native.Losses;
using Interop.Native.Metrics;
using Interop.Native.Networks;
using Interop.Native.Optimizers;
using Interop.Native.Random;
using Interop.Native.Tensors;
using Interop.Native.Training;

namespace Interop.MLNetExtensions.Training;

/// <summary>Trains a network on rows, as the options say. It knows nothing of where the rows come from.</summary>
internal sealed class NetworkTraining
{
    private readonly NeuralNetworkOptions _options;
    private readonly NetworkShape _shape;
    private readonly int _seed;
    private readonly Action<string> _information;
    private readonly Action<string> _warning;

    /// <summary>Prepares a training.</summary>
    /// <param name="options">How to train; checked.</param>
    /// <param name="shape">What the network takes and gives.</param>
    /// <param name="seed">The seed where the options have none.</param>
    /// <param name="information">Where lines about the training go.</param>
    /// <param name="warning">Where warnings go.</param>
    public NetworkTraining(NeuralNetworkOptions options, NetworkShape shape, int seed, Action<string> information, Action<string> warning)
    {
        _options = options;
        _shape = shape;
        _seed = options.Seed ?? seed;
        _information = information;
        _warning = warning;
    }

    private int ClassCount => _shape.Task switch
    {
        LearningTask.Multiclass => _shape.Outputs,
        LearningTask.Binary => 2,
        _ => 0,
    };

    /// <summary>Trains.</summary>
    /// <param name="rows">The training rows.</param>
    /// <param name="validation">The validation rows; null for none, or for a share of the training rows.</param>
    /// <exception cref="NetworkException">There are no rows to train on, or the network does not fit.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled before the first batch.</exception>
    public TrainedNetwork Run(TrainingRows rows, TrainingRows? validation)
    {
        var network = CreateNetwork();
        var reading = NetworkEnd.Read(network, _shape.Task);
        var loss = _options.Loss ?? NetworkEnd.DefaultLoss(reading, _shape.Task);
        var form = Form(loss);
        var (training, held, scale) = _options.Caching == DataCaching.Memory
            ? CacheRows(network, rows, validation, form)
            : StreamRows(network, rows, validation, form);
        var optimizer = _options.CreateOptimizer?.Invoke() ?? new Adam(_options.LearningRate);
        Metric[] metrics = _shape.Task is LearningTask.Multiclass or LearningTask.Binary ? ["accuracy"] : [];
        network.Compile(optimizer, loss, metrics);
        var history = network.Fit(
            training,
            _options.BatchSize,
            _options.Epochs,
            held,
            _options.Shuffle,
            callbacks: Callbacks(held is not null),
            progress: _options.Progress,
            cancellationToken: _options.CancellationToken);
        if (history.WasCancelled)
        {
            _warning($"Training was cancelled in epoch {history.Epochs.Count + 1}; the network has its best weights so far.");
        }
        else if (history.StopReason is { } reason)
        {
            _information($"Training stopped after epoch {history.Epochs.Count}: {reason}");
        }

        Unscale(network, scale);
        return new TrainedNetwork(network, reading, history);
    }

    private Network CreateNetwork()
    {
        Network network;
        if (_options.Network is { } given)
        {
            network = NetworkCopy.Of(given);
        }
        else
        {
            network = _options.CreateNetwork?.Invoke(_shape) ?? HiddenLayers.Create(_shape, _options);
            if (!network.IsBuilt)
            {
                network.Generator = new TorchGenerator((ulong)_seed);
            }
        }

        network.ShuffleGenerator = new TorchGenerator((ulong)_seed);
        if (_options.Threads is { } threads)
        {
            network.Threads = threads;
        }

        network.Build(_shape.Input);
        ScoreBuffer.CheckNetwork(network);
        return network.OutputShapes[0].Size == _shape.Outputs
            ? network
            : throw new NetworkException(
                $"The task needs {_shape.Outputs} outputs ({Describe()}), the network gives samples of shape {network.OutputShapes[0]}; change its last layer.");
    }

    private string Describe() => _shape.Task switch
    {
        LearningTask.Multiclass => "one for each class of the label's key type",
        LearningTask.Binary => "one logit or probability",
        LearningTask.Regression => "one number",
        _ => "one for each element of the label",
    };

    // A loss over classes takes their indices, any other a vector.
    private TargetForm Form(Loss loss) => _shape.Task == LearningTask.Multiclass
        ? loss is ClassificationLoss ? new TargetForm([], false) : new TargetForm([_shape.Outputs], true)
        : new TargetForm([_shape.Outputs], false);

    private (DataSource Training, DataSource? Held, TargetScale Scale) CacheRows(Network network, TrainingRows rows, TrainingRows? validation, TargetForm form)
    {
        var complete = new CompleteRows(rows, _options.MissingRows);
        var cache = CachedRows.Read(complete, _shape.Input, _options.CancellationToken);
        Warn(complete, "training", cache.Count);
        var split = Split(cache, validation is null);
        var statistics = new RowStatistics(rows.TargetCount, ClassCount);
        for (var i = 0; i < (split?.Train.Length ?? cache.Count); i++)
        {
            statistics.Add(cache.Targets(split?.Train[i] ?? i));
        }

        (cache.Form, cache.Weights, cache.Scale) = (form, Weights(rows, statistics), Scale(network, statistics));
        Dataset training = split is null ? cache : new Subset(cache, split.Train);
        Dataset? held = split is null or { Validation.Length: 0 } ? null : new Subset(cache, split.Validation);
        if (validation is not null)
        {
            var completeValidation = new CompleteRows(validation, _options.MissingRows);
            var other = CachedRows.Read(completeValidation, _shape.Input, _options.CancellationToken);
            Warn(completeValidation, "validation", other.Count);
            (other.Form, other.Weights, other.Scale) = (form, cache.Weights with { HasExampleWeights = validation.HasWeights }, cache.Scale);
            held = other;
        }

        Tell(training.Count, held?.Count);
        return (training, held, cache.Scale);
    }

    private (DataSource Training, DataSource? Held, TargetScale Scale) StreamRows(Network network, TrainingRows rows, TrainingRows? validation, TargetForm form)
    {
        var complete = new CompleteRows(rows, _options.MissingRows);
        var share = new ValidationShare(validation is null ? _options.ValidationFraction : 0, (ulong)_seed);
        var statistics = new RowStatistics(rows.TargetCount, ClassCount);
        var total = Count(complete, (number, targets) =>
        {
            if (!share.Contains(number))
            {
                statistics.Add(targets);
            }
        });
        Warn(complete, "training", total);
        var (weights, scale) = (Weights(rows, statistics), Scale(network, statistics));
        StreamedRows Stream(TrainingRows source, RowWeights by, Func<long, bool>? isTaken, long count) =>
            new(source, _shape.Input, form, by, scale, isTaken, count)
            {
                ShuffleBuffer = _options.ShuffleBuffer,

                // Enough that the threads seldom wait for each other, and less than the shuffle buffer holds.
                LookAhead = Math.Clamp(_options.ShuffleBuffer / _options.BatchSize, 2, 16),
            };

        if (share.Fraction == 0)
        {
            StreamedRows? given = null;
            if (validation is not null)
            {
                var completeValidation = new CompleteRows(validation, _options.MissingRows);
                var count = Count(completeValidation, (_, _) => { });
                Warn(completeValidation, "validation", count);
                given = Stream(completeValidation, weights with { HasExampleWeights = validation.HasWeights }, null, count);
            }

            Tell(total, given?.Count);
            return (Stream(complete, weights, null, total), given, scale);
        }

        Tell(statistics.Count, total - statistics.Count);
        return (
            Stream(complete, weights, number => !share.Contains(number), statistics.Count),
            total > statistics.Count ? Stream(new CompleteRows(rows, _options.MissingRows), weights, share.Contains, total - statistics.Count) : null,
            scale);
    }

    private long Count(TrainingRows rows, Action<long, float[]> visit)
    {
        const int rowsBetweenChecks = 1024;
        using var reader = rows.Open();
        var targets = new float[rows.TargetCount];
        long count = 0;
        for (; reader.MoveNext(); count++)
        {
            if (count % rowsBetweenChecks == 0)
            {
                _options.CancellationToken.ThrowIfCancellationRequested();
            }

            reader.Targets.CopyTo(targets);
            visit(count, targets);
        }

        return count;
    }

    // The rows to train on and to measure on; null where all are trained on.
    private DataSplit? Split(CachedRows cache, bool holdsBack)
    {
        if (!holdsBack || _options.ValidationFraction == 0)
        {
            return null;
        }

        var fractions = new SplitFractions(1 - _options.ValidationFraction, _options.ValidationFraction, 0);
        var generator = new TorchGenerator((ulong)_seed);
        if (ClassCount == 0)
        {
            return Native.Data.Split.Create(cache.Count, fractions, generator);
        }

        var classes = new Tensor([cache.Count]);
        for (var row = 0; row < cache.Count; row++)
        {
            classes.Span[row] = cache.Targets(row)[0];
        }

        return StratifiedSplit.Create(classes, fractions, generator);
    }

    private RowWeights Weights(TrainingRows rows, RowStatistics statistics)
    {
        var weights = _options.BalanceClasses ? RowWeights.Balanced(statistics.Classes) : _options.ClassWeights;
        return weights is null || weights.Count == ClassCount
            ? new RowWeights(rows.HasWeights, weights)
            : throw new NetworkException(
                $"{nameof(NeuralNetworkOptions)}.{nameof(NeuralNetworkOptions.ClassWeights)} has {weights.Count} weights, but there are {ClassCount} classes.");
    }

    private TargetScale Scale(Network network, RowStatistics statistics) =>
        _shape.Task is LearningTask.Regression or LearningTask.MultiOutputRegression
        && _options.StandardizeLabels && _options.Network is null && NetworkEnd.LastDense(network) is not null
            ? statistics.Scale()
            : TargetScale.None;

    // y = σ (w·h + b) + μ = (σ w)·h + (σ b + μ).
    private static void Unscale(Network network, TargetScale scale)
    {
        if (!scale.IsUsed)
        {
            return;
        }

        var dense = NetworkEnd.LastDense(network)!;
        var (weight, bias) = (dense.Weight!.Read(), dense.Bias!.Read());
        var inputs = weight.Shape[1];
        for (var output = 0; output < scale.Scales.Length; output++)
        {
            foreach (ref var value in weight.Span.Slice(output * inputs, inputs))
            {
                value *= scale.Scales[output];
            }

            bias.Span[output] = (bias.Span[output] * scale.Scales[output]) + scale.Offsets[output];
        }

        dense.Weight!.Write(weight);
        dense.Bias!.Write(bias);
    }

    private List<Callback> Callbacks(bool hasValidation)
    {
        List<Callback> callbacks = [.. _options.CreateCallbacks?.Invoke() ?? []];
        if (_options.EarlyStoppingPatience is { } patience)
        {
            callbacks.Add(new EarlyStopping(hasValidation ? "val_loss" : "loss", patience, restoreBestWeights: true));
        }

        callbacks.Add(new EpochLines(_information));
        return callbacks;
    }

    private void Warn(CompleteRows rows, string what, long count)
    {
        if (count == 0)
        {
            throw new NetworkException(
                $"There is no {what} row to use: {rows.MissingTargets} had no label, {rows.MissingFeatures} a feature or weight that is NaN or infinite.");
        }

        if (rows.MissingTargets + rows.MissingFeatures > 0)
        {
            _warning(string.Create(
                CultureInfo.InvariantCulture,
                $"Left out {rows.MissingTargets} {what} rows without a label and {rows.MissingFeatures} with a feature or weight that is NaN or infinite."));
        }
    }

    private void Tell(long training, long? validation) =>
        _information($"Training on {training} rows{(validation is { } count ? $", validating on {count}" : "")}, seed {_seed}.");
}
