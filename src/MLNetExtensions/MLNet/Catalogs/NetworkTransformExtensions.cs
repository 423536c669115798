using Interop.MLNetExtensions;
using Interop.Native.Networks;
using Interop.OnnxBridge;

namespace Microsoft.ML;

/// <summary>Finished networks as steps of a pipeline.</summary>
public static class NetworkTransformExtensions
{
    /// <summary>
    /// A network as a step: trained here, read from a file, or brought over from TorchSharp. Its outputs become a vector of their shape.
    /// </summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="context">The context that the catalog belongs to; ML.NET does not tell it.</param>
    /// <param name="network">The network, built, of one input and one output.</param>
    /// <param name="outputColumnName">The column that is added.</param>
    /// <param name="inputColumnName">The column that is read, a vector of Single with as many elements as a sample.</param>
    /// <exception cref="Interop.Native.Layers.NetworkException">The network is not built, or has several inputs or outputs.</exception>
    public static NetworkScoringEstimator ApplyNetwork(
        this TransformsCatalog catalog, MLContext context, Network network, string outputColumnName = "Score", string inputColumnName = "Features")
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new NetworkScoringEstimator(context, network, outputColumnName, inputColumnName);
    }

    /// <summary>A network from an ONNX file as a step. It runs in Interop's engine and is saved with the pipeline; ONNX Runtime is not needed.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="context">The context that the catalog belongs to.</param>
    /// <param name="onnxFile">The file.</param>
    /// <param name="outputColumnName">The column that is added.</param>
    /// <param name="inputColumnName">The column that is read.</param>
    /// <exception cref="OnnxFormatException">
    /// The file is damaged, or holds operators that are not read; the message names them. ML.NET's <c>ApplyOnnxModel</c> runs such a file.
    /// </exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static NetworkScoringEstimator ApplyNetwork(
        this TransformsCatalog catalog, MLContext context, string onnxFile, string outputColumnName = "Score", string inputColumnName = "Features")
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new NetworkScoringEstimator(context, Import(onnxFile), outputColumnName, inputColumnName);
    }

    private static Interop.Native.Networks.Model Import(string onnxFile)
    {
        try
        {
            return OnnxImporter.Import(onnxFile);
        }
        catch (OnnxFormatException error)
        {
            throw new OnnxFormatException(
                $"{error.Message} If the file is sound, ML.NET's own Transforms.ApplyOnnxModel (package Microsoft.ML.OnnxTransformer) runs it in ONNX Runtime.", error);
        }
    }
}
