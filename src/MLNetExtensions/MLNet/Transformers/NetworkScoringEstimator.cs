using Interop.MLNetExtensions.MLNet;
using Interop.MLNetExtensions.MLNet.Trainers;
using Interop.MLNetExtensions.MLNet.Transformers;
using Interop.MLNetExtensions.Scoring;
using Interop.Native.Layers;
using Interop.Native.Networks;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Interop.MLNetExtensions;

/// <summary>A finished network as a step that scores rows, made by <c>mlContext.Transforms.ApplyNetwork</c>. It learns nothing from data.</summary>
public sealed class NetworkScoringEstimator : IEstimator<NeuralNetworkTransformer>
{
    private readonly MLContext _context;
    private readonly Network _network;
    private readonly string _outputColumnName;
    private readonly string _inputColumnName;

    internal NetworkScoringEstimator(MLContext context, Network network, string outputColumnName, string inputColumnName)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentException.ThrowIfNullOrWhiteSpace(outputColumnName);
        ArgumentException.ThrowIfNullOrWhiteSpace(inputColumnName);
        ScoreBuffer.CheckNetwork(network);
        (_context, _network, _outputColumnName, _inputColumnName) = (context, network, outputColumnName, inputColumnName);
    }

    /// <summary>The step; only the schema of the data is looked at.</summary>
    /// <param name="input">The data.</param>
    /// <exception cref="ArgumentOutOfRangeException">The input column is missing or no vector of Single of known size.</exception>
    /// <exception cref="NetworkException">The column has another number of elements than the network takes.</exception>
    public NeuralNetworkTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        InputColumns.CheckFeatures(name => SchemaColumn.Find(input.Schema, name), _inputColumnName);
        var type = (VectorDataViewType)input.Schema[_inputColumnName].Type;
        return type.Size == _network.InputShapes[0].Size
            ? new NeuralNetworkTransformer(_context, NetworkScorer.ForVector(_network, _inputColumnName, type, _outputColumnName))
            : throw new NetworkException(
                $"Column '{_inputColumnName}' has {type.Size} elements, the network takes samples of shape {_network.InputShapes[0]}, which is {_network.InputShapes[0].Size}.");
    }

    /// <summary>The columns after this step.</summary>
    /// <param name="inputSchema">The columns before.</param>
    /// <exception cref="ArgumentOutOfRangeException">The input column is missing or no vector of Single of known size.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        InputColumns.CheckFeatures(name => SchemaColumn.Find(inputSchema, name), _inputColumnName);
        return OutputShapes.AddVector(_context, inputSchema, _outputColumnName);
    }
}
