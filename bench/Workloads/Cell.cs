namespace Interop.Bench.Workloads;

/// <summary>One thing that is timed: a training step or a prediction of a workload.</summary>
/// <param name="Workload">The network.</param>
/// <param name="BatchSize">Samples at a time.</param>
/// <param name="IsTraining">A whole training step, or a prediction.</param>
internal sealed record Cell(Workload Workload, int BatchSize, bool IsTraining)
{
    public string Name => $"{(IsTraining ? "train" : "infer")} {Workload.Name} {BatchSize}";

    /// <summary>
    /// The least time the hardware needs: products at its peak, and where weights do not fit in cache, their traffic at its bandwidth.
    /// A training step multiplies three times, but for the first layer's input gradient.
    /// </summary>
    /// <param name="flopsPerSecond">Peak float32 operations in a second, with the threads in use.</param>
    /// <param name="bytesPerSecond">Memory bandwidth.</param>
    /// <param name="cacheBytes">What fits in the last cache of the threads in use.</param>
    public double FloorMilliseconds(double flopsPerSecond, double bytesPerSecond, double cacheBytes)
    {
        var products = BatchSize * 2.0 * (IsTraining ? (3 * Workload.MultiplyAdds) - Workload.FirstLayerMultiplyAdds : Workload.MultiplyAdds);
        var weightBytes = 4 * Workload.Parameters;
        var traffic = weightBytes < cacheBytes ? 0 : IsTraining ? (2 * weightBytes) + (Workload.Parameters * Workload.UpdateBytesPerParameter) : weightBytes;
        return 1e3 * Math.Max(products / flopsPerSecond, IsTraining ? (products / flopsPerSecond) + (traffic / bytesPerSecond) : traffic / bytesPerSecond);
    }
}
