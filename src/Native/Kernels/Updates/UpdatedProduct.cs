using System.Runtime.CompilerServices;
using Interop.Native.Optimizers;

namespace Interop.Native.Kernels;

/// <summary>
/// The gradient of a weight, xᵀ · dy, strip by strip, each of which updates its part of the weight while it is still in the cache: the whole
/// gradient is neither written to memory nor read back. Each element is summed and updated as it would be apart.
/// </summary>
internal static unsafe class UpdatedProduct
{
    /// <summary>Rows of a strip, at most: enough of them share what is packed of dy.</summary>
    private const int MostRows = 96;

    /// <summary>Elements of a strip, at most where it has more than a row: few enough stay in a cache until the update.</summary>
    private const int MostElements = 1 << 19;

    /// <summary>The number of strips is a multiple of this, so that few threads get equal shares.</summary>
    private const int StripMultiple = 4;

    /// <summary>Updates a weight [features, units] by xᵀ · dy.</summary>
    /// <param name="samples">Rows of x and dy.</param>
    /// <param name="x">[samples, features].</param>
    /// <param name="features">Columns of x, rows of the weight.</param>
    /// <param name="outputGradient">dy, [samples, units].</param>
    /// <param name="units">Columns of dy and of the weight.</param>
    /// <param name="update">Takes the gradient's strips.</param>
    /// <param name="pool">The threads to share the work.</param>
    public static void Run(
        int samples, ReadOnlySpan<float> x, int features, ReadOnlySpan<float> outputGradient, int units, WeightUpdate update, WorkerPool pool)
    {
        var mostRows = Math.Clamp(MostElements / units, 1, MostRows);
        var strips = Math.Max((features + mostRows - 1) / mostRows, pool.Threads);
        strips = Math.Min(features, (strips + StripMultiple - 1) / StripMultiple * StripMultiple);
        fixed (float* left = x[..(samples * features)])
        fixed (float* right = outputGradient[..(samples * units)])
        {
            GemmProblem problem = new()
            {
                Rows = features,
                Columns = units,
                Depth = samples,
                Left = left,
                LeftRowStride = 1,
                LeftDepthStride = features,
                Right = right,
                RightDepthStride = units,
                RightColumnStride = 1,
                ResultStride = units,
            };
            Work work = new(problem, new EvenPanels(features, (features + strips - 1) / strips), update, pool);
            pool.Run(work.Strips.Count, &RunStrip, Unsafe.AsPointer(ref work));
        }
    }

    private static void RunStrip(void* whole, int strip)
    {
        // The work lies on the stack of the thread that waits for it, so it stays where it is.
        ref var work = ref Unsafe.AsRef<Work>(whole);
        var rows = work.Strips.Length(strip);
        var first = work.Strips.Start(strip);
        var units = work.Problem.Columns;
        var part = work.Problem.Part(first, rows, 0, units);
        part.Result = ThreadScratch.Get(ScratchUse.WeightGradient, checked(work.Strips.Length(0) * units));
        Gemm.MultiplyOnThisThread(part);
        work.Update.Apply(first * units, new Span<float>(part.Result, rows * units), work.Pool);
    }

    private readonly struct Work(in GemmProblem problem, EvenPanels strips, WeightUpdate update, WorkerPool pool)
    {
        public GemmProblem Problem { get; } = problem;

        public EvenPanels Strips { get; } = strips;

        public WeightUpdate Update { get; } = update;

        public WorkerPool Pool { get; } = pool;
    }
}
