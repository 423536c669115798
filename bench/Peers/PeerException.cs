namespace Interop.Bench.Peers;

/// <summary>A peer that is installed could not run a cell.</summary>
/// <param name="message">What it said.</param>
internal sealed class PeerException(string message) : Exception(message);
