using System.Globalization;
using Interop.Bench.Peers;
using Interop.Native.Kernels;
using Interop.Native.Random;
using Interop.Native.Tensors;

namespace Interop.Bench.Machine;

/// <summary>How much of the machine's measured peak a product of square matrices reaches on one thread.</summary>
/// <param name="Size">Rows and columns.</param>
/// <param name="Share">The share, 1 for all.</param>
internal sealed record ProductShare(int Size, double Share)
{
    private const int Attempts = 5;

    /// <summary>Rows and columns that are measured.</summary>
    public static IReadOnlyList<int> Sizes { get; } = [128, 256, 512, 1024, 2048];

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"SGEMM {Size}³: {100 * Share:F0} % of the peak");

    /// <summary>Measures some sizes.</summary>
    public static ProductShare[] MeasureAll(IEnumerable<int> sizes) => [.. sizes.Select(size => new ProductShare(size, Measure(size)))];

    // The median over attempts, each of which measures the peak beside the product: the machine's speed drifts.
    private static double Measure(int size)
    {
        var (a, b, c) = (new Tensor([size, size]), new Tensor([size, size]), new Tensor([size, size]));
        new TorchGenerator(1).FillNormal(a.Span, 0, 1);
        b.Span.Fill(0.5f);
        var action = () => Gemm.Multiply(false, false, size, size, size, a.Span, size, b.Span, size, c.Span, size, accumulate: false, WorkerPool.Get(1));
        Repetitions.WarmUp(action);
        var operations = 2.0 * size * size * size;
        return Enumerable.Range(0, Attempts).Select(_ => 1e3 * operations / MachineSpeed.Measure().FlopsPerSecond / Repetitions.Median(action)).Order().ElementAt(Attempts / 2);
    }
}
