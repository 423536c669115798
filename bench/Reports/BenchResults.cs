using Interop.Bench.Machine;

namespace Interop.Bench.Reports;

/// <summary>All that a run measured.</summary>
/// <param name="Machine">The measured machine.</param>
/// <param name="Measurements">Cells.</param>
/// <param name="Starts">First steps of fresh processes.</param>
/// <param name="Products">Products of matrices.</param>
/// <param name="MissingPeers">Peers that could not run, with why and what installs them.</param>
internal sealed record BenchResults(
    MachineFacts Machine,
    IReadOnlyList<Measurement> Measurements,
    IReadOnlyList<StartUp> Starts,
    IReadOnlyList<ProductShare> Products,
    IReadOnlyDictionary<string, string> MissingPeers);
