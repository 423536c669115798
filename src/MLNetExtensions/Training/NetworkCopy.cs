using Interop.Native.Networks;

namespace Interop.MLNetExtensions.Training;

/// <summary>Copies networks, so that a training does not change the one it was given.</summary>
internal static class NetworkCopy
{
    /// <summary>A network with layers and parameters of its own.</summary>
    /// <param name="network">The network, built.</param>
    public static Network Of(Network network) => NetworkBytes.Read(NetworkBytes.Write(network));
}
