namespace Interop.TorchBridge;

/// <summary>What came of loading a state into a network.</summary>
/// <param name="Loaded">The network's parameters and buffers that took a value.</param>
/// <param name="Missing">The network's parameters and buffers that the state does not have.</param>
/// <param name="Unexpected">The state's names, after renaming, that the network does not have.</param>
/// <param name="Misshapen">The tensors whose shapes differ.</param>
public sealed record StateLoadReport(
    IReadOnlyList<string> Loaded, IReadOnlyList<string> Missing, IReadOnlyList<string> Unexpected, IReadOnlyList<MisshapenTensor> Misshapen)
{
    /// <summary>Whether everything fits.</summary>
    public bool IsComplete => Missing.Count == 0 && Unexpected.Count == 0 && Misshapen.Count == 0;

    /// <summary>The report as a sentence.</summary>
    public override string ToString() => IsComplete
        ? $"All {Loaded.Count} tensors fit."
        : $"{Loaded.Count} tensors fit; missing: {Listing.Of(Missing)}; unexpected: {Listing.Of(Unexpected)}; of another shape: "
            + (Misshapen.Count == 0 ? "none" : string.Join(", ", Misshapen)) + ".";
}
