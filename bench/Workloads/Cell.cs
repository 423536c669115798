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
    /// <param name="speed">What the machine can do.</param>
    /// <param name="threads">The threads in use.</param>
    public double FloorMilliseconds(MachineSpeed speed, int threads)
    {
        var passes = IsTraining ? (3 * Workload.MultiplyAdds) - Workload.FirstLayerMultiplyAdds : Workload.MultiplyAdds;
        var products = 2 * BatchSize * passes / (speed.FlopsPerSecond * threads);
        var weightBytes = sizeof(float) * Workload.Parameters;
        var isCached = weightBytes < MachineSpeed.CacheBytes;
        if (!IsTraining)
        {
            return 1e3 * (isCached ? products : Math.Max(products, weightBytes / speed.BytesPerSecondOf(threads)));
        }

        var updateBytes = Workload.Parameters * Workload.UpdateBytesPerParameter;
        var updatedFloats = (int)(updateBytes / (2 * sizeof(float)));
        var traffic = isCached
            ? updateBytes / (speed.UpdateBytesPerSecond(updatedFloats) * threads)
            : ((2 * weightBytes) + updateBytes) / speed.BytesPerSecondOf(threads);
        return 1e3 * (products + traffic);
    }
}
