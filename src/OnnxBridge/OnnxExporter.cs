using Google.Protobuf;
using Interop.Native.Networks;
using Interop.OnnxBridge.Export;
using Interop.OnnxBridge.Verification;

namespace Interop.OnnxBridge;

/// <summary>
/// Writes networks as ONNX models, as they work at inference: dropout is gone, batch normalization uses the running statistics. The batch
/// axis stays open, layers and parameters keep their names, and the same network gives the same bytes.
/// </summary>
public static class OnnxExporter
{
    /// <summary>
    /// Writes a network to a file. The file appears whole or not at all; weights that do not fit, or are asked to, go into another beside it
    /// (<see cref="OnnxExportOptions.ExternalData"/>), which appears first.
    /// </summary>
    /// <param name="network">The network, built.</param>
    /// <param name="path">The file; one that exists is replaced.</param>
    /// <param name="options">How it is written; null for the defaults.</param>
    /// <param name="verify">Whether the model is run in ONNX Runtime and must give what the network gives; see <see cref="OnnxVerificationOptions"/>.</param>
    /// <exception cref="OnnxExportException">A layer cannot be written as ONNX.</exception>
    /// <exception cref="OnnxVerificationException">The model was verified and differs; nothing is written but a reproduction.</exception>
    /// <exception cref="Native.Layers.NetworkException">The network is not built.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Export(Network network, string path, OnnxExportOptions? options = null, bool verify = false)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        options ??= new OnnxExportOptions();
        ModelFile.Write(DeployedNetwork.Of(network, options), path, options, verify);
    }

    /// <summary>Writes a network to a stream.</summary>
    /// <param name="network">The network, built.</param>
    /// <param name="stream">Where to write; stays open.</param>
    /// <param name="options">How it is written; null for the defaults.</param>
    /// <param name="verify">Whether the model is run in ONNX Runtime and must give what the network gives; see <see cref="OnnxVerificationOptions"/>.</param>
    /// <exception cref="OnnxExportException">A layer cannot be written as ONNX.</exception>
    /// <exception cref="OnnxVerificationException">The model was verified and differs; nothing is written but a reproduction.</exception>
    /// <exception cref="Native.Layers.NetworkException">The network is not built.</exception>
    public static void Export(Network network, Stream stream, OnnxExportOptions? options = null, bool verify = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Create(network, options, verify).Message.WriteTo(stream);
    }

    /// <summary>The bytes of a network's ONNX file.</summary>
    /// <param name="network">The network, built.</param>
    /// <param name="options">How it is written; null for the defaults.</param>
    /// <param name="verify">Whether the model is run in ONNX Runtime and must give what the network gives; see <see cref="OnnxVerificationOptions"/>.</param>
    /// <exception cref="OnnxExportException">A layer cannot be written as ONNX.</exception>
    /// <exception cref="OnnxVerificationException">The model was verified and differs; nothing is written but a reproduction.</exception>
    /// <exception cref="Native.Layers.NetworkException">The network is not built.</exception>
    public static byte[] Export(Network network, OnnxExportOptions? options = null, bool verify = false) => Create(network, options, verify).Message.ToByteArray();

    private static ExportedModel Create(Network network, OnnxExportOptions? options, bool verify)
    {
        ArgumentNullException.ThrowIfNull(network);
        options ??= new OnnxExportOptions();
        var deployed = DeployedNetwork.Of(network, options);
        var model = ModelFile.InMemory(deployed, options);
        if (verify)
        {
            new Verifier(deployed, model, options.Verification).Verify(null);
        }

        return model;
    }
}
