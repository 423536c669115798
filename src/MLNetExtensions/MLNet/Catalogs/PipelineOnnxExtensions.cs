using Interop.MLNetExtensions.MLNet.Onnx;
using Interop.OnnxBridge;

namespace Microsoft.ML;

/// <summary>Whole pipelines with neural networks as ONNX.</summary>
public static class PipelineOnnxExtensions
{
    /// <summary>
    /// Writes a pipeline as one ONNX model: ML.NET's own steps as ML.NET converts them, with the networks in their places. ML.NET's
    /// <c>ConvertToOnnx</c> would leave the networks out. Inputs have the names of the data's columns, outputs those of the pipeline's columns
    /// with <c>.output</c> behind, as ML.NET names them.
    /// </summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="model">The pipeline, fitted or loaded.</param>
    /// <param name="inputData">Data of the schema that it takes.</param>
    /// <param name="stream">Where to write; stays open.</param>
    /// <param name="outputColumns">The columns that are wanted, and then only what they need is in the file; none for all.</param>
    /// <param name="verifyRows">On how many rows the model is run in ONNX Runtime and compared with the pipeline, within 1e-5; 0 for none.</param>
    /// <exception cref="OnnxExportException">
    /// A step or layer cannot be converted, the model differs from the pipeline, or the data has no row to tell by; nothing is written.
    /// </exception>
    public static void ConvertPipelineToOnnx(
        this ModelOperationsCatalog catalog,
        ITransformer model,
        IDataView inputData,
        Stream stream,
        IReadOnlyCollection<string>? outputColumns = null,
        int verifyRows = 100)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(inputData);
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfNegative(verifyRows);
        var bytes = PipelineConverter.Convert(model, inputData, outputColumns ?? []);
        if (verifyRows > 0)
        {
            PipelineVerification.Run(bytes, model, inputData, verifyRows);
        }

        stream.Write(bytes);
    }
}
