using Interop.Bench.Machine;

namespace Interop.Bench.Workloads;

/// <summary>One thing that is timed: a training step or a prediction of a workload.</summary>
/// <param name="Workload">The network.</param>
/// <param name="BatchSize">Samples at a time.</param>
/// <param name="IsTraining">A whole training step, or a prediction.</param>
internal sealed record Cell(Workload Workload, int BatchSize, bool IsTraining)
{
    public string Name => $"{(IsTraining ? "train" : "infer")} {Workload.Name} {BatchSize}";

    /// <summary>
    /// The least time the hardware needs: products at its peak, and where weights do not fit in cache, their traffic at the memory's bandwidth.
    /// A training step multiplies three times, but for the first layer's input gradient, and then updates weights and optimizer state: at the
    /// speed of the cache that holds them, where one does.
    /// </summary>
    /// <param name="machine">What the machine can do.</param>
    /// <param name="threads">The threads in use.</param>
    public double FloorMilliseconds(MachineFacts machine, int threads)
    {
        var passes = IsTraining ? (3 * Workload.MultiplyAdds) - Workload.FirstLayerMultiplyAdds : Workload.MultiplyAdds;
        var products = 2 * BatchSize * passes / (machine.FlopsPerSecond * threads);
        var weightBytes = sizeof(float) * Workload.Parameters;
        var isCached = weightBytes < MachineFacts.CacheBytes;
        var bandwidth = machine.BytesPerSecondOf(threads);
        if (!IsTraining)
        {
            return 1e3 * (isCached ? products : Math.Max(products, weightBytes / bandwidth));
        }

        var updateBytes = Workload.Parameters * Workload.UpdateBytesPerParameter;
        var updatedFloats = (int)(updateBytes / (2 * sizeof(float)));
        var traffic = isCached
            ? updateBytes / (machine.UpdateBytesPerSecond(updatedFloats) * threads)
            : ((2 * weightBytes) + updateBytes) / bandwidth;
        return 1e3 * (products + traffic);
    }
}
