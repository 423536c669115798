using Interop.Native.Files;
using Interop.Native.Networks;

namespace Interop.MLNetExtensions.Training;

/// <summary>A network as bytes, as saved models carry it: the content of a model file, without how it was trained.</summary>
internal static class NetworkBytes
{
    /// <summary>Writes a network.</summary>
    /// <param name="network">The network, built.</param>
    /// <exception cref="NotSupportedException">The network has a component that the format does not know.</exception>
    public static byte[] Write(Network network)
    {
        using var stream = new MemoryStream();
        new ModelFile(network) { IncludesTraining = false }.Save(stream, SavedNetworks.Components);
        return stream.ToArray();
    }

    /// <summary>Reads a network.</summary>
    /// <param name="bytes">What <see cref="Write"/> gave.</param>
    /// <exception cref="InvalidDataException">The bytes are damaged.</exception>
    public static Network Read(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes, writable: false);
        return ModelFile.Load(stream, SavedNetworks.Components).Network;
    }
}
