using Interop.Native.Data;
using Interop.Native.Files;
using Interop.Native.Layers;
using Interop.Native.Losses;
using Interop.Native.Metrics;
using Interop.Native.Optimizers;
using Interop.Native.Random;
using Interop.Native.Tensors;
using Interop.Native.Training;

namespace Interop.Native.Networks;

public abstract partial class Network
{
    private Loss[] _losses = [];
    private Loss[] _lossesInUse = [];
    private Conventions? _lossesUnder;
    private Metric[] _metrics = [];
    private Optimizer? _optimizer;
    private OptimizerState? _optimizerState;
    private Generator? _shuffleGenerator;

    /// <summary>The order of samples during training; seeded like <see cref="Generator"/>, but apart from it, so that shuffling does not move the dropout masks.</summary>
    public Generator ShuffleGenerator
    {
        get => _shuffleGenerator ??= new TorchGenerator(Generator.Seed);
        set => _shuffleGenerator = value ?? throw new ArgumentNullException(nameof(value));
    }

    /// <summary>The optimizer given to <see cref="Compile(Optimizer, Loss, Metric[])"/>; null before.</summary>
    public Optimizer? Optimizer => _optimizer;

    /// <summary>The losses, one for each output, with what they were not told taken from the <see cref="Conventions"/>; empty before the network is compiled.</summary>
    public IReadOnlyList<Loss> Losses => LossesInUse();

    /// <summary>The losses as they were given, before the conventions decided what was left open.</summary>
    internal IReadOnlyList<Loss> GivenLosses => _losses;

    /// <summary>The metrics.</summary>
    public IReadOnlyList<Metric> Metrics => _metrics;

    /// <summary>What the optimizer remembers of this network; made at the first use.</summary>
    /// <exception cref="NetworkException">The network is not compiled or not built.</exception>
    public OptimizerState OptimizerState
    {
        get
        {
            _ = Graph;
            return _optimizerState ??= new OptimizerState(RequireOptimizer(), TrainableParameters);
        }
    }

    /// <summary>Says how the network is trained. Forgets what an optimizer remembered before.</summary>
    /// <param name="optimizer">The optimizer, or a name such as <c>"adam"</c>.</param>
    /// <param name="loss">The loss, or a name such as <c>"mse"</c>.</param>
    /// <param name="metrics">Metrics or names such as <c>"accuracy"</c>.</param>
    public void Compile(Optimizer optimizer, Loss loss, params Metric[] metrics) => Compile(optimizer, [loss], metrics);

