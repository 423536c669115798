using Google.Protobuf;
using Interop.MLNetExtensions.MLNet.Saving;
using Interop.MLNetExtensions.MLNet.Transformers;
using Interop.OnnxBridge;
using Microsoft.ML;

namespace Interop.MLNetExtensions.MLNet.Onnx;

/// <summary>
/// Writes a pipeline with networks in it as one ONNX model: what stands between the networks is converted by ML.NET, the networks by
/// <see cref="OnnxExporter"/>, and the parts are joined column by column.
/// </summary>
internal sealed class PipelineConverter
{
    private readonly PipelineGraph _graph = new();
    private readonly List<ITransformer> _between = [];
    private IDataView _data;
    private SchemaView _converted;

    private PipelineConverter(IDataView data)
    {
        _converted = new SchemaView(data.Schema);
        _data = _converted;
    }

    /// <summary>Converts a pipeline.</summary>
    /// <param name="model">The pipeline.</param>
    /// <param name="data">Data of the schema that it takes.</param>
    /// <param name="outputColumns">The columns that become outputs; none for all.</param>
    /// <exception cref="OnnxExportException">A step cannot be converted.</exception>
    public static byte[] Convert(ITransformer model, IDataView data, IReadOnlyCollection<string> outputColumns)
    {
        var converter = new PipelineConverter(data);
        foreach (var step in Flatten(NetworkRestoring.Restore(new MLContext(), model)))
        {
            converter.Add(step);
        }

        converter.ConvertBetween();
        return converter._graph.ToModel(outputColumns).ToByteArray();
    }

    private static IEnumerable<ITransformer> Flatten(ITransformer model) =>
        model is IEnumerable<ITransformer> chain ? chain.SelectMany(Flatten) : [model];

    private void Add(ITransformer step)
    {
        if (step is NeuralNetworkTransformer network)
        {
            ConvertBetween();
            NetworkNodes.Add(_graph, network.Scorer, _data.Schema);
            _converted = new SchemaView(step.GetOutputSchema(_data.Schema));
            _data = _converted;
        }
        else
        {
            _between.Add(step);
            _data = step.Transform(_data);
        }
    }

    private void ConvertBetween()
    {
        _graph.AddConverted(StepConversion.Run(_between, _converted));
        _between.Clear();
    }
}
