using Interop.MLNetExtensions.MLNet;
using Interop.MLNetExtensions.MLNet.Trainers;
using Interop.MLNetExtensions.MLNet.Transformers;
using Interop.MLNetExtensions.Training;
using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Tensors;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;

namespace Interop.MLNetExtensions;

/// <summary>
/// Trains a neural network in a pipeline, like any of ML.NET's trainers. Made by <c>mlContext.MulticlassClassification.Trainers.NeuralNetwork</c>
/// and its like.
/// </summary>
/// <remarks>
/// Each Fit makes a network of its own; the same seed and rows give the same bits, whatever the number of threads. Figures of the epochs are
/// sent to <see cref="MLContext.Log"/>.
/// </remarks>
public sealed class NeuralNetworkTrainer : ITrainerEstimator<NeuralNetworkTransformer, Network>
{
    private const int MostClasses = 1 << 24;

    private readonly MLContext _context;
    private readonly IHost _host;
    private readonly NeuralNetworkOptions _options;
    private readonly int _seed;

    internal NeuralNetworkTrainer(MLContext context, LearningTask task, NeuralNetworkOptions options)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(options);
        options.Check(task);
        _context = context;
        _options = options.Copy();
        Task = task;
        _host = ((IHostEnvironment)context).Register("NeuralNetwork");
        _seed = options.Seed ?? _host.Rand.Next();
    }

    /// <summary>What is learnt.</summary>
    public LearningTask Task { get; }

    /// <summary>That features should be normalized, and that caching them pays, as for ML.NET's linear trainers.</summary>
    public TrainerInfo Info => _context.MulticlassClassification.Trainers.LbfgsMaximumEntropy().Info;

    /// <summary>Trains a network.</summary>
    /// <param name="input">The training rows.</param>
    /// <returns>The network as a step that scores rows.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of another type.</exception>
    /// <exception cref="NetworkException">There are no complete rows, or the network does not fit the columns.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled while the rows were read, before there was a network to return.</exception>
    public NeuralNetworkTransformer Fit(IDataView input) => Fit(input, null);

    /// <summary>Trains a network and measures it on other rows after each epoch.</summary>
    /// <param name="trainData">The training rows.</param>
    /// <param name="validationData">The rows to measure on, with the same columns; null for none, or for the share that the options hold back.</param>
    /// <returns>The network as a step that scores rows.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of another type.</exception>
    /// <exception cref="NetworkException">There are no complete rows, or the network does not fit the columns.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled while the rows were read, before there was a network to return.</exception>
    public NeuralNetworkTransformer Fit(IDataView trainData, IDataView? validationData)
    {
        ArgumentNullException.ThrowIfNull(trainData);
        InputColumns.Check(name => SchemaColumn.Find(trainData.Schema, name), _options, Task);
        var rows = new ViewRows(trainData, _options);
        var shape = new NetworkShape(FeatureShape(rows, trainData.Schema), OutputCount(rows, trainData.Schema), Task);
        using var channel = _host.Start("Training");
        var training = new NetworkTraining(
            _options, shape, _seed, line => channel.Info(MessageSensitivity.None, line), line => channel.Warning(MessageSensitivity.None, line));
        var trained = training.Run(rows, validationData is null ? null : ValidationRows(validationData, trainData.Schema));
        var scorer = NetworkScorer.ForTask(trained.Network, trained.Reading, Task, _options, trainData.Schema);
        return new NeuralNetworkTransformer(_context, scorer) { History = trained.History };
    }

    /// <summary>The columns after this step: those before, and the task's.</summary>
    /// <param name="inputSchema">The columns before.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of another type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        InputColumns.Check(name => SchemaColumn.Find(inputSchema, name), _options, Task);
        return OutputShapes.Add(_context, inputSchema, Task, _options.LabelColumnName);
    }

    private ViewRows ValidationRows(IDataView validation, DataViewSchema trained)
    {
        InputColumns.Check(name => SchemaColumn.Find(validation.Schema, name), _options, Task);
        foreach (var (role, name) in new[] { ("feature", _options.FeatureColumnName), ("label", _options.LabelColumnName) })
        {
            if (!validation.Schema[name].Type.Equals(trained[name].Type))
            {
                throw SchemaMismatch.Type(role, name, $"{trained[name].Type} as in the training data", $"{validation.Schema[name].Type} in the validation data");
            }
        }

        return new ViewRows(validation, _options);
    }

    private Shape FeatureShape(ViewRows rows, DataViewSchema schema)
    {
        var declared = ((VectorDataViewType)schema[_options.FeatureColumnName].Type).Dimensions;
        var shape = _options.FeatureShape ?? new Shape([.. declared]);
        return shape.Size == rows.FeatureCount
            ? shape
            : throw new NetworkException(
                $"{nameof(NeuralNetworkOptions)}.{nameof(NeuralNetworkOptions.FeatureShape)} {shape} has {shape.Size} elements, " +
                $"column '{_options.FeatureColumnName}' {rows.FeatureCount}.");
    }

    private int OutputCount(ViewRows rows, DataViewSchema schema)
    {
        if (Task != LearningTask.Multiclass)
        {
            return rows.TargetCount;
        }

        var count = ((KeyDataViewType)schema[_options.LabelColumnName].Type).Count;
        return count is >= 2 and <= MostClasses
            ? (int)count
            : throw SchemaMismatch.Classes(_options.LabelColumnName, count, MostClasses);
    }
}