    /// <summary>Says how a network with several outputs is trained.</summary>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="losses">One loss for each output; they are added.</param>
    /// <param name="metrics">Metrics of the first output, or by <see cref="MetricMeasurement.OfOutput"/> of another.</param>
    public void Compile(Optimizer optimizer, IReadOnlyList<Loss> losses, params Metric[] metrics)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(losses);
        ArgumentNullException.ThrowIfNull(metrics);
        optimizer.Adopt(Conventions);
        _optimizer = optimizer;
        _losses = [.. losses];
        _lossesUnder = null;
        _metrics = [.. metrics];
        _optimizerState = null;
        if (IsBuilt)
        {
            RequireLosses();
        }
    }

    /// <summary>Trains on samples and targets.</summary>
    /// <param name="x">Samples, [N, …].</param>
    /// <param name="y">Targets, [N, …] or class indices [N].</param>
    /// <param name="batchSize">Samples for each update; N for batch gradient descent, 1 for stochastic.</param>
    /// <param name="epochs">Passes over the samples.</param>
    /// <param name="validationData">Samples and targets to measure after each epoch; null for none.</param>
    /// <param name="shuffle">Whether each epoch sees the samples in a new order.</param>
    /// <param name="dropLast">Whether the last short batch of an epoch is left out.</param>
    /// <param name="sampleWeights">A weight for each sample; null for 1.</param>
    /// <param name="callbacks">What takes part in the training.</param>
    /// <param name="progress">Told after each batch and epoch.</param>
    /// <param name="initialEpoch">The epochs that an earlier training has done: this one goes on from there up to <paramref name="epochs"/>.</param>
    /// <param name="resumeFrom">
    /// The checkpoint from which the training goes on as if it had not been interrupted, with the same data, options and callbacks;
    /// <see cref="TrainingCheckpoint.FindLatest"/> gives null, for a beginning, where there is none yet.
    /// </param>
    /// <param name="cancellationToken">Ends the training after the running batch; the network then has the best weights so far.</param>
    /// <returns>The figures of each epoch.</returns>
    /// <exception cref="NetworkException">The network is not compiled, or the data does not fit it.</exception>
    /// <exception cref="LossException">A target is not valid.</exception>
    public History Fit(
        Tensor x,
        Tensor y,
        int batchSize = 32,
        int epochs = 1,
        (Tensor X, Tensor Y)? validationData = null,
        bool shuffle = true,
        bool dropLast = false,
        Tensor? sampleWeights = null,
        IReadOnlyList<Callback>? callbacks = null,
        IProgress<TrainingProgress>? progress = null,
        int initialEpoch = 0,
        TrainingCheckpoint? resumeFrom = null,
        CancellationToken cancellationToken = default) =>
        Fit(
            new TensorDataset(x, y, sampleWeights),
            batchSize,
            epochs,
            validationData is var (validationX, validationY) ? new TensorDataset(validationX, validationY) : null,
            shuffle,
            dropLast,
            callbacks,
            progress,
            initialEpoch,
            resumeFrom,
            cancellationToken);

    /// <summary>Trains on a data set.</summary>
    /// <param name="data">The training samples: in memory, or streamed.</param>
    /// <param name="batchSize">Samples for each update.</param>
    /// <param name="epochs">Passes over the samples.</param>
    /// <param name="validationData">Samples to measure after each epoch; null for none.</param>
    /// <param name="shuffle">Whether each epoch sees the samples in a new order.</param>
    /// <param name="dropLast">Whether the last short batch of an epoch is left out.</param>
    /// <param name="callbacks">What takes part in the training.</param>
    /// <param name="progress">Told after each batch and epoch.</param>
    /// <param name="initialEpoch">The epochs that an earlier training has done: this one goes on from there up to <paramref name="epochs"/>.</param>
    /// <param name="resumeFrom">
    /// The checkpoint from which the training goes on as if it had not been interrupted, with the same data, options and callbacks;
    /// <see cref="TrainingCheckpoint.FindLatest"/> gives null, for a beginning, where there is none yet.
    /// </param>
    /// <param name="cancellationToken">Ends the training after the running batch; the network then has the best weights so far.</param>
    /// <returns>The figures of each epoch.</returns>
    /// <exception cref="NetworkException">The network is not compiled, or the data does not fit it.</exception>
    /// <exception cref="LossException">A target is not valid.</exception>
    public History Fit(
        DataSource data,
        int batchSize = 32,
        int epochs = 1,
        DataSource? validationData = null,
        bool shuffle = true,
        bool dropLast = false,
        IReadOnlyList<Callback>? callbacks = null,
        IProgress<TrainingProgress>? progress = null,
        int initialEpoch = 0,
        TrainingCheckpoint? resumeFrom = null,
        CancellationToken cancellationToken = default)
    {
        PrepareFor(data);
        if (validationData is not null)
        {
            PrepareFor(validationData);
        }

        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        ArgumentOutOfRangeException.ThrowIfNegative(epochs);
        ArgumentOutOfRangeException.ThrowIfNegative(initialEpoch);
        if (resumeFrom is not null && initialEpoch != 0)
        {
            throw new ArgumentException("A checkpoint knows its epoch; give resumeFrom or initialEpoch, not both.", nameof(initialEpoch));
        }

        using var fitting = new Fitting(this, data, batchSize, validationData, shuffle, dropLast, callbacks ?? [], progress);
        return fitting.Run(epochs, initialEpoch, resumeFrom, cancellationToken);
    }

    /// <summary>The loss and metrics of samples, as in use.</summary>
    /// <param name="x">Samples, [N, …].</param>
    /// <param name="y">Targets.</param>
    /// <param name="batchSize">How many samples run at a time.</param>
    /// <returns>Figures by name: <c>loss</c> and those of the metrics.</returns>
    public IReadOnlyDictionary<string, double> Evaluate(Tensor x, Tensor y, int batchSize = 128) => Evaluate(new TensorDataset(x, y), batchSize);

    /// <summary>The loss and metrics of a data set, as in use. The loss is the mean over batches, weighted by their size; penalties are left out.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="batchSize">How many samples run at a time.</param>
    /// <returns>Figures by name: <c>loss</c> and those of the metrics.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The batch size is not above 0.</exception>
    /// <exception cref="NetworkException">The network was not compiled, there are no samples, or they do not fit the network.</exception>
    public IReadOnlyDictionary<string, double> Evaluate(DataSource data, int batchSize = 128)
    {
        PrepareFor(data);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        return new Evaluation(this, data, (int)Math.Min(batchSize, data.SampleCount ?? batchSize)).Run();
    }

    /// <summary>Starts a training loop of your own.</summary>
    /// <param name="batchSize">The largest batch.</param>
    /// <param name="targetShapes">The shape of one sample's target for each output; null where targets look like outputs.</param>
    /// <param name="sampleWeights">Whether samples have weights.</param>
    /// <param name="inputGradients">Whether gradients with respect to the inputs are wanted.</param>
    /// <exception cref="NetworkException">The network is not compiled or not built.</exception>
    public TrainingSession StartTraining(
        int batchSize, IReadOnlyList<Shape>? targetShapes = null, bool sampleWeights = false, bool inputGradients = false) =>
        new(this, RequireLosses(), OptimizerState, batchSize, targetShapes ?? OutputShapes, sampleWeights, batchSize, inputGradients);

    // While a stream's N is not known, regularizers that divide by it take the batch for the whole, as in a loop of one's own.
    internal TrainingSession StartTraining(DataSource data, int batchSize) =>
        new(
            this,
            RequireLosses(),
            OptimizerState,
            batchSize,
            data.TargetShapes,
            data.HasSampleWeights,
            (int)Math.Min(int.MaxValue, data.SampleCount ?? batchSize));

    /// <summary>What a figure of an output is called: by itself where there is one output, else behind the output's name, as in Keras.</summary>
    internal string FigureName(int output, string name)
    {
        var outputs = Graph.Outputs;
        if (outputs.Count == 1)
        {
            return name;
        }

        // A layer that is used twice may give two outputs of one name.
        var owner = outputs[output].Name;
        return outputs.Count(other => other.Name == owner) > 1 ? $"{owner}_{output}_{name}" : $"{owner}_{name}";
    }

    private void PrepareFor(DataSource data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.SampleCount == 0)
        {
            throw new NetworkException("The data set has no samples; give at least one.");
        }

        Build([.. data.InputShapes]);
        var losses = RequireLosses();
        if (data.TargetShapes.Count != losses.Length)
        {
            throw new NetworkException($"The network has {losses.Length} losses, but the data set has {data.TargetShapes.Count} targets for each sample.");
        }

        for (var i = 0; i < losses.Length; i++)
        {
            losses[i].CheckShapes(OutputShapes[i], data.TargetShapes[i]);
            if (data.AllTargets(i) is { } targets)
            {
                losses[i].CheckTargets(targets, OutputShapes[i]);
            }
        }

        foreach (var metric in _metrics)
        {
            var i = metric.Output;
            metric.CheckShapes(new LossInputs(1, default, OutputShapes[i], default, data.TargetShapes[i], default, losses[i]));
        }
    }

    private Optimizer RequireOptimizer() => _optimizer ?? throw new NetworkException("The network is not compiled; call Compile(optimizer, loss, metrics) first.");

    private Loss[] LossesInUse()
    {
        if (_lossesUnder != Conventions)
        {
            _lossesInUse = [.. _losses.Select(loss => loss.Under(Conventions.Losses))];
            _lossesUnder = Conventions;
        }

        return _lossesInUse;
    }

    private Loss[] RequireLosses()
    {
        RequireOptimizer();
        if (_losses.Length != Graph.Outputs.Count)
        {
            throw new NetworkException($"The network has {Graph.Outputs.Count} outputs but was compiled with {_losses.Length} losses; give one for each output.");
        }

        HintFinder.CheckLosses(Graph, _losses);
        CheckMetrics();
        return LossesInUse();
    }

    private void CheckMetrics()
    {
        var names = new HashSet<string> { "loss" };
        foreach (var metric in _metrics)
        {
            if (metric.Output >= Graph.Outputs.Count)
            {
                throw new NetworkException(
                    $"Metric '{metric.Name}' measures output {metric.Output}, but the network has {Graph.Outputs.Count}; outputs are counted from 0.");
            }

            if (!names.Add(FigureName(metric.Output, metric.Name)))
            {
                throw new NetworkException(
                    $"Two figures would be called '{FigureName(metric.Output, metric.Name)}'; give each metric once for an output, or name them apart where they take a name.");
            }
        }
    }
}
