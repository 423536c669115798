using Interop.MLNetExtensions.MLNet.Cursors;
using Interop.MLNetExtensions.MLNet.Onnx;
using Interop.MLNetExtensions.MLNet.Saving;
using Interop.MLNetExtensions.MLNet.Transformers;
using Interop.Native.Networks;
using Interop.Native.Training;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Interop.MLNetExtensions;

/// <summary>
/// A network as a step of a pipeline that scores rows. Data views are scored in batches, read ahead of the row that is asked for; any number of
/// threads may use one transformer at once.
/// </summary>
/// <remarks>
/// It is saved by <c>mlContext.Model.Save</c> as steps of ML.NET's own that carry the network; what <c>mlContext.Model.Load</c> gives scores the
/// same, and <c>mlContext.Model.RestoreNetworks</c> makes it this class again. ML.NET's <c>ConvertToOnnx</c> does not know it and is refused:
/// use <c>mlContext.Model.ConvertPipelineToOnnx</c>.
/// </remarks>
public sealed class NeuralNetworkTransformer : ISingleFeaturePredictionTransformer<Network>
{
    private readonly MLContext _context;

    internal NeuralNetworkTransformer(MLContext context, NetworkScorer scorer)
    {
        _context = context;
        Scorer = scorer;
    }

    /// <summary>The network.</summary>
    public Network Model => Scorer.Network;

    /// <summary>What the network predicts; null where its outputs are just a vector.</summary>
    public LearningTask? Task => Scorer.Task;

    /// <summary>The figures of each epoch of the training; null where the network was not trained in this process.</summary>
    public History? History { get; init; }

    /// <summary>The column that is read.</summary>
    public string FeatureColumnName => Scorer.FeatureColumnName;

    /// <summary>The type of that column.</summary>
    public DataViewType FeatureColumnType => Scorer.FeatureColumnType;

    /// <summary>Whether rows are scored one by one: they are.</summary>
    public bool IsRowToRowMapper => true;

    internal NetworkScorer Scorer { get; }

    /// <summary>The columns after this step.</summary>
    /// <param name="inputSchema">The columns before.</param>
    /// <exception cref="ArgumentOutOfRangeException">The feature column is missing or of another type.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return Scorer.AddTo(inputSchema);
    }

    /// <summary>The data with the network's columns, computed when they are read.</summary>
    /// <param name="input">The data.</param>
    /// <exception cref="ArgumentOutOfRangeException">The feature column is missing or of another type.</exception>
    /// <exception cref="NotSupportedException">ML.NET's ConvertToOnnx asks, which would leave the network out.</exception>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        ConversionGuard.Check();
        return new ScoredView(Scorer, input);
    }

    /// <summary>What scores single rows, as in a PredictionEngine.</summary>
    /// <param name="inputSchema">The columns before.</param>
    /// <exception cref="ArgumentOutOfRangeException">The feature column is missing or of another type.</exception>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return new ScoringMapper(Scorer, inputSchema);
    }

    void ICanSaveModel.Save(ModelSaveContext ctx) => ((ICanSaveModel)PortableChain.Create(_context, Scorer)).Save(ctx);
}
