using Interop.Native.Networks;
using Interop.OnnxBridge;

namespace Interop.MLNetExtensions.Training;

/// <summary>A network as bytes, as saved models carry it.</summary>
internal static class NetworkBytes
{
    /// <summary>Writes a network.</summary>
    /// <param name="network">The network, built.</param>
    public static byte[] Write(Network network) => OnnxExporter.Export(network, new OnnxExportOptions { FoldBatchNormalization = false });

    /// <summary>Reads a network.</summary>
    /// <param name="bytes">What <see cref="Write"/> gave.</param>
    public static Network Read(byte[] bytes) => OnnxImporter.Import(bytes);
}
